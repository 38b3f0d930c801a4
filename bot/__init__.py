"""Guichet's assistant: understanding (nlu), conversations, and the ways in (web, cli)."""
