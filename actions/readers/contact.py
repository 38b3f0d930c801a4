"""How a customer wants to be reached: « au (204) 555-0109, demandez Joanne »."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from actions.readers import email, phone
from actions.readers.text import clean, fold, is_denied, is_unreadable, word_set

_LEADING = word_set(
    "appelez appeler rappelez rappeler joindre rejoindre contactez telephonez vous pouvez peut on me moi nous c'est mon ma le la au a"
    " sur par numero est tel telephone phone cell cellulaire portable mobile courriel email mail e-mail call reach text ring contact"
    " you can my number is it's its the at to and by oui yes svp please merci thanks here here's voici"
)
_LINKING = word_set("au a le la sur par on at to the or ou is est c'est me de svp please pls merci thanks")
_MARKS = " ,;:.!()-"


@dataclass(frozen=True)
class Contact:
    """Where to reach somebody, and what was said besides.

    kind: `phone` (value in E.164), `email` (lower case), or `other`, with the customer's words as value.
    note: the rest of the text without the words that only lead up to the value; often empty.
    """

    kind: Literal["phone", "email", "other"]
    value: str
    note: str = ""


def read(text: str, country: str = "CA") -> Contact | None:
    """How to reach the customer; None for a text without words.

    Args:
        country: the operator's, for telephone numbers without a country code.

    >>> read("(204) 555-0109, ask for Joanne")
    Contact(kind='phone', value='+12045550109', note='ask for Joanne')
    >>> read("le matin, au bureau")
    Contact(kind='other', value='le matin, au bureau', note='')
    """
    cleaned = " ".join(clean(text).split())
    if is_unreadable(text) or not any(character.isalnum() for character in cleaned):
        return None
    folded = fold(cleaned)
    phones = [one for one in phone.find(cleaned, country) if not is_denied(folded, one.start)]
    if phones:
        first = phones[0]
        return Contact("phone", first.value, _note(cleaned, first.start, first.end))
    for found in email.find(cleaned):
        if isinstance(found.value, email.Email) and not is_denied(folded, found.start):
            return Contact("email", found.value.value, _note(cleaned, found.start, found.end))
    return Contact("other", cleaned)


def _note(cleaned: str, start: int, end: int) -> str:
    parts = (_trimmed(cleaned[:start]), _trimmed(cleaned[end:]))
    return ", ".join(part for part in parts if part)


def _trimmed(text: str) -> str:
    """The text without leading and closing words that carry nothing."""
    words = text.split()
    while words and _bare(words[0]) in _LEADING | {""}:
        words = words[1:]
    while words and _bare(words[-1]) in _LINKING | {""}:
        words = words[:-1]
    return " ".join(words).strip(_MARKS)


def _bare(word: str) -> str:
    return fold(word).strip(_MARKS)
