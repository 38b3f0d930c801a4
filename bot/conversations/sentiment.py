"""How a customer sounds, by their words: for the agent's eye only, nothing is decided by it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Literal

Sentiment = Literal["angry", "annoyed", "neutral", "pleased"]

_STRONG = re.compile(
    r"\b(inacceptable|scandaleux|honteux|arnaque\w*|voleurs?|escrocs?|foutez?|merde|incompetents?|avocat|poursui\w+"
    r"|plainte|ras le bol|marre|furieu\w+|outre\w*"
    r"|unacceptable|outrageous|disgraceful|scam|thieves|crooks?|bullshit|damn|incompetent|lawyer|sue|furious|fed up"
    r"|ridiculous|complaint)\b"
)
_MILD = re.compile(
    r"\b(decu\w*|probleme|toujours pas|encore une fois|deuxieme fois|troisieme fois|impossible|perdu|attends|lent\w*"
    r"|ne marche (?:pas|plus)|ne fonctionne (?:pas|plus)|insatisfait\w*|mecontent\w*"
    r"|disappointed|problem|still not|still no|again|second time|third time|useless|waiting|slow|doesn.?t work"
    r"|not working|unhappy|frustrat\w+|annoy\w+)\b"
)
_GLAD = re.compile(
    r"\b(merci|parfait|super|genial|excellent|bravo|thanks?|thank you|perfect|great|awesome|excellent)\b"
)
_LATEST = 6  # messages


def sentiment_of(texts: Iterable[str]) -> Sentiment:
    """Of a customer's latest messages, the oldest first."""
    score = 0
    for text in list(texts)[-_LATEST:]:
        plain = _plain(text)
        score += 2 * len(_STRONG.findall(plain)) + len(_MILD.findall(plain)) + _shouts(text)
        score -= len(_GLAD.findall(plain))
    if score >= 3:
        return "angry"
    if score >= 1:
        return "annoyed"
    return "pleased" if score < 0 else "neutral"


def _shouts(text: str) -> int:
    letters = [character for character in text if character.isalpha()]
    capitals = sum(character.isupper() for character in letters)
    return int("!!" in text) + int(len(letters) > 12 and capitals > 0.7 * len(letters))


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.lower())
    return "".join(character for character in decomposed if not unicodedata.combining(character))
