"""Follow-ups: « et en ligne ? » after a question about payment is read together with that question."""

from __future__ import annotations

import re

from knowledge.folding import fold
from knowledge.retrieval.lexical import terms

SHORT, OPENED = 8, 12  # words; a longer question says what it is about, even if it opens like a follow-up
# How a follow-up opens, in folded text.
_OPENS = re.compile(
    r"^(?:(?:ok|okay|d'accord|bon|alors|ah|oui|super|merci|parfait|genial|compris|right|so|alright|great|thanks|thank you|perfect|cool|good|nice|got it)[ ,.!]+)*"
    r"(?:et|pis|puis|mais|ou bien|and|but|or|what about|how about|what if|meme chose|same)\b"
)
# Words that stand for something said before.
_POINTS_BACK = re.compile(
    r"\b(?:ca|cela|celui|celle|ceux|celles|la-dedans|dedans|j'y|j'en|ce montant|ce delai|ces frais|it|that|this|those|these|them|they|there|one|ones)\b"
)
_ASKS = re.compile(r"\b(?:combien|quand|comment|pourquoi|how|when|why|where)\b")
# Words of such a question that name nothing either: "how much does it cost?".
_EMPTY = re.compile(r"\b(?:much|many|long|soon|often|cost|costs|take|takes|cou?te|couter|prend|temps|dure)\b")
# A verb that a whole question has; without one, a few words are only a part of a question.
_WHOLE = re.compile(
    r"\b(?:est|sont|a|ont|ai|avez|as|peux|peut|puis|pouvez|dois|doit|faut|veux|voudrais|fais|fait|faire|vont|va|vais|is|are|do|does|did|can|could|will|would|should|have|has|get|need|want)\b"
)


def leans_on_last(question: str) -> bool:
    """Whether a question is only understood with the one before it: it opens like a follow-up, asks of nothing that it
    names (« c'est combien ? »), or is short and points back or is no sentence of its own."""
    if goes_on(question) or asks_only(question):
        return True
    bare = _bare(question)
    return len(bare.split()) <= SHORT and bool(_POINTS_BACK.search(bare) or not _WHOLE.search(bare))


def asks_only(question: str) -> bool:
    """Whether it asks for something and has no word that says of what: « c'est combien ? », "how long does it take?"."""
    bare = _bare(question)
    named = terms(_EMPTY.sub(" ", bare), "fr")  # the language matters for stems only
    return bool(_ASKS.search(bare)) and not named


def goes_on(message: str) -> bool:
    """Whether it opens like a follow-up: « et par chèque », "what about weekends"."""
    bare = _bare(message)
    return len(bare.split()) <= OPENED and bool(_OPENS.search(bare))


def _bare(text: str) -> str:
    """Folded, with straight apostrophes and single spaces."""
    return " ".join(fold(text).replace("’", "'").split())


def together(question: str, before: str) -> str:
    """Both as one text to search for; the new words come first and weigh more."""
    return f"{question.strip()} ({before.strip()})"
