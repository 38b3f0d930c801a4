"""PDF files to blocks: their lines, with what the type and the gaps between lines tell."""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import replace
from pathlib import Path
from statistics import median

from knowledge.errors import UnreadableDocument
from knowledge.ingestion.blocks import BOLD_LEVEL, Document, clean
from knowledge.ingestion.lines import Line, join_pages
from knowledge.ingestion.pdf_lines import SetLine
from knowledge.ingestion.pdf_page import set_lines
from knowledge.ingestion.plain_text import blocks_from_lines, document_date
from knowledge.ingestion.running_heads import without_running_heads

_NEW_PARAGRAPH = 2.5  # points more than the usual gap that begin a paragraph
_MANY = 10  # lines of a column, of which a few may be wider than the others
_HEADING_LEVELS = 5  # sizes of type told apart above the body's


def document_from_pdf(path: Path) -> Document:
    """Read a PDF.

    Raises:
        UnreadableDocument: broken, encrypted, or unpacking to far more than a document does.
    """
    import pdfplumber

    for library in ("pypdf", "pdfminer"):  # they warn of every flaw that they get over
        logging.getLogger(library).setLevel(logging.ERROR)
    title = _checked_title(path)
    pages: list[list[SetLine]] = []
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            pages.append(set_lines(page))
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


def _heading_sizes(pages: list[list[SetLine]]) -> dict[float, int]:
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


def _lines(page: list[SetLine], sizes: dict[float, int], gap: float) -> list[Line]:
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


def _table_line(line: SetLine) -> Line:
    return Line(line.text, table=line.table)


def _line(line: SetLine, sizes: dict[float, int], *, indent: int, room: float, apart: bool) -> Line:
    if line.table:
        return _table_line(line)
    level = sizes.get(line.size) or (BOLD_LEVEL if line.bold else 0)
    cells = tuple(line.cells) if len(line.cells) > 1 else ()
    return Line(clean(line.text), indent, apart, False, room, level, cells=cells, spans=line.spans)


def _columns(page: list[SetLine]) -> list[list[SetLine]]:
    """The page's lines, parted where reading order goes back up."""
    columns: list[list[SetLine]] = []
    for line in page:
        if columns and line.top >= columns[-1][-1].top - 2:
            columns[-1].append(line)
        else:
            columns.append([line])
    return columns


def _usual_gap(pages: list[list[SetLine]]) -> float:
    """The space between two lines of a paragraph: the smallest that comes again and again."""
    gaps = Counter(
        round(2 * (below.top - above.top - above.height)) / 2
        for page in pages
        for above, below in zip(page, page[1:], strict=False)
        if 0 < below.top - above.top < 4 * above.height and not above.table and not below.table
    )
    common = [gap for gap, count in gaps.items() if count >= max(2, 0.15 * gaps.total())]
    return min(common or gaps or [0.0])
