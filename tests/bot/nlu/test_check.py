"""The check of the training examples, on examples of its own and on data/nlu."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.nlu import app
from bot.nlu.check import WANTED, Report, check
from bot.nlu.examples import Example, read_examples
from bot.nlu.kept import read_kept

ROOT = Path(__file__).parents[3]
EVALUATION = ROOT.parent / "shared/eval"


def example(text: str, intent: str = "greet", language: str = "fr") -> Example:
    return Example(text, intent, language, Path("greet.yml"))


@pytest.fixture(scope="module")
def ours() -> list[Example]:
    return read_examples(ROOT / "data/nlu")


@pytest.fixture(scope="module")
def report(ours) -> Report:
    return check(ours, read_kept(EVALUATION))


@pytest.mark.parametrize(
    "other", ["Résilier mon forfait !", "resilier mon forfait", "résilier  mon forfait."]
)
def test_the_same_words_under_two_intents_contradict_each_other(other):
    found = check([example("résilier mon forfait", "cancel_service"), example(other, "deny")])
    assert [(pair.intent, pair.other_intent) for pair in found.contradictions] == [("deny", "cancel_service")]


def test_a_question_mark_is_a_difference():
    found = check([example("vous partez", "deny"), example("vous partez ?", "ask_question")])
    assert not found.contradictions


def test_the_same_words_in_both_languages_are_allowed():
    found = check([example("stop", "abort_task", "fr"), example("stop", "abort_task", "en")])
    assert not found.repeated and not found.contradictions


def test_a_repetition_within_a_language_is_found():
    assert check([example("bonjour"), example("Bonjour!")]).repeated


def test_texts_that_differ_by_a_letter_are_alike():
    found = check([example("je voudrais changer mon adresse"), example("je voudrai changer mon adresse")])
    assert len(found.alike) == 1 and found.alike[0].ratio > 94


def test_two_account_numbers_are_two_examples():
    found = check([example("4002-1877", "inform"), example("5512-0093", "inform")])
    assert not found.repeated and not found.alike


def test_an_evaluation_text_is_a_leak_unless_everybody_says_it():
    examples = [example("je déménage la semaine prochaine à Laval"), example("oui merci", "affirm")]
    found = check(examples, kept=["Je demenage la semaine prochaine a Laval !", "oui merci"])
    assert [pair.text for pair in found.leaks] == ["je déménage la semaine prochaine à Laval"]


def test_what_customers_say_is_read_from_evaluation_files(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"id": "1", "text": "allô"}\n\n', encoding="utf-8")
    (tmp_path / "b.yml").write_text(
        "- {id: x, opening: bonjour, answers: {reason: trop cher}, twists: [{say: stop, when: pin}]}",
        encoding="utf-8",
    )
    assert sorted(read_kept(tmp_path)) == ["allô", "bonjour", "stop", "trop cher"]


def test_without_evaluation_files_nothing_is_kept(tmp_path):
    assert read_kept(tmp_path / "nowhere") == []


def test_our_examples_contradict_and_repeat_nothing(report):
    assert not report.contradictions and not report.repeated


def test_every_intent_has_enough_examples_in_both_languages(report):
    assert not report.thin
    assert {language for _, language in report.counts} == {"fr", "en"}
    assert min(report.counts.values()) >= WANTED


def test_near_duplicates_are_few(ours, report):
    assert len(report.alike) < 0.03 * len(ours)


@pytest.mark.skipif(not EVALUATION.is_dir(), reason="there are no evaluation texts in ../shared/eval")
def test_no_evaluation_text_is_among_the_examples(report):
    assert [(pair.text, pair.intent) for pair in report.leaks] == []


def test_no_held_out_text_is_among_the_examples(ours):
    held = read_examples(ROOT / "tests/bot/nlu/held_out")
    assert [pair.text for pair in check(ours, [one.text for one in held]).leaks] == []


def test_the_command_shows_the_balance_and_fails_on_a_thin_intent(tmp_path):
    folder = tmp_path / "fr"
    folder.mkdir()
    (folder / "greet.yml").write_text(
        'version: "3.1"\nnlu:\n- intent: greet\n  examples: |\n    - bonjour\n    - allô\n', encoding="utf-8"
    )
    done = CliRunner().invoke(app, ["check", str(tmp_path), "--kept", str(tmp_path / "nowhere")])
    assert done.exit_code == 1
    assert "too few" in done.output and "leakage is not checked" in done.output
