"""PINs and codes, typed or spoken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.readers.pin import read_code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0042", "0042"),
        ("9 0 1 4", "9014"),
        ("0-0-0-7", "0007"),
        ("1, 2, 3, 4", "1234"),
        ("mon NIP est 4471", "4471"),
        ("le code reçu par texto est 481 220", "481220"),
        ("it's 5150 I think", "5150"),
        ("c'est 0118 mon pin", "0118"),
        ("zéro six sept deux", "0672"),
        ("zero six sept deux", "0672"),
        ("zéro trois vingt-deux", "0322"),
        ("quarante-deux soixante-quinze", "4275"),
        ("zero four one two", "0412"),
        ("oh six four one", "0641"),
        ("forty-two seventy-five", "4275"),
        ("double zero seven seven", "0077"),
        ("four two seven five, so 4275", "4275"),
    ],
)
def test_codes_are_read(text, code):
    assert read_code(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("account's 4002 1877 and the pin is 0412", "0412"),
        ("compte 33107765, nip 9044", "9044"),
        ("the pin is 2508 not 2580", "2508"),
        ("non, c'est 4471 et non 4417", "4471"),
        ("4417... euh 4471", "4471"),
    ],
)
def test_the_right_one_of_several_numbers_is_the_code(text, code):
    assert read_code(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "oublié",
        "123",
        "12345",
        "1234567",
        "4002-1877",
        "compte 4002",
        "2500 rue Cartier",
        "3/12/2026",
        "1 240,00 $",
    ],
)
def test_other_numbers_are_no_code(text):
    assert read_code(text) is None


@given(
    st.from_regex(r"[0-9]{4}", fullmatch=True),
    st.sampled_from(["{}", "NIP {}", "my pin is {}", "c'est {} svp"]),
)
def test_every_pin_comes_back_with_its_zeros(pin, wrapping):
    assert read_code(wrapping.format(pin)) == pin


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ["zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"]),
        ("en", ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]),
    ],
)
def test_every_digit_can_be_spoken(language, words):
    for start in range(10):
        digits = [(start + step * 3) % 10 for step in range(4)]
        assert read_code(" ".join(words[digit] for digit in digits)) == "".join(map(str, digits))
