"""Blocks: what every loader makes of a document, whatever its format."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from knowledge.ingestion.markers import Marker

HEADING, QUESTION, ITEM, PARAGRAPH, TABLE = "heading", "question", "item", "paragraph", "table"
BOLD_LEVEL = 7  # of a line in bold, a term or a summary: below every real heading


@dataclass(frozen=True)
class Block:
    """One heading, question, list item, paragraph or table, in reading order.

    text: without its marker; lines that belong together (an address) are parted by a line feed.
    level: of a heading or question, 1 is the highest. indent: columns from the left of items and paragraphs.
    rows: of a table; the first row holds the column heads and is empty if the table has none.
    key: the editor's id of a heading. opens_panel: heads a panel that ends by itself, such as an accordion's;
    after_panel: the first block behind one.
    """

    kind: str
    text: str
    level: int = 0
    indent: int = 0
    marker: Marker | None = None
    rows: tuple[tuple[str, ...], ...] = ()
    key: str | None = None
    opens_panel: bool = False
    after_panel: bool = False


class Dropped(NamedTuple):
    """Text that became no passage, and why."""

    reason: str
    text: str


@dataclass(frozen=True)
class Document:
    """A loaded document: its blocks, and what its front matter or properties say.

    title, date: of the front matter. language: the editor's word; declared: a page's, which counts where its text is
    too short to tell. hints: from the file's properties or running heads, titles or not.
    notes: what a reader of the ingestion's report should know, such as pages without text.
    """

    blocks: tuple[Block, ...]
    title: str | None = None
    hints: tuple[str, ...] = ()
    language: str | None = None
    declared: str | None = None
    date: date | None = None
    dropped: tuple[Dropped, ...] = ()
    notes: tuple[str, ...] = ()


_SPACES = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_INVISIBLE = re.compile(
    r"[\u00ad\u200b-\u200f\u2060-\u2064\ufeff\ufffd\x00-\x08\x0b\x0e-\x1f\x7f]|\(cid:\d+\)"
)
_REPLACED = str.maketrans(
    {
        "ﬁ": "fi",
        "ﬂ": "fl",
        "ﬀ": "ff",
        "ﬃ": "ffi",
        "ﬄ": "ffl",
        "ﬅ": "st",
        "ﬆ": "st",
        "\u2010": "-",
        "\u2011": "-",
    }
)


def clean(text: str) -> str:
    """One line of text without soft hyphens, ligatures, odd spaces and control characters; accents composed."""
    plain = _INVISIBLE.sub("", text).translate(_REPLACED)
    return _SPACES.sub(" ", unicodedata.normalize("NFC", plain)).strip()


def asks(text: str) -> bool:
    """Whether a line is a question."""
    return len(text) <= 250 and text.rstrip(" »”\"').").endswith("?")
