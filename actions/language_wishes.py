"""Which language a customer asks for in so many words: "in English please", « pas en anglais, en français svp »."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from actions.phrases import any_of, plain
from actions.questions import asks_information
from actions.sentences import sentences

LANGUAGES = ("fr", "en")
WORDS_OF_A_QUESTION = 4

_NAMES = {"en": r"(?:english|anglais)", "fr": r"(?:french|francais)"}
# A "no" before a language answers something else: "no, English". So clauses are looked at one by one.
_CLAUSE = re.compile(r"[^,.;:!?…]+")
_LEAD = r"(?:(?:yes|yeah|oui|ok|okay|sorry|pardon|excusez-moi|desolee?|euh|bonjour|allo|hello|hi|but|mais|et|and|then|alors|just|juste) )*(?:l'|the )?"
_POLITE = (
    r"(?: (?:please|pls|plz|svp|stp|s'il (?:vous|te) plait|only|seulement|version|merci|thanks|now|instead))*"
)
_WANTS = {
    language: any_of(
        rf"\b(?:in|en|to|into|speak\w*|parl\w*(?:[ -](?:vous|tu))?|switch|prefer\w*|use|plutot|version)(?: (?:in|en|to|with me in))? (?:l'|le |the )?{name}\b",
        rf"^{_LEAD}{name}\b{_POLITE}$",
        rf"\b{name} (?:please|pls|svp|stp|s'il)\b",
    )
    for language, name in _NAMES.items()
}
_NOT = r"(?:don'?t|do not|doesn'?t|can'?t|cannot|not|isn'?t|pas|parle plus|lis plus|comprends plus)"
_POOR = (
    r"(?:isn'?t|not|n'est|est pas|c'est pas|pas (?:bon|terrible|fort)|mal|mauvais|bad|poor|limited|limite|terrible|rusty|faible|rouille"
    r"|je (?:ne )?(?:le |l')?(?:comprends|parle|lis) pas|i (?:don'?t|can'?t))"
)
_REFUSES = {
    language: any_of(
        rf"\b(?:no|non) (?:speak )?{name}\b",
        rf"\b{_NOT}\b.{{0,30}}\b{name}\b",
        rf"\b{name}\b.{{0,15}}\b{_POOR}\b",
    )
    for language, name in _NAMES.items()
}
_OTHERS = re.compile(
    r"\b(in|en|auf|speak|parle\w*|habla\w*|parl\w*) (l'|le )?(spanish|espagnol|espanol|german|allemand|deutsch|italian|italien|italiano|portuguese|portugais|arabic|arabe|chinese|chinois|mandarin|creole|punjabi|tagalog)\b"
)
# "my mother can't read English": a fact about her.
_SOMEBODY_ELSE = re.compile(
    r"\b(?:(?:my|our|mon|ma|notre) (?!english|french|anglais|francais)\w+|he|she|they|elle|il|ils|elles) (?:(?:ne|does not|do not|can not) |\w+n't |cannot )?"
    r"(?:speak|read|understand|parle|lit|comprend)\w*\b"
)
# "why is this not in English?"
_WHY = re.compile(r"\b(?:why|how come|pourquoi|comment ca se fait)\b")
# « vous pouvez pas me parler en français ? », "can't you speak English?"
_CANT_YOU = any_of(
    r"\b(?:can|could|won|wouldn|don|isn|aren)'?t (?:you|this|it|there|someone|anyone|we)\b|\byou (?:don|can)'?t (?:have(?! to)|speak|do|write)\b",
    r"\b(?:vous|tu|on|ca|y) (?:ne |n')?(?:pouvez|pourriez|peux|pourrais|peut|pourrait|parlez|parles|avez|as|a)(?:[ -]vous)? pas\b",
    r"\b(?:pouvez|pourriez|parlez|avez)[ -]vous pas\b",
)
# « ma facture en anglais » is about a document, not about the conversation.
_DOCUMENT = re.compile(
    r"\b(bills?|factures?|invoices?|contra(ts?|cts?)|statements?|releves?|letters?|lettres?|documents?|site|website|app)\b"
)


@dataclass(frozen=True)
class Wish:
    """A customer asks for a language; language is None for one that we do not speak."""

    language: str | None


def wished_language(text: str, intent: str | None, entities: Mapping[str, Any]) -> Wish | None:
    """The language asked for in so many words, or by a button.

    Returns:
        None if nothing of the kind was asked; a wish that names no language is left to `actions.language.decide`.
    """
    if intent == "change_language" and entities.get("language") in LANGUAGES:
        return Wish(entities["language"])
    bare = plain(text)
    if intent != "change_language" and _DOCUMENT.search(bare):
        return None
    clauses = [clause.strip() for clause in _CLAUSE.findall(bare) if not _SOMEBODY_ELSE.search(clause)]
    refused = {language for clause in clauses for language in _refused(clause)}
    if len(refused) == 1:  # who speaks no French wants English
        return Wish(next(language for language in LANGUAGES if language not in refused))
    for clause in clauses:
        found = [(match.start(), name) for name in LANGUAGES if (match := _WANTS[name].search(clause))]
        if found:
            return Wish(min(found)[1])
    return Wish(None) if _OTHERS.search(bare) else None


def _refused(clause: str) -> set[str]:
    """The languages that a clause wants none of: who asks why it is one, or why not the other, wants the other."""
    refused = {language for language in LANGUAGES if _REFUSES[language].search(clause)}
    if refused and (_WHY.search(clause) or _CANT_YOU.search(clause)):
        return set(LANGUAGES) - refused
    if _WHY.search(clause):
        return {language for language in LANGUAGES if re.search(rf"\b{_NAMES[language]}\b", clause)}
    return refused


def question_beside_wish(text: str) -> str:
    """What is asked in the same message as for a language: « en français svp. Et mon NIP, vous l'envoyez où ? »; or ""."""
    others = [sentence for sentence in sentences(text) if wished_language(sentence, None, {}) is None]
    asked = any(asks_information(s) and len(s.split()) >= WORDS_OF_A_QUESTION for s in others)
    return " ".join(others) if asked else ""
