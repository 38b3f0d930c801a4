"""Dates, times, money and addresses as customers read them, in their language and country."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_currency, format_percent

from accounts.views import GeographicAddress


def locale(language: str, country: str) -> str:
    """The Babel locale: fr_CA, en_CA, fr_FR, en_GB (English speakers in France), en_US."""
    if language == "fr":
        return "fr_CA" if country in ("CA", "US") else "fr_FR"
    return {"CA": "en_CA", "US": "en_US"}.get(country, "en_GB")


def spoken_date(day: date, language: str, country: str) -> str:
    """« lundi 30 novembre 2026 », « mardi 1er décembre 2026 », "Monday, November 30, 2026"."""
    text = format_date(day, "full", locale=locale(language, country))
    return text.replace(" 1 ", " 1er ") if language == "fr" else text


def spoken_time(moment: datetime, zone: ZoneInfo, language: str, country: str) -> str:
    """The time of day at the operator's: « 15 h 32 », "3:32 p.m."."""
    # In France too, sentences have « 15 h 32 »; Babel's short form there is that of a clock, 15:32.
    form = "H'\u00a0h\u00a0'mm" if language == "fr" else "short"
    return format_time(moment.astimezone(zone), form, locale=locale(language, country))


def money(amount: Decimal, currency: str, language: str, country: str) -> str:
    """« 239,40 € », "$54.95"."""
    return format_currency(amount, currency, locale=locale(language, country))


def percent(share: Decimal, language: str, country: str) -> str:
    """« 25 % », "25%"."""
    return format_percent(share, locale=locale(language, country))


def enumeration(items: Sequence[str], language: str, country: str, *, style: str = "standard") -> str:
    """« a, b et c », "a, b and c"; style "or" for choices."""
    return format_list(list(items), style=style, locale=locale(language, country))  # type: ignore[arg-type]


def address_line(address: GeographicAddress) -> str:
    """The address on one line, as an envelope orders it: `2520 rue X, Montréal (QC) H2K 2J4`, `12 rue Y, 31000 Toulouse`."""
    if address.country == "FR":
        return f"{address.street}, {address.postal_code} {address.city}"
    region = f" ({address.region})" if address.country == "CA" and address.region else ""
    if address.country == "US" and address.region:
        return f"{address.street}, {address.city}, {address.region} {address.postal_code}"
    return f"{address.street}, {address.city}{region} {address.postal_code}"
