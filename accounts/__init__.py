"""Customers, billing accounts, operators' rules, notifications; free of web and Rasa imports."""
