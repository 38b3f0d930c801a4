"""Dates, money and addresses by language and country."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from accounts.views import GeographicAddress
from actions.formatting import address_line, enumeration, money, spoken_date, spoken_time


@pytest.mark.parametrize(
    ("day", "language", "country", "text"),
    [
        (date(2026, 12, 1), "fr", "CA", "mardi 1er décembre 2026"),
        (date(2026, 11, 30), "fr", "FR", "lundi 30 novembre 2026"),
        (date(2026, 12, 1), "en", "CA", "Tuesday, December 1, 2026"),
        (date(2026, 12, 1), "en", "FR", "Tuesday, 1 December 2026"),
    ],
)
def test_dates_are_said_in_full(day: date, language: str, country: str, text: str) -> None:
    assert spoken_date(day, language, country) == text


@pytest.mark.parametrize(
    ("currency", "language", "country", "text"),
    [
        ("CAD", "fr", "CA", "1\u00a0234,50\u00a0$"),
        ("CAD", "en", "CA", "$1,234.50"),
        ("EUR", "fr", "FR", "1\u202f234,50\u00a0€"),
        ("EUR", "en", "FR", "€1,234.50"),
        ("USD", "en", "US", "$1,234.50"),
    ],
)
def test_money_is_written_as_in_the_country(currency: str, language: str, country: str, text: str) -> None:
    assert money(Decimal("1234.50"), currency, language, country) == text


def test_times_are_those_of_the_operator() -> None:
    moment = datetime(2026, 11, 21, 20, 32, tzinfo=UTC)
    assert spoken_time(moment, ZoneInfo("America/Toronto"), "fr", "CA") == "15\u00a0h\u00a032"
    assert spoken_time(moment, ZoneInfo("Europe/Paris"), "fr", "FR") == "21\u00a0h\u00a032"


@pytest.mark.parametrize(
    ("address", "line"),
    [
        (GeographicAddress("12 rue Basse", "Albi", None, "81000", "FR"), "12 rue Basse, 81000 Albi"),
        (
            GeographicAddress("31 Lakeview Dr", "Kanata", "ON", "K2L 3Z4", "CA"),
            "31 Lakeview Dr, Kanata (ON) K2L 3Z4",
        ),
        (
            GeographicAddress("1 Main St", "Salt Lake City", "UT", "84095", "US"),
            "1 Main St, Salt Lake City, UT 84095",
        ),
    ],
)
def test_addresses_are_written_as_on_envelopes(address: GeographicAddress, line: str) -> None:
    assert address_line(address) == line


def test_lists_end_with_and_or_or() -> None:
    assert enumeration(["la ville", "le code postal"], "fr", "CA") == "la ville et le code postal"
    assert enumeration(["the address", "the date"], "en", "CA", style="or") == "the address or the date"
