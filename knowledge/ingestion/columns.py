"""Tables whose columns only gaps part: each cell goes to the column that it stands under, or the table is left out.

A price under the wrong plan is worse than none. So cells are placed by where they stand, not by counting them, and a
table in which a cell could belong to two columns, or a line to two rows, is reported instead of being read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from knowledge.ingestion.blocks import Dropped, clean
from knowledge.ingestion.lines import Line
from knowledge.ingestion.tables import table_block

UNREAD = "table whose columns cannot be told apart"
Span = tuple[float, float]
Row = dict[int, str]  # the cells of a row by column
# Characters of most cells, of any cell, and of a line that heads rows.
_SHORT, _LONGEST, _HEADING = 25, 60, 45
_APART = 2  # points more than between the lines of a cell
_FIGURE = re.compile(
    r"[<>≤≥+~–-]?\s?(?:[$€]\s?)?\d[\d\s.,]*(?:\s?[$€%¢])?(?:\s?/?\s?\w[\w/]{0,7})?|[$€]\s?\d.{0,8}"
)


class _Unsure(Exception):
    """A cell or line could stand in two places."""


def is_figure(cell: str) -> bool:
    """Whether a cell gives an amount, and little else."""
    return _FIGURE.fullmatch(cell) is not None


def looks_like_table(rows: list[tuple[str, ...]]) -> bool:
    """Whether rows of cells are a table's: short cells, and figures among them."""
    cells = [cell for row in rows for cell in row]
    figures = sum(any(map(is_figure, row[1:])) or len(row) == 1 and is_figure(row[0]) for row in rows)
    short = median(map(len, cells)) <= _SHORT and max(map(len, cells)) <= _LONGEST
    return short and figures > 1 and 2 * figures >= sum(len(row) > 1 for row in rows) - 1


def with_tables(lines: list[Line]) -> tuple[list[Line], list[Dropped]]:
    """Put the uneven tables among lines together; even ones, a cell for each column in every row, stay lines.

    Returns:
        The lines, each table as one, and the tables that cannot be read for sure.
    """
    made: list[Line] = []
    dropped: list[Dropped] = []
    position = 0
    while position < len(lines):
        size = _size(lines, position)
        rows = [line for line in lines[position : position + size] if not _is_rule(line)]
        if not size or _is_even(rows) or not looks_like_table([line.cells or (line.text,) for line in rows]):
            size = max(size, 1)
            made += lines[position : position + size]
        else:
            try:
                block = table_block(_grid(rows), indent=lines[position].indent)
                made.append(
                    replace(lines[position], text="\ufffc", marker=None, cells=(), spans=(), table=block)
                )
            except _Unsure:
                dropped.append(Dropped(UNREAD, " / ".join(line.text for line in rows)))
        position += size
    return made, dropped


def _size(lines: list[Line], start: int) -> int:
    """How many lines from `start` belong to a table; 0 if none does."""
    if len(lines[start].cells) < 2 or not lines[start].spans:
        return 0
    end = start + 1
    second = lines[start].spans[1][0]
    while end < len(lines) and lines[end].spans and not lines[end].table:
        line, after = lines[end], lines[end + 1] if end + 1 < len(lines) else None
        if len(line.cells) > 1:
            second = min(second, line.spans[1][0])
        elif (
            line.spans[0][0] < second
            and not _is_within(line, after)
            or line.spans[0][0] >= second
            and line.blank_before
        ):
            break
        end += 1
    while len(lines[end - 1].cells) < 2 and lines[end - 1].spans[0][0] < second:
        end -= 1
    return end - start if sum(len(line.cells) > 1 for line in lines[start:end]) > 1 else 0


def _is_within(line: Line, after: Line | None) -> bool:
    """Whether a line with one cell, in the first column, stands between rows and not between two tables."""
    if (
        after is None
        or len(after.cells) < 2
        or len(line.text) > _HEADING
        or line.text.endswith((".", ":", "?"))
    ):
        return False
    apart = line.blank_before or bool(line.level)
    return not apart or any(map(is_figure, after.cells[1:]))


def _is_rule(line: Line) -> bool:
    return all(set(cell) <= set("-=_ ") for cell in line.cells or (line.text,))


def _is_even(rows: list[Line]) -> bool:
    """Whether every row has a cell in each column."""
    return len({len(line.cells) for line in rows}) == 1 and stand_in_columns([line.spans for line in rows])


def stand_in_columns(rows: Sequence[Sequence[Span]]) -> bool:
    """Whether the cells of rows, as many in each, stand one over the other."""
    places = list(zip(*rows, strict=True))
    ends = [max(end for _, end in place) for place in places]
    return all(end < min(begin for begin, _ in place) for end, place in zip(ends, places[1:], strict=False))


def _grid(lines: list[Line]) -> list[list[str]]:
    """The rows of a table with a cell, which may be empty, for each column."""
    columns = _columns(lines)
    tight = _tight(lines, len(columns))
    rows: list[Row] = []
    over = _heads_over(lines[:2], columns)
    for line in lines[1:] if over else lines:
        cells = line.cells or (line.text,)
        row: Row = {}
        for span, cell in zip(line.spans, cells, strict=True):
            column = _column_of(span, columns, alone=len(cells) == 1)
            if column in row:
                raise _Unsure
            row[column] = clean(cell)
        if over and not rows:
            row = {n: f"{over[n]} {cell}" if n in over else cell for n, cell in row.items()}
        _add(rows, row, line, goes_on=tight[id(line)])
    return [[row.get(column, "") for column in range(len(columns))] for row in rows]


def _columns(lines: list[Line]) -> list[Span]:
    """Where the columns stand: the cells of rows that lie one over the other."""
    most = max(len(line.spans) for line in lines)
    full = [line.spans for line in lines if len(line.spans) == most]
    columns = [(min(b for b, _ in place), max(e for _, e in place)) for place in zip(*full, strict=True)]
    if all(one[1] < other[0] for one, other in zip(columns, columns[1:], strict=False)):
        return columns
    merged: list[Span] = []  # no row has a cell in every column
    for begin, end in sorted(span for line in lines for span in line.spans if len(line.spans) > 1):
        if merged and begin < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    if len(merged) < most:
        raise _Unsure
    return merged


def _heads_over(lines: list[Line], columns: list[Span]) -> Row:
    """By column, the head that stands over several: « Résidentiel » over « Mensuel » and « Annuel »."""
    first, second = lines
    if (
        first.spans[0][0] < columns[1][0] - 1
        and first.spans[0][1] <= columns[1][0]
        or len(second.cells) < len(columns) - 1
        or any(map(is_figure, (*first.cells, *second.cells)))
    ):
        return {}
    nearest = [
        min(range(len(first.spans)), key=lambda n: abs(_middle(first.spans[n]) - _middle(c)))
        for c in columns[1:]
    ]
    share = len(nearest) / len(first.spans)
    if nearest != [int(n / share) for n in range(len(nearest))] or share != int(share):
        raise _Unsure
    return {
        column: first.cells[n] if len(first.cells) > 1 else first.text for column, n in enumerate(nearest, 1)
    }


def _middle(span: Span) -> float:
    return (span[0] + span[1]) / 2


def _column_of(span: Span, columns: list[Span], *, alone: bool) -> int:
    under = [n for n, (begin, end) in enumerate(columns) if span[0] < end and span[1] > begin]
    if len(under) == 1 or under and alone and under[0] == 0:
        return under[0]
    if under:
        raise _Unsure
    gaps = sorted((max(begin - span[1], span[0] - end), n) for n, (begin, end) in enumerate(columns))
    if len(gaps) > 1 and 2 * gaps[0][0] > gaps[1][0]:
        raise _Unsure
    return gaps[0][1]


def _tight(lines: list[Line], width: int) -> dict[int, bool | None]:
    """By line, whether it stands closer to the one above than rows do, and so goes on with it; None if that tells nothing."""
    gaps = [line.above for line in lines[2:] if line.above is not None]
    least = (min(gaps) + max(gaps)) / 2 if gaps and max(gaps) - min(gaps) > _APART else None

    def close(line: Line) -> bool:
        return not line.blank_before if line.above is None else least is not None and line.above < least

    tells = least is not None if gaps else any(line.blank_before for line in lines[2:])
    tells = tells and not any(close(line) for line in lines[2:] if len(line.cells) == width)
    return {id(line): close(line) and n > 0 if tells else None for n, line in enumerate(lines)}


def _add(rows: list[Row], row: Row, line: Line, *, goes_on: bool | None) -> None:
    """Add a row, or what is a further line of the row above to that."""
    above = rows[-1] if rows else {}
    words = not any(map(is_figure, row.values()))
    typeset = line.above is not None
    if not above:
        rows.append(row)
    elif goes_on and not words:
        raise _Unsure
    elif goes_on or words and next(iter(row.values()))[0].islower():
        _append(above, row)
    elif 0 not in row:
        if words and (len(row) == 1 or len(rows) == 1):
            _append(above, row)
        elif not words and 0 in above and row.keys() <= above.keys():
            rows.append({0: above[0], **row})  # a name that stands for several rows
        else:
            raise _Unsure
    elif words and goes_on is None and typeset and not line.level and len(row) < len(above):
        raise _Unsure  # a row, the second line of a row, or the name of the rows below
    else:
        rows.append(row)


def _append(above: Row, row: Row) -> None:
    for column, cell in row.items():
        above[column] = f"{above[column]} {cell}" if column in above else cell
