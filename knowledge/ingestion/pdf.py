"""PDF files to blocks: their lines, with what the type and the gaps between lines tell."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from statistics import median

from knowledge.errors import UnreadableDocument
from knowledge.ingestion.blocks import BOLD_LEVEL, Block, Document, clean
from knowledge.ingestion.columns import looks_like_table, stand_in_columns
from knowledge.ingestion.lines import Line, join_pages
from knowledge.ingestion.plain_text import blocks_from_lines, document_date
from knowledge.ingestion.running_heads import without_running_heads
from knowledge.ingestion.tables import table_block

_GAP = 2.2  # widths of a character between two words that stand in different cells
_NARROW_GAP = 1.2  # the same where other lines have a gap at the same place
_FEWEST_ROWS = 3  # lines that make such a table
_NEW_PARAGRAPH = 2.5  # points more than the usual gap that begin a paragraph
_SAME_ROW = 2  # points between the tops of cells of one row
_MOST_RULES = 3000
_MANY = 10  # lines of a column, of which a few may be wider than the others
_HEADING_LEVELS = 5  # sizes of type told apart above the body's


@dataclass(frozen=True)
class _Typed:
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


def document_from_pdf(path: Path) -> Document:
    """Read a PDF.

    Raises:
        UnreadableDocument: broken, encrypted, or unpacking to far more than a document does.
    """
    import pdfplumber

    for library in ("pypdf", "pdfminer"):  # they warn of every flaw that they get over
        logging.getLogger(library).setLevel(logging.ERROR)
    title = _checked_title(path)
    pages: list[list[_Typed]] = []
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            pages.append(_rows_together(_narrow_tables(list(_typed_lines(page)))))
            page.close()
    blank = sum(not page for page in pages)
    sizes = _heading_sizes(pages)
    gap = _usual_gap(pages) + _NEW_PARAGRAPH
    read = [_lines(page, sizes, gap) for page in pages]
    if not _shows_headings(read):
        read = [[replace(line, level=None) for line in page] for page in read]
    kept, running = without_running_heads(read)
    blocks, dropped = blocks_from_lines(join_pages(kept))
    notes = (
        (f"{blank} of {len(pages)} pages hold no text; if they are scans they need text recognition (OCR).",)
        if blank and blank < len(pages)
        else ()
    )
    hints = [title] if title else []
    hints += [
        entry.text
        for entry in running
        if len(entry.text.split()) > 1 and not any(c.isdigit() for c in entry.text)
    ]
    said = "\n".join(line.text for page in kept for line in page)
    return Document(
        tuple(blocks),
        hints=tuple(dict.fromkeys(hints)),
        date=document_date(said),
        dropped=(*running, *dropped),
        notes=notes,
    )


def _checked_title(path: Path) -> str | None:
    """The title in the file's properties; pypdf opens it first, for it limits what a page may unpack to."""
    from pypdf import PdfReader
    from pypdf.errors import FileNotDecryptedError, PyPdfError

    try:
        reader = PdfReader(path)
        for page in reader.pages:
            page.get_contents()
        return clean(reader.metadata.title or "") or None if reader.metadata else None
    except FileNotDecryptedError as error:
        raise UnreadableDocument(
            f"{path.name}: this PDF is locked with a password. Save it without one."
        ) from error
    except (PyPdfError, ValueError, KeyError, TypeError) as error:
        raise UnreadableDocument(
            f"{path.name}: this PDF is broken, or unpacks to far more than a document does."
        ) from error


def _typed_lines(page) -> Iterator[_Typed]:
    """The lines of a page in reading order, its ruled tables each as one."""
    # A drawing has thousands of strokes, among which to look for a table's would take minutes.
    ruled = 4 <= len(page.lines) + len(page.rects) <= _MOST_RULES
    tables = [(table.bbox, table.extract()) for table in page.find_tables()] if ruled else []
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
            table = table_block([[cell or "" for cell in row] for row in rows])
            yield _Typed("\ufffc", box[0], box[2], box[1], box[3] - box[1], 0, False, table=table)


def _typed(line: dict) -> _Typed:
    chars = [char for char in line["chars"] if char["text"].strip()] or line["chars"]
    size = median(char["size"] for char in chars)
    bold = sum(
        any(word in char["fontname"].lower() for word in ("bold", "black", "heavy", "demi")) for char in chars
    ) > 0.9 * len(chars)
    cells = _cells(line, _GAP)
    return _Typed(
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
    for char in line["chars"]:
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


def _heading_sizes(pages: list[list[_Typed]]) -> dict[float, int]:
    """The levels of the sizes of type above the body's; empty if all is set alike."""
    counts: Counter[float] = Counter()
    for line in (line for page in pages for line in page if line.size):
        counts[line.size] += len(line.text)
    if not counts:
        return {}
    body = counts.most_common(1)[0][0]
    larger = sorted((size for size in counts if size > body + 0.6), reverse=True)
    return {size: min(level, _HEADING_LEVELS) for level, size in enumerate(larger, 1)}


def _shows_headings(pages: list[list[Line]]) -> bool:
    return any(line.level for page in pages for line in page)


def _lines(page: list[_Typed], sizes: dict[float, int], gap: float) -> list[Line]:
    text = [line for line in page if not line.table]
    if not text:
        return [_table_line(line) for line in page if line.table]
    character = median((line.right - line.left) / max(len(line.text), 1) for line in text) or 1
    made: list[Line] = []
    for column in _columns(page):
        left = min(line.left for line in column)
        rights = sorted(line.right for line in column)
        edge = rights[int(0.9 * len(rights))] if len(rights) >= _MANY else rights[-1]
        for n, line in enumerate(column):
            above = line.top - (column[n - 1].top + column[n - 1].height) if n > 0 else None
            below = above is not None and above <= gap
            apart = not below and not (
                n == 0 and line.text[:1].islower()
            )  # a sentence goes on at the top of a column
            if made and apart:
                made[-1] = replace(made[-1], blank_after=True)
            indent, room = round((line.left - left) / character), (edge - line.right) / character
            made.append(replace(_line(line, sizes, indent=indent, room=room, apart=apart), above=above))
    return [*made[:-1], replace(made[-1], blank_after=True)]


def _table_line(line: _Typed) -> Line:
    return Line(line.text, table=line.table)


def _line(line: _Typed, sizes: dict[float, int], *, indent: int, room: float, apart: bool) -> Line:
    if line.table:
        return _table_line(line)
    level = sizes.get(line.size) or (BOLD_LEVEL if line.bold else 0)
    cells = tuple(line.cells) if len(line.cells) > 1 else ()
    return Line(clean(line.text), indent, apart, False, room, level, cells=cells, spans=line.spans)


def _narrow_tables(page: list[_Typed]) -> list[_Typed]:
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


def _rows_together(page: list[_Typed]) -> list[_Typed]:
    """Put the cells of a table's row on one line where the file gives them column by column."""
    bands: list[list[_Typed]] = []
    for line in sorted((line for line in page if not line.table), key=lambda line: line.top):
        if bands and line.top - bands[-1][0].top <= _SAME_ROW:
            bands[-1].append(line)
        else:
            bands.append([line])
    joined: dict[tuple[int, int], _Typed] = {}  # by the first of the table's lines, and the row
    gone: set[int] = set()
    for run in _tables_among([sorted(band, key=lambda line: line.left) for band in bands]):
        first = min(n for n, line in enumerate(page) if any(line is part for band in run for part in band))
        gone |= {id(line) for band in run for line in band}
        joined |= {(first, n): _one_line(band) for n, band in enumerate(run)}
    made: list[_Typed] = []
    for n, line in enumerate(page):
        made += [row for (first, _), row in joined.items() if first == n]
        made += [line] if id(line) not in gone else []
    return made


def _tables_among(bands: list[list[_Typed]]) -> Iterator[list[list[_Typed]]]:
    """The runs of lines side by side that are a table in pieces; columns of text are none."""
    run: list[list[_Typed]] = []
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


def _is_inside(line: _Typed, run: list[list[_Typed]]) -> bool:
    """Whether a line alone is part of a cell: it stands under a column that is not the first."""
    near = line.top - run[-1][0].top < 2.5 * line.height
    return near and line.left > min(part.left for band in run for part in band) + 2 * line.height


def _one_line(band: list[_Typed]) -> _Typed:
    if len(band) == 1:
        return band[0]
    return replace(
        band[0],
        text="\t".join(line.text for line in band),
        right=max(line.right for line in band),
        bold=all(line.bold for line in band),
        spans=tuple(span for line in band for span in line.spans),
    )


def _columns(page: list[_Typed]) -> list[list[_Typed]]:
    """The page's lines, parted where reading order goes back up."""
    columns: list[list[_Typed]] = []
    for line in page:
        if columns and line.top >= columns[-1][-1].top - 2:
            columns[-1].append(line)
        else:
            columns.append([line])
    return columns


def _usual_gap(pages: list[list[_Typed]]) -> float:
    """The space between two lines of a paragraph: the smallest that comes again and again."""
    gaps = Counter(
        round(2 * (below.top - above.top - above.height)) / 2
        for page in pages
        for above, below in zip(page, page[1:], strict=False)
        if 0 < below.top - above.top < 4 * above.height and not above.table and not below.table
    )
    common = [gap for gap, count in gaps.items() if count >= max(2, 0.15 * gaps.total())]
    return min(common or gaps or [0.0])
