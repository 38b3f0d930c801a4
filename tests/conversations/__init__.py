"""Whole dialogues through the real stack: web, Rasa, action server, data base."""
