"""Blocks to a tree: headings, questions and items, each with what stands under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge.ingestion.blocks import BOLD_LEVEL, HEADING, ITEM, PARAGRAPH, QUESTION, TABLE, Block, Dropped
from knowledge.ingestion.headings import told_apart
from knowledge.ingestion.markers import BULLET

_INDENT = 2  # columns that tell one level from the next
_FAR = 40  # blocks looked ahead for the next of a list


@dataclass
class Node:
    """A heading, question or item with what stands under it; the document itself is a node without a block."""

    block: Block
    children: list[Node] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return self.block.kind

    @property
    def text(self) -> str:
        return self.block.text


def outline(blocks: Sequence[Block]) -> tuple[Node, list[Dropped]]:
    """Build the tree of a document.

    Returns:
        Its root, and the entries of tables of contents that were left out.
    """
    prepared, dropped = told_apart(blocks)
    root = Node(Block(HEADING, "", indent=-1))
    stack = [root]
    for position, block in enumerate(prepared):
        if block.after_panel:
            opened = next((n for n, node in enumerate(stack) if node.block.opens_panel), len(stack))
            del stack[opened:]
        while len(stack) > 1 and not _holds(stack, prepared, position):
            stack.pop()
        node = Node(block)
        stack[-1].children.append(node)
        if block.kind not in (PARAGRAPH, TABLE):
            stack.append(node)
    return root, dropped


def _holds(stack: list[Node], blocks: Sequence[Block], position: int) -> bool:
    """Whether the block at a position stands under the last node of the stack."""
    top, block = stack[-1].block, blocks[position]
    if block.kind == HEADING:
        return _heading_holds(stack[-1], block)
    if block.kind == QUESTION:
        return (
            _question_holds(stack[-1], block)
            if top.kind == HEADING
            else top.kind == ITEM and _deeper(top, block, stack)
        )
    if top.kind == HEADING:
        return block.kind != ITEM or not _is_next(top, block) and not _is_beside(top, block)
    if block.kind == ITEM:
        if top.kind == QUESTION:
            return not _is_sibling(top, block)
        return _deeper(top, block, stack)
    return (
        top.kind == QUESTION
        or block.indent > top.indent
        or block.kind == TABLE
        and top.text.endswith(":")
        or _list_goes_on(top, blocks[position + 1 : position + 1 + _FAR])
    )


def _question_holds(node: Node, question: Block) -> bool:
    """A question stands under a heading of a higher level, or of its own level if nothing but questions does."""
    level = node.block.level
    return (
        not question.level
        or level < question.level
        or level == question.level
        and all(child.kind == QUESTION for child in node.children)
    )


def _heading_holds(node: Node, block: Block) -> bool:
    top = node.block
    if top.kind == QUESTION:
        return bool(top.level) and top.level < block.level < BOLD_LEVEL and not top.marker
    if top.kind != HEADING:
        return False
    if top.marker and block.marker:
        above, below = top.marker, block.marker
        if below.is_under(above) or above.is_under(below):
            return below.is_under(above)
        if (
            top.level == block.level and above.style != below.style
        ):  # « I. » holds « 1. » and what is numbered like it
            inner = [child.block.marker for child in node.children if child.kind == HEADING]
            return not node.children or any(marker and marker.style == below.style for marker in inner)
    if not node.children and not block.marker and not top.marker:
        return top.level <= block.level  # nothing stands between them: a title and its first part
    # In a plain text, a heading in capitals that has text of its own stands beside the plain ones that follow.
    own = any(child.kind in (PARAGRAPH, ITEM, TABLE) for child in node.children)
    beside = (top.level, block.level) == (1, 2) and top.text.isupper() and own
    return top.level < block.level and not beside


def _is_next(top: Block, block: Block) -> bool:
    """Whether a block is the next of the list that the one before it stands in."""
    aligned = abs(block.indent - top.indent) < _INDENT
    return (
        aligned and top.marker is not None and block.marker is not None and block.marker.follows(top.marker)
    )


def _is_beside(top: Block, block: Block) -> bool:
    """Whether an item's number, `2.1`, tells that it stands under another heading than `1.2`."""
    above, below = top.marker, block.marker
    if above is None or below is None or not above.is_decimal or len(below.values) < 2:
        return False
    return not below.is_under(above) and below.values != above.values


def _is_sibling(question: Block, item: Block) -> bool:
    """Whether an item belongs to the list that a question stands in, and so not to its answer."""
    if question.marker is None or item.marker is None or item.indent > question.indent + 1:
        return False
    return (
        item.marker.style == question.marker.style
        and item.marker.kind != BULLET
        and item.marker.values > question.marker.values
    )


def _deeper(top: Block, block: Block, stack: list[Node]) -> bool:
    """Whether an item stands under another: by its number, else its indent, else the style of its marker."""
    above, below = top.marker, block.marker
    if above is None or below is None:
        return block.indent > top.indent
    if _is_next(top, block):
        return False
    if top.text.endswith(":") and below.values == (1,) and below.style != above.style:
        return True
    if any(child.block.marker and below.follows(child.block.marker) for child in stack[-1].children[-1:]):
        return True
    if above.is_decimal and below.is_decimal and len(above.values) != len(below.values):
        return below.is_under(above)
    if abs(block.indent - top.indent) >= _INDENT:
        return block.indent > top.indent
    if above.style == below.style:
        return False
    return not any(node.block.marker and node.block.marker.style == below.style for node in stack[:-1])


def _list_goes_on(item: Block, rest: Sequence[Block]) -> bool:
    """Whether the next of a numbered list comes after the paragraph, which then belongs to the item."""
    if item.kind != ITEM or item.marker is None or not item.marker.values:
        return False
    for block in rest:
        if block.kind == HEADING:
            return False
        if block.marker and block.marker.follows(item.marker):
            return True
    return False
