"""Passages in both languages that no editor has paired."""

from __future__ import annotations

import numpy as np
import pytest

from knowledge.passages import Passage, Source
from knowledge.retrieval.twins import twins

ALIKE, NEAR, FAR = (1.0, 0.0, 0.0), (0.95, 0.31, 0.0), (0.0, 0.0, 1.0)


def passage(language: str, text: str, key: str | None = None) -> Passage:
    return Passage("primus", language, Source("Aide", "aide.md"), (), "text", None, text, key=key)


def found(*said: tuple[Passage, tuple[float, float, float]]) -> dict[int, int]:
    return twins([one for one, _ in said], np.array([vector for _, vector in said], np.float32))


def test_two_languages_that_say_the_same_are_twins():
    assert found((passage("fr", "Comptez 1 250 $."), ALIKE), (passage("en", "It is $1,250."), NEAR)) == {
        0: 1,
        1: 0,
    }


@pytest.mark.parametrize(
    ("text", "vector", "key"),
    [("It is $60.", ALIKE, None), ("It is $50.", FAR, None), ("It is $50.", ALIKE, "fee")],
    ids=["another figure", "another meaning", "paired by an editor"],
)
def test_others_are_none(text, vector, key):
    assert found((passage("fr", "Comptez 50 $."), ALIKE), (passage("en", text, key), vector)) == {}


def test_only_the_nearest_of_each_other_are_twins():
    first, second = (passage("en", "It is $50."), ALIKE), (passage("en", "You pay $50."), NEAR)
    assert found((passage("fr", "Comptez 50 $."), NEAR), first, second) == {0: 2, 2: 0}


def test_one_language_alone_has_none():
    assert found((passage("fr", "a"), ALIKE), (passage("fr", "a"), ALIKE)) == {}
