"""Small Word and PDF documents made on the spot."""

from __future__ import annotations

import io
from collections.abc import Sequence

import docx
from fpdf import FPDF


def word(*parts: tuple[str, str] | Sequence[Sequence[str]], title: str = "") -> bytes:
    """A Word document.

    Args:
        parts: (style, text), where the style `Bold` is a paragraph in bold; or the rows of a table.
    """
    document = docx.Document()
    document.core_properties.title = title
    for part in parts:
        if isinstance(part, tuple) and isinstance(part[0], str):
            style, text = part
            run = document.add_paragraph(style=None if style == "Bold" else style).add_run(text)
            run.bold = True if style == "Bold" else None
        else:
            table = document.add_table(rows=len(part), cols=len(part[0]))
            for row, cells in zip(table.rows, part, strict=True):
                for cell, text in zip(row.cells, cells, strict=True):
                    cell.text = str(text)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


class _Pdf(FPDF):
    def __init__(self, head: str, foot: str) -> None:
        super().__init__()
        self._head, self._foot = head, foot

    def header(self) -> None:
        if self._head:
            self.set_font("Helvetica", size=8)
            self.cell(0, 6, self._head, new_x="LMARGIN", new_y="NEXT")
            self.ln(4)

    def footer(self) -> None:
        if self._foot:
            self.set_y(-15)
            self.set_font("Helvetica", size=8)
            self.cell(0, 6, self._foot.format(page=self.page_no()), align="C")


def pdf(*pages: Sequence, head: str = "", foot: str = "", password: str | None = None) -> bytes:
    """A PDF.

    Args:
        pages: each a list of ("heading" | "bold" | "text", text) and of tables, which are lists of rows.
        foot: `{page}` stands for the number of the page.
    """
    made = _Pdf(head, foot)
    if password:
        made.set_encryption(owner_password="owner-" + password, user_password=password)
    for page in pages:
        made.add_page()
        for part in page:
            if isinstance(part, tuple):
                _paragraph(made, *part)
            else:
                _table(made, part)
    return bytes(made.output())


def _paragraph(made: FPDF, kind: str, text: str) -> None:
    size = 16 if kind == "heading" else 11
    made.set_font("Helvetica", "" if kind == "text" else "B", size)
    made.multi_cell(0, size / 2, text, align="L", new_x="LMARGIN", new_y="NEXT")
    made.ln(4)


def _table(made: FPDF, rows: Sequence[Sequence[str]]) -> None:
    made.set_font("Helvetica", size=11)
    with made.table() as table:
        for cells in rows:
            row = table.row()
            for cell in cells:
                row.cell(cell)
