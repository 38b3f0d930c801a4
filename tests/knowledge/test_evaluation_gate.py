"""The gate: search over the shipped knowledge answers our labelled questions no worse than it did.

The floors stand a little under what was measured when they were last set; raise them when search gets better.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import settings
from knowledge.evaluation.evaluate import judge, read_questions, report
from knowledge.index.store import IndexStore
from knowledge.retrieval.confidence import thresholds
from knowledge.retrieval.follow_up import leans_on_last
from knowledge.retrieval.search import Searcher

pytestmark = pytest.mark.integration
EVALUATION = Path(__file__).parents[2] / "knowledge" / "evaluation"
FLOORS = {
    "fr": {"hit@1": 0.92, "hit@3": 0.97, "mrr": 0.94, "answered": 0.83},
    "en": {"hit@1": 0.93, "hit@3": 0.96, "mrr": 0.95, "answered": 0.82},
}
LOST = 0.1  # of what is found alone; were the surer of both taken, however little surer, 0.12


@pytest.fixture(scope="module")
def searcher(encoder) -> Searcher:
    index = IndexStore(settings().index_dir).load(encoder_id=encoder.id)
    return Searcher(index, encoder, thresholds=thresholds())


@pytest.fixture(scope="module")
def figures(searcher) -> dict:
    return report(judge(read_questions(EVALUATION / "questions.jsonl"), searcher))


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("figure", ["hit@1", "hit@3", "mrr"])
def test_the_right_passage_is_found(figures, language, figure):
    assert figures["groups"][f"lang {language}"][figure] >= FLOORS[language][figure]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_answerable_questions_are_answered_and_others_are_not(figures, language):
    outcomes = figures["groups"][f"lang {language}"]["outcomes"]
    assert outcomes["answerable"]["answered"] >= FLOORS[language]["answered"]
    assert outcomes["off_topic"]["answered"] <= 0.12
    assert outcomes["other_operator"]["answered"] <= 0.2
    assert outcomes["unanswerable"]["answered"] <= 0.28


def test_confidence_is_calibrated(figures):
    """It is a little too modest here: the shipped passages have more question variants than those it was calibrated on."""
    assert figures["expected_calibration_error"] <= 0.12


def test_questions_by_fresh_eyes_find_their_passage(searcher):
    figures = report(judge(read_questions(EVALUATION / "fresh_eyes.jsonl"), searcher))
    for language in ("fr", "en"):
        group = figures["groups"][f"lang {language}"]
        assert group["hit@1"] >= 0.88 and group["hit@3"] >= 0.95
        assert group["outcomes"]["answerable"]["answered"] >= 0.8
    assert figures["outcomes"]["unanswerable"]["answered"] <= 0.2


def test_follow_ups_are_understood_and_other_subjects_not_pulled_along(searcher):
    groups = report(judge(read_questions(EVALUATION / "follow_ups.jsonl"), searcher))["groups"]
    assert groups["style follow_up"]["hit@1"] >= 0.8
    assert groups["style standalone"]["hit@1"] >= 0.85
    assert groups["style off_subject"]["outcomes"]["off_topic"]["answered"] <= 0.4


def test_a_change_of_subject_is_followed(searcher):
    """Questions that might lean on the one before, asked after every fifth one of their operator: few lose what they find alone."""
    questions = [q for q in read_questions(EVALUATION / "questions.jsonl") if q["kind"] == "answerable"]
    leaning = [q for q in questions if leans_on_last(q["question"])]
    found = [q for q, alone in zip(leaning, judge(leaning, searcher), strict=True) if alone.rank == 0]
    asked = [
        q | {"before": other["question"]}
        for q in found
        for other in questions[::5]
        if (q["operator"], q["lang"]) == (other["operator"], other["lang"]) and q["key"] != other["key"]
    ]
    lost = sum(judged.rank != 0 for judged in judge(asked, searcher))
    assert len(asked) > 150 and lost <= LOST * len(asked)
