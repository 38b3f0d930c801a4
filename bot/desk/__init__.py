"""The agents' desk at /desk: pages made on the server, live by server-sent events.

A request comes in at routes/ (one module per page), which asks access.py who it is and translates; what is done with
a conversation is in bot/conversations, what is read for a page in queue.py, search.py and transcripts.py; pages.py
renders templates/ with the words of wording/.
"""
