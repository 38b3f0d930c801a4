"""Account numbers: five to twelve digits, however they are grouped, written or spoken."""

from __future__ import annotations

import re
from dataclasses import dataclass

from actions.readers import amounts, email, phone, places
from actions.readers.address_words import AFTER_CIVIC_NUMBER
from actions.readers.numbers import Digits, groups, with_digits
from actions.readers.postal_codes import CANADIAN
from actions.readers.text import blank, clean, fold, is_corrected, is_denied, is_unreadable

_SHORTEST, _LONGEST = 5, 12
_ACCOUNT = r"(?:comptes?|accounts?|acct|acc|dossier|file|clients?|customer|abonnee?|abonnement|subscriber|contrat|contract)"
_CUE = re.compile(rf"\b{_ACCOUNT}(?:'s)?\b[^\d]{{0,40}}$")
_NUMBER_CUE = re.compile(
    r"(?:\b(?:numero|number|num|no(?! (?:it|its|it's|i|i'm|that|that's|this|wait|sorry|not)\b)|nos|nbr)\b\.?|n°|nº|#)[^\d,;]{0,20}$"
)
_CUE_AFTER = re.compile(
    rf"^[ ,(]{{0,2}}(?:is|c'est|est|as|comme|=|:)(?: (?:my|mon|ma|the|le|our|notre))* ?(?:numero (?:de |d')?|no (?:de )?)?{_ACCOUNT}\b"
)
_OTHER_CUE = re.compile(
    r"\b(?:billet|ticket|tt|confirmation|reference|ref|commande|order|case|facture|invoice|poste|extension|modele|serie|serial|imei"
    r"|nip|pin|code(?: postal)?|postal code|zip|cp|montant|amount|cheque|transaction)\b(?: (?:is|est|no|numero|number|de|d'|le|the|#|:))* ?[#:.-]? ?$"
)
_ISO_DATE = re.compile(
    r"(?<!\d)20\d\d([-./])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])(?!\d)|(?<!\d)(?:0?[1-9]|[12]\d|3[01])([-./])(?:0?[1-9]|[12]\d|3[01])\2(?:20)\d\d(?!\d)"
)
_CIVIC_NUMBER = re.compile(rf"(?<![\d-])\d{{1,6}}(?={AFTER_CIVIC_NUMBER}|,? ?(?:st|ste|saint|sainte)[ -])")
_MEASURE = re.compile(r" ?(?:km|go|gb|mo|mb|mbps|heures?|hours?|jours|days|minutes|%)\b")
_GLUED = re.compile(r"\b(no|num|nbr|acct|compte|account)\.?(?=\d{5})", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """An account number and where it stands; `named` if words beside it call it one."""

    value: str
    start: int
    end: int
    named: bool


def read(text: str) -> str | None:
    """The digits of the account number that a customer gives; None where there is none.

    Of several numbers the one called so (« compte », "account", « dossier », « client ») counts, then the
    first. Amounts, dates, postal codes with their city, civic numbers and telephone numbers said as such
    are no account numbers.

    >>> read("c'est le 440-720-56"), read("four zero zero two, one eight seven seven")
    ('44072056', '40021877')
    >>> read("appelez-moi au 514-555-0188")
    """
    if is_unreadable(text):
        return None
    cleaned = _GLUED.sub(r"\1 ", with_digits(" ".join(clean(text).split())))
    found = find(cleaned)
    if not found:
        return None
    folded = fold(cleaned)
    named = [one for one in found if one.named] or found
    last = named[-1]
    if len(named) > 1 and is_corrected(folded, named[-2].end, last.start):
        return last.value
    # « quatre cent deux, puis 958 731 : 402958731 »: said in parts, then whole
    return max((one.value for one in named if one.value.endswith(named[0].value)), key=len)


def find(cleaned: str) -> list[Found]:
    """The numbers in a cleaned text that may be account numbers, in their order."""
    folded = fold(cleaned)
    kept = blank(cleaned, _others(cleaned), "_")
    candidates = groups(kept)
    found = [
        Found(one.value, one.start, one.end, _is_named(folded, one))
        for one in candidates
        if _SHORTEST <= len(one.value) <= _LONGEST
        and _may_be(folded, one)
        and not is_denied(folded, one.start)
    ]
    return found or _in_parts(folded, candidates)


def _others(cleaned: str) -> list[tuple[int, int]]:
    """Numbers that are something else by their form."""
    spans = [(one.start, one.end) for one in amounts.find(cleaned)]
    spans += [(one.start, one.end) for one in email.find(cleaned)]
    spans += [match.span() for match in CANADIAN.finditer(cleaned)]
    spans += [match.span() for match in _ISO_DATE.finditer(cleaned)]
    spans += [match.span() for match in _CIVIC_NUMBER.finditer(fold(cleaned))]
    return spans + [(one.start, one.end) for one in phone.find(cleaned) if _is_phone(cleaned, one)]


def _is_phone(cleaned: str, one: phone.Phone) -> bool:
    """514-555-0188 and nothing else may be an account number of that form; (514) 555-0188 is none."""
    if one.called or cleaned[one.start] in "(+0":
        return one.stated
    alone = not re.search(r"\d", cleaned[: one.start] + cleaned[one.end :])
    return one.shaped and not alone


def _may_be(folded: str, one: Digits) -> bool:
    before, after = folded[: one.start], folded[one.end :]
    if _CUE.search(before):
        return True
    written = folded[one.start : one.end]
    if (
        _OTHER_CUE.search(before)
        or before[-2:].endswith("-")
        or re.fullmatch(r"\d{1,4}\.\d\d", written)
        or _MEASURE.match(after)
    ):
        return False
    return not (len(one.value) == 5 and places.begins_with_place(after, "FR"))


def _is_named(folded: str, one: Digits) -> bool:
    before = folded[: one.start]
    return bool(_CUE.search(before) or _NUMBER_CUE.search(before) or _CUE_AFTER.match(folded[one.end :]))


def _in_parts(folded: str, candidates: list[Digits]) -> list[Found]:
    """« 4002, 1877 »: short groups with commas between make one number, if nothing else stands between."""
    if len(candidates) < 2 or any(len(one.value) > _LONGEST for one in candidates):
        return []
    between = (folded[one.end : other.start] for one, other in zip(candidates, candidates[1:], strict=False))
    value = "".join(one.value for one in candidates)
    if all(re.fullmatch(r" ?, +", words) for words in between) and _SHORTEST <= len(value) <= _LONGEST:
        start, end = candidates[0].start, candidates[-1].end
        whole = Digits(value, start, end)
        return [Found(value, start, end, _is_named(folded, whole))] if _may_be(folded, whole) else []
    return []
