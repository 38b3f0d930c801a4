"""A question is encoded once a turn: its vectors go from Rasa to the action server."""

from __future__ import annotations

import json

import numpy as np

from knowledge.encoder.handover import HANDOVER, KEPT, Encoding, Handover


def encoding(text: str, encoder: str = "e5") -> Encoding:
    rng = np.random.default_rng(len(text))
    return Encoding(encoder, text, *(rng.standard_normal((n, 8)).astype(np.float32) for n in (1, 5)))


def test_vectors_survive_the_way_as_json():
    sent = encoding("où est ma facture ?")
    got = Encoding.unpacked(json.loads(json.dumps(sent.packed())))
    assert (got.encoder, got.text) == (sent.encoder, sent.text)
    assert np.allclose(got.vector, sent.vector, atol=2e-3) and np.allclose(got.tokens, sent.tokens, atol=2e-3)
    assert got.vector.dtype == got.tokens.dtype == np.float32


def test_they_are_given_once():
    handover = Handover()
    handover.keep(encoding("bonjour"))
    assert handover.take("bonjour") is not None
    assert handover.take("bonjour") is None


def test_what_nobody_takes_is_forgotten():
    handover = Handover()
    for number in range(KEPT + 1):
        handover.keep(encoding(f"question {number}"))
    assert handover.take("question 0") is None
    assert handover.take("question 1") is not None


def test_the_encoder_believes_what_was_handed_on_and_asks_for_it_once(encoder):
    handed = encoding("where is my bill", encoder.id)
    HANDOVER.keep(handed)
    assert encoder.encode_query_tokens("where is my bill")[0] is handed.vector
    assert encoder.encode_query_tokens("where is my bill")[0].shape == (1, encoder.dim)


def test_vectors_of_another_encoder_are_not_used(encoder):
    HANDOVER.keep(encoding("where is my bill", "another"))
    assert encoder.encode_query_tokens("where is my bill")[0].shape == (1, encoder.dim)


def test_they_are_as_good_as_its_own(encoder):
    text = "comment recevoir ma facture par courriel ?"
    vector, tokens = encoder.encode_query_tokens(text)
    HANDOVER.keep(Encoding.unpacked(Encoding(encoder.id, text, vector, tokens).packed()))
    handed, handed_tokens = encoder.encode_query_tokens(text)
    assert (handed @ vector.T).item() > 0.999
    assert handed_tokens.shape == tokens.shape and np.abs(handed_tokens - tokens).max() < 1e-3
