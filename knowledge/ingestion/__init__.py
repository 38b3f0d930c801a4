"""Documents in, passages out: load (formats to blocks), structure (blocks to passages)."""
