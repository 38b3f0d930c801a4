"""Everything that one free text holds: « mon compte 4002-1877, je déménage au 12 rue des Lilas le 3 mars »."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from actions.readers import (
    account_number,
    address,
    address_parts,
    amounts,
    dates,
    email,
    phone,
    pin,
    postal_codes,
    services,
)
from actions.readers.address import Address, Incomplete
from actions.readers.text import blank, clean, fold, is_unreadable

_CODE_CUE = re.compile(r"\b(?:nip|pin|code (?!postal)|mot de passe|password|passcode)", re.IGNORECASE)


@dataclass(frozen=True)
class Entities:
    """The values of a text; None (services: empty) where it has none. What was merely half said is left out.

    account_number: digits, only if a word or the form of the message calls it one.
    address: whole or incomplete, only if a kind of street, a box or a postal code shows that it is one.
    date: a day from today to a year ahead; past and impossible ones are left for the question to come.
    code: a PIN or one-time code called so (the web process has usually masked it before).
    services: families as in `services.families`.
    """

    account_number: str | None = None
    email: str | None = None
    phone: str | None = None
    address: Address | Incomplete | None = None
    postal_code: str | None = None
    date: date | None = None
    amount: Decimal | None = None
    code: str | None = None
    services: tuple[str, ...] = ()


def find(text: str, language: str, today: date, country: str) -> Entities:
    """Read everything out of a free text, as an opening message is.

    Args:
        language: `fr` or `en`, for dates such as 3/12.
        country: the operator's two-letter code.
    """
    if is_unreadable(text):
        return Entities()
    cleaned = clean(text)
    mails = [one for one in email.find(cleaned) if isinstance(one.value, email.Email)]
    phones = [one for one in phone.find(cleaned, country) if one.stated]
    spans = [(one.start, one.end) for one in mails] + [(one.start, one.end) for one in phones]
    others = blank(cleaned, spans)
    where = _address(others, country)
    days = [one.value for one in dates.find(" ".join(others.split()), language, today, country=country)]
    sums = amounts.find(cleaned)
    mail = mails[0].value if mails else None
    return Entities(
        account_number=_account_number(others),
        email=mail.value if isinstance(mail, email.Email) else None,
        phone=phones[0].value if phones else None,
        address=where,
        postal_code=_postal_code(where, others),
        date=next((day for day in days if isinstance(day, date)), None),
        amount=sums[0].value if sums else None,
        code=pin.read_code(cleaned) if _CODE_CUE.search(fold(cleaned)) else None,
        services=services.families(cleaned),
    )


def _account_number(cleaned: str) -> str | None:
    """A number called an account, or one that is most of the message."""
    found = account_number.find(cleaned)
    named = [one for one in found if one.named]
    if not named and len(found) == 1 and len(cleaned.split()) <= 6:
        named = found
    return account_number.read(cleaned) if named else None


def _address(cleaned: str, country: str) -> Address | Incomplete | None:
    parts = address_parts.split(cleaned, country)
    if not parts.firm or not (parts.street or parts.code):
        return None
    return address.read(cleaned, country)


def _postal_code(where: Address | Incomplete | None, cleaned: str) -> str | None:
    known = where.partial if isinstance(where, Incomplete) else where
    if known and known.postal_code:
        return known.postal_code
    return next(
        (code.value for code in postal_codes.find(cleaned, "CA") if code.country == "CA" and code.valid), None
    )
