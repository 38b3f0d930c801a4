"""Tokens that French and English texts cannot hold are left out of the served encoder.

The published vocabulary covers a hundred languages; its table of vectors is four fifths of the model, and its tokenizer
takes 280 MB of memory. Text in French and English is split just as before: Unigram picks among the tokens that match,
and those of other scripts never do. Single letters of other Latin alphabets stay, for names.
"""

from __future__ import annotations

import copy
import unicodedata
from typing import Any

import torch

# What NFKC, which the tokenizer applies first, leaves of French and English text.
ALPHABET = frozenset("abcdefghijklmnopqrstuvwxyzàâäæçéèêëîïôöœùûüÿñ")


def trim(tokenizer: dict[str, Any]) -> tuple[dict[str, Any], list[int]]:
    """A Unigram tokenizer with the tokens of French and English only.

    Args:
        tokenizer: the content of a tokenizer.json.

    Returns:
        The smaller tokenizer, and the old numbers of the tokens that it keeps, in their new order.
    """
    vocabulary = tokenizer["model"]["vocab"]
    special = {token["content"] for token in tokenizer["added_tokens"]}
    kept = [n for n, (token, _) in enumerate(vocabulary) if token in special or can_occur(token)]
    new = {old: n for n, old in enumerate(kept)}
    trimmed = copy.deepcopy(tokenizer)
    trimmed["model"]["vocab"] = [vocabulary[n] for n in kept]
    trimmed["model"]["unk_id"] = new[tokenizer["model"]["unk_id"]]
    for token in trimmed["added_tokens"]:
        token["id"] = new[token["id"]]
    for token in trimmed["post_processor"]["special_tokens"].values():
        token["ids"] = [new[n] for n in token["ids"]]
    return trimmed, kept


def can_occur(token: str) -> bool:
    """Whether a token can be part of a French or English text, or is one letter of a name from elsewhere."""
    letters = [c for c in token.lower() if c.isalpha()]
    if len(token.strip("▁")) == 1 and letters:
        return "LATIN" in unicodedata.name(letters[0], "")
    return all(c in ALPHABET for c in letters) and not any(_foreign_mark(c) for c in token)


def _foreign_mark(character: str) -> bool:
    """Vowel signs and digits of other scripts; accents on their own and the selectors of emoji are common."""
    if unicodedata.name(character, "").startswith(("COMBINING", "VARIATION SELECTOR")):
        return False
    return unicodedata.category(character) in ("Mc", "Mn", "Nd", "Nl") and not character.isascii()


def with_rows(transformer, kept: list[int]):
    """The transformer with only these rows of its table of token vectors."""
    table = transformer.get_input_embeddings()
    smaller = torch.nn.Embedding.from_pretrained(table.weight[kept].clone(), padding_idx=None)
    transformer.set_input_embeddings(smaller)
    return transformer
