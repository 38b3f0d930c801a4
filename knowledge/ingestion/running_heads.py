"""Running heads and feet: lines that stand at the top or bottom of page after page."""

from __future__ import annotations

import re
from collections import defaultdict

from knowledge.ingestion.blocks import Dropped
from knowledge.ingestion.debris import RUNNING, debris_reason
from knowledge.ingestion.lines import Line

_EDGE = 3  # lines from the top or bottom of a page
_LONGEST = 60  # characters; a longer line that ends a sentence belongs to the text
_NUMBERS = re.compile(r"\d{1,4}")


def without_running_heads(pages: list[list[Line]]) -> tuple[list[list[Line]], list[Dropped]]:
    """Drop lines that most pages repeat at their edges; numbers in them may count the pages."""
    running = _running(pages)
    kept, dropped = [], []
    for number, page in enumerate(pages):
        gone = {n for n in _edges(page) if _shapes(page[n], number) & running or _is_page_number(page, n)}
        dropped += [Dropped(RUNNING, page[n].text) for n in sorted(gone)]
        kept.append([line for n, line in enumerate(page) if n not in gone])
    return kept, dropped


def _running(pages: list[list[Line]]) -> set[str]:
    found: defaultdict[str, set[int]] = defaultdict(set)
    for number, page in enumerate(pages):
        for n in _edges(page):
            for shape in _shapes(page[n], number):
                found[shape].add(number)
    fewest = max(2, len(pages) / 2)
    return {shape for shape, numbers in found.items() if len(numbers) >= fewest}


def _is_page_number(page: list[Line], n: int) -> bool:
    """`Page 3 de 12`, or a figure alone on the first or last line of a page."""
    if debris_reason(page[n].text) == RUNNING:
        return True
    return page[n].text.isdigit() and len(page[n].text) < 4 and n in (0, len(page) - 1) and len(page) > 2


def _edges(page: list[Line]) -> set[int]:
    edges = {n for n in range(len(page)) if n < _EDGE or n >= len(page) - _EDGE}
    return {n for n in edges if not _is_row(page, n)}


def _is_row(page: list[Line], n: int) -> bool:
    """Whether a line is one of several rows of cells; a table's heads come again on each page."""
    cells = len(page[n].cells)
    return cells > 1 and any(
        len(line.cells) == cells for line in (*page[max(n - 1, 0) : n], *page[n + 1 : n + 2])
    )


def _shapes(line: Line, page: int) -> set[str]:
    """The line as it stands, and with one of its numbers taken relative to the page; none for a table, a sentence or its end."""
    if line.table or line.ends_sentence and (len(line.text) > _LONGEST or not line.blank_before):
        return set()
    shapes = {line.text}
    for found in _NUMBERS.finditer(line.text):
        shapes.add(f"{line.text[: found.start()]}#{int(found[0]) - page}{line.text[found.end() :]}")
    return shapes
