"""Telephone numbers, Canadian, French and of the rest of the world."""

from __future__ import annotations

import re
from dataclasses import dataclass

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat

from actions.readers.text import fold

_CANDIDATE = re.compile(r"(?<![\w@.])(?:\+ ?|\()?\d(?:[ .()/-]{0,3}\d){5,14}(?![\w@])")
_SHAPED = re.compile(
    r"\+ ?\d.*|\(\d{3}\).*"
    r"|(?:1[ .-])?\d{3}([ .-])\d{3}[ .-]\d{4}"  # 514-555-0188
    r"|0\d([ .-])\d\d(?:\2\d\d){3}"  # 06 39 98 12 45
    r"|00 ?[1-9].*"
)
_STATED_BEFORE = re.compile(
    r"\b(?:tel|telephone|telephonique|phone|cell|cellulaire|mobile|portable|call|appel\w*|rappel\w*|joi(?:nd|gn)\w*|rejoi(?:nd|gn)\w*"
    r"|reach|lignes?|lines?|fax|texto?s?|sms|text|ring|whatsapp)\b[^\d]{0,30}$"
)
_ACCOUNT_BEFORE = re.compile(r"\b(?:compte|account|acct|dossier|client|customer)\b[^\d]{0,25}$")
_STATED_AFTER = re.compile(
    r"^[ ,(]{0,2}(?:is my (?:cell|phone|mobile)|c'est mon (?:cell|tel|telephone|portable|mobile))"
)


@dataclass(frozen=True)
class Phone:
    """A number in E.164 (`+15145550188`), and where it stands in the text.

    called: words beside it say that it is a telephone number. shaped: it is written as one.
    """

    value: str
    start: int
    end: int
    called: bool
    shaped: bool

    @property
    def stated(self) -> bool:
        """Whether it can hardly be anything else."""
        return self.called or self.shaped


def find(cleaned: str, country: str = "CA") -> list[Phone]:
    """The telephone numbers in a cleaned text, in their order; national ones read as of `country` first.

    >>> [phone.value for phone in find("(204) 555-0109 ou le 06 39 98 12 45")]
    ['+12045550109', '+33639981245']
    """
    folded, found = fold(cleaned), []
    for match in _CANDIDATE.finditer(cleaned):
        number = _parsed(match[0], country)
        if number is None:
            continue
        value = phonenumbers.format_number(number, PhoneNumberFormat.E164)
        account = _ACCOUNT_BEFORE.search(folded[: match.start()])
        called = not account and _is_called(folded, match)
        shaped = not account and bool(_SHAPED.fullmatch(match[0]))
        found.append(Phone(value, match.start(), match.end(), called, shaped))
    return found


def _is_called(folded: str, match: re.Match[str]) -> bool:
    return bool(_STATED_BEFORE.search(folded[: match.start()]) or _STATED_AFTER.search(folded[match.end() :]))


def _parsed(text: str, country: str) -> PhoneNumber | None:
    digits = re.sub(r"\D", "", text)
    if text.startswith("+"):
        regions = [country]
    elif digits.startswith("0"):
        regions = ["FR", *([] if country in ("CA", "US") else [country])]
    else:
        regions = [country, "CA"]
    for region in regions:
        try:
            number = phonenumbers.parse(text, region)
        except NumberParseException:
            continue
        # Numbers kept for fiction (06 39 98 …) are possible, not valid: French ones are taken by their form.
        if phonenumbers.is_valid_number(number) or _is_plausible(number, digits):
            return number
    return None


def _is_plausible(number: PhoneNumber, digits: str) -> bool:
    if not phonenumbers.is_possible_number(number):
        return False
    return number.country_code not in (1, 33) or bool(re.fullmatch(r"(?:0|0{0,2}33)[1-9]\d{8}", digits))
