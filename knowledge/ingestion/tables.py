"""Tables: found in plain lines, and written out so that each row can be read alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.ingestion.blocks import BOLD_LEVEL, HEADING, PARAGRAPH, QUESTION, TABLE, Block, asks, clean
from knowledge.ingestion.lines import Line

Rows = tuple[tuple[str, ...], ...]
_FEWEST_CELLS, _WIDEST = 6, 8
_TITLE = 60  # characters of a title across a table
# A line that says itself what it gives: « Tél. : 418 555-0110 », an e-mail, a town with its postal code.
_SAYS_ITSELF = re.compile(r"[^\W\d_][.)]?\s?:\s|@\w|\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b|^\d{5} [A-ZÀ-Ý]")


def table_block(rows: Sequence[Sequence[str]], *, heads: bool | None = None, indent: int = 0) -> Block | None:
    """A table block from rows of cells.

    Args:
        heads: whether the first row holds the column heads; None lets the cells tell.

    Returns:
        None if nothing is in it.
    """
    kept = [tuple(clean(cell.replace("\n", " ")) for cell in row) for row in rows]
    kept = [row for row in kept if any(row) and not all(set(cell) <= set("-:= ") for cell in row)]
    if not kept:
        return None
    width = max(map(len, kept))
    kept = [row + ("",) * (width - len(row)) for row in kept]
    if heads is None:
        heads = _first_is_head(kept)
    if heads:  # they may come again on every page
        kept = _unfolded([kept[0], *_grouped([row for row in kept[1:] if row != kept[0]])])
    return Block(TABLE, "", rows=tuple(kept) if heads and len(kept) > 1 else ((), *kept), indent=indent)


def spans(row: Sequence[str]) -> bool:
    """Whether one cell goes across a table of three columns or more: it is repeated in each."""
    return len(row) > 2 and bool(row[0]) and set(row) == {row[0]}


def _grouped(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Rows with the title that goes across above them, « Zone 2 – Europe »; a sentence across the table is a note."""
    made, group = [], ""
    for n, row in enumerate(rows):
        if not spans(row):
            made.append((f"{group} – {row[0]}" if group and row[0] else row[0], *row[1:]))
        elif n + 1 < len(rows) and len(row[0]) <= _TITLE and not row[0].endswith((".", "!", "?")):
            group = row[0]
        else:
            made.append((row[0], *("" for _ in row[1:])))
    return made


def _unfolded(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """A table in two halves side by side, with the same heads, as one."""
    heads = rows[0]
    starts = [n for n, head in enumerate(heads) if head == heads[0]]
    parts = [heads[start:end] for start, end in zip(starts, [*starts[1:], len(heads)], strict=True)]
    fullest = max(parts, key=len, default=())
    if (
        not heads[0]
        or len(parts) < 2
        or len(fullest) < 2
        or any(part != fullest[: len(part)] for part in parts)
    ):
        return rows
    cut = [
        row[start : start + len(part)] for start, part in zip(starts, parts, strict=True) for row in rows[1:]
    ]
    return [fullest, *(row + ("",) * (len(fullest) - len(row)) for row in cut if any(row))]


def table_blocks(rows: Sequence[Sequence[str]], *, heads: bool | None = None, indent: int = 0) -> list[Block]:
    """The blocks of a table: itself, questions with answers if it sets them side by side, or paragraphs if it is one cell wide.

    A question's answer ends with the table: its caller marks the block behind as `after_panel`.
    """
    above = next((n for n, row in enumerate(rows) if not spans(row)), len(rows))
    if 0 < above < len(rows):  # a title over the heads of the columns
        titles = [Block(PARAGRAPH, clean(row[0]), indent=indent) for row in rows[:above]]
        return titles + table_blocks(rows[above:], indent=indent)
    block = table_block(rows, heads=heads, indent=indent)
    if block is None:
        return []
    cells = [row for row in block.rows if row]
    if len(cells[0]) == 1:
        return [Block(PARAGRAPH, row[0], indent=indent) for row in cells if row[0]]
    asked = [row for row in cells if asks(row[0])]
    if len(asked) * 2 < len(cells) or len(cells[0]) != 2:
        return [block]
    made: list[Block] = []
    for number, (first, second) in enumerate(cells):
        if asks(first):
            made += [Block(QUESTION, first, opens_panel=True), Block(PARAGRAPH, second)]
        elif second in ("", first):  # heads the rows below
            made.append(Block(HEADING, first, level=BOLD_LEVEL, after_panel=True))
        elif number:  # the first row heads the others
            made.append(Block(PARAGRAPH, f"{first}\n{second}", after_panel=True))
    return made


def _first_is_head(rows: list[tuple[str, ...]]) -> bool:
    """Column heads hold no figures where the rows below do; two columns without any are terms and what they mean."""
    first, *others = rows
    figured = [column for column in range(len(first)) if any(_has_digit(row[column]) for row in others)]
    if figured:
        return not any(_has_digit(first[column]) for column in figured) and all(
            first[column]
            for column in figured
            if column  # the corner may be empty
        )
    return len(first) > 2


def table_text(rows: Rows, *, colon: str) -> list[str]:
    """One line for each row: its cells with their column heads.

    Args:
        colon: what parts a head from its cell, ` : ` in French and `: ` in English.
    """
    heads, *body = rows
    comma = "; " if colon == ": " else " ; "
    if not heads:
        return [
            f"{row[0].rstrip(' :')}{colon}{comma.join(filter(None, row[1:]))}" if any(row[1:]) else row[0]
            for row in body
        ]
    lines = []
    for row in body:
        if sum(map(bool, row)) == 1 and len(row) > 2:  # a row that heads others
            lines.append(next(filter(None, row)))
            continue
        cells = [
            f"{head.rstrip(' :')}{colon}{cell}" if head else cell
            for head, cell in zip(heads, row, strict=False)
            if cell
        ]
        lines.append(comma.join(cells))
    return lines


# -- tables in plain text -----------------------------------------------------------------------------------------


def table_size(lines: list[Line], start: int) -> int:
    """How many lines from `start` make a table: rows of parted cells, or one cell a line. 0 if none."""
    size = 0
    while start + size < len(lines) and len(lines[start + size].cells) == len(lines[start].cells) > 1:
        size += 1
    if size >= 2:
        return size
    return _flat_size(lines, start)


def _flat_size(lines: list[Line], start: int) -> int:
    size = 0
    apart = lines[start].blank_after
    while start + size < len(lines):
        line = lines[start + size]
        if not line.is_cell or line.level or size and line.blank_before != apart:
            break
        size += 1
    cells = [line.text for line in lines[start : start + size]]
    if _are_pairs(cells[1:]) or _are_pairs(cells[1:-1]):  # the first heads the pairs
        return 0
    for end in (size, size - 1):  # the last may be the heading of what follows
        if _are_pairs(cells[:end]) or _width(cells[:end], sure=not apart):
            return end
    return 0


def _are_pairs(cells: list[str]) -> bool:
    """Names and figures by turns, without column heads."""
    return (
        len(cells) >= _FEWEST_CELLS
        and len(cells) % 2 == 0
        and all(_has_digit(cell) == bool(n % 2) for n, cell in enumerate(cells))
    )


def table_of(lines: list[Line]) -> Block | None:
    """The block of lines that `table_size` counted."""
    if lines[0].cells:
        return table_block([line.cells for line in lines], indent=lines[0].indent)
    cells = [line.text for line in lines]
    pairs = _are_pairs(cells)
    width = 2 if pairs else _width(cells, sure=False)
    return table_block(
        [cells[n : n + width] for n in range(0, len(cells), width)], heads=not pairs, indent=lines[0].indent
    )


def _width(cells: list[str], *, sure: bool) -> int:
    """The columns of a flattened table, 0 if it is none.

    The heads are the cells before the first figure, or fewer: then the figures must stand in the same columns.
    """
    if len(cells) < _FEWEST_CELLS or not any(map(_has_digit, cells)) or any(map(_SAYS_ITSELF.search, cells)):
        return 0
    before = next(n for n, cell in enumerate(cells) if _has_digit(cell))
    fitting = [n for n in range(min(before, _WIDEST), 1, -1) if len(cells) % n == 0 and len(cells) // n >= 2]
    for width in fitting:
        if _lines_up(cells, width) or not sure and width >= before - 1:
            return width
    return 0


def _lines_up(cells: list[str], width: int) -> bool:
    rows = [cells[n : n + width] for n in range(width, len(cells), width)]
    return len({tuple(map(_has_digit, row)) for row in rows}) == 1 and len(rows) > 1


def _has_digit(text: str) -> bool:
    return any(c.isdigit() for c in text)
