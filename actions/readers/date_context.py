"""What the words around a day make of it: a day that is denied, past, a street's name, or told by the way is none."""

from __future__ import annotations

import re
from dataclasses import dataclass

from actions.readers.address_words import SURE_TYPE_FIRST, SURE_TYPE_LAST
from actions.readers.date_calendar import Problem, When
from actions.readers.text import is_denied

_SINCE = re.compile(r"\b(?:depuis|since)(?: (?:le|the|on))? ?$")
_LEAD = re.compile(r"(?:(?:le|l'|the|du|au|on|by|for|from|pour|vers)\b ?)*")
_STREET = re.compile(rf"\b(?:{SURE_TYPE_FIRST}|residence)\.? (?:du|de l'|des|de la)? ?$")
_STREET_AFTER = re.compile(rf" (?:{SURE_TYPE_LAST})\b")
_ABOUT_THE_PAST = re.compile(
    r"(?:\b(?:depuis|since|dated|datée?s?|datees?|facture|invoice|bill|appel|lettre|panne)(?: (?:le|du|de|d'|from|of|on|the))*"
    r"|\bj?'?(?:ai|a|avons|avez|ont|est|suis|sommes) (?:\w+ )?[a-zà-ÿ]{3,}(?:é|e|u|is|it)(?:e|s|es)?(?: \w+)?(?: le| au| du)?"
    r"|\b(?:moved|paid|sent|received|called|happened|was|were|started|began)(?: \w+)?(?: on| the)*) ?$"
)
# A clause that tells what happened: « l'atelier a brûlé dans la nuit de dimanche », "I spoke to someone on Monday".
_CLAUSE_END = re.compile(r"[.,;:!?\n]|\b(?:et|mais|donc|alors|faque|fait que|pis|puis|and|but|so|then)\b")
_PAST_TENSE = re.compile(
    r"\b(?:j'?ai|as|a|avons|avez|ont|est|sont|suis|sommes|étai\w*|avai\w*|s'est|m'a|m'ont|t'a) (?:\w+ ){0,2}[a-zà-ÿ]{2,}(?:é|ée|és|ées|er|i|ie|is|ise|it|ite|u|ue|us|ert|ort|orte)\b"
    r"|\b(?:was|were|had|did|called|moved|told|said|spoke|talked|went|got|came|left|received|happened|burned|died|passed|broke|paid|sent|been|started|began|stopped)\b",
    re.IGNORECASE,
)
_FROM_THEN = re.compile(
    r"\b(?:partir|compter|effecti\w+|starting|from|as of|by|avant|d'ici)(?: (?:de|du|le|on|the))* ?$"
)
# « l'appartement c'est le 5 »
_UNIT = re.compile(
    r"\b(?:app|appt|apt|appart|appartement|apartment|unit|suite|bureau|local|porte|batiment|bat|building|etage|floor|escalier)\.?(?: number)?(?: (?:c'est|est|is|it's))?(?: (?:actually|bien|plutot))? ?(?:au|le|the)? ?$"
)
# « je ne veux pas résilier tout de suite »
NOT_WISHED = re.compile(
    r"\b(?:pas|plus|jamais|not|never|don't|won't|if(?! possible)|si(?! possible))\b[^.,;!?]*$"
)
# « je vous donne le reste tout de suite », "I'll check right away": when the customer does something, not the service.
_OWN_DOING = re.compile(
    r"\b(?:je|j'|laissez-moi|i'll|i will|i'm going to|let me)\b ?(?:vais )?(?:vous |te |le |la |l'|les |lui |m'en |just |go )*"
    r"(?:donne|dis|dire|envoie|ecris|cherche|chercher|regarde|regarder|verifie|verifier|reviens|transmets|trouve|trouver|retrouve|occupe"
    r"|give|tell|send|text|get|find|look|check|grab|write|be back|come back)\b[^.,:;!?]{0,30}$"
)
# "tomorrow, I will ask my husband", « maintenant, je comprends pas »
_OWN_DOING_AFTER = re.compile(
    r"(?: ?,)? ?(?:(?:je|j'|i|i'll|on|we|we'll)\b ?(?:(?:ne|n'|will|can|vais|va|don't|do not|won't|am going to|have to|need to) ?)*)"
    r"(?:can't|cannot|demand\w*|appell?e\w*|rappell?e\w*|verifi\w*|regard\w*|cherch\w*|reviens|dis|dire|sais|comprend\w*|peux pas|parle\w*|pense\w* pas"
    r"|ask|call|check|look|find|tell|talk|know|understand|see|get back|be back|come back|think about)\b"
)
# "I told you that I want it cut off on Friday": what is wished after the past is no past.
_WISH = re.compile(
    r"\b(?:want\w*|wish\w*|would like|'d like|prefer\w*|need\w*|veux|veut|voulais|voulait|voulons|voudrais|aimerais|souhait\w*|prefer\w*|préfér\w*)\b",
    re.IGNORECASE,
)
_NO_DAY = re.compile(
    r"\b(?:c'est|numero|no|compte|option|ligne|line|adresse|porte|number|account|habit\w+|chez|app|apt|appartement|bureau|suite|unit|forfait|plan"
    r"|article|page|poste|extension|choix|it's|bill|facture)(?: \w+)? ?$"
)


@dataclass(frozen=True)
class Found:
    """A day said in a text and where; `weight` 1 (a bare number, « maintenant ») to 3 (named in full)."""

    value: When
    start: int
    end: int
    weight: int


def in_context(found: Found, cleaned: str, folded: str, answer: bool, told: bool) -> Found | None:
    """The day as the words before it would have it; None where they show that it is none."""
    before = folded[max(0, found.start - 60) : found.start]
    day = found.start + _LEAD.match(folded[found.start : found.end]).end()  # type: ignore[union-attr]
    if (
        is_denied(folded, found.start)
        or is_denied(folded, day)
        or _STREET.search(before)
        or (_UNIT.search(before) and re.search(r"\d", folded[found.start : found.end]))
        or _STREET_AFTER.match(folded[found.end :])
        or _OWN_DOING_AFTER.match(folded[found.end :])
        or (_is_now(found, folded) and (_OWN_DOING.search(before) or NOT_WISHED.search(before)))
    ):
        return None
    if answer:
        return (
            Found(Problem("past"), found.start, found.end, found.weight) if _SINCE.search(before) else found
        )
    number = found.weight == 1 and re.search(r"\d", folded[found.start : found.end])
    # « a » (has) and « à » must be told apart here, so not in the folded text.
    past = bool(_ABOUT_THE_PAST.search(cleaned[max(0, found.start - 60) : found.start].lower()))
    by_the_way = not told and found.weight == 2 and not _FROM_THEN.search(before) and _is_told(cleaned, found)
    return None if past or by_the_way or (number and _NO_DAY.search(before)) else found


def _is_told(cleaned: str, found: Found) -> bool:
    """Whether the clause around a day tells what happened."""
    limits = [match.span() for match in _CLAUSE_END.finditer(cleaned.lower())]
    start = max((end for _, end in limits if end <= found.start), default=0)
    end = min((begin for begin, _ in limits if begin >= found.end), default=len(cleaned))
    past = _PAST_TENSE.search(cleaned, start, end)
    return past is not None and not _WISH.search(cleaned, past.end(), max(past.end(), found.start))


def _is_now(found: Found, folded: str) -> bool:
    """« tout de suite » and the like: a day without a number that is no weekday."""
    return found.weight == 1 and not re.search(r"\d", folded[found.start : found.end])
