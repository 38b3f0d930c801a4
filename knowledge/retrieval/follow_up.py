"""Follow-ups: « et en ligne ? » after a question about payment is read together with that question."""

from __future__ import annotations

import re

from knowledge.folding import fold

SHORT = 8  # words; a longer question says what it is about
# How a follow-up opens, in folded text.
_OPENS = re.compile(
    r"^(?:ok |d'accord |bon |alors |ah |oui |okay |right |so |alright )*"
    r"(?:et|pis|puis|mais|ou bien|and|but|or|what about|how about|what if|meme chose|same)\b"
)
# Words that stand for something said before.
_POINTS_BACK = re.compile(
    r"\b(?:ca|cela|celui|celle|ceux|celles|la-dedans|dedans|j'y|j'en|ce montant|ce delai|ces frais|it|that|this|those|these|them|they|there|one|ones)\b"
)
# A verb that a whole question has; without one, a few words are only a part of a question.
_WHOLE = re.compile(
    r"\b(?:est|sont|a|ont|ai|avez|as|peux|peut|puis|pouvez|dois|doit|faut|veux|voudrais|fais|fait|faire|vont|va|vais|is|are|do|does|did|can|could|will|would|should|have|has|get|need|want)\b"
)


def leans_on_last(question: str) -> bool:
    """Whether a question is only understood with the one before it: it is short, and opens like a follow-up, points
    back, or is no sentence of its own."""
    folded = " ".join(fold(question).replace("’", "'").split())
    if len(folded.split()) > SHORT:
        return False
    return bool(_OPENS.search(folded) or _POINTS_BACK.search(folded)) or not _WHOLE.search(folded)


def together(question: str, before: str) -> str:
    """Both as one text to search for; the new words come first and weigh more."""
    return f"{question.strip()} ({before.strip()})"
