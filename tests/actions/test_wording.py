"""Every response exists in both languages, with the same values, right typography, and somebody says it."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from actions import labels
from bot.responses import fill, load_responses, placeholders
from bot.sms.segments import fits, to_gsm
from tests.actions.dialogue import ROOT, World
from tests.actions.phrases import ADDRESS_SAID, AT_ONCE, EMAIL_SAID, YES, verified

RESPONSES = load_responses()
NARROW, WIDE = "\u202f", "\u00a0"
LONGEST_SENTENCE = 38  # words; people read these on a telephone
MOST_LIX, MOST_LIX_OF_ALL = 62, 36  # 40 is a newspaper, 60 a law
LONG_WORD = 6  # letters
# What nearly everybody hears is not always said in the same words.
FREQUENT = (
    "utter_greet", "utter_goodbye", "utter_thank", "utter_no_answer", "utter_unsure_answer", "utter_complain",
    "utter_not_understood", "utter_not_understood_at_all", "utter_correction_noted", "utter_out_of_scope",
    "utter_start_change_billing_address", "utter_start_switch_to_ebilling", "utter_start_switch_to_paper",
    "utter_start_cancel_service", "utter_agent_wait", "utter_ask_drop",
)  # fmt: skip
DONE = re.compile(
    r"^(C’est (fait|prévu|enregistré)|Done|It’s scheduled|Recorded)|est enregistrée|has been recorded"
)


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


@pytest.mark.parametrize(
    "table", [labels.TASKS, labels.SLOTS, labels.ADDRESS_PARTS, labels.KINDS, labels.FEE]
)
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


def lix(text: str) -> float:
    """Words per sentence, plus the percentage of long words (Björnsson 1968); works for both languages."""
    words = re.findall(r"[^\W\d_]+(?:[’-][^\W\d_]+)*", text)
    sentences = max(1, len(re.findall(r"[.!?:;]+(?:\s|$)", text)))
    long = sum(len(part) > LONG_WORD for word in words for part in re.split("[’-]", word))
    return len(words) / sentences + 100 * long / max(1, len(words))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_responses_read_easily(language: str) -> None:
    said = [re.sub(r"{\w+}", "", text) for _, text in texts(language)]
    whole = [text for text in said if len(text.split()) >= 10]
    assert {text: round(lix(text)) for text in whole if lix(text) > MOST_LIX} == {}
    assert sum(map(lix, whole)) / len(whole) < MOST_LIX_OF_ALL


@pytest.mark.parametrize("name", FREQUENT)
def test_what_is_said_often_is_said_in_several_ways(name: str) -> None:
    for language in ("fr", "en"):
        assert len([v for v in variants(name, language) if not v.get("channel")]) >= 2


def test_only_what_carries_out_a_task_says_that_it_is_done() -> None:
    claims = {name for name in RESPONSES if any(DONE.search(v["text"]) for v in RESPONSES[name])}
    outcomes = ("address", "ebilling", "paper")
    for path in Path(ROOT / "actions").rglob("*.py"):
        code = path.read_text(encoding="utf-8")
        carried_out = code[code.index("async def carry_out") :] if "async def carry_out" in code else ""
        for name in claims:
            assert code.count(f'"{name}"') == carried_out.count(f'"{name}"'), (path.name, name)
    dynamic = {name for name in claims if name.removeprefix("utter_").split("_")[0] in outcomes}
    assert claims - dynamic == {
        "utter_cancel_requested",
        "utter_withdrawn_address",
        "utter_withdrawn_cancellation",
    }


SAMPLES = {
    "operator_name": "Allstream", "account_number": "4410-2287", "plan": "Internet 60", "email": "jean.tremblay@example.com",
    "day": "mercredi 23 septembre 2026", "today": "mercredi 23 septembre 2026", "due": "mercredi 23 septembre 2026",
    "where": "2520 rue Sainte-Catherine Est, app. 3, Montréal (QC) H2K 2J4", "equipment": "modem et décodeur",
    "services": "Internet 60 et Ligne résidentielle",
    "new_address": "2520 rue Sainte-Catherine Est, app. 3, Montréal (QC) H2K 2J4",
}  # fmt: skip


@pytest.mark.parametrize("name", list(RESPONSES))
def test_by_text_message_a_response_fits_two_segments(name: str) -> None:
    for language in ("fr", "en"):
        fitting = [v for v in variants(name, language) if v.get("channel") == "sms"]
        for variant in fitting or variants(name, language):
            values = {key: SAMPLES.get(key, "359,10 $") for key in placeholders(variant["text"])}
            assert fits(to_gsm(fill(variant["text"], values))), variant["text"]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("task", ["change_billing_address", "switch_to_ebilling"])
def test_by_text_message_every_reply_of_a_plain_task_fits_two_segments(
    world: World, language: str, task: str
) -> None:
    customer = verified(world, language, task, channel="sms")
    value = ADDRESS_SAID if task == "change_billing_address" else EMAIL_SAID
    customer.says(value[language])
    if customer.asked_for == "effective_date":
        customer.says(AT_ONCE[language])
    customer.says(YES[language], "affirm")
    assert world.accounts.calls
    for _, replies in customer.log:
        for said in replies:
            assert fits(to_gsm(said.text)), said.text
