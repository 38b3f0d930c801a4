"""What is found and masked; the labelled set is measured by benchmarks/masking.py."""

from __future__ import annotations

import logging
from datetime import datetime, timezone
from pathlib import Path

import pytest

from benchmarks.masking import BLIND, LABELLED, Score, read_labelled, score
from bot.privacy.detection import find_by_patterns, find_in_texts
from bot.privacy.findings import ADDRESS, EMAIL, NAME, Finding, merge
from bot.privacy.keeper import PrivacyKeeper
from bot.privacy.logs import MaskingFilter, masked_line
from bot.privacy.masking import mask_text, masked_messages
from tests.privacy.world import NOW, World

SURE_KINDS = ("account", "pin", "card", "email", "phone")


def measure(path: Path) -> Score:
    messages = read_labelled(path)
    return score(messages, find_in_texts([message["text"] for message in messages]))


@pytest.fixture(scope="module")
def labelled() -> Score:
    return measure(LABELLED)


@pytest.fixture(scope="module")
def blind() -> Score:
    """Messages on which nothing was tuned; keep their misses out of sight."""
    return measure(BLIND)


@pytest.mark.parametrize("kind", SURE_KINDS)
def test_almost_all_numbers_and_emails_are_masked(labelled: Score, blind: Score, kind: str):
    assert labelled.wanted[kind] >= 15
    assert labelled.recall(kind) >= 0.97, labelled.missed
    assert blind.recall(kind) >= 0.97


@pytest.mark.parametrize("kind", ["name", "address"])
def test_most_names_and_addresses_are_masked(labelled: Score, blind: Score, kind: str):
    assert labelled.wanted[kind] >= 40
    assert labelled.recall(kind) >= 0.90, labelled.missed
    assert blind.recall(kind) >= 0.90


def test_little_else_is_masked(labelled: Score, blind: Score):
    assert labelled.precision() >= 0.95, labelled.too_much
    assert blind.precision() >= 0.95


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("je suis maelys aboubakar et j’attends", "je suis [nom] et j’attends"),
        ("ma fille maëlys a cassé le modem", "ma fille [nom] a cassé le modem"),
        ("je reste au 6 de la Seigneurie, Varennes", "je reste au [adresse]"),
        ("i am tamika broussard and I wait", "i am [nom] and I wait"),
        ("my son tadeusz broke the modem", "my son [nom] broke the modem"),
        ("deliver to RR 2, Site 14, Box 7, Lacombe AB T4L 2N2", "deliver to [adresse]"),
    ],
)
def test_names_that_no_list_has_are_told_by_where_they_stand(text: str, masked: str):
    assert mask_text(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "je suis vraiment tannée d’attendre",
        "mon voisin dit que la fibre arrive",
        "c’est long votre affaire",
        "my neighbour says that fibre is here",
        "my husband prefers paper",
        "I am waiting for the technician",
    ],
)
def test_everyday_words_are_no_names(text: str):
    assert mask_text(text) == text


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fr", "Mon courriel est [courriel], compte [compte]."),
        ("en", "Mon courriel est [e-mail], compte [account]."),
    ],
)
def test_labels_are_in_the_readers_language(language, expected):
    assert mask_text("Mon courriel est marie.roy@example.com, compte 4410 2287 31.", language) == expected


@pytest.mark.parametrize(
    "text",
    [
        "J’ai commandé la Fibre 300 le 12/11/2026.",
        "I ordered it on 2026-11-12, for $64.95 a month.",
        "ma référence de colis est RM-204418",
        "<script>alert(1)</script>",
        "",
        "🙂" * 50,
    ],
)
def test_what_is_nobodys_stays(text):
    assert mask_text(text) == text


def test_findings_that_overlap_become_one():
    found = merge([Finding(5, 20, NAME), Finding(0, 10, ADDRESS), Finding(30, 40, EMAIL)])
    assert found == [Finding(0, 20, ADDRESS), Finding(30, 40, EMAIL)]


def test_a_very_long_message_is_masked_in_time():
    text = "mon compte 4410 2287 31 et rue, 12 " * 60
    assert "4410" not in mask_text(text)
    assert find_by_patterns("1 " * 1000) is not None


def test_logs_hold_no_personal_data_but_ids_and_times():
    line = "Conversation 3f2b8c1e-0a4d-4c55-9b1f-2f9d8e7a6b5c at 2026-11-22 02:10:11 failed for marie@example.com"
    assert masked_line(line) == line.replace("marie@example.com", "[e-mail]")


@pytest.mark.parametrize(
    "line",
    [
        "Worker ready [24974]",
        "Uvicorn running on http://127.0.0.1:8080",
        "Goin' Fast @ http://127.0.0.1:5055",
    ],
)
def test_what_programs_say_stays_in_the_log(line: str):
    assert masked_line(line) == line


def test_a_traceback_is_masked_too():
    try:
        raise ValueError("no route to +1 514 555-0147")
    except ValueError as error:
        record = logging.LogRecord(
            "x", logging.ERROR, "", 0, "for %s", ("a@b.example",), (type(error), error, error.__traceback__)
        )
    MaskingFilter().filter(record)
    assert record.getMessage() == "for [e-mail]"
    assert "555-0147" not in record.exc_text


def test_the_worker_finds_names_that_patterns_miss(world: World):
    conversation = world.conversation()
    message = world.say(
        conversation, "Bonjour, Desmond Okafor me dit que Priyanka Chaudhary paie la facture."
    )
    assert PrivacyKeeper(world.sessions, world.settings, clock=lambda: NOW).find_in_new_messages() == 1
    with world.sessions() as session:
        shown = masked_messages(session, [message])[message.id]
    assert "Okafor" not in shown and "Chaudhary" not in shown and "paie la facture" in shown


def test_a_message_that_the_worker_has_not_seen_is_masked_by_patterns(world: World):
    message = world.say(world.conversation(), "mon courriel: a.b@example.com")
    with world.sessions() as session:
        assert masked_messages(session, [message], "en") == {message.id: "mon courriel: [e-mail]"}


def test_messages_are_looked_at_once(world: World):
    world.say(world.conversation(), "où est ma facture")
    keeper = PrivacyKeeper(world.sessions, world.settings, clock=lambda: datetime.now(timezone.utc))
    assert (keeper.find_in_new_messages(), keeper.find_in_new_messages()) == (1, 0)
