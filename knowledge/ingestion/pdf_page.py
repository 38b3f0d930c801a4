"""How the lines of a PDF page belong together: the columns in which it is set, and the rows of tables in pieces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from knowledge.ingestion.columns import looks_like_table, stand_in_columns
from knowledge.ingestion.pdf_lines import SetLine, typed_lines

_FEWEST_ROWS = 3  # lines with narrow gaps at the same places that make a table
_SAME_ROW = 2  # points between the tops of cells of one row
_SENTENCE = re.compile(r"(?:\S+\s){3,}\S+\.$")


def set_lines(page) -> list[SetLine]:
    """The lines of a page in reading order; its ruled tables each as one, the rows of other tables together."""
    columns = _page_columns(_narrow_tables(list(typed_lines(page))))
    return [line for column in columns for line in _rows_together(column)]


def _narrow_tables(page: list[SetLine]) -> list[SetLine]:
    """Part the cells of tables with narrow columns: lines in a row that all have a gap at the same places."""
    made = list(page)
    for _, group in groupby(range(len(page)), key=lambda n: len(page[n].narrow)):
        rows = list(group)
        lines = [page[n] for n in rows]
        spans = [[(begin, end) for _, begin, end in line.narrow] for line in lines]
        texts = [tuple(text for text, _, _ in line.narrow) for line in lines]
        wide = all(len(line.cells) == len(line.narrow) for line in lines)
        if wide or len(rows) < _FEWEST_ROWS or not (stand_in_columns(spans) and looks_like_table(texts)):
            continue
        for n, text, places in zip(rows, texts, spans, strict=True):
            made[n] = replace(page[n], text="\t".join(text), spans=tuple(places))
    return made


def _page_columns(page: list[SetLine]) -> list[list[SetLine]]:
    """The columns in which a page is set: reading order goes back up to lines beside, and both sides can be read alone.

    A table whose file gives it column by column is none: its columns hold one cell a line.
    """
    columns: list[list[SetLine]] = []
    start = 0
    for n in range(1, len(page) + 1):
        if n < len(page) and page[n].top >= page[n - 1].top - _SAME_ROW:
            continue
        part, before = page[start:n], columns[-1] if columns else []
        beside = [line for line in before if line.top >= part[0].top - _SAME_ROW]
        apart = bool(beside) and max(line.right for line in beside) < min(line.left for line in part)
        if not columns or apart and _can_be_read(beside) and _can_be_read(part):
            columns.append(part)
        else:
            before += part
        start = n
    return columns


def _can_be_read(lines: list[SetLine]) -> bool:
    """Whether lines hold whole rows or sentences, not one column of a table."""
    rows = sum(len(line.cells) > 1 for line in lines)
    return rows > 1 or any(line.table or _SENTENCE.search(line.text) for line in lines)


def _rows_together(page: list[SetLine]) -> list[SetLine]:
    """Put the cells of a table's row on one line where the file gives them column by column."""
    bands: list[list[SetLine]] = []
    for line in sorted((line for line in page if not line.table), key=lambda line: line.top):
        if bands and line.top - bands[-1][0].top <= _SAME_ROW:
            bands[-1].append(line)
        else:
            bands.append([line])
    joined: dict[tuple[int, int], SetLine] = {}  # by the first of the table's lines, and the row
    gone: set[int] = set()
    for run in _tables_among([sorted(band, key=lambda line: line.left) for band in bands]):
        first = min(n for n, line in enumerate(page) if any(line is part for band in run for part in band))
        gone |= {id(line) for band in run for line in band}
        joined |= {(first, n): _one_line(band) for n, band in enumerate(run)}
    made: list[SetLine] = []
    for n, line in enumerate(page):
        made += [row for (first, _), row in joined.items() if first == n]
        made += [line] if id(line) not in gone else []
    return made


def _tables_among(bands: list[list[SetLine]]) -> Iterator[list[list[SetLine]]]:
    """The runs of lines side by side that are a table in pieces; columns of text are none."""
    run: list[list[SetLine]] = []
    for band in [*bands, []]:
        if sum(len(line.cells) for line in band) > 1 or run and len(band) == 1 and _is_inside(band[0], run):
            run.append(band)
            continue
        while run and len(run[-1]) == 1 and len(run[-1][0].cells) == 1:
            run.pop()
        rows = [tuple(cell for line in part for cell in line.cells) for part in run]
        if len(run) > 1 and any(len(part) > 1 for part in run) and looks_like_table(rows):
            yield run
        run = []


def _is_inside(line: SetLine, run: list[list[SetLine]]) -> bool:
    """Whether a line alone is part of a cell: it stands under a column that is not the first."""
    near = line.top - run[-1][0].top < 2.5 * line.height
    return near and line.left > min(part.left for band in run for part in band) + 2 * line.height


def _one_line(band: list[SetLine]) -> SetLine:
    if len(band) == 1:
        return band[0]
    return replace(
        band[0],
        text="\t".join(line.text for line in band),
        right=max(line.right for line in band),
        bold=all(line.bold for line in band),
        spans=tuple(span for line in band for span in line.spans),
    )
