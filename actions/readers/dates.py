"""Days in customers' words: « à partir du 15 », "next Friday", « fin décembre », "right away".

What the words mean is said in `date_calendar`; a day more than a year ahead is not taken.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time

import dateparser
from rapidfuzz import process
from rapidfuzz.distance import OSA

from actions.readers import amounts, email, phone
from actions.readers.date_calendar import Problem, When, bounded
from actions.readers.date_context import NOT_WISHED, Found, in_context
from actions.readers.date_meanings import Today
from actions.readers.date_patterns import PATTERNS, Scope
from actions.readers.date_words import AROUND_DATES, MONTHS, RELATIVE_WORDS, WEEKDAYS
from actions.readers.numbers import with_digits
from actions.readers.postal_codes import CANADIAN
from actions.readers.text import (
    blank,
    clean,
    fold,
    is_corrected,
    is_unreadable,
    overlaps,
    word_set,
)

__all__ = ["Found", "Problem", "When", "find", "read"]

_OTHER_WORDS = 3  # that an answer may have besides the day
_SHORT = 8  # words; a longer message is no plain answer to "which day?"
_CUE = re.compile(
    r"\b(?:partir|compter|des|pour|effecti\w+|start\w*|from|as of|on|by|le|au|make (?:it|that)|met\w*|chang\w*"
    r"|coup(?:e[rz]?|ons)|arret(?:e[rz]?|ons)|resili(?:e[rz]?|ons)|annul(?:e[rz]?|ons)|cut|stop|end|cancel|disconnect)\b"
)
_NOT_BEFORE = re.compile(r"\b(?:pas avant|not before|not until|apres|after)(?: (?:le|the))? ?$")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_VOCABULARY = sorted(
    {word for word in (*MONTHS, *WEEKDAYS, *RELATIVE_WORDS) if len(word) >= 5}
    - {"semaine", "semaines", "weeks", "months"}
)
_NO_TYPOS = word_set(
    "demarche marche marches marchez domain domaine domaines remain match marcher avoir matin means monde prochaines"
)
_TIME_WORD = re.compile(
    r"\b(?:" + "|".join([*MONTHS, *WEEKDAYS, "jours?|semaines?|mois|days?|weeks?|months?"]) + r")\b"
)


def read(
    text: str,
    language: str,
    today: date,
    *,
    country: str | None = None,
    corrected: date | None = None,
) -> When | None:
    """The day a customer gives as an answer; None where the text names none.

    Args:
        language: `fr` or `en`; both are understood, but 3/12 is read day first in French and month first in
            English (day first in France), unless only the other order gives a day in the coming year.
        country: the operator's two-letter code.
        corrected: the day that was given before, if the text corrects it.

    Returns:
        A day from today to a year ahead, or the reason why the day that was named cannot be taken.

    >>> today = date(2026, 11, 21)
    >>> read("à partir du 3 mars svp", "fr", today)
    datetime.date(2027, 3, 3)
    >>> read("yesterday", "en", today)
    Problem(kind='past')
    """
    if is_unreadable(text):
        return None
    cleaned = with_digits(" ".join(clean(text).split()))
    found = find(cleaned, language, today, country=country, corrected=corrected, answer=True)
    if not found and len(cleaned.split()) <= _SHORT:
        cleaned = _without_typos(cleaned)
        found = find(cleaned, language, today, country=country, corrected=corrected, answer=True)
    if not found:
        return _by_library(cleaned, language, today)
    if _is_answer(cleaned, found):
        return _choice(fold(cleaned), found)
    # In a longer story only a day that is surely meant as one counts.
    told = find(cleaned, language, today, country=country, corrected=corrected)
    sure = [
        one
        for one in told
        if isinstance(one.value, date)
        and (one.weight == 3 or _has_cue(cleaned, one) or _opens_sentence(cleaned, one))
    ]
    return _choice(fold(cleaned), sure) if sure else None


def _is_answer(cleaned: str, found: list[Found]) -> bool:
    """Whether a text says little besides the day: no more than a few words that dates do not come with."""
    rest = fold(blank(cleaned, [(one.start, one.end) for one in found]))
    others = [word for word in re.findall(r"[a-z']+", rest) if word not in AROUND_DATES]
    return len(others) <= (1 if "?" in cleaned else _OTHER_WORDS)


def _has_cue(cleaned: str, found: Found) -> bool:
    """Whether « à partir de », "effective" and the like introduce a day."""
    words = fold(cleaned[max(0, found.start - 20) : found.end])
    return bool(_CUE.search(words)) and not NOT_WISHED.search(fold(cleaned[: found.start]))


def _opens_sentence(cleaned: str, one: Found) -> bool:
    """« Ah ok. Tout de suite d'abord, je suis déjà rendue là. »: the day and hardly more, up to the first comma."""
    start = max(cleaned.rfind(mark, 0, one.start) for mark in ".!?") + 1
    end = next((n for n in range(one.end, len(cleaned)) if cleaned[n] in ",.;!"), None)
    if end is None:
        return False
    rest = fold(cleaned[start : one.start] + " " + cleaned[one.end : end])
    return len([word for word in re.findall(r"[a-z']+", rest) if word not in AROUND_DATES]) <= 1


def find(
    cleaned: str,
    language: str,
    today: date,
    *,
    country: str | None = None,
    corrected: date | None = None,
    answer: bool = False,
    told: bool = False,
) -> list[Found]:
    """The days named in a cleaned text, in their order; those denied (« pas le 15 ») are left out.

    Args:
        answer: the text answers the question for a day; otherwise bare numbers, « maintenant » and days
            that lie behind a story (« j'ai déménagé le 2 ») are not taken.
        told: days on which something happened (« j'ai appelé lundi ») are wanted too.
    """
    folded = fold(_without_others(cleaned, country or "CA"))
    today_here = Today(today, language != "en" or country == "FR", corrected, country)
    scopes: set[Scope] = {"anywhere", "slot", "whole"} if answer else {"anywhere"}
    matches = [
        Found(value, match.start(), match.end(), pattern.weight)
        for pattern in PATTERNS
        if pattern.scope in scopes
        for match in pattern.regex.finditer(folded)
        if (value := pattern.meaning(match, today_here)) is not None
    ]
    chosen: list[Found] = []
    for one in sorted(matches, key=lambda one: (one.start - one.end, -one.weight)):
        if not overlaps((one.start, one.end), ((other.start, other.end) for other in chosen)):
            chosen.append(one)
    return [
        kept
        for one in sorted(chosen, key=lambda one: one.start)
        if (kept := in_context(one, cleaned, folded, answer, told))
    ]


def _choice(folded: str, found: list[Found]) -> When:
    """One of several days: the corrected one, a possible one rather than not, the one named most fully."""
    mended = [n for n in range(1, len(found)) if is_corrected(folded, found[n - 1].end, found[n].start)]
    found = found[mended[-1] :] if mended else found
    if mended and len(found) == 1:
        return found[0].value
    firm = [one for one in found if not _NOT_BEFORE.search(folded[: one.start])] or found
    return min(firm, key=lambda one: (isinstance(one.value, Problem), -one.weight)).value


def _without_others(cleaned: str, country: str) -> str:
    """The text without numbers that are no dates: amounts, telephone numbers, e-mail addresses, postal codes."""
    spans = [(one.start, one.end) for one in amounts.find(cleaned)]
    spans += [(one.start, one.end) for one in phone.find(cleaned, country) if one.stated]
    spans += [(one.start, one.end) for one in email.find(cleaned) if "@" in cleaned]
    spans += [match.span() for match in CANADIAN.finditer(cleaned)]
    return blank(cleaned, spans, "_")


def _without_typos(cleaned: str) -> str:
    """« vendrdi prochain » as « vendredi prochain »; only for short answers."""
    return _WORD.sub(lambda match: _spelled(match[0]), cleaned)


def _spelled(word: str) -> str:
    folded = fold(word)
    if len(folded) < 5 or folded in _NO_TYPOS:
        return word
    near = process.extractOne(folded, _VOCABULARY, scorer=OSA.distance, score_cutoff=1)
    return near[0] if near else word


def _by_library(cleaned: str, language: str, today: date) -> When | None:
    """What dateparser makes of a short answer with a word of time that no pattern of ours covers."""
    if len(cleaned.split()) > _SHORT or not _TIME_WORD.search(fold(cleaned)):
        return None
    found = dateparser.parse(
        cleaned,
        languages=[language, "en" if language == "fr" else "fr"],
        settings={
            "PREFER_DATES_FROM": "future",
            "RELATIVE_BASE": datetime.combine(today, time()),
            "REQUIRE_PARTS": ["day"],
            "STRICT_PARSING": False,
        },
    )
    return bounded(found.date(), today) if found else None
