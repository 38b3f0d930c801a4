"""Yes or no, in short replies: « ben oui », "yep go ahead", « c'est beau », « pas du tout »."""

from __future__ import annotations

import re
from typing import Literal

from actions.readers.text import clean, fold
from actions.readers.yes_no_words import FILLER, NO, NO_SIGNS, YES, YES_SIGNS

Polarity = Literal["yes", "no"]

_LONGEST = 9  # words; a longer reply says more than yes or no
# What makes something else of a yes or a no: a condition, a question, another wish, a wish to drop it all.
_MORE = re.compile(
    r"\?|\b(?:mais(?! (?:oui|non|si|bien sur))|but|sauf|except|however|par contre|only|seulement|if|si je|avant|before|d'abord|first"
    r"|attend\w*|wait|hold|minute|combien|pourquoi(?! pas)|why(?! not)|how|comment|quand|when|laiss\w*|lesse|oubli\w*|forget|never ?mind|nvm"
    r"|drop it|stop|arrete\w*|abandon\w*|annule[rz]? (?:ca|tout|la demande)|cancel (?:that|this)|changer? d'idee|tant pis|whatever|enough"
    r"|agent|quelqu'un|someone|person|humain|human|plus tard|later|une autre fois|another time|bye|goodbye"
    r"|(?:pas|plus|pu|not|don'?t|want to) (?:\w+ )?(?:continu\w*|proceed)|mind)\b"
)
_NOT_SURE = re.compile(
    r"\b(?:sais pas|know|pas sure?|not sure|peut[- ]etre|maybe|perhaps|depend\w*|unsure|aucune idee|no idea|plus ou moins)\b"
)
_YES = re.compile(rf"(?:{YES})(?![\w'-])|[{YES_SIGNS}]+")
_NO = re.compile(rf"(?:{NO})(?![\w'-])|[{NO_SIGNS}]+")
_FILLER = re.compile(rf"(?:mais|{FILLER})(?![\w'-])")
_FIRST_YES = re.compile(r"^(?:o+u+i+|yes+|yep+|yup+|yeah+|ouais)\b[ ,!.]*")
_FIRST_NO = re.compile(r"^(?:euh |oh |ah |ben )?(?:non+|no|nope|nah|nan)\b")
# « non non, vous pouvez valider », "no, nothing to change": the no is to a change, what follows is the yes.
_NO_CHANGE = re.compile(
    r"\b(?:rien (?:d'autre )?a (?:changer|modifier|corriger|redire|ajouter)|nothing (?:else )?(?:to|needs to|i(?:'d| would)) (?:change|fix|correct|be changed|add))(?![\w'-])"
)
_GO_ON = re.compile(
    r"\b(?:(?:vous pouvez|tu peux|you can|you may) (?:y aller|valider|confirmer|proceder|envoyer|continuer|go ahead|proceed|submit|confirm|continue|do it)"
    r"|allez[- ]y|vas[- ]y|go ahead)(?: it)?(?![\w'-])"
)
_NOES = re.compile(r"^(?:(?:euh|oh|ah|ben|bah|mais|non+|no|nope|nah|nan)\b[ ,.!]*)+")
_WORDS_ONLY = re.compile(r"[a-z' -]+[.! ]*")
_DENYING = re.compile(
    r"\b(?:pas|non|no|not|jamais|never|wrong|faux|incorrect|sans|aucun\w*|rien|mauvais\w*|erreur|error|mistake|plutot|rather|instead"
    r"|corrige\w*|correct the)\b|n't\b"
)


def polarity(text: str) -> Polarity | None:
    """Whether a short reply says yes or no and nothing else.

    A reply that goes on (« oui mais … », « non, le 5 »), doubts, asks, or drops the matter (« laisse tomber »)
    is neither.

    >>> polarity("ben oui, c'est exact"), polarity("not really, no"), polarity("oui mais pas demain")
    ('yes', 'no', None)
    """
    folded = _short_reply(text)
    if not folded:
        return None
    said = _said(folded)
    if said is None:
        return "yes" if _is_yes_with_words(folded) else None
    if "no" in said and "yes" in said:
        return "no" if _FIRST_NO.match(folded) else None  # « non, c'est bon » is a no; « oui, non » neither
    return said[0] if said else None


def confirmation(text: str) -> Polarity | None:
    """The same where something was read back to be confirmed: there « non non, vous pouvez valider » is a yes.

    >>> confirmation("non non c'est bon, vous pouvez valider"), confirmation("non, c'est bon")
    ('yes', 'no')
    """
    folded = _short_reply(text)
    return "yes" if _FIRST_NO.match(folded) and _wants_no_change(folded) else polarity(text)


def is_yes(text: str) -> bool:
    """Whether a short reply says yes, and nothing else."""
    return polarity(text) == "yes"


def is_no(text: str) -> bool:
    """Whether a short reply says no, and nothing else; dropping the matter is not a no."""
    return polarity(text) == "no"


def _short_reply(text: str) -> str:
    """The reply, folded; empty if it says more than yes or no."""
    folded = " ".join(fold(clean(text)).split())
    more = _NOT_SURE.search(folded) or _MORE.search(folded.replace("i don't mind", ""))
    return "" if more or len(folded.split()) > _LONGEST else folded


def _wants_no_change(folded: str) -> bool:
    """A no that is followed by an order to go on, or by a yes beside « rien à changer », and by nothing that denies."""
    rest = _GO_ON.sub(" oui ", _NO_CHANGE.sub(" ", _NOES.sub("", folded)))
    meant = bool(_GO_ON.search(folded) or _NO_CHANGE.search(folded))
    return meant and set(_said(rest) or ()) == {"yes"}


def _said(folded: str) -> list[Polarity] | None:
    """Every yes and no in the reply, in its order; None if it holds other words."""
    said: list[Polarity] = []
    place = 0
    while place < len(folded):
        ends = {
            kind: match.end()
            for kind, pattern in (("no", _NO), ("yes", _YES), ("", _FILLER))
            if (match := pattern.match(folded, place))
        }
        if not ends and folded[place].isalnum():
            return None
        kind = max(ends, key=lambda kind: ends[kind], default="")
        if kind == "yes" or kind == "no":
            said.append("yes" if kind == "yes" else "no")
        place = ends.get(kind, place + 1)
    return said


def _is_yes_with_words(folded: str) -> bool:
    """« oui, changez-la », "yes the address is good": a yes, then words that neither deny nor give a value."""
    rest = _FIRST_YES.sub("", folded)
    return rest != folded and bool(_WORDS_ONLY.fullmatch(rest)) and not _DENYING.search(rest)
