"""Amounts of money, so that nobody takes them for a date or an account number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_NUMBER = r"\d{1,3}(?:[ ,.]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?"
_CURRENCY = r"\$|€|£|(?:dollars?|piastres?|piasses?|euros?|bucks?|cents?|cad|eur|usd)\b"
_AMOUNT = re.compile(
    rf"(?<![\w.,/-])(?:(?:[$€£]|\b(?:cad|usd|eur)) ?(?P<before>{_NUMBER})(?![\d/-])"
    rf"|(?P<after>{_NUMBER}) ?(?:{_CURRENCY})(?: ?\d\d\b)?)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Amount:
    """A sum of money as written, and where it stands; the currency is the operator's."""

    value: Decimal
    start: int
    end: int


def find(cleaned: str) -> list[Amount]:
    """The amounts in a cleaned text, in their order.

    >>> [str(amount.value) for amount in find("59,90 € puis $1,240.00")]
    ['59.90', '1240.00']
    """
    return [
        Amount(_decimal(match["before"] or match["after"]), match.start(), match.end())
        for match in _AMOUNT.finditer(cleaned)
    ]


def _decimal(text: str) -> Decimal:
    whole, _, cents = re.sub(r"[.,](?=\d{1,2}$)", "|", text).partition("|")
    return Decimal(re.sub(r"\D", "", whole) + (f".{cents}" if cents else ""))
