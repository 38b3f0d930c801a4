"""Texts to vectors: the encoder's weights, their export, and the serving code both environments use."""
