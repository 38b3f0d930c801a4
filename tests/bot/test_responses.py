"""Variants by language, channel and turn; values are never read as wording."""

import pytest

from bot.responses import choose, fill, load_responses, placeholders

FR = [{"type": "slot", "name": "language", "value": "fr"}]
EN = [{"type": "slot", "name": "language", "value": "en"}]
VARIANTS = [
    {"condition": FR, "text": "un"},
    {"condition": FR, "text": "deux"},
    {"condition": FR, "text": "court", "channel": "sms"},
    {"condition": EN, "text": "one"},
]


def test_the_variants_of_a_language_take_turns() -> None:
    said = [choose(VARIANTS, {"language": "fr"}, "web", turn)["text"] for turn in range(3)]
    assert said == ["un", "deux", "un"]


def test_a_channel_has_its_own_variants_where_there_are_any() -> None:
    assert choose(VARIANTS, {"language": "fr"}, "sms", 0)["text"] == "court"
    assert choose(VARIANTS, {"language": "en"}, "sms", 5)["text"] == "one"


def test_no_variant_fits_an_unknown_language() -> None:
    assert choose(VARIANTS, {"language": "es"}, "web", 0) is None


def test_braces_in_values_mean_nothing() -> None:
    assert fill("Chez {street} ?", {"street": "{pin} 0[x]"}) == "Chez {pin} 0[x] ?"


def test_a_missing_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        fill("{day}", {})


def test_placeholders_are_found() -> None:
    assert placeholders("{a} et {b}") == {"a", "b"}


def test_the_responses_of_the_domain_load() -> None:
    assert "utter_greet" in load_responses()


def test_a_response_defined_twice_is_refused(tmp_path) -> None:
    for name in ("a.yml", "b.yml"):
        (tmp_path / name).write_text("responses:\n  utter_x:\n    - text: x\n")
    with pytest.raises(ValueError, match="utter_x"):
        load_responses(tmp_path)
