"""One form for account numbers, postal codes and e-mail addresses, whoever typed them; and the locale to answer in."""

from __future__ import annotations

import re

from babel import Locale, UnknownLocaleError
from email_validator import EmailNotValidError, validate_email

from accounts.errors import InvalidAddress, InvalidEmail
from accounts.views import GeographicAddress

_LENGTHS = {"street": 200, "city": 100, "region": 100}
_CANADIAN = re.compile(r"[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z]\d[ABCEGHJ-NPRSTV-Z]\d")


def digits(text: str) -> str:
    """The digits of an account number; spaces and dashes do not count."""
    return "".join(character for character in text if character in "0123456789")


def account_key(operator: str, number: str) -> str:
    """What attempts on an account are counted under, whether it exists or not."""
    return f"{operator}/{digits(number)[:40]}"


def postal_code(text: str, country: str) -> str:
    """The postal code as the post writes it: `H7N 1A1`, `31000`, `84095` or `84095-1234`.

    Raises:
        InvalidAddress: the country has no postal codes of this form. Other countries than Canada, France
            and the United States are not checked.
    """
    compact = re.sub(r"[\s.-]+", "", text).upper()
    if country == "CA" and _CANADIAN.fullmatch(compact):
        return f"{compact[:3]} {compact[3:]}"
    if country == "FR" and re.fullmatch(r"\d{5}", compact):
        return compact
    if country == "US" and re.fullmatch(r"\d{5}(\d{4})?", compact):
        return compact if len(compact) == 5 else f"{compact[:5]}-{compact[5:]}"
    if country in ("CA", "FR", "US") or not compact:
        raise InvalidAddress("postal_code", f"no postal code of {country}")
    return " ".join(text.upper().split())


def address(value: GeographicAddress) -> GeographicAddress:
    """The address with single spaces and a normalised postal code.

    Raises:
        InvalidAddress: a part is missing, too long, or holds characters that no address has.
    """
    country = value.country.strip().upper()
    if not re.fullmatch(r"[A-Z]{2}", country):
        raise InvalidAddress("country", "must be a two-letter country code")
    return GeographicAddress(
        street=_line("street", value.street),
        city=_line("city", value.city),
        region=_line("region", value.region) if value.region else None,
        postal_code=postal_code(value.postal_code, country),
        country=country,
    )


def locale(language: str, country: str) -> Locale:
    """How dates and amounts are written for a language at an operator's: fr_CA, en_US…

    Where a language is not at home, as French in the United States, it is written as in Canada.
    """
    try:
        return Locale(language, country)
    except UnknownLocaleError:
        return Locale(language, "CA")


def email(text: str) -> str:
    """The address, with its domain in lower case; whether it receives mail is not asked here.

    Raises:
        InvalidEmail
    """
    try:
        # Names such as example.test are left to the mail server: whether they deliver is not a matter of form.
        checked = validate_email(
            text.strip(), check_deliverability=False, globally_deliverable=False, test_environment=True
        )
    except EmailNotValidError as error:
        raise InvalidEmail("not the form of an e-mail address") from error
    if "." not in checked.domain:
        raise InvalidEmail("the part after @ has no dot")
    return checked.normalized


def _line(field: str, text: str) -> str:
    line = " ".join(text.split())
    if not line:
        raise InvalidAddress(field, "missing")
    if len(line) > _LENGTHS[field]:
        raise InvalidAddress(field, f"longer than {_LENGTHS[field]} characters")
    if any(character in "<>{}\\" or not character.isprintable() for character in line):
        raise InvalidAddress(field, "holds characters that no address has")
    return line
