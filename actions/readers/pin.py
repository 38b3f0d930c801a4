"""PINs of four digits and one-time codes of six, typed or spoken."""

from __future__ import annotations

import re

from actions.readers import amounts
from actions.readers.numbers import Digits, groups, with_digits
from actions.readers.text import blank, clean, fold, is_corrected, is_denied, is_unreadable

_LENGTHS = (4, 6)
_CUE = re.compile(r"\b(?:nip|pin|code|mot de passe|password|passcode|secret)\b[^\d]{0,30}$")
_OTHER_CUE = re.compile(
    r"\b(?:comptes?|accounts?|acct|dossier|clients?|customer|tel|telephone|phone|cell|cellulaire|mobile|app|apt|appart\w*|apartment|unit|suite|bureau|bur|local|porte|code postal|postal code|zip"
    r"|billet|ticket|facture|invoice)\b[^\d,.;]{0,25}$"
)
_OTHER_AFTER = re.compile(r"^ ?(?:rue|avenue|boul|bd|chemin|\$|€|dollars?|euros?|%)|^[/-]\d")


def read_code(text: str) -> str | None:
    """The PIN (four digits) or code (six) in a text, a leading 0 kept; None where there is none.

    The one called so (« NIP », "PIN", "code") counts first. Digits that belong to a longer number are not a
    PIN, whatever their grouping, and a number called an account or a telephone is none.

    >>> read_code("zéro six sept deux"), read_code("four two seven five, so 4275")
    ('0672', '4275')
    >>> read_code("account's 4002 1877 and the pin is 0412")
    '0412'
    """
    if is_unreadable(text):
        return None
    cleaned = with_digits(" ".join(clean(text).split()))
    cleaned = blank(cleaned, [(one.start, one.end) for one in amounts.find(cleaned)], "_")
    folded = fold(cleaned)
    found = [one for one in _candidates(cleaned) if _may_be(folded, one)]
    named = [one for one in found if _CUE.search(folded[: one.start])] or found
    if not named:
        return None
    first, last = named[0], named[-1]
    return (last if is_corrected(folded, first.end, last.start) else first).value


def _candidates(cleaned: str) -> list[Digits]:
    whole = groups(cleaned)
    # « 0, 3, 2, 2 »: single digits with commas between.
    if len(whole) in _LENGTHS and all(len(one.value) == 1 for one in whole):
        return [Digits("".join(one.value for one in whole), whole[0].start, whole[-1].end)]
    return [one for one in whole if len(one.value) in _LENGTHS]


def _may_be(folded: str, one: Digits) -> bool:
    before, after = folded[: one.start], folded[one.end :]
    if is_denied(folded, one.start) or before.endswith(("/", "-")) or _OTHER_AFTER.match(after):
        return False
    return bool(_CUE.search(before)) or not _OTHER_CUE.search(before)
