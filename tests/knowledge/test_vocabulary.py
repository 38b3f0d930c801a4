"""A smaller vocabulary splits French and English just as the published one does."""

from __future__ import annotations

import json

import pytest
from tokenizers import Tokenizer

from knowledge.encoder.vocabulary import can_occur, trim

PIECES = [
    "<s>",
    "<pad>",
    "</s>",
    "<unk>",
    "▁",
    "счёт",
    "▁ma",
    "▁fact",
    "ure",
    "е",
    "ł",
    "▁請求",
    "s",
    "u",
    "r",
    "e",
]
TOKENIZER = {
    "version": "1.0",
    "truncation": None,
    "padding": None,
    "added_tokens": [
        {
            "id": n,
            "content": piece,
            "single_word": False,
            "lstrip": False,
            "rstrip": False,
            "normalized": False,
            "special": True,
        }
        for n, piece in enumerate(PIECES[:4])
    ],
    "normalizer": {"type": "NFKC"},
    "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True},
    "post_processor": {
        "type": "TemplateProcessing",
        "single": [
            {"SpecialToken": {"id": "<s>", "type_id": 0}},
            {"Sequence": {"id": "A", "type_id": 0}},
            {"SpecialToken": {"id": "</s>", "type_id": 0}},
        ],
        "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
        "special_tokens": {
            "<s>": {"id": "<s>", "ids": [0], "tokens": ["<s>"]},
            "</s>": {"id": "</s>", "ids": [2], "tokens": ["</s>"]},
        },
    },
    "decoder": None,
    "model": {
        "type": "Unigram",
        "unk_id": 3,
        "vocab": [[piece, -float(n)] for n, piece in enumerate(PIECES)],
        "byte_fallback": False,
    },
}


@pytest.mark.parametrize(
    "token", ["▁facture", "l’", "…", "▁Où", "cœur", "12", "€", "😀", "ł", "ğ", "—", "▁«", "\ufe0f"]
)
def test_what_french_and_english_use_is_kept(token):
    assert can_occur(token)


@pytest.mark.parametrize("token", ["▁счёт", "請求", "▁faktúra", "ية", "٣", "ข้อ", "▁işlem"])
def test_what_they_do_not_use_is_left_out(token):
    assert not can_occur(token)


def test_texts_are_split_as_before_and_numbers_lead_back_to_the_old_ones():
    trimmed, kept = trim(TOKENIZER)
    before, after = (Tokenizer.from_str(json.dumps(t)) for t in (TOKENIZER, trimmed))
    assert len(trimmed["model"]["vocab"]) == len(kept) < len(PIECES)
    for text in ("ma facture", "ma facture sur", ""):
        assert [kept[n] for n in after.encode(text).ids] == before.encode(text).ids


def test_another_script_becomes_an_unknown_token():
    trimmed, kept = trim(TOKENIZER)
    ids = Tokenizer.from_str(json.dumps(trimmed)).encode("счёт").ids
    assert 3 in [kept[n] for n in ids]
