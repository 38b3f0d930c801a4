"""The index: passages with their dense and lexical representation, kept as versions and swapped in atomically."""
