"""Takes PINs and one-time codes out of customers' messages before anything is stored or sent on.

Where the assistant has just asked for a PIN or code, a group of 4 to 6 digits is one. Otherwise only what the customer
calls a PIN is (« mon NIP est 6417 »), four digits that follow an account number, and four digits alone where nothing
was asked for. Account numbers, telephone numbers, dates and addresses stay.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from actions.readers.numbers import NUMBER_LIST, NUMBER_RUN, NUMBER_WORD, digits_of
from actions.readers.text import fold, overlaps

MASK = "[PIN]"
SECRET_SLOTS = ("pin", "code")
MIN_DIGITS, MAX_DIGITS = 4, 6
ACCOUNT_DIGITS = 8  # account numbers have at least as many

Span = tuple[int, int]

_WORDS = {
    "zéro": 0, "zero": 0, "oh": 0, "un": 1, "une": 1, "one": 1, "deux": 2, "two": 2, "trois": 3, "three": 3,
    "quatre": 4, "four": 4, "cinq": 5, "five": 5, "six": 6, "sept": 7, "seven": 7, "huit": 8, "eight": 8,
    "neuf": 9, "nine": 9,
}  # fmt: skip
_SPACE = r"[ \-.\u00a0\u202f]"
# Groups of digits with single separators between them: one number, or several, written in pieces.
_CLUSTER = re.compile(rf"(?<![\w@])\d+(?:{_SPACE}\d+)*(?![\w@])")
# « 12/11/2026 », « 64,17 $ », « 14:30 »
_COMPOUND = re.compile(r"\d+(?:[/:,]\d+)+")
_SINGLE_DIGITS = re.compile(r"(?<![\w@,])\d(?:, ?\d){3,5}(?![\w@,])")
_SPOKEN = re.compile(
    rf"\b(?:{'|'.join(_WORDS)}|\d)(?:[ ,\-]+(?:{'|'.join(_WORDS)}|\d)){{3,5}}\b(?![ ,\-]+(?:{'|'.join(_WORDS)}|\d)\b)",
    re.IGNORECASE,
)

_NAMES = (
    r"n\.?i\.?p\.?|p\.?i\.?n\.?|mot de passe|mdp|password|passcode"
    r"|(?<!postal )(?<!zip )(?<!area )(?<!error )(?<!promo )(?<!country )code"
)
_LINKS = (
    r"est|c['’]est|cest|le|la|les|l['’]|mon|ma|mes|de|du|d['’]|[aà]|num[eé]ro|num|n[o°º]|compte|client|voici|ici|donc"
    r"|secret|confidentiel|personnel|suivant|serait|pour|acc[eè]s|s[eé]curit[eé]|v[eé]rification|identification"
    r"|re[cç]u|par|sms|texto|courriel|mail|nip|pin|is|its|it['’]?s|the|my|of|for|account|number|personal|was"
    r"|should|be|here|security|access|i|got|received|by|text"
)
_DIGITS = rf"\d{{{MIN_DIGITS},{MAX_DIGITS}}}(?!\d)|\d(?:{_SPACE}\d|,? \d){{3,5}}(?!{_SPACE}?\d)|\d\d{_SPACE}\d\d(?!{_SPACE}?\d)"
_PUNCTUATION = r"[\s:=\-–—,;.()«»\"#*]"
_NAMED = re.compile(
    rf"\b(?P<name>{_NAMES})s?(?P<link>(?:{_PUNCTUATION}|(?:{_LINKS})(?![^\W\d_])){{0,12}}?)(?P<pin>{_DIGITS})",
    re.IGNORECASE,
)
# « mon nip c'est zéro six douze », on folded text
_NAMED_SPOKEN = re.compile(
    rf"\b(?:{_NAMES})s?(?:{_PUNCTUATION}|(?:{_LINKS})(?![^\W\d_])){{1,12}}?(?P<pin>{NUMBER_WORD}(?:[ \-]+{NUMBER_WORD})+)(?![\w'])"
)
_NAMED_AFTER = re.compile(
    rf"(?<![\w,/:.])(?P<pin>{_DIGITS})[\s,]*(?:c['’]est|cest|est|is|it['’]?s|comme|as|for|pour|mon|my)\b"
    rf"(?:\s+(?:mon|my|le|the|un|a|comme|as|for|pour))*\s+(?:{_NAMES})\b",
    re.IGNORECASE,
)
# « le code que vous m'avez envoyé par texto est 482913 »: words between the name and the digits, then « est »; none of
# them a number, another thing that has a number, or another kind of code. Six digits need no « est ».
_OTHER_THING = (
    r"(?!(?:et|and|mais|but|ou|or|si|if|num[eé]ros?|numbers?|adresse|address|poste|extension|factures?|bills?|invoice|montant|amount|prix"
    r"|price|solde|balance|postal|erreur|error|promo\w*|rabais|discount|r[eé]gional|indicatif|produit|product|barres|bar|qr|pays|country"
    r"|article|mod[eè]le|model|ticket|dossier|r[eé]f[eé]rence|reference|date|ann[eé]e|year)\b)"
)
_GAP = rf"(?:[ ,’'\-]+(?:{_OTHER_THING}[^\W\d]+|[46](?= (?:chiffres|digits))))"
_IS = r"(?:[ ,]+(?:est|était|c['’]est|cest|c['’]était|is|was|it['’]?s|donne|says)(?: +(?:le|bien|bel et bien|donc|ceci|this|the))?| ?[:=])"
_NAMED_FAR = re.compile(
    rf"\b(?:{_NAMES})s?(?:{_GAP}{{1,14}}?{_IS}[ :]+(?P<pin>{_DIGITS})|{_GAP}{{1,14}}?[ ,:]+(?P<code>\d{{6}}|\d{{3}} \d{{3}})(?! ?\d))",
    re.IGNORECASE,
)
# "the PIN for my account 4410 0221" names an account, "my account's PIN is 6417" does not.
_ACCOUNT_LAST = re.compile(
    r"\b(?:compte|account|client)\b(?!.*(?:est|is|was|[:=]))", re.IGNORECASE | re.DOTALL
)
# « rue du Pin, 31000 Toulouse »
_STREET = re.compile(
    r"\b(?:rue|chemin|avenue|av|all[eé]e|impasse|place|route|rang|boulevard|boul|quai|lane|street|road)\b[^,;:\n\d]{0,25}$",
    re.IGNORECASE,
)
# « 1000 minutes », "$1200", « 1234, rue Principale »: what is counted, paid or lived in is no PIN.
_COUNTED = re.compile(
    r",?\s?(?:[$€£%]|(?:dollars?|euros?|minutes?|min|heures?|hours?|mois|months?|ans?|years?|jours?|days?|[GM][oB]"
    r"|rue|chemin|ch|avenue|av|all[eé]e|impasse|place|route|rang|boulevard|boul|quai|lane|street|road|st|rd)\b)",
    re.IGNORECASE,
)
# « apt 3 31000 toulouse »: a unit and what follows it.
_UNIT = re.compile(
    r"\b(?:apt|app|appt|appart|appartement|apartment|suite|unit[eé]?|bureau|bur|porte)[.\s]*(?:#\s?)?$",
    re.IGNORECASE,
)
_CITY = re.compile(r"[ \t]+[A-ZÀ-Ý]")
# « 6194 » as the whole message where no value was asked for: a PIN sent too early
_ALONE = re.compile(rf"\s*(?P<pin>\d{{{MIN_DIGITS}}})[\s.!]*")
# « 310 448 207 et 6194 », whatever was asked for: an account number, then its PIN, and hardly a word before them
_ACCOUNT_AND_PIN = re.compile(
    rf"\s*(?:[^\W\d]+[^\d\n]{{0,25}})?(?P<account>\d+(?:{_SPACE}\d+)*)\s*(?:[,;/&+]|[,;]?\s(?:et|and|puis|pis|then)\s)\s*"
    rf"(?:(?:le|the)\s)?(?P<pin>\d{{{MIN_DIGITS}}})[\s.!]*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Masked:
    """A customer's text without PIN or code; `secret` is what was taken out, ASCII digits."""

    text: str
    secret: str | None = None


def mask_secrets(text: str, *, expects: str | None) -> Masked:
    """Replace PINs and codes by `[PIN]`; of several, the last one counts.

    Args:
        expects: the slot that the conversation asks for.
    """
    spans = list(_named(text))
    if not spans and expects in SECRET_SLOTS:
        spans = list(_pin_like(text)) or list(_spoken(text))
    if not spans and expects == "account_number":
        spans = list(_beside_account(text))
    if not spans and expects is None and (alone := _ALONE.fullmatch(text)):
        spans = [alone.span("pin")]
    if not spans and (pair := _ACCOUNT_AND_PIN.fullmatch(text)) and _is_account(pair["account"]):
        spans = [pair.span("pin")]
    if not spans:
        return Masked(text)
    secret = _digits(text[slice(*spans[-1])])
    for start, end in reversed(spans):
        text = text[:start] + MASK + text[end:]
    return Masked(text, secret)


def named_secrets(text: str) -> list[Span]:
    """Where the text holds what it calls a PIN, a code or a password."""
    return list(_named(text))


def _named(text: str) -> Iterator[Span]:
    found = {match.span("pin") for match in _NAMED.finditer(text) if not _is_elsewhere(text, match)} | {
        match.span("pin") for match in _NAMED_AFTER.finditer(text)
    }
    found |= set(_named_far(text))
    found |= {m.span("pin") for m in _NAMED_SPOKEN.finditer(fold(text)) if _is_secret(m["pin"])}
    last = 0
    for start, end in sorted(found):
        if start >= last:
            yield start, end
            last = end


def _named_far(text: str) -> Iterator[Span]:
    for match in _NAMED_FAR.finditer(text):
        span = match.span("pin" if match["pin"] else "code")
        is_account = _ACCOUNT_LAST.search(text[match.start() : span[0]]) is not None
        if not (is_account or _COUNTED.match(text, span[1]) or _CITY.match(text, span[1])):
            yield span


def _is_elsewhere(text: str, match: re.Match[str]) -> bool:
    """An account number after « compte », or a postal code after a street or town named Pin."""
    if _ACCOUNT_LAST.search(match["link"]):
        return True
    pin = match["pin"]
    is_postal_code = len(pin) == 5 and _CITY.match(text, match.end("pin")) is not None
    return match["name"].lower() == "pin" and (
        is_postal_code or bool(_STREET.search(text[: match.start("name")]))
    )


def _pin_like(text: str) -> Iterator[Span]:
    compounds = [match.span() for match in _COMPOUND.finditer(text)]
    singles = [match.span() for match in _SINGLE_DIGITS.finditer(text)]
    yield from singles
    for cluster in _CLUSTER.finditer(text):
        if _UNIT.search(text, 0, cluster.start()):
            continue
        if not any(start < cluster.end() and cluster.start() < end for start, end in compounds + singles):
            yield from _without_account(text, cluster)


def _beside_account(text: str) -> Iterator[Span]:
    """« 44100221 0427 »: a PIN after an account number, although only the latter was asked for."""
    for cluster in _CLUSTER.finditer(text):
        groups = [
            match.span()
            for match in re.finditer(r"\d+", text[: cluster.end()])
            if match.start() >= cluster.start()
        ]
        if len(groups) == 2 and _length(groups[0]) >= ACCOUNT_DIGITS and _length(groups[1]) == MIN_DIGITS:
            yield groups[1]


def _is_account(text: str) -> bool:
    return sum(map(str.isdecimal, text)) >= ACCOUNT_DIGITS


def _without_account(text: str, cluster: re.Match[str]) -> Iterator[Span]:
    groups = [
        (cluster.start() + match.start(), cluster.start() + match.end())
        for match in re.finditer(r"\d+", cluster[0])
    ]
    for is_account, run in groupby(groups, lambda group: _length(group) >= ACCOUNT_DIGITS):
        pieces = list(run)
        start, end = pieces[0][0], pieces[-1][1]
        if is_account or not MIN_DIGITS <= sum(map(_length, pieces)) <= MAX_DIGITS:
            continue
        if text[:start].rstrip()[-1:] not in ("$", "€", "£") and not _COUNTED.match(text, end):
            yield start, end


def _spoken(text: str) -> Iterator[Span]:
    """« six, quatre, un, sept », « zéro six douze », "forty-two seventy-five", « trente-trois, zéro sept »."""
    written = re.sub(r"\D", "", text)  # words that only repeat a number, « quatre-vingts, … : 80774915 »
    listed = [
        match
        for match in NUMBER_LIST.finditer(fold(text))
        if _is_secret(match[0]) and (not written or _digits(match[0]) not in written)
    ]
    runs = listed or list(NUMBER_RUN.finditer(fold(text)))
    accounts = [match.span() for match in runs if len(digits_of(match[0])) >= ACCOUNT_DIGITS]
    one_by_one = [match.span() for match in _SPOKEN.finditer(text) if not overlaps(match.span(), accounts)]
    yield from one_by_one or (
        match.span() for match in runs if _is_secret(match[0]) and not _COUNTED.match(text, match.end())
    )


def _is_secret(words: str) -> bool:
    """Whether number words, folded, say as many digits as a PIN or code has."""
    return MIN_DIGITS <= len(digits_of(words.replace(",", " "))) <= MAX_DIGITS


def _digits(text: str) -> str:
    """« 6 4 1 7 », « six quatre un sept » and full-width digits as `6417`."""
    found = re.findall(r"\d|[^\W\d_]+", text)
    if any(part.lower() not in _WORDS for part in found if not part.isdecimal()):
        return digits_of(fold(text).replace(",", " "))  # tens are said
    return "".join(
        str(unicodedata.decimal(part) if part.isdecimal() else _WORDS[part.lower()]) for part in found
    )


def _length(span: Span) -> int:
    return span[1] - span[0]
