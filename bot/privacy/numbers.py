"""Accounts, PINs, bank cards, bank accounts and telephone numbers in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

import phonenumbers
from stdnum import iban, luhn

from bot.privacy.findings import ACCOUNT, CARD, IBAN, PHONE, PIN, Finding
from bot.web.masking import named_secrets

REGIONS = ("CA", "FR", "US")
MIN_ACCOUNT_DIGITS, MAX_DIGITS = 7, 19
CARD_DIGITS = range(13, 20)

_GAP = r"[ .\-/\u00a0\u202f\u2011\u2013]"
# Groups of digits that read as one number; a list of several (two spaces, commas) is none.
_DIGITS = re.compile(rf"(?<![\w@])(?:\+|\()?\d(?:[\d()]|{_GAP}{{1,2}}(?=[\d(])){{3,40}}(?![\w@])")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ \u00a0]?[A-Z0-9]{1,4}){3,8}\b", re.IGNORECASE)
_DATE = re.compile(
    r"^(?:\d{4}[-/. ]\d{1,2}[-/. ]\d{1,2}|\d{1,2}[-/. ]\d{1,2}[-/. ]\d{4}|(?:19|20)\d\d ?[-–/] ?(?:19|20)\d\d)$"
)
_MONEY_AFTER = re.compile(
    r"\s?(?:[$€£%]|(?:dollars?|euros?|eur|cad|usd|[kmg]?bps|[kmgt][ob])\b)", re.IGNORECASE
)
_REFERENCE_BEFORE = re.compile(
    r"\b(?:rm|pr|al|oo|as|ct|tt|t|tk|ref)[-\s]?$|(?:ticket|billet|version|mod[eè]le|model|firmware)\s*(?:n[o°º]\.?|#|:)?\s*$",
    re.IGNORECASE,
)
_SPOKEN_DIGIT = r"(?:z[eé]ro|un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|zero|oh|one|two|three|four|five|seven|eight|nine|\d)"
_SPOKEN_PIN = re.compile(
    rf"\b(?:nip|pin|code)\b[^.\n]{{0,25}}?(?P<pin>\b{_SPOKEN_DIGIT}(?:[ ,\-]+{_SPOKEN_DIGIT}){{3,5}})\b",
    re.IGNORECASE,
)
# Looser than what the web process takes out of a message before it is stored: here nothing is lost by masking a year.
_NEAR_PIN = re.compile(
    r"\b(?:n\.?i\.?p|p\.?i\.?n|mot de passe|mdp|password|passcode|code(?! postal| d['’]erreur| promo))\b[^.\n\d]{0,40}"
    r"(?<![\d$€])(?P<pin>\d{4}|\d{6}|\d{3} \d{3})(?![\d]|[.,]\d| ?[$€%])",
    re.IGNORECASE,
)
_CODE_AFTER = re.compile(r"(?<!\d)(?P<pin>\d{6})(?!\d)[^.\n\d]{0,15}\bcode\b", re.IGNORECASE)
_ONLY_PIN = re.compile(r"^\W*(?P<pin>\d{4}|\d{6}|\d[ \-]\d[ \-]\d[ \-]\d)\W*$")
_PIN_THEN_NAME = re.compile(r"\b(?P<pin>\d{4})\s*\(?\s*(?:nip|pin)\b", re.IGNORECASE)


def find_numbers(text: str) -> Iterator[Finding]:
    """Everything of digits that points to a person or opens their account."""
    yield from _pins(text)
    if sum(character.isdigit() for character in text) >= MIN_ACCOUNT_DIGITS:
        yield from _ibans(text)
        yield from _phones(text)
        yield from _long_numbers(text)


def _pins(text: str) -> Iterator[Finding]:
    for start, end in named_secrets(text):
        yield Finding(start, end, PIN)
    for pattern in (_SPOKEN_PIN, _NEAR_PIN, _CODE_AFTER, _ONLY_PIN, _PIN_THEN_NAME):
        for match in pattern.finditer(text):
            yield Finding(*match.span("pin"), PIN)


def _ibans(text: str) -> Iterator[Finding]:
    for match in _IBAN.finditer(text):
        if iban.is_valid(match[0]):
            yield Finding(*match.span(), IBAN)


def _phones(text: str) -> Iterator[Finding]:
    for region in REGIONS:
        for match in phonenumbers.PhoneNumberMatcher(text, region, phonenumbers.Leniency.VALID):
            yield Finding(match.start, match.end, PHONE)


def _long_numbers(text: str) -> Iterator[Finding]:
    for match in _DIGITS.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if not MIN_ACCOUNT_DIGITS <= len(digits) <= MAX_DIGITS + 5 or _is_no_number_of_theirs(text, match):
            continue
        is_card = len(digits) in CARD_DIGITS and luhn.is_valid(digits)
        yield Finding(*match.span(), CARD if is_card else ACCOUNT)


def _is_no_number_of_theirs(text: str, match: re.Match[str]) -> bool:
    """Dates, amounts, and references of tickets and parcels."""
    return bool(
        _DATE.match(match[0])
        or _MONEY_AFTER.match(text, match.end())
        or text[: match.start()].rstrip()[-1:] in ("$", "€", "£")
        or _REFERENCE_BEFORE.search(text[: match.start()])
    )
