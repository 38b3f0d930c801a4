"""A question is encoded once a turn: its vectors go from Rasa to the action server."""

from __future__ import annotations

import json

import numpy as np
import pytest

from actions.server import keep
from knowledge.encoder.relay import KEPT, RELAY, Encoding, Relay, packed, unpacked


def encoding(encoder: str = "e5") -> Encoding:
    rng = np.random.default_rng(1)
    return Encoding(encoder, *(rng.standard_normal((n, 8)).astype(np.float32) for n in (1, 5)))


def test_vectors_survive_the_way_as_json():
    sent = encoding()
    text, got = unpacked(json.loads(json.dumps(packed("où est ma facture ?", sent))))
    assert (text, got.encoder) == ("où est ma facture ?", sent.encoder)
    assert np.allclose(got.vector, sent.vector, atol=2e-3) and np.allclose(got.tokens, sent.tokens, atol=2e-3)
    assert got.vector.dtype == got.tokens.dtype == np.float32


def test_they_are_given_once():
    relay = Relay()
    relay.keep("bonjour", encoding())
    assert relay.take("bonjour") is not None
    assert relay.take("bonjour") is None


def test_what_nobody_takes_is_forgotten():
    relay = Relay()
    for number in range(KEPT + 1):
        relay.keep(f"question {number}", encoding())
    assert relay.take("question 0") is None
    assert relay.take("question 1") is not None


def test_the_encoder_believes_what_was_handed_on_and_asks_for_it_once(encoder):
    handed = encoding(encoder.id)
    RELAY.keep("where is my bill", handed)
    assert encoder.encode_query_tokens("where is my bill")[0] is handed.vector
    assert encoder.encode_query_tokens("where is my bill")[0].shape == (1, encoder.dim)


def test_vectors_of_another_encoder_are_not_used(encoder):
    RELAY.keep("where is my bill", encoding("another"))
    assert encoder.encode_query_tokens("where is my bill")[0].shape == (1, encoder.dim)


def test_they_are_as_good_as_its_own(encoder):
    text = "comment recevoir ma facture par courriel ?"
    vector, tokens = encoder.encode_query_tokens(text)
    RELAY.keep(*unpacked(packed(text, Encoding(encoder.id, vector, tokens))))
    handed, handed_tokens = encoder.encode_query_tokens(text)
    assert (handed @ vector.T).item() > 0.999
    assert handed_tokens.shape == tokens.shape and np.abs(handed_tokens - tokens).max() < 1e-3


def test_the_action_server_keeps_what_came_with_a_call():
    keep({"next_action": "action_answer_question", "encoded": packed("allô", encoding())})
    taken = RELAY.take("allô")
    assert taken is not None and taken.tokens.shape == (5, 8)


@pytest.mark.parametrize("call", [None, {}, {"encoded": None}, {"encoded": {"text": "allô"}}])
def test_a_call_of_another_version_is_answered_without_them(call):
    keep(call)
    assert RELAY.take("allô") is None
