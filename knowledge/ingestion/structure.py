"""Blocks to passages: FAQ entries, clauses with their heading path, lists with the sentence that introduces them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from knowledge.ingestion.blocks import HEADING, ITEM, PARAGRAPH, QUESTION, TABLE, Block, Dropped
from knowledge.ingestion.outline import Node, outline
from knowledge.ingestion.references import Questions
from knowledge.ingestion.sentences import enumeration, run_in_title, sentences
from knowledge.ingestion.tables import table_text

# Lengths in characters. Below SPLIT a list or a section stays one passage, which a reader takes in at a glance; a clause
# longer than LONGEST is more than the encoder reads.
SPLIT, MERGE, LEAD_IN, LONG_ITEM, SHORTEST, LONGEST = 900, 600, 300, 200, 25, 2000
EMPTY, UNANSWERED, TOO_SHORT = (
    "heading without text",
    "question without an answer",
    "too short to stand alone",
)
_CONTACT = re.compile(r"@[\w-]+\.\w|\b\d[\d .-]{8,}\d\b")
Path = tuple[str, ...]


@dataclass(frozen=True)
class Piece:
    """A passage to be: everything but the document it comes from. refers: it only sends the reader elsewhere."""

    heading_path: Path
    kind: str
    question: str | None
    text: str
    key: str | None = None
    refers: bool = False


def pieces(blocks: Sequence[Block], *, colon: str = " : ") -> tuple[list[Piece], list[Dropped]]:
    """Cut a document into pieces.

    Args:
        colon: what parts a table's column heads from their cells.

    Returns:
        The pieces in reading order, and what was dropped, with the reason.
    """
    root, dropped = outline(blocks)
    cutter = _Cutter(colon, Questions(root), dropped)
    made = []
    for piece in cutter.walk(root, ()):
        if len(piece.text) >= SHORTEST or piece.question or piece.heading_path or piece.kind == "contact":
            made.append(piece)
        else:
            dropped.append(Dropped(TOO_SHORT, piece.text))
    return made, dropped


@dataclass
class _Cutter:
    """Walks a document's tree; what it leaves out goes to `dropped`."""

    colon: str
    questions: Questions
    dropped: list[Dropped] = field(default_factory=list)

    def walk(self, node: Node, path: Path) -> Iterator[Piece]:
        """The pieces under a node whose heading path is `path`."""
        waiting: list[str] = []  # paragraphs that may share a passage
        position = 0
        while position < len(node.children):
            child = node.children[position]
            group = _group(node.children, position)
            position += len(group)
            if child.kind == PARAGRAPH:
                if sum(map(len, waiting)) + len(child.text) > MERGE:
                    yield from self._texts(waiting, path, node)
                waiting.append(child.text)
                continue
            lead_in = _take_lead_in(waiting, group) if child.kind in (ITEM, TABLE) else None
            yield from self._texts(waiting, path, node)
            if child.kind == QUESTION:
                yield from self._question(child, path)
            elif child.kind == HEADING:
                yield from self._section(child, path)
            elif child.kind == TABLE:
                yield from self._table(child, path, lead_in, node)
            else:
                yield from self._items(group, path, lead_in, node)
        yield from self._texts(waiting, path, node)

    def _texts(self, waiting: list[str], path: Path, node: Node) -> Iterator[Piece]:
        if not waiting:
            return
        text = "\n".join(map(enumeration, waiting))
        waiting.clear()
        kind = "contact" if len(text) < 300 and _CONTACT.search(text) else "text"
        for part in _parts(text):
            yield Piece(path, kind, None, part, node.block.key)

    def _section(self, node: Node, path: Path) -> Iterator[Piece]:
        if not node.children:
            self.dropped.append(Dropped(EMPTY, node.text))
        yield from self.walk(node, (*path, node.text))

    def _question(self, node: Node, path: Path) -> Iterator[Piece]:
        parts = [n for n, child in enumerate(node.children) if child.kind == HEADING]
        whole = self._under(node)
        if not whole:
            self.dropped.append(Dropped(UNANSWERED, node.text))
        elif parts and len(whole) > LONGEST:  # an answer with headings of its own
            first, rest = (
                Node(node.block, node.children[: parts[0]]),
                Node(node.block, node.children[parts[0] :]),
            )
            if answer := self._under(first):
                yield Piece(path, "faq", node.text, answer, node.block.key)
            yield from self.walk(rest, (*path, node.text))
        else:
            answer, refers = self.questions.resolve(node, whole, self._under)
            yield Piece(path, "faq", node.text, answer, node.block.key, refers)

    def _table(self, node: Node, path: Path, lead_in: str | None, above: Node) -> Iterator[Piece]:
        rows = [f"- {row}" for row in table_text(node.block.rows, colon=self.colon)]
        for part in _chunks(rows, SPLIT):
            yield Piece(path, "table", None, "\n".join(filter(None, [lead_in, *part])), above.block.key)

    def _items(self, group: list[Node], path: Path, lead_in: str | None, above: Node) -> Iterator[Piece]:
        said = [self._whole(item) for item in group]
        long = sum(map(len, said)) > SPLIT
        if not any(_is_clause(item) or long and item.children for item in group):
            for part in _chunks([f"- {text}" for text in said], SPLIT if long else LONGEST):
                yield Piece(path, "list", None, "\n".join(filter(None, [lead_in, *part])), above.block.key)
            return
        for item in group:
            yield from self._item(item, path, lead_in)

    def _item(self, item: Node, path: Path, lead_in: str | None) -> Iterator[Piece]:
        title, text = run_in_title(item.text)
        if title and not text and not item.children:
            title, text = None, item.text
        here = (*path, title) if title else path
        whole = "\n".join(filter(None, [text, self._under(item)]))
        if item.children and len(whole) > SPLIT:
            inner = [Node(Block(PARAGRAPH, text)), *item.children] if text else item.children
            yield from self.walk(Node(item.block, inner), here)
            return
        kind = (
            "table"
            if any(child.kind == TABLE for child in item.children)
            else "list"
            if lead_in and not title
            else "clause"
        )
        for part in _parts(enumeration(whole)):
            said = (
                f"{lead_in}\n- {part}" if lead_in and not title else "\n".join(filter(None, [lead_in, part]))
            )
            yield Piece(here, kind, None, said, item.block.key)

    def _whole(self, node: Node) -> str:
        """The node and everything under it, as text to read."""
        if node.kind == TABLE:
            return "\n".join(f"- {row}" for row in table_text(node.block.rows, colon=self.colon))
        under = self._under(node)
        if node.kind == ITEM:  # what stands under an item of a list is set in
            under = under.replace("\n", "\n  ")
            under = f"  {under}" if under else ""
        return "\n".join(filter(None, [node.text, under]))

    def _under(self, node: Node) -> str:
        texts = ((child.kind, self._whole(child)) for child in node.children)
        return "\n".join(f"- {text}" if kind == ITEM else text for kind, text in texts if text)


def _group(children: list[Node], start: int) -> list[Node]:
    """The items in a row from `start`, or the one other node."""
    end = start
    while end < len(children) and children[end].kind == ITEM:
        end += 1
    return children[start : max(end, start + 1)]


def _take_lead_in(waiting: list[str], group: list[Node]) -> str | None:
    """Take the sentence that introduces the group off the paragraphs before it; what comes earlier stays there."""
    if not waiting or not _introduces(waiting[-1], group):
        return None
    paragraph = waiting.pop()
    said = sentences(paragraph)
    if len(paragraph) <= LEAD_IN or len(said) == 1:
        return paragraph
    waiting.append(" ".join(said[:-1]))
    return said[-1]


def _introduces(text: str, group: list[Node]) -> bool:
    if group[0].kind == TABLE or all(item.text[:1].islower() for item in group):
        return True
    # Long items that begin with a capital are clauses, each a text of its own.
    long = sum(len(item.text) >= LONG_ITEM for item in group)
    return long == 0 or text.endswith(":") and long < len(group) / 2


def _is_clause(item: Node) -> bool:
    title, text = run_in_title(item.text)
    return len(item.text) > LONG_ITEM or bool(title and text)


def _parts(text: str) -> list[str]:
    """A text of several sentences cut to lengths that the encoder reads."""
    if len(text) <= LONGEST:
        return [text]
    said = [sentence for line in text.split("\n") for sentence in sentences(line)]
    return ["\n".join(part) if "\n" in text else " ".join(part) for part in _chunks(said, SPLIT)]


def _chunks(lines: list[str], size: int) -> Iterator[list[str]]:
    """Lines in order, in groups of at most `size` characters, or of one longer line."""
    part: list[str] = []
    for line in lines:
        if part and sum(map(len, part)) + len(line) > size:
            yield part
            part = []
        part.append(line)
    if part:
        yield part
