"""Questions to passages: dense and lexical search, their fusion, confidence, and the answer."""
