"""Blocks to passages: FAQ entries, clauses with their heading path, lists with the sentence that introduces them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import ceil

from knowledge.ingestion.blocks import HEADING, ITEM, PARAGRAPH, QUESTION, TABLE, Block, Dropped
from knowledge.ingestion.items import (
    are_clauses,
    are_titled,
    in_a_row,
    introduces,
    is_procedure,
    points_back,
    steps_in_a_row,
)
from knowledge.ingestion.markers import NUMBER
from knowledge.ingestion.outline import Node, outline
from knowledge.ingestion.references import Questions, named_levels
from knowledge.ingestion.sentences import definition, enumeration, run_in_title, sentences
from knowledge.ingestion.tables import table_text

# Lengths in characters. Below SPLIT a list or a section stays one passage, which a reader takes in at a glance; a clause
# longer than LONGEST is more than the encoder reads.
SPLIT, MERGE, LEAD_IN, SHORTEST, LONGEST = 900, 600, 300, 25, 2000
_MOST_LINES = 16  # of a text without items; more are a list of prices, of which an answer shows a part
_TERMS = 2  # definitions in a row that make a glossary
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
    cutter = _Cutter(colon, Questions(root), named_levels(blocks), dropped)
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
    named: frozenset[tuple[int, ...]]  # levels of clauses that the document refers to by number
    dropped: list[Dropped] = field(default_factory=list)

    def walk(self, node: Node, path: Path) -> Iterator[Piece]:
        """The pieces under a node whose heading path is `path`."""
        waiting: list[str] = []  # paragraphs that may share a passage
        position = 0
        while position < len(node.children):
            child = node.children[position]
            group = in_a_row(node.children, position)
            position += len(group)
            if terms := _glossary(node.children, position - 1):
                yield from self._texts(waiting, path, node)
                position += len(terms) - 1
                for term, said in terms:
                    yield Piece((*path, term), "text", None, said.text, node.block.key)
                continue
            if len(steps := steps_in_a_row(node.children, position - 1)) > 1:
                lead_in = _take_lead_in(waiting, steps)
                yield from self._texts(waiting, path, node)
                position += len(steps) - 1
                yield from self._items(steps, path, lead_in, node)
                continue
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
                made = list(self._items(group, path, lead_in, node))
                closing = _closing(group, node.children[position:], made)
                position += len(closing)
                if closing:
                    made[-1] = replace(made[-1], text="\n".join([made[-1].text, closing[0].text]))
                yield from made
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
        yield from self.walk(node, (*path, self._with_number(node, node.text)))

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
        for part in _under_their_heads(_chunks(rows, SPLIT), self.colon):
            yield Piece(path, "table", None, "\n".join(filter(None, [lead_in, *part])), above.block.key)

    def _items(self, group: list[Node], path: Path, lead_in: str | None, above: Node) -> Iterator[Piece]:
        said = [self._whole(item) for item in group]
        length = sum(map(len, said))
        whole = is_procedure(group) and not (length > LONGEST and are_titled(group))
        parted = are_clauses(group, introduced=lead_in is not None) or any(
            length > SPLIT and item.children for item in group
        )
        if whole or not parted:
            lines = [f"- {text}" for text in said]
            for part in [lines] if whole or length <= SPLIT else _chunks(lines, SPLIT):
                yield Piece(path, "list", None, "\n".join(filter(None, [lead_in, *part])), above.block.key)
            return
        made: list[Piece] = []
        for item in group:
            own = list(self._item(item, path, lead_in, titled=are_titled(group)))
            back = lead_in is None and points_back(item.text)
            if back and made and len(own) == 1 and _fit(made[-1], own[0]):
                made[-1] = replace(made[-1], text=f"{made[-1].text}\n{own[0].text}")
            else:
                made += own
        yield from made

    def _item(self, item: Node, path: Path, lead_in: str | None, *, titled: bool) -> Iterator[Piece]:
        title, text = run_in_title(item.text) if titled else (None, item.text)
        if title and not text and not item.children:
            title, text = None, item.text
        if title:
            title = self._with_number(item, title)
        else:
            text = self._with_number(item, text)
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

    def _with_number(self, node: Node, text: str) -> str:
        """The text with its number if the document refers to it: what « voir l'article 5.2 » means can then be found."""
        marker = node.block.marker
        if (
            marker is None
            or marker.kind != NUMBER
            or not marker.is_decimal
            or marker.values[:-1] not in self.named
        ):
            return text
        number = ".".join(map(str, marker.values))
        return text if text.startswith(number) else f"{number} {text}"

    def _whole(self, node: Node) -> str:
        """The node and everything under it, as text to read."""
        if node.kind == TABLE:
            return "\n".join(f"- {row}" for row in table_text(node.block.rows, colon=self.colon))
        under = self._under(node)
        if node.kind == ITEM:  # what stands under an item of a list is set in
            under = under.replace("\n", "\n  ")
            under = f"  {under}" if under else ""
        marker = node.block.marker
        text = self._with_number(node, node.text) if marker and len(marker.values) > 1 else node.text
        return "\n".join(filter(None, [text, under]))

    def _under(self, node: Node) -> str:
        texts = ((child.kind, self._whole(child)) for child in node.children)
        return "\n".join(f"- {text}" if kind == ITEM else text for kind, text in texts if text)


def _glossary(children: list[Node], start: int) -> list[tuple[str, Node]]:
    """The definitions in a row from `start`, each with its term; none if they make no glossary."""
    found: list[tuple[str, Node]] = []
    for child in children[start:]:
        term = definition(child.text) if child.kind == PARAGRAPH and not _CONTACT.search(child.text) else None
        if term is None:
            break
        found.append((term, child))
    return found if len(found) >= _TERMS else []


def _fit(before: Piece, piece: Piece) -> bool:
    """Whether two clauses of one heading are short enough to be read together."""
    together = len(before.text) + len(piece.text) <= SPLIT
    return together and before.kind == piece.kind == "clause" and before.heading_path == piece.heading_path


def _take_lead_in(waiting: list[str], group: list[Node]) -> str | None:
    """Take the sentence that introduces the group off the paragraphs before it; what comes earlier stays there."""
    if not waiting or not introduces(waiting[-1], group):
        return None
    paragraph = waiting.pop()
    said = sentences(paragraph)
    if len(paragraph) <= LEAD_IN or len(said) == 1:
        return paragraph
    waiting.append(" ".join(said[:-1]))
    return said[-1]


def _closing(steps: list[Node], after: list[Node], procedure: list[Piece]) -> list[Node]:
    """Whom to ask, behind the steps of a section: « Besoin d'aide ? Appelez le … » is no answer to its heading by itself."""
    closes = len(after) == 1 and after[0].kind == PARAGRAPH and _CONTACT.search(after[0].text) is not None
    short = closes and len(after[0].text) <= LEAD_IN
    fits = short and bool(procedure) and len(procedure[-1].text) + len(after[0].text) <= SPLIT
    return after if fits and is_procedure(steps) else []


def _parts(text: str) -> list[str]:
    """A text of several sentences cut to lengths that the encoder reads."""
    lines = text.split("\n")
    if len(lines) > _MOST_LINES:  # a long list of prices: each line is to be found
        size = ceil(len(lines) / ceil(len(lines) / _MOST_LINES))
        return ["\n".join(lines[n : n + size]) for n in range(0, len(lines), size)]
    if len(text) <= LONGEST:
        return [text]
    said = [sentence for line in text.split("\n") for sentence in sentences(line)]
    return ["\n".join(part) if "\n" in text else " ".join(part) for part in _chunks(said, SPLIT)]


def _under_their_heads(parts: Iterable[list[str]], colon: str) -> Iterator[list[str]]:
    """The parts of a table, each below the row that heads its first: « Zone 1 » over the rows of its countries."""
    head: list[str] = []
    for part in parts:
        heads = [row for row in part if colon not in row]
        yield part if heads[:1] == part[:1] else [*head, *part]
        head = heads[-1:] or head


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
