"""What confidence is calibrated on: the right mix of questions, with and without variants."""

from __future__ import annotations

import numpy as np
import pytest

from knowledge.encoder.training_data import documents, split
from knowledge.retrieval.calibrate import SHARES, VARIANTS, Sample, weights, with_variants

COUNTS = {0.0: {"answerable": 40, "near_miss": 10}, 0.8: {"answerable": 8, "near_miss": 10}}


def test_kinds_have_their_shares_whatever_the_variants_leave_to_ask():
    found = [
        Sample(share, "document", kind, None, False)  # type: ignore[arg-type]
        for share, counts in COUNTS.items()
        for kind, count in counts.items()
        for _ in range(count)
    ]
    importance = weights(found)
    assert importance.sum() == pytest.approx(len(found) * (SHARES["answerable"] + SHARES["near_miss"]))
    for share in COUNTS:
        of = {
            kind: importance[[s.variants == share and s.kind == kind for s in found]].sum()
            for kind in ("answerable", "near_miss")
        }
        assert of["answerable"] / of["near_miss"] == pytest.approx(SHARES["answerable"] / SHARES["near_miss"])


@pytest.fixture(scope="module")
def document():
    return split(documents())[1][0]


@pytest.mark.parametrize("share", VARIANTS)
def test_no_question_is_both_a_variant_and_asked(document, share):
    changed = with_variants(document, share)
    asked = {question.text for question in changed.questions}
    variants = [set(passage.variants) for passage in changed.passages]
    assert not asked & set().union(*variants)
    assert np.mean([len(found) for found in variants]) == pytest.approx(
        int(share * len(document.questions) / len(document.passages)), abs=1.5
    )
    assert {q.passage for q in changed.questions} >= set(range(len(changed.passages)))
