"""How far a message resembles what the classifier has seen."""

from __future__ import annotations

import numpy as np
import pytest

from bot.nlu.familiarity import KEPT, Familiarity


def unit(*rows: list[float]) -> np.ndarray:
    vectors = np.array(rows, np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.fixture
def familiarity() -> Familiarity:
    known = Familiarity()
    known.remember(unit([1, 0.1, 0, 9], [1, -0.1, 0, 9], [-1, 0.1, 0, 9], [-1, -0.1, 0, 9]))
    known.full = 0.9
    return known


def test_an_example_is_wholly_familiar(familiarity):
    assert familiarity.of(unit([1, 0.1, 0, 9]))[0] == pytest.approx(1)


def test_what_points_elsewhere_is_strange_although_all_vectors_share_one_cone(familiarity):
    friend, stranger = unit([1, 0.1, 0, 9], [0, 0, 1, 9])
    assert float(friend @ stranger) > 0.95
    assert familiarity.of(stranger[None])[0] < 0.2


def test_only_so_many_examples_are_kept():
    known = Familiarity()
    vectors = np.random.default_rng(0).normal(size=(KEPT + 500, 8)).astype(np.float32)
    known.remember(vectors)
    assert np.count_nonzero(known.nearness(vectors) > 0.999) in range(KEPT, KEPT + 500)


def test_no_message_has_no_familiarity(familiarity):
    assert familiarity.of(np.zeros((0, 4), np.float32)).shape == (0,)


def test_with_nothing_to_compare_with_everything_is_familiar():
    assert Familiarity().of(unit([1, 0, 0])).tolist() == [1]
