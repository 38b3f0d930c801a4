"""Conversations, their messages and handoffs: what was said, by whom, and who answers now.

models    the tables, in the same data base as the accounts
store     open a conversation, add and read messages
turns     one turn at a time per conversation
handoffs  give a conversation to a person, and take it back
"""
