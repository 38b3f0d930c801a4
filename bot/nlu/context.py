"""What the assistant has just asked for makes an answer to it likelier. A small, open prior; nothing is learnt.

`expects` is the slot asked for (message metadata). A text that has the shape of the answer multiplies the odds of
`inform` (or of `affirm` and `deny`); a text of another shape is judged as if nothing had been asked.
"""

from __future__ import annotations

import re

import numpy as np

_QUESTION = re.compile(
    r"\?|^\s*(?:est-ce|esk|c'est quoi|comment|pourquoi|combien|what|why|how|when|where|can i|do i)\b", re.I
)
_DATE_WORD = re.compile(
    r"\b(?:demain|aujourd'?hui|maintenant|tout de suite|d[eè]s|fin|d[eé]but|semaine|mois|lundi|mardi|mercredi|jeudi|"
    r"vendredi|samedi|dimanche|janv|f[eé]v|mars|avril|mai|juin|juil|ao[uû]t|sept|oct|nov|d[eé]c|tomorrow|today|now|"
    r"asap|right away|immediately|end of|beginning|start of|week|month|monday|tuesday|wednesday|thursday|friday|"
    r"saturday|sunday|jan|feb|march|april|may|june|july|aug)",
    re.I,
)

# By slot: the shape of an answer, and what it multiplies the odds by.
_SHAPES: dict[str, tuple[re.Pattern[str], float]] = {
    "pin": (re.compile(r"\[PIN\]|\b\d{4,6}\b"), 50.0),
    "code": (re.compile(r"\[PIN\]|\b\d{4,6}\b"), 50.0),
    "account_number": (re.compile(r"(?:\d[ .-]?){5,}"), 30.0),
    "address": (re.compile(r"\d.*[^\W\d_]{2}|[^\W\d_]{2}.*\d", re.S), 10.0),
    "email": (re.compile(r"@|\barobase\b|\bat\b.*\bdot\b", re.I), 30.0),
    "effective_date": (re.compile(r"\d|" + _DATE_WORD.pattern, re.I), 10.0),
    "end_date": (re.compile(r"\d|" + _DATE_WORD.pattern, re.I), 10.0),
    "contact": (re.compile(r"@|(?:\d[ .()-]*){7,}"), 30.0),
    "service": (re.compile(r"\S"), 3.0),
    "reason": (re.compile(r"\S"), 3.0),
}
_YES_NO = ("affirm", "deny")
_YES_NO_FACTOR = 3.0


def weigh(probabilities: np.ndarray, classes: list[str], text: str, expects: str | dict | None) -> np.ndarray:
    """The probabilities after what was asked is taken into account.

    Args:
        probabilities: shape (len(classes),), sum 1.
        expects: the slot asked for, or the web's {"slot", "input"}; None leaves everything as it is.
    """
    slot = expects.get("slot") if isinstance(expects, dict) else expects
    factors = _factors(slot, text)
    if not factors:
        return probabilities
    weighed = probabilities * np.array([factors.get(name, 1.0) for name in classes])
    return weighed / weighed.sum()


def _factors(slot: str | None, text: str) -> dict[str, float]:
    if slot == "confirmation":
        return dict.fromkeys(_YES_NO, _YES_NO_FACTOR)
    if slot not in _SHAPES or _QUESTION.search(text):
        return {}
    shape, factor = _SHAPES[slot]
    return {"inform": factor} if shape.search(text) else {}
