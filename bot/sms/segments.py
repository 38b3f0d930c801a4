"""The alphabet and the length of text messages.

One character outside of the GSM alphabet makes the whole message UCS-2, whose segments hold 70 characters instead
of 160. So texts are brought into the GSM alphabet where they stay readable: typography becomes plain (’ « » … –),
and letters that it lacks lose their accent (ê â ç œ, but é è à ù stay). A message keeps every character, and goes
out as UCS-2, where that cannot be done: other scripts, emoji, and accents inside of an address of the web or of
e-mail, which must not change. docs/sms.md gives the reasons.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import smsutil
from smsutil.codecs import GSM_CHARSET

GSM_7, UCS_2 = "gsm7", "ucs2"
MOST_SEGMENTS = 2  # of what we compose ourselves, as a rule
LONGEST = 1600  # characters; Twilio takes no more in one message

_GSM = frozenset(GSM_CHARSET) - {"\x1b"}
_PLAIN = str.maketrans(
    {
        "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2060": "", "\u200b": "", "\ufeff": "", "\u00ad": "",
        "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "′": "'", "“": '"', "”": '"', "„": '"', "″": '"',
        "…": "...", "–": "-", "—": "-", "‑": "-", "‐": "-", "−": "-", "•": "-", "·": "-", "›": ">", "‹": "<",
        "→": "->", "×": "x", "°": "o", "œ": "oe", "Œ": "OE", "™": "", "®": "", "\t": " ",
    }
)  # fmt: skip
_OPENING, _CLOSING = re.compile(r"«\s*"), re.compile(r"\s*»")
# What must arrive letter by letter.
_EXACT = re.compile(r"\S+@\S+\.\S+|https?://\S+|www\.\S+", re.IGNORECASE)


@dataclass(frozen=True)
class Size:
    """encoding: gsm7 or ucs2. segments: what the carrier bills."""

    encoding: str
    segments: int


def size(text: str) -> Size:
    """How the text is sent.

    Source: 3GPP TS 23.040; 160 septets or 70 UCS-2 characters alone, 153 or 67 in each of several.
    """
    if not text:
        return Size(GSM_7, 1)
    split = smsutil.split(text)
    return Size(GSM_7 if split.encoding == "gsm0338" else UCS_2, len(split.parts))


def fits(text: str, segments: int = MOST_SEGMENTS) -> bool:
    """Whether the text needs no more segments than that."""
    return size(text).segments <= segments


def to_gsm(text: str) -> str:
    """The text in the GSM alphabet if it stays readable there, else as it is."""
    text = _CLOSING.sub('"', _OPENING.sub('"', unicodedata.normalize("NFC", text)))
    plain = text.translate(_PLAIN)
    if any(not _is_gsm(exact) for exact in _EXACT.findall(plain)):
        return text
    letters = [_letter(character) for character in plain]
    return text if None in letters else "".join(letter for letter in letters if letter is not None)


def _is_gsm(text: str) -> bool:
    return _GSM.issuperset(text)


@lru_cache(maxsize=1024)
def _letter(character: str) -> str | None:
    """The character, or its base letter; None if nothing readable is left."""
    if character in _GSM:
        return character
    base = "".join(c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c))
    return base if base and _is_gsm(base) else None
