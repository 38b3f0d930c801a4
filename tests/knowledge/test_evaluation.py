"""Labelled questions are asked, follow-ups with the question before; the report tells hits, outcomes and calibration."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from knowledge.evaluation.evaluate import BadQuestions, judge, read_questions, report
from knowledge.index.store import build
from knowledge.ingestion.ingest import read_documents
from knowledge.passages import Passage, Source
from knowledge.retrieval.search import Answer, Searcher
from tests.knowledge.fakes import FakeEncoder

SHIPPED = Path(__file__).parents[2] / "knowledge"
TEXTS = {
    "online": {"fr": "payer la facture en ligne au portail", "en": "pay the bill online in the portal"},
    "cheque": {"fr": "payer la facture par chèque postal", "en": "pay the bill with a mailed cheque"},
    "visit": {"fr": "visite du technicien le matin", "en": "visit of the technician in the morning"},
}


@pytest.fixture(scope="module")
def searcher() -> Searcher:
    passages = [
        Passage("primus", language, Source("Aide", f"aide.{language}.md"), (), "text", None, text, key=key)
        for key, texts in TEXTS.items()
        for language, text in texts.items()
    ]
    return Searcher(build(passages, FakeEncoder()), FakeEncoder())


def question(text: str, key: str | None, **more) -> dict:
    kind = "answerable" if key else "off_topic"
    return {"operator": "primus", "lang": "fr", "kind": kind, "question": text, "key": key, **more}


def test_the_rank_of_the_right_passage_counts_and_so_does_another_that_answers_too(searcher):
    asked = [
        question("visite du technicien", "visit"),
        question("visite du technicien", "online"),
        question("visite du technicien", "online", also=["visit"]),
        question("visite du technicien", None, gold=["technicien le matin"]) | {"kind": "answerable"},
    ]
    first, second, third, fourth = judge(asked, searcher)
    assert (first.rank, third.rank, fourth.rank) == (0, 0, 0)
    assert second.rank != 0


class Listener:
    """A searcher that remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple] = []

    def search(self, question: str, *, operator: str, top_k: int, language=None, before=None) -> Answer:
        self.asked.append((question, language, before))
        return Answer(question, operator, language or "fr", "no_answer", 0.0, "")


@pytest.mark.parametrize(
    ("language", "text", "before"),
    [("fr", "et par chèque ?", "payer la facture"), ("en", "and by cheque?", "pay the bill")],
)
def test_a_follow_up_is_asked_with_the_question_before_in_the_language_of_the_conversation(
    language, text, before
):
    listener = Listener()
    judge([question(text, "cheque", lang=language, before=before)], listener)
    judge([question(text, "cheque", lang=language)], listener)
    assert listener.asked == [(text, language, before), (text, None, None)]


def test_the_report_tells_hits_outcomes_and_calibration_by_language_style_and_operator(searcher):
    asked = [
        question("visite du technicien", "visit", style="formal"),
        question("visite du technicien", "online", style="sms"),
        question("xyz", None, style="sms"),
    ]
    figures = report(judge(asked, searcher))
    assert figures["questions"] == 3 and figures["hit@1"] == 0.5 and figures["mrr"] < 1
    assert set(figures["groups"]) == {"lang fr", "operator primus", "style formal", "style sms"}
    for group in (figures, *figures["groups"].values()):
        assert {"n", "hit@1", "hit@3", "hit@5", "mrr"} <= group.keys()
        assert {"outcomes", "overall_accuracy", "expected_calibration_error"} <= group.keys()
    assert figures["groups"]["style formal"]["hit@1"] == 1
    assert sum(figures["outcomes"]["off_topic"].values()) == pytest.approx(1)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("no JSON", "not a JSON object"),
        ("[1]", "not a JSON object"),
        ('{"operator": "primus"}', "without kind"),
    ],
)
def test_a_bad_line_is_named(tmp_path, line, problem):
    path = tmp_path / "questions.jsonl"
    path.write_text(json.dumps(question("?", None)) + f"\n\n{line}\n", encoding="utf-8")
    with pytest.raises(BadQuestions, match=f"line 3: {problem}"):
        read_questions(path)


@pytest.mark.parametrize("name", ["questions.jsonl", "follow_ups.jsonl", "fresh_eyes.jsonl"])
def test_every_label_names_a_shipped_passage_and_the_languages_are_balanced(name):
    questions = read_questions(SHIPPED / "evaluation" / name)
    operators = {q["operator"] for q in questions}
    keys = {
        operator: {
            p.key for p in read_documents([SHIPPED / "documents" / operator], operator=operator).passages
        }
        for operator in operators
    }
    for q in questions:
        wanted = {q["key"], *q["also"]} if q["kind"] == "answerable" else set()
        assert wanted <= keys[q["operator"]], q["id"]
        assert (q["key"] is None) == (q["kind"] != "answerable"), q["id"]
    french = sum(q["lang"] == "fr" for q in questions)
    assert 0.4 <= french / len(questions) <= 0.6
    assert len({q["id"] for q in questions}) == len(questions)


def test_no_evaluation_question_is_a_variant():
    variants = {
        variant.casefold()
        for operator in (SHIPPED / "documents").iterdir()
        for passage in read_documents([operator], operator=operator.name).passages
        for variant in passage.variants
    }
    for name in ("questions.jsonl", "follow_ups.jsonl", "fresh_eyes.jsonl"):
        asked = read_questions(SHIPPED / "evaluation" / name)
        assert [q["id"] for q in asked if q["question"].casefold() in variants] == []
