"""Every response exists in both languages, with the same values, right typography, and somebody says it."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from actions import labels
from bot.responses import load_responses, placeholders
from tests.actions.dialogue import ROOT

RESPONSES = load_responses()
NARROW, WIDE = "\u202f", "\u00a0"
LONGEST_SENTENCE = 38  # words; people read these on a telephone


def variants(name: str, language: str) -> list[dict[str, Any]]:
    return [
        variant
        for variant in RESPONSES[name]
        if {"type": "slot", "name": "language", "value": language} in variant["condition"]
    ]


def texts(language: str) -> list[tuple[str, str]]:
    found = []
    for name in RESPONSES:
        for variant in variants(name, language):
            found.append((name, variant["text"]))
            found += [(name, button["title"]) for button in variant.get("buttons", [])]
    return found


@pytest.mark.parametrize("name", list(RESPONSES))
def test_a_response_says_the_same_in_both_languages(name: str) -> None:
    french, english = variants(name, "fr"), variants(name, "en")
    assert len(french) == len(english) >= 1
    assert len(french) + len(english) == len(RESPONSES[name])
    for one, other in zip(french, english, strict=True):
        payloads = [[button["payload"] for button in v.get("buttons", [])] for v in (one, other)]
        assert payloads[0] == payloads[1]
        assert one.get("channel") == other.get("channel")


@pytest.mark.parametrize("name", list(RESPONSES))
def test_the_languages_of_a_response_need_the_same_values(name: str) -> None:
    needed = {
        language: set().union(*(placeholders(variant["text"]) for variant in variants(name, language)))
        for language in ("fr", "en")
    }
    assert needed["fr"] == needed["en"]


@pytest.mark.parametrize(("name", "text"), texts("fr"))
def test_french_typography(name: str, text: str) -> None:
    assert not re.search(rf"[^{NARROW}][;!?]", text), "narrow no-break space before ; ! ?"
    assert not re.search(rf"(?<=[^\s{WIDE}]):(?=\s|$)|\s(?<!{WIDE}):", text), "no-break space before :"
    assert not re.search(rf"«(?!{WIDE})|(?<!{WIDE})»", text), "no-break spaces inside « »"
    assert "'" not in text and '"' not in text, "’ and « »"
    assert "..." not in text


@pytest.mark.parametrize(("name", "text"), texts("en"))
def test_english_typography(name: str, text: str) -> None:
    assert "'" not in text and '"' not in text, "’ and “ ”"
    assert not re.search(r"\s[;:!?]", text)
    assert "..." not in text


@pytest.mark.parametrize(("name", "text"), texts("fr"))
def test_french_says_vous(name: str, text: str) -> None:
    assert not re.search(r"\b(tu|toi|ton|ta|tes|t’)\b", text)


@pytest.mark.parametrize(("name", "text"), texts("fr") + texts("en"))
def test_sentences_are_short(name: str, text: str) -> None:
    for sentence in re.split(r"[.!?:;]\s", text):
        assert len(sentence.split()) <= LONGEST_SENTENCE, sentence


@pytest.mark.parametrize("name", [name for name in RESPONSES if name.endswith("_again")])
def test_asking_again_has_three_wordings(name: str) -> None:
    assert len(variants(name, "fr")) == 3


def test_every_response_is_said_somewhere() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in Path(ROOT / "actions").rglob("*.py"))
    patterns = [
        re.compile(re.sub(r"\{[^}]*\}", r"[a-z_]*", said)) for said in re.findall(r'f?"(utter_[^"]*)"', code)
    ]
    inside = [
        re.compile(re.sub(r"\{[^{}]*(\{[^}]*\})?[^{}]*\}", r"[a-z_]*", said))
        for said in re.findall(r'f"(utter_[^\n]*?)",?\n', code)
    ]
    unsaid = [name for name in RESPONSES if not any(p.fullmatch(name) for p in patterns + inside)]
    assert not unsaid


@pytest.mark.parametrize("table", [labels.TASKS, labels.SLOTS, labels.ADDRESS_PARTS, labels.KINDS])
def test_labels_exist_in_both_languages(table: dict[str, dict[str, str]]) -> None:
    assert table["fr"].keys() == table["en"].keys()


def test_no_button_promises_what_no_rule_begins() -> None:
    intents = set(re.findall(r"intent: (\w+)", (ROOT / "data" / "rules.yml").read_text(encoding="utf-8")))
    for name, all_variants in RESPONSES.items():
        for variant in all_variants:
            for button in variant.get("buttons", []):
                assert button["payload"].lstrip("/").split("{")[0] in intents, name


def test_rasa_finds_no_response_of_its_own_to_ask_for_a_slot() -> None:
    """The form asks by itself; a response called utter_ask_<slot> would ask a second time."""
    slots = yaml.safe_load((ROOT / "domain" / "domain.yml").read_text(encoding="utf-8"))["slots"]
    assert [name for name in RESPONSES if name.removeprefix("utter_ask_") in slots] == []
