"""Account numbers are found however they are grouped, and nothing else is taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.readers import account_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("c'est le 440-720-56", "44072056"),
        ("73 105 093", "73105093"),
        ("8002-6631-940", "80026631940"),
        ("5530 0417 8", "553004178"),
        ("mon dossier est le 4410.2287.31", "4410228731"),
        ("voici : 12-4400-9, merci", "1244009"),
        ("le numéro de client est le 0045112", "0045112"),
        ("it says 5512-0093 at the top right", "55120093"),
        ("acct # 60223119", "60223119"),
        ("no40021877", "40021877"),
        ("n°551209", "551209"),
        ("let me read it: 4 0 0 2 1 8 7 7", "40021877"),
        ("4002\u20131877", "40021877"),
        ("４００２１８７７", "40021877"),
    ],
)
def test_grouping_and_wrapping_do_not_matter(text, number):
    assert account_number.read(text) == number


@pytest.mark.parametrize(
    "text", ["quatre zéro zéro deux, un huit sept sept", "four zero zero two, one eight seven seven"]
)
def test_a_spoken_number_is_read(text):
    assert account_number.read(text) == "40021877"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("compte 4002-1877, tel 514-555-0188", "40021877"),
        ("mon cell c'est 514-555-0188 et mon compte 4002-1877", "40021877"),
        ("mon numéro de compte est 204-417-8830 et mon cell 514-555-0188", "2044178830"),
        ("account's 4002 1877 and the pin is 0412", "40021877"),
        ("order 88213746, account 5512-0093", "55120093"),
        ("40021877 is my account number", "40021877"),
        ("le compte 88123, pour le 15/09/2026", "88123"),
        ("compte 4002-1877 12 rue des Lilas", "40021877"),
        ("mon compte 4002-1877, je déménage au 12 rue des Lilas à Laval H7N 1A1 le 3 mars", "40021877"),
    ],
)
def test_among_several_numbers_the_account_is_found(text, number):
    assert account_number.read(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("sorry, I meant 40021878", "40021878"),
        ("not 40021877 but 40021787", "40021787"),
        ("c'est pas 40021877, c'est 40021787", "40021787"),
        ("40021877, non, 40021878", "40021878"),
    ],
)
def test_the_corrected_number_counts(text, number):
    assert account_number.read(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "oui",
        "",
        "1234",
        "mon compte finit par 1877",
        "123456789012345",
        "31000 Toulouse",
        "code postal 75011",
        "31 rue des Érables, Laval H7N 1A1",
        "12345 rue Sherbrooke",
        "10701 River Front Parkway",
        "mon cell : 438 555 0129",
        "(450) 555-0162",
        "call me at 5145550188",
        "06 39 98 12 45",
        "+33 6 39 98 12 45",
        "le 3 mars 2027",
        "03/12/2026",
        "2026-12-01",
        "1 240,00 $",
        "payé 113,40",
        "confirmation 88213746",
        "ref RM-20931",
        "billet 77201",
        "code 993014",
        "marie99999@example.com",
        "<script>40021877</script>",
    ],
)
def test_other_numbers_are_no_account_number(text):
    assert account_number.read(text) is None


def test_a_number_formed_like_a_telephone_number_is_taken_when_it_stands_alone():
    assert account_number.read("514-555-0188") == "5145550188"


@given(st.from_regex(r"[1-9][0-9]{7,9}", fullmatch=True), st.data())
def test_any_separators_give_the_same_digits(number, data):
    cut = data.draw(st.integers(2, len(number) - 2))
    separator = data.draw(st.sampled_from(["-", " ", "."]))
    assert account_number.read(f"compte {number[:cut]}{separator}{number[cut:]}") == number


@given(st.text(max_size=200))
def test_any_text_is_read_without_error(text):
    found = account_number.read(text)
    assert found is None or (found.isascii() and found.isdigit() and 5 <= len(found) <= 12)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("it's four five one two, 007, three three one", "4512007331"),
        ("five-oh-nine-three, four-four-seven-one", "50934471"),
        ("it's forty-five eighty-six, then double six three, then oh four five", "4586663045"),
        ("quarante-cinq trente, 663 237", "4530663237"),
        ("quatre-vingts, zéro trois, vingt-deux, dix-neuf", "80032219"),
        ("four five one two zero zero zero seven, one two three four", "45120007"),
        ("45120007, one two three four", "45120007"),
    ],
)
def test_groups_with_commas_make_one_number_and_do_not_swallow_a_pin(text, number):
    assert account_number.read(text) == number
