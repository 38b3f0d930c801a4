"""The title of a document, told from the slogans, greetings and menus above it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.ingestion.blocks import HEADING, ITEM, PARAGRAPH, Block, Document, Dropped
from knowledge.ingestion.debris import NAVIGATION, is_chrome
from knowledge.ingestion.duplicates import words_of
from knowledge.ingestion.headings import stands_apart
from knowledge.ingestion.lines import is_entry
from knowledge.ingestion.sentences import is_title

_STEM, _ENOUGH, _LONGEST = 6, 0.5, 160
_SLOGAN = re.compile(r"[®™]$|[a-zà-ÿ](?:MD|MC|TM)$")
_GREETING = re.compile(
    r"(?:bienvenue|bonjour|welcome|hello)(?: (?:à tous|chez \w+|to \w+))?\s?!?", re.IGNORECASE
)
# What documents are called: such a title need not come up again in the text.
_GENRE = re.compile(
    r"\b(?:f\.?a\.?q|foire|questions?|guide|conditions?|politiques?|aide|manuel|contrat|modalités|règlement|avis|charte|tarifs?|termes|entente|polic(?:y|ies)|terms|help|handbook|agreement|notice|rates|code|support)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Title:
    """A document's title.

    is_heading: whether it stands over all of the text, and so says nothing of a part of it.
    is_said: whether the document says it, not only the name of its file.
    """

    text: str
    is_heading: bool = True
    is_said: bool = True


def title_of(document: Document, name: str) -> tuple[Title, tuple[Block, ...], list[Dropped]]:
    """Find a document's title.

    Args:
        name: taken when the document shows no title.

    Returns:
        The title, the document's blocks without what stands above it, and what that was.
    """
    if document.title:
        return Title(document.title), document.blocks, []
    leading = _leading(document.blocks)
    words = Counter(stem for block in document.blocks for stem in _stems(block.text))
    first = next((n for n in range(len(leading)) if not _is_furniture(leading, n, words)), 0)
    above, rest = leading[:first], document.blocks[first:]
    dropped = [Dropped(NAVIGATION, block.text) for block in above]
    alone = bool(leading) and (_heads_headings(rest) or not _has_siblings(rest))
    if alone or above or leading and _GENRE.search(rest[0].text):
        return Title(rest[0].text.rstrip(" .:"), alone), rest, dropped
    hint = next(
        (hint for hint in document.hints if _GENRE.search(hint) or _again(hint, words, itself=0) >= _ENOUGH),
        None,
    )
    return Title(hint or re.sub(r"[-_\s]+", " ", name), is_said=hint is not None), rest, dropped


def _heads_headings(blocks: Sequence[Block]) -> bool:
    """Whether another heading, or a numbered title, follows the first without a text between."""
    after = blocks[1] if len(blocks) > 1 else None
    return after is not None and (
        after.kind == HEADING or after.kind == ITEM and after.marker is not None and is_title(after.text)
    )


def _has_siblings(blocks: Sequence[Block]) -> bool:
    """Whether the first heading is one of several of its level, and so heads only its part.

    Before headings in capitals a plain one is a title, whatever else the last part is headed by.
    """
    first, *others = blocks
    siblings = [b for b in others if b.kind == HEADING and not b.marker and b.level <= first.level]
    capitals = [b for b in siblings if b.text.isupper()]
    plain = [b for b in siblings if not b.text.isupper() and not stands_apart(b.text)]
    return bool(siblings) and (first.text.isupper() or not capitals or bool(plain))


def repeats_title(title: str, text: str) -> bool:
    """Whether a text says the title's words itself."""
    said = set(_stems(text))
    return all(stem in said for stem in _stems(title))


def _leading(blocks: Sequence[Block]) -> list[Block]:
    """The headings before the first text; a short line that begins the document counts as one."""
    found: list[Block] = []
    for position, block in enumerate(blocks):
        words = len(block.text.split())
        is_line = block.kind == PARAGRAPH and position == 0 and 2 <= words <= 14 and len(blocks) > 1
        is_line = is_line and not block.text.endswith((":", ",", ";")) and not is_entry(block.text)
        if not (block.kind == HEADING and not block.marker or is_line) or len(block.text) > _LONGEST:
            break
        found.append(block)
    return found


def _is_furniture(leading: list[Block], n: int, words: Counter[str]) -> bool:
    """Whether a line above others is no title: the last line is one in any case."""
    text, below = leading[n].text, len(leading) - n - 1
    if not below:
        return False
    if is_chrome(text) and not _GENRE.search(text) or _SLOGAN.search(text) or _GREETING.fullmatch(text):
        return True
    # With two more headings below it, a line of words that never come again names something else.
    return below >= 2 and _again(text, words) == 0 and not _GENRE.search(text)


def _again(text: str, words: Counter[str], itself: int = 1) -> float:
    """The share of a line's words that come up again in the document, 0 to 1."""
    stems = _stems(text)
    return sum(words[stem] > itself * stems.count(stem) for stem in stems) / len(stems) if stems else _ENOUGH


def _stems(text: str) -> list[str]:
    return [word[:_STEM] for word in sorted(words_of(text)) if len(word) > 3]
