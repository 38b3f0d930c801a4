"""Some kinds of question no document answers, and keyboard noise is no question: both make search less sure."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from knowledge.evaluation.evaluate import read_questions
from knowledge.retrieval.calibrate import noise
from knowledge.retrieval.confidence import Evidence, confidence
from knowledge.retrieval.lexical import LexicalIndex
from knowledge.retrieval.question_kind import QuestionKind, question_kind
from knowledge.retrieval.question_kind_training import chatter

QUESTIONS = Path(__file__).parents[2] / "knowledge" / "evaluation" / "questions.jsonl"
FEW = LexicalIndex(["La facture paraît le deux du mois; composez le 611."], ["fr"])


def test_a_kind_is_kept_and_read_again(tmp_path):
    kind = QuestionKind(np.array([0.5, -2.0, 0.25], np.float32), 0.75)
    kind.save(tmp_path / "kind.json")
    again = QuestionKind.load(tmp_path / "kind.json")
    assert again.log_odds(np.array([1, 1, 0], np.float32)) == pytest.approx(0.5 - 2.0 + 0.75)


def test_another_encoder_s_vector_says_nothing():
    assert question_kind().log_odds(np.ones(7, np.float32)) == 0.0


@pytest.mark.integration
@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_documents_answer_is_told_from_what_they_do_not(encoder, language):
    asked = [q for q in read_questions(QUESTIONS) if q["lang"] == language]
    kinds = np.array([q["kind"] for q in asked])
    odds = [question_kind().log_odds(v) for v in encoder.encode_queries([q["question"] for q in asked])]
    for other in ("unanswerable", "off_topic", "other_operator"):
        chosen = np.isin(kinds, ["answerable", other])
        assert roc_auc_score(kinds[chosen] == "answerable", np.array(odds)[chosen]) > 0.65, other


def test_chatter_is_halved_and_no_message_is_in_both_halves():
    learnt, kept = chatter(0), chatter(1)
    assert abs(len(learnt) - len(kept)) <= 1
    assert not set(learnt) & set(kept)


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("Où est ma facture ?", 1.0),
        ("Where is my bill?", 1.0),
        ("hhhhhhjjj lol ????? blurp", 1 / 3),
        ("qzqzqz mlmlml 0000 !!!", 0.0),
        ("611 ?", 1.0),  # a number that the documents know
        ("9999", 0.0),
        ("????", 0.0),
    ],
)
def test_the_share_of_words_that_are_words(text, share):
    assert FEW.readable(text) == pytest.approx(share)


def test_noise_has_hardly_any_words():
    rng = random.Random(1)
    assert np.mean([FEW.readable(noise(rng)) for _ in range(200)]) < 0.25


def test_unreadable_and_unanswerable_make_search_less_sure():
    seen = {"top": 0.7, "by_variant": 0.0, "margin": 0.1, "margin_third": 0.2, "contrast": 3.0}
    seen |= {"late": 0.65, "late_margin": 0.05, "lexical": 0.2, "coverage": 0.5}
    plain = confidence(Evidence(**seen, readable=1.0, kind=1.0))
    assert confidence(Evidence(**seen, readable=0.0, kind=1.0)) < plain
    assert confidence(Evidence(**seen, readable=1.0, kind=-1.0)) < plain
