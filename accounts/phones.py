"""Telephone numbers in international form (E.164, +15145550147), however they were typed."""

from __future__ import annotations

import phonenumbers


def e164(phone: str, country: str | None = None) -> str | None:
    """The number in international form, or None if it cannot be one.

    Args:
        country: two-letter code of the country in which a number without prefix is dialled.
    """
    try:
        number = phonenumbers.parse(phone, country)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
