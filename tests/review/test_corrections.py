"""What agents say about answers and messages, and how it gets into the repository."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
import yaml

from bot.conversations.ratings import rate_message
from bot.review import corrections
from bot.review.errors import CorrectionRefused
from bot.review.export import export, waiting_for_export
from bot.review.models import Correction
from bot.review.unanswered import find_unanswered, group_by_likeness
from bot.review.wiring import RememberingEncoder
from tests.privacy.world import NOW, World
from tests.review.conftest import BILL, OUTAGE

PRIMUS = ("primus",)


def ask(world: World, text: str, outcome: str = "no_answer", **options):
    return world.ask(world.conversation(**options), text, outcome)


def unanswered(world: World, operators=PRIMUS):
    with world.sessions() as session:
        return find_unanswered(session, operators, since=NOW - timedelta(days=30))


@pytest.mark.parametrize("outcome", ["no_answer", "unsure", "no_documents"])
def test_questions_without_an_answer_are_listed(world: World, outcome):
    question, _ = ask(world, "où est ma facture", outcome)
    assert [q.message_id for q in unanswered(world)] == [question.id]


def test_answered_questions_are_not_listed_unless_rated_down(world: World):
    question, answer = ask(world, "où est ma facture", "answered")
    assert unanswered(world) == []
    with world.sessions.begin() as session:
        rate_message(
            session, question.conversation_id, answer.id, "down", now=NOW, comment="écrivez à a@b.example"
        )
    (found,) = unanswered(world)
    assert (found.message_id, found.rated_down, found.comment) == (question.id, True, "écrivez à [courriel]")


def test_other_operators_questions_are_not_listed(world: World):
    ask(world, "où est ma facture", operator="ooma")
    assert unanswered(world) == []
    assert len(unanswered(world, ("ooma",))) == 1


def test_listed_questions_are_masked(world: World):
    ask(world, "où est la facture du compte 4410 2287 31")
    assert unanswered(world)[0].text == "où est la facture du compte [compte]"


def test_like_questions_are_grouped_and_those_rated_down_come_first(world: World, encoder):
    for text in ("ma facture papier est perdue", "facture papier perdue", "la facture papier est perdue"):
        ask(world, text)
    question, answer = ask(world, "le modem clignote rouge", "answered")
    with world.sessions.begin() as session:
        rate_message(session, question.conversation_id, answer.id, "down", now=NOW)
    groups = group_by_likeness(unanswered(world), encoder)
    assert [len(group.questions) for group in groups] == [1, 3]
    assert groups[0].rated_down == 1


def test_languages_and_operators_never_share_a_group(world: World, encoder):
    ask(world, "modem panne")
    ask(world, "modem panne", language="en")
    ask(world, "modem panne", operator="ooma")
    assert len(group_by_likeness(unanswered(world, ("primus", "ooma")), encoder)) == 3


def test_what_was_reviewed_leaves_the_list(world: World):
    question, _ = ask(world, "blabla")
    with world.sessions.begin() as session:
        found = corrections.question_of(session, question.id, PRIMUS)
        corrections.set_aside(session, found, "camille", now=NOW)
    assert unanswered(world) == []


def correct(world: World, message_id: int, what, *arguments) -> Correction:
    with world.sessions.begin() as session:
        question = corrections.question_of(session, message_id, PRIMUS)
        return what(session, question, *arguments, "camille", now=NOW)


def test_a_wrong_answer_is_marked_on_the_answer_or_on_the_question(world: World):
    question, answer = ask(world, "où est ma facture", "answered")
    first = correct(world, answer.id, corrections.mark_answer_wrong, BILL)
    second = correct(world, question.id, corrections.mark_answer_wrong, None)
    assert first.id == second.id
    assert (second.passage_id, second.passage_key) == (None, None)


@pytest.mark.parametrize("intent", ["no_such_intent", "", "../../etc/passwd"])
def test_unknown_intents_are_refused(world: World, intent):
    question, _ = ask(world, "allo")
    with pytest.raises(CorrectionRefused, match="unknown intent"):
        correct(world, question.id, corrections.mark_intent, intent)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (" \n ", "no text"),
        ("a" * 301, "too long"),
        ("où est la facture de a@b.example", "personal data"),
        ("compte [compte]", "personal data"),
    ],
)
def test_variants_need_a_text_without_personal_data(world: World, text, problem):
    question, _ = ask(world, "allo")
    with pytest.raises(CorrectionRefused, match=problem):
        correct(world, question.id, corrections.propose_variant, BILL, text)


def test_nobody_corrects_another_operators_messages(world: World):
    question, _ = ask(world, "allo", operator="ooma")
    with world.sessions() as session, pytest.raises(CorrectionRefused):
        corrections.question_of(session, question.id, PRIMUS)


def export_to(world: World, folder: Path):
    with world.sessions.begin() as session:
        return export(waiting_for_export(session), folder, now=NOW)


def test_variants_are_added_to_the_documents_questions(world: World, tmp_path: Path):
    path = tmp_path / "knowledge/documents/primus/help.questions.yml"
    path.parent.mkdir(parents=True)
    path.write_text(
        "find-bill:\n  fr:\n  - Où est-elle ?\nlast:\n  en:\n  - What is last?\n", encoding="utf-8"
    )
    question, _ = ask(world, "allo")
    correct(world, question.id, corrections.propose_variant, BILL, "où qu’elle est la facture ?")
    result = export_to(world, tmp_path)
    assert result.added == {"knowledge/documents/primus/help.questions.yml": 1}
    assert yaml.safe_load(path.read_text(encoding="utf-8")) == {
        "find-bill": {"fr": ["Où est-elle ?", "où qu’elle est la facture ?"]},
        "last": {"en": ["What is last?"]},
    }
    assert export_to(world, tmp_path).corrections == 0


@pytest.mark.parametrize("language", ["fr", "en"])
def test_examples_are_added_to_their_intent(world: World, tmp_path: Path, language):
    path = tmp_path / f"data/nlu/{language}/complain.yml"
    path.parent.mkdir(parents=True)
    head = 'version: "3.1"\nnlu:\n- intent: complain\n  examples: |\n    - grr\n'
    path.write_text(head, encoding="utf-8")
    question, _ = ask(world, "pfff", language=language)
    correct(world, question.id, corrections.propose_example, "complain", "/vous êtes [nuls]{x}")
    export_to(world, tmp_path)
    assert path.read_text(encoding="utf-8") == head + "    - vous êtes nuls x\n"


def test_wrong_answers_become_labelled_questions(world: World, tmp_path: Path):
    question, _ = ask(world, "plus de signal", "answered")
    correct(world, question.id, corrections.mark_answer_wrong, OUTAGE)
    other, _ = ask(world, "quel temps fait-il", "answered")
    correct(world, other.id, corrections.mark_answer_wrong, None)
    export_to(world, tmp_path)
    lines = (tmp_path / "knowledge/evaluation/corrections.jsonl").read_text(encoding="utf-8").splitlines()
    written = [json.loads(line) for line in lines]
    assert [(w["kind"], w["key"]) for w in written] == [("answerable", OUTAGE.id), ("unanswerable", None)]


def test_a_text_with_a_name_that_nobody_noticed_is_not_exported(world: World, tmp_path: Path):
    question, _ = ask(world, "Priyanka paie", "answered")
    kept = correct(world, question.id, corrections.mark_intent, "complain")
    with world.sessions.begin() as session:
        session.get_one(Correction, kept.id).text = "la facture de Jean Tremblay"
    assert export_to(world, tmp_path).personal == [kept.id]
    assert not (tmp_path / "data").exists()


def test_the_shipped_files_take_corrections_without_other_changes(world: World, tmp_path: Path):
    source = Path("data/nlu/fr/complain.yml")
    target = tmp_path / source
    target.parent.mkdir(parents=True)
    target.write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    question, _ = ask(world, "pfff")
    correct(
        world,
        question.id,
        corrections.propose_example,
        "complain",
        "franchement c’est la pagaille chez vous autres",
    )
    export_to(world, tmp_path)
    before, after = (p.read_text(encoding="utf-8").rstrip("\n").splitlines() for p in (source, target))
    assert after == [*before, "    - franchement c’est la pagaille chez vous autres"]


def test_a_question_is_encoded_once(encoder):
    remembering = RememberingEncoder(encoder, kept=2)
    first = remembering.encode_queries(["a", "b", "a"])
    assert (encoder.encoded, first.shape) == (2, (3, encoder.dim))
    remembering.encode_queries(["b", "c"])
    assert encoder.encoded == 3
    remembering.encode_queries(["b", "a"])  # "a" was asked for longest ago, and had to go
    assert encoder.encoded == 4
