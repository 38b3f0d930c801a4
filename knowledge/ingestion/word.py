"""Word documents (.docx) to blocks."""

from __future__ import annotations

import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from docx import Document as open_word
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.hyperlink import Hyperlink
from docx.text.paragraph import Paragraph

from knowledge.errors import UnreadableDocument
from knowledge.ingestion.blocks import HEADING, ITEM, PARAGRAPH, Block, Document
from knowledge.ingestion.high_figures import levelled
from knowledge.ingestion.labels import labelled
from knowledge.ingestion.markers import BULLET, NUMBER, Marker
from knowledge.ingestion.plain_text import document_date
from knowledge.ingestion.rich_text import Run, blocks_from_runs
from knowledge.ingestion.tables import table_blocks

_MOST_XML, _MOST_ALL = 60 * 2**20, 300 * 2**20  # bytes when unpacked; XML takes many times its size in memory
_HEADING_STYLE = re.compile(r"(?:heading|titre|title)\s?(?P<level>\d)?$", re.IGNORECASE)
_HIGH = re.compile(r"\d{1,2}|[*†‡]")
_LIST_STYLE = re.compile(r"List(?: Bullet| Number| Continue)? (?P<level>[2-9])$")
_WRAPPERS = ("w:sdt", "w:ins", "w:smartTag", "w:moveTo", "w:customXml")


def document_from_word(path: Path) -> Document:
    """Read a Word document: its body, without heads, feet and the generated table of contents.

    Raises:
        UnreadableDocument: no Word document, or one that unpacks to far more than it should.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _check_size(archive, path.name)
        document = open_word(str(path))
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise UnreadableDocument(f"{path.name}: not a Word document (.docx).") from error
    _unwrap(document)
    numbering = _Numbering(document)
    read: list[Block] = []
    after_table = False
    for element in document.iter_inner_content():
        made = _blocks(element, numbering)
        read += [replace(block, after_panel=after_table and not n) for n, block in enumerate(made)]
        after_table = isinstance(element, Table) or after_table and not made
    blocks, dropped = labelled(read)
    properties = document.core_properties
    said = document_date("\n".join(block.text for block in read))
    return Document(
        tuple(blocks),
        hints=(properties.title,) if properties.title else (),
        date=said or (properties.modified and properties.modified.date()),
        dropped=tuple(dropped),
    )


def _check_size(archive: zipfile.ZipFile, name: str) -> None:
    sizes = [(entry.filename, entry.file_size) for entry in archive.infolist()]
    xml = sum(size for file, size in sizes if file.endswith((".xml", ".rels")))
    if xml > _MOST_XML or sum(size for _, size in sizes) > _MOST_ALL:
        raise UnreadableDocument(
            f"{name}: it unpacks to {sum(size for _, size in sizes) // 2**20} MB, more than a document of words does. It was not opened."
        )


def _unwrap(document: WordDocument) -> None:
    """Put what stands in content controls and accepted changes where the library reads it."""
    body = document.element.body
    for tag in _WRAPPERS:
        for wrapper in list(body.iter(qn(tag))):
            parent = wrapper.getparent()
            if parent is None:
                continue
            content = wrapper.find(qn("w:sdtContent")) if tag == "w:sdt" else wrapper
            contents = any(
                "Table of Contents" in (part.get(qn("w:val")) or "")
                for part in wrapper.iter(qn("w:docPartGallery"))
            )
            for child in [] if content is None or contents else list(content):
                wrapper.addprevious(child)
            parent.remove(wrapper)


def _blocks(element: Paragraph | Table, numbering: _Numbering) -> list[Block]:
    if isinstance(element, Table):
        rows = [["\n".join(map(_text, cell.paragraphs)) for cell in row.cells] for row in element.rows]
        return table_blocks(rows, heads=_has_bold_heads(element) or None)
    style = (element.style.name or "") if element.style is not None else ""
    if style.lower().startswith(("toc", "table of contents", "tm ")):
        return []
    runs = list(_runs(element))
    text = "".join(run.text for run in runs).strip()
    if not text:
        return []
    if found := _HEADING_STYLE.match(style):
        return [
            Block(
                HEADING,
                " ".join(text.split()).rstrip(" :"),
                level=int(found["level"] or 0) + 1,
                marker=numbering.marker(element),
            )
        ]
    marker = numbering.marker(element) or (Marker("•", BULLET, "•") if style.startswith("List") else None)
    if marker is None:
        return blocks_from_runs(runs)
    indent = 4 * numbering.depth(element)
    first, *rest = blocks_from_runs(runs, indent=indent + 1, in_list=True)
    bold = all(run.bold for run in runs if run.text.strip())
    if bold and marker.values and not first.text.endswith((".", ";")):
        return [Block(HEADING, first.text, level=4 + numbering.depth(element), marker=marker), *rest]
    return [
        Block(ITEM if first.kind == PARAGRAPH else first.kind, first.text, indent=indent, marker=marker),
        *rest,
    ]


def _runs(paragraph: Paragraph) -> Iterator[Run]:
    inherited = bool(paragraph.style is not None and paragraph.style.font.bold)
    parts = paragraph.iter_inner_content()
    runs = [run for part in parts for run in (part.runs if isinstance(part, Hyperlink) else [part])]
    for n, run in enumerate(runs):
        text = run.text
        if run.font.superscript and _HIGH.fullmatch(text.strip()):
            before, after = ("".join(beside.text for beside in part) for part in (runs[:n], runs[n + 1 :]))
            text = levelled(before, text.strip(), after)
        yield Run(text, inherited if run.bold is None else run.bold)


def _text(paragraph: Paragraph) -> str:
    return "".join(run.text for run in _runs(paragraph))


def _has_bold_heads(table: Table) -> bool:
    """Whether the first row is in bold and the others are not."""

    def bold(row) -> bool:
        runs = [
            run
            for cell in row.cells
            for paragraph in cell.paragraphs
            for run in paragraph.runs
            if run.text.strip()
        ]
        return bool(runs) and all(run.bold for run in runs)

    return len(table.rows) > 1 and bold(table.rows[0]) and not bold(table.rows[1])


class _Numbering:
    """Counts the automatic numbers that Word shows but does not store."""

    def __init__(self, document: WordDocument) -> None:
        self._formats: dict[
            tuple[str, int], tuple[str, str]
        ] = {}  # (list, level): its format and the text around its number
        self._counts: defaultdict[str, list[int]] = defaultdict(lambda: [0] * 9)
        try:
            root = document.part.numbering_part.element
        except (NotImplementedError, KeyError):
            return
        levels = {
            abstract.get(qn("w:abstractNumId")): list(abstract.iter(qn("w:lvl")))
            for abstract in root.iter(qn("w:abstractNum"))
        }
        for number in root.iter(qn("w:num")):
            link = number.find(qn("w:abstractNumId"))
            for level in levels.get(link.get(qn("w:val")) if link is not None else None, []):
                self._formats[number.get(qn("w:numId")), int(level.get(qn("w:ilvl")) or 0)] = (
                    _value(level, "w:numFmt"),
                    _value(level, "w:lvlText"),
                )

    def depth(self, paragraph: Paragraph) -> int:
        """How deep a paragraph stands in its list; the styles « List Bullet 2 » and 3 tell it by their names."""
        found = _list_of(paragraph)
        style = _LIST_STYLE.match((paragraph.style.name or "") if paragraph.style is not None else "")
        return max(found[1] if found else 0, int(style["level"]) - 1 if style else 0)

    def marker(self, paragraph: Paragraph) -> Marker | None:
        """The marker that Word shows before a paragraph, None if it shows none; each paragraph is asked for once."""
        found = _list_of(paragraph)
        if found is None or found[0] == "0":
            return None
        name, level = found
        shape, around = self._formats.get((name, level), ("bullet", ""))
        if shape in ("bullet", "none"):
            return Marker("•", BULLET, "•")
        counts = self._counts[name]
        counts[level] += 1
        counts[level + 1 :] = [0] * (8 - level)
        values = tuple(counts[: level + 1]) if around.count("%") > 1 else (counts[level],)
        text = ".".join(map(str, values))
        return Marker(
            text,
            NUMBER,
            f"{shape} {level}" if len(values) == 1 and shape != "decimal" else ".".join("1" * len(values)),
            values,
        )


def _value(element, name: str) -> str:
    child = element.find(qn(name))
    return child.get(qn("w:val")) or "" if child is not None else ""


def _list_of(paragraph: Paragraph) -> tuple[str, int] | None:
    """The list and level of a paragraph, its own or its style's."""
    style = paragraph.style
    properties = [paragraph._p.pPr, style.element.pPr if style is not None else None]
    for found in properties:
        number: Any = found.numPr if found is not None else None
        if number is not None and number.numId is not None:
            return str(number.numId.val), number.ilvl.val if number.ilvl is not None else 0
    return None
