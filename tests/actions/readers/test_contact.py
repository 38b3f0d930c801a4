"""How to reach a customer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.readers import contact
from actions.readers.contact import Contact


@pytest.mark.parametrize(
    ("text", "country", "value", "note"),
    [
        ("(204) 555-0109, ask for Joanne", "CA", "+12045550109", "ask for Joanne"),
        ("au 514-555-0188 svp", "CA", "+15145550188", ""),
        ("418 555 0143", "CA", "+14185550143", ""),
        ("5145550188", "CA", "+15145550188", ""),
        ("1 888 576 4899", "CA", "+18885764899", ""),
        ("le 514 555 0177 poste 212", "CA", "+15145550177", "poste 212"),
        ("appelez au 06 39 98 77 01 après 18 h", "FR", "+33639987701", "après 18 h"),
        ("06 39 98 77 01", "CA", "+33639987701", ""),
        ("+33 6 39 98 44 21", "CA", "+33639984421", ""),
        ("reach me on +33 5 61 55 01 44", "CA", "+33561550144", ""),
        ("rappelez Joanne au 204 555-0109", "CA", "+12045550109", "Joanne"),
        ("801 555-0155 after supper", "US", "+18015550155", "after supper"),
        ("not 514-555-0188 but 514-555-0199", "CA", "+15145550199", None),
    ],
)
def test_a_telephone_number_is_read_with_the_rest_as_note(text, country, value, note):
    found = contact.read(text, country)
    assert found is not None and (found.kind, found.value) == ("phone", value)
    assert note is None or found.note == note


@pytest.mark.parametrize(
    "text",
    ["écrivez-moi à Leo@Example.com", "by e-mail: leo@example.com please", "leo arobase example point com"],
)
def test_an_email_address_is_read(text):
    found = contact.read(text)
    assert found is not None and (found.kind, found.value) == ("email", "leo@example.com")


@pytest.mark.parametrize(
    "text", ["le matin, au bureau", "by text is fine", "438-555-01", "the number you have"]
)
def test_other_words_are_kept_as_they_are(text):
    assert contact.read(text) == Contact("other", text)


@pytest.mark.parametrize("text", ["", "  \n", "!!", "<img src=x>", "\x00\x01"])
def test_nothing_gives_nothing(text):
    assert contact.read(text) is None


@given(st.text(max_size=200))
def test_any_text_is_read_without_error(text):
    found = contact.read(text)
    assert found is None or found.value
