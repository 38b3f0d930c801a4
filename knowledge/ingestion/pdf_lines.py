"""The lines of a PDF page as they are set: their type, and their cells where gaps part them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from math import inf
from statistics import median

from knowledge.ingestion.blocks import Block, clean
from knowledge.ingestion.high_figures import levelled
from knowledge.ingestion.tables import table_block

_GAP = 2.2  # widths of a character between two words that stand in different cells
_NARROW_GAP = 1.2  # the same where other lines have a gap at the same place
_MOST_RULES = 3000
_SMALLER = 0.9  # of the size of what stands on the line


@dataclass(frozen=True)
class SetLine:
    """A line of a page as it is set. Lengths in points; top grows downwards."""

    text: str
    left: float
    right: float
    top: float
    height: float
    size: float
    bold: bool
    spans: tuple[tuple[float, float], ...] = ()  # where its cells begin and end, which tabs part in its text
    narrow: tuple[tuple[str, float, float], ...] = ()  # its cells if narrower gaps part them, too
    table: Block | None = None

    @property
    def cells(self) -> list[str]:
        return self.text.split("\t")


def typed_lines(page) -> Iterator[SetLine]:
    """The lines of a page in reading order, its ruled tables each as one."""
    # A drawing has thousands of strokes, among which to look for a table's would take minutes.
    ruled = 4 <= len(page.lines) + len(page.rects) <= _MOST_RULES
    tables = [(table.bbox, _rows(table)) for table in page.find_tables()] if ruled else []
    tables = [(box, rows) for box, rows in tables if len(rows) > 1 and len(rows[0]) > 1]
    waiting = dict(enumerate(tables))
    for line in page.extract_text_lines(use_text_flow=True, return_chars=True, strip=True):
        middle = (line["top"] + line["bottom"]) / 2
        inside = next(
            (
                n
                for n, (box, _) in enumerate(tables)
                if box[1] <= middle <= box[3] and box[0] - 2 <= line["x0"] <= box[2]
            ),
            None,
        )
        if inside is None:
            yield _typed(line)
        elif inside in waiting:
            box, rows = waiting.pop(inside)
            yield SetLine(
                "\ufffc", box[0], box[2], box[1], box[3] - box[1], 0, False, table=table_block(rows)
            )


def _rows(table) -> list[list[str]]:
    """The texts of a ruled table's cells; cells in which signs stand high are read in the file's order."""
    rows = [[text or "" for text in row] for row in table.extract()]
    chars = table.page.chars
    if not any(_raised(chars)):
        return rows
    for texts, row in zip(rows, table.rows, strict=True):
        beside = [char for char in chars if _is_in(char, row.bbox)]
        for column, cell in enumerate(row.cells):
            inside = [char for char in beside if cell and _is_in(char, cell)]
            if any(_raised(inside)):
                texts[column] = " ".join(
                    text for line in _set_lines(inside) for text, _, _ in _cells(line, inf)
                )
    return rows


def _is_in(char: dict, box: tuple[float, float, float, float]) -> bool:
    left, top, right, bottom = box
    across, down = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return left <= across < right and top <= down < bottom


def _set_lines(chars: list[dict]) -> list[dict]:
    """The lines of a cell, of characters in reading order: the next begins where they go back to the left."""
    lines: list[dict] = []
    for char in chars:
        if not lines or char["x1"] < lines[-1]["chars"][-1]["x0"]:
            lines.append({"chars": []})
        lines[-1]["chars"].append(char)
    return lines


def _typed(line: dict) -> SetLine:
    chars = [char for char in line["chars"] if char["text"].strip()] or line["chars"]
    size = median(char["size"] for char in chars)
    bold = sum(
        any(word in char["fontname"].lower() for word in ("bold", "black", "heavy", "demi")) for char in chars
    ) > 0.9 * len(chars)
    cells = _cells(line, _GAP)
    return SetLine(
        "\t".join(text for text, _, _ in cells),
        line["x0"],
        line["x1"],
        line["top"],
        line["bottom"] - line["top"],
        round(size, 1),
        bold,
        tuple((begin, end) for _, begin, end in cells),
        tuple(_cells(line, _NARROW_GAP)),
    )


def _cells(line: dict, least: float) -> list[tuple[str, float, float]]:
    """The texts of a line that gaps part, with where they begin and end. least: of a gap, in widths of a character."""
    found: list[tuple[str, float, float]] = []
    before = None
    width = median(char["width"] for char in line["chars"])
    for char in _level(line["chars"]):
        if before and char["x0"] == before["x0"] and char["text"] == before["text"]:
            continue  # a ligature comes once for each of its letters
        gap = char["x0"] - before["x1"] if before else 0
        before = char
        if not found or gap > least * width and found[-1][0].strip():
            found.append((char["text"], char["x0"], char["x1"]))
            continue
        text, begin, end = found[-1]
        if gap > 0.25 * width and not text.endswith(" ") and char["text"] != " ":
            text += " "
        found[-1] = (text + char["text"], begin, end if char["text"].isspace() else char["x1"])
    return [(clean(text), begin, end) for text, begin, end in found if clean(text)] or found[:1]


def _level(chars: list[dict]) -> list[dict]:
    """The characters of a line, those that stand high set level: cents behind a point, a note's number in brackets."""
    made: list[dict] = []
    for place, group in groupby(enumerate(_heights(chars)), key=lambda item: item[1]):
        members = [chars[n] for n, _ in group]
        said = "".join(char["text"] for char in members).strip()
        if not place or not made:
            made += members
            continue
        end = len(made) + len(members)
        before, after = (
            "".join(char["text"] for char in part) for part in (made[-12:], chars[end : end + 3])
        )
        text = levelled(before, said, after)
        made.append({**members[0], "text": text, "x0": made[-1]["x1"], "x1": members[-1]["x1"]})
        made += [{**members[0], "text": "", "x0": members[-1]["x1"], "x1": members[-1]["x1"]}] * (
            len(members) - 1
        )
    return made


def _heights(chars: list[dict]) -> Iterator[bool]:
    """For each character whether it is a figure or sign that stands high."""
    for char, raised in zip(chars, _raised(chars), strict=True):
        yield raised and _is_figure(char)


def _raised(chars: list[dict]) -> Iterator[bool]:
    """For each character whether it is smaller and higher than what stands before it, as the first letter of « er » is, too."""
    level: dict | None = None
    for char in chars:
        raised = (
            level is not None
            and char["size"] < _SMALLER * level["size"]
            and char["bottom"] < level["bottom"] - 0.1 * level["size"]
        )
        if char["text"].strip() and not (raised and _is_figure(char)):
            level = char
        yield raised


def _is_figure(char: dict) -> bool:
    return char["text"].isdigit() or char["text"] in "*†‡"
