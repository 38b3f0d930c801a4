"""Which of our numbers belongs to which operator."""

from __future__ import annotations

import re
from collections.abc import Iterable

from accounts.operators import operator_slugs
from accounts.phones import e164
from bot.settings import Settings
from bot.sms.errors import NumbersWrong

# For the phone on /demo/phone: numbers that Canada, France and the United States keep for fiction.
DEMO_NUMBERS = (
    ("allstream", "+14165550190"),
    ("alsatis", "+33199001234"),
    ("calltower", "+18015550190"),
    ("ooma", "+16045550190"),
    ("primus", "+15145550190"),
)
_CUSTOMER = re.compile(r"\+[1-9]\d{6,14}")


class Numbers:
    """Our numbers; an operator may have several, the first is the one it writes from on its own account.

    Raises:
        NumbersWrong
    """

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._operators: dict[str, str] = {}
        self._first: dict[str, str] = {}
        for operator, written in pairs:
            number = e164(written)
            if operator not in operator_slugs():
                raise NumbersWrong(f"GUICHET_SMS_NUMBERS: there is no operator {operator!r}.")
            if number is None:
                raise NumbersWrong(f"GUICHET_SMS_NUMBERS: {written!r} is not a number such as +15145550190.")
            if number in self._operators:
                raise NumbersWrong(f"GUICHET_SMS_NUMBERS: {number} is there twice.")
            self._operators[number] = operator
            self._first.setdefault(operator, number)

    @classmethod
    def of(cls, settings: Settings) -> Numbers:
        """The numbers of the settings; in demo mode, fictitious ones where none is set."""
        return cls(settings.sms_numbers or (DEMO_NUMBERS if settings.demo else ()))

    def operator_of(self, number: str) -> str | None:
        """The operator that has this number."""
        return self._operators.get(number)

    def of_operator(self, operator: str) -> str | None:
        """The number that the operator writes from, or None if it has none."""
        return self._first.get(operator)


def can_be_answered(number: str) -> bool:
    """Whether this is a customer's telephone number: not a short code, a name, or another service's address."""
    return _CUSTOMER.fullmatch(number) is not None
