"""What a web page sets high: footnotes go to the words that they limit, cents to their price.

Read as they stand, `89<sup>99</sup> $` would cost 8999 $, and `40 Go<sup>2</sup>` hide a condition at the end of the page.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from knowledge.ingestion.blocks import clean
from knowledge.ingestion.high_figures import part_of_figure

_LONGEST = 160  # characters of a note that is read in its place
_REFERENCE = re.compile(r"[\[(]?(?P<name>\d{1,2}|\*{1,3}|[†‡§])[\])]?[,.]?")
_NUMBERED = re.compile(r"^[\[(]?(?:\d{1,2}|\*{1,3}|[†‡§])[\])]?[.:)]?\s*")


def settle_notes(body: LexborNode) -> None:
    """Replace figures and signs that stand high in a page by what they mean; ordinals such as `1<sup>er</sup>` stay.

    A short note is read where it belongs, and goes from where it stands if it was read at all of its references.
    """
    for link in body.css("a[class*=footnote-back], a[role=doc-backlink]"):
        link.decompose()
    high = [(node, found["name"]) for node in body.css("sup") if (found := _REFERENCE.fullmatch(_text(node)))]
    begins = {node.mem_id for node, _ in high if _begins_block(node)}
    notes = {name: node.parent for node, name in high if node.mem_id in begins}
    read: dict[int, LexborNode] = {}
    unread: set[int] = set()
    for node, name in high:
        before, after = _beside(node)
        if figure := part_of_figure(before, name, after):
            node.replace_with(figure)
            continue
        note = None if node.mem_id in begins else _target(node, body) or notes.get(name)
        text = _note(note) if note is not None else ""
        fits = 0 < len(text) <= _LONGEST and not _in_head(node)
        if note is not None and fits and len(note.css("sup")) <= 1:
            read[note.mem_id] = note
        elif note is not None:
            unread.add(note.mem_id)
        node.replace_with(f" ({text.rstrip('. ')})" if fits else "")
    for place in read.keys() - unread:
        read[place].decompose()


def _text(node: LexborNode) -> str:
    return clean(node.text(deep=True).replace("\n", " "))


def _note(node: LexborNode) -> str:
    return _NUMBERED.sub("", _text(node))


def _begins_block(node: LexborNode) -> bool:
    """Whether nothing stands before it in its block: it numbers a note."""
    before = node.prev
    while before is not None and not clean(before.text(deep=True)):
        before = before.prev
    return before is None and node.parent is not None and node.parent.tag in ("p", "li", "div", "dd", "small")


def _beside(node: LexborNode) -> tuple[str, str]:
    """The texts right before and after, also of the elements beside."""
    before, after = node.prev, node.next
    return (
        before.text(deep=True).rstrip("\n") if before is not None else "",
        after.text(deep=True) if after is not None else "",
    )


def _target(node: LexborNode, body: LexborNode) -> LexborNode | None:
    """The block of the note that a link in the reference leads to."""
    link = node.css_first("a[href^='#']") or (node.parent if node.parent and node.parent.tag == "a" else None)
    name = ((link.attributes.get("href") or "") if link is not None else "").lstrip("#")
    found = body.css_first(f"[id='{name}']") if re.fullmatch(r"[\w:.-]+", name) else None
    return found if found is not None and found.tag in ("p", "li", "div", "dd", "small") else None


def _in_head(node: LexborNode) -> bool:
    """In a heading or the head of a column, where a note would come again and again."""
    above = node.parent
    while above is not None and above.tag != "body":
        if above.tag in ("th", "h1", "h2", "h3", "h4", "h5", "h6", "summary", "button", "title"):
            return True
        above = above.parent
    return False
