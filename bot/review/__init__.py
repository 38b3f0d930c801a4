"""Review: agents say what was wrong, and the assistant learns from it, by changes that people can read and undo.

unanswered.py finds what customers asked in vain; corrections.py keeps what agents say about it; publishing.py puts a
question variant in service at once, or takes it back; export.py writes the rest where it belongs in the repository.
"""
