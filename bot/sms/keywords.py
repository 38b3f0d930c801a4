"""STOP, START and HELP in both languages: what they are, and what is answered at once.

The answer is in the keyword's language; INFO, a word of both, is answered in the customer's. CANCEL, END and QUIT
are no keywords here: customers say them inside a task.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal

from accounts.operators import operator as rules_of

Meaning = Literal["stop", "start", "help"]

_KEYWORDS: dict[str, tuple[Meaning, str | None]] = {
    "stop": ("stop", "en"), "stopall": ("stop", "en"), "unsubscribe": ("stop", "en"),
    "arret": ("stop", "fr"), "arreter": ("stop", "fr"), "desabonner": ("stop", "fr"),
    "start": ("start", "en"), "unstop": ("start", "en"), "debut": ("start", "fr"),
    "help": ("help", "en"), "aide": ("help", "fr"), "info": ("help", None),
}  # fmt: skip
_LONGEST = 20

# Each at most 160 characters of the GSM alphabet for every operator; checked by a test.
_ANSWERS: dict[tuple[Meaning, str], str] = {
    ("stop", "fr"): "{operator} : c'est noté, vous ne recevrez plus de textos. Répondez DEBUT pour les recevoir à nouveau.",
    ("stop", "en"): "{operator}: noted, you won't get any more texts from us. Reply START to get them again.",
    ("start", "fr"): "{operator} : vous recevez à nouveau nos textos. Posez votre question ici. AIDE pour obtenir de l'aide, ARRET pour ne plus en recevoir.",
    ("start", "en"): "{operator}: you will get our texts again. Ask your question here. Reply HELP for help, STOP to get no more.",
    ("help", "fr"): "{operator} : assistant virtuel, posez votre question ici.{contact} Frais de votre forfait. ARRET pour ne plus recevoir de textos.",
    ("help", "en"): "{operator}: virtual assistant, ask your question here.{contact} Msg&data rates may apply. Reply STOP to opt out.",
}  # fmt: skip
_REACHED = {"phone": {"fr": "Tél. :", "en": "Phone:"}, "email": {"fr": "Courriel :", "en": "E-mail:"}}


@dataclass(frozen=True)
class Keyword:
    """A message that is nothing but a keyword; `language` is None for INFO."""

    meaning: Meaning
    language: str | None
    written: str


def read_keyword(text: str) -> Keyword | None:
    """The keyword that the whole message consists of, whatever its case, accents and punctuation."""
    words = "".join(c if c.isalnum() else " " for c in _bare(text)).split()
    found = _KEYWORDS.get(words[0]) if len(words) == 1 else None
    return Keyword(*found, text.strip()[:_LONGEST]) if found else None


def answer_keyword(keyword: Keyword, operator: str, *, language: str) -> str:
    """What is answered.

    Args:
        language: the customer's, for INFO.
    """
    rules = rules_of(operator)
    spoken = keyword.language or language
    contact = rules.contact.phone or rules.contact.email
    kind = _REACHED["phone" if rules.contact.phone else "email"][spoken]
    reached = f" {kind} {contact}." if contact else ""
    return _ANSWERS[keyword.meaning, spoken].format(operator=rules.name, contact=reached)


def _bare(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.strip().casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c) and c not in "\u200b\u2060\ufeff")
