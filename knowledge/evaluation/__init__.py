"""How good search is, on questions with known answers."""
