"""The only way in from outside: chat API, widget and demo page. It translates and delegates; it decides nothing.

A message comes in at conversations.py (routes), is checked by customer_text.py and masked by masking.py, is
stored and sent to Rasa by turns.py through rasa.py, and the answers go back; events.py streams them.
"""
