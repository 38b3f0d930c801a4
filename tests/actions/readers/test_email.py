"""E-mail addresses, typed, spelled out, or not quite."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.readers import email
from actions.readers.email import Email, Problem


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Rachel.Cohen@Example.com", "rachel.cohen@example.com"),
        ("mon courriel c'est x_y-z+1@sous.domaine.example.org, merci!", "x_y-z+1@sous.domaine.example.org"),
        ("adresse : m.benali@poste.example.", "m.benali@poste.example"),
        ("Rachel <rachel@example.com>", "rachel@example.com"),
        ("mailto:bob@example.com", "bob@example.com"),
        ("rachel @ example . com", "rachel@example.com"),
        ("rachel @example.com please", "rachel@example.com"),
        ("info@café-élan.fr", "info@café-élan.fr"),
        ("josé@exemple.fr", "josé@exemple.fr"),
    ],
)
def test_a_typed_address_is_found_in_lower_case(text, address):
    assert email.read(text) == Email(address)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("c'est jean point leduc arobase exemple point com", "jean.leduc@exemple.com"),
        ("jean tiret bas leduc arobase exemple point fr", "jean_leduc@exemple.fr"),
        ("rachel arobase exemple.com", "rachel@exemple.com"),
        ("it's marc dot tremblay at example dot ca", "marc.tremblay@example.ca"),
        ("bob (at) example (dot) com", "bob@example.com"),
    ],
)
def test_an_address_spelled_out_is_put_together(text, address):
    assert email.read(text) == Email(address)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("not jane@example.ca but jane.d@example.ca", "jane.d@example.ca"),
        ("marie@example.com, non, marie.l@example.com", "marie.l@example.com"),
        ("sorry, it is jane.d@example.com with a d in the middle", "jane.d@example.com"),
    ],
)
def test_the_corrected_address_counts(text, address):
    assert email.read(text) == Email(address)


@pytest.mark.parametrize(
    "text",
    [
        "rachel@example",
        "rachel@",
        "@example.com",
        "marie..l@example.com",
        "marie@exemple,com",
        "a@b@c.com",
        "rachel.example.com",
    ],
)
def test_a_failed_address_is_a_problem(text):
    assert isinstance(email.read(text), Problem)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "oui",
        "le même que d'habitude",
        "the same email you have",
        "j'ai un commerce chez moi",
        "I live at home",
        "I saw that on example.com yesterday, is it true?",
        "@+",
    ],
)
def test_other_texts_hold_no_address(text):
    assert email.read(text) is None


@given(st.emails(), st.sampled_from(["{}", "mon courriel est {}", "it's {} thanks"]))
def test_what_is_found_is_in_lower_case_and_found_again(address, wrapping):
    found = email.read(wrapping.format(address))
    if isinstance(found, Email):
        assert found.value == found.value.lower()
        assert email.read(found.value) == found


@given(
    st.from_regex(
        r"[a-z][a-z0-9]{1,10}(?:[._-][a-z0-9]{1,8}){0,2}@[a-z]{2,10}\.(?:com|ca|fr|example)", fullmatch=True
    )
)
def test_ordinary_addresses_are_found_whatever_their_case(address):
    assert email.read(f"C'est {address.title()}, merci") == Email(address)


@pytest.mark.parametrize(
    ("text", "several"),
    [
        ("a@exemple.com et b@exemple.com", True),
        ("send it to a@example.com and also b@example.com please", True),
        ("a@example.com, b@example.com", True),
        ("a@exemple.com, pardon, b@exemple.com", False),
        ("pas a@exemple.com mais b@exemple.com", False),
        ("a@example.com (again: a@example.com)", False),
        ("a@exemple.com", False),
    ],
)
def test_two_addresses_that_are_both_meant_are_noticed(text, several):
    assert email.several(text) is several


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (
            "non, c'est un point. gilles point pomerleau arobase exemple point ca",
            "gilles.pomerleau@exemple.ca",
        ),
        ("not an underscore, a dot. jean dot leduc at example dot com", "jean.leduc@example.com"),
        (
            "On a info@exemple.com et compta@exemple.com. Prenez pas info, envoyez ça à la compta.",
            "compta@exemple.com",
        ),
        ("info@example.com and billing@example.com, not info", "billing@example.com"),
        ("info@example.com and billing@example.com, use billing", "billing@example.com"),
    ],
)
def test_what_is_said_around_addresses_tells_which(text, address):
    assert email.read(text) == email.Email(address) and not email.several(text)
