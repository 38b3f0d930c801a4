"""Files to documents: .txt .md .html .pdf .docx, each through a library made for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from knowledge.errors import UnreadableDocument
from knowledge.ingestion.blocks import Document
from knowledge.ingestion.decode import decode
from knowledge.ingestion.html import document_from_html
from knowledge.ingestion.markdown import document_from_markdown
from knowledge.ingestion.pdf import document_from_pdf
from knowledge.ingestion.plain_text import document_from_text
from knowledge.ingestion.word import document_from_word

MAX_BYTES = 30 * 1024 * 1024
_PICTURES = " If its pages are pictures (a scan), it needs text recognition (OCR) first."
_SCRIPTED = " If a script fills the page, save it from the browser once it is shown."
_ADVICE = {".pdf": _PICTURES, ".docx": _PICTURES, ".html": _SCRIPTED, ".htm": _SCRIPTED}


def load(path: Path) -> Document:
    """Read one file.

    Raises:
        UnreadableDocument: unknown format, too large, broken, encrypted, or no text in it.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise UnreadableDocument(
            f"{path.name}: format '{path.suffix}' is not supported ({', '.join(sorted(READERS))} are)."
        )
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise UnreadableDocument(
            f"{path.name}: {size / 2**20:.0f} MB is too large; {MAX_BYTES // 2**20} MB at most. Split it."
        )
    if size == 0:
        raise UnreadableDocument(f"{path.name}: the file is empty (0 bytes).")
    document = _read(path, reader)
    if not any(block.text or block.rows for block in document.blocks):
        raise UnreadableDocument(f"{path.name}: no text in it.{_ADVICE.get(path.suffix.lower(), '')}")
    return document


def _read(path: Path, reader: Callable[[Path], Document]) -> Document:
    try:
        return reader(path)
    except (UnreadableDocument, OSError):
        raise
    except Exception as error:  # a broken file can raise anything from within the libraries that parse it
        raise UnreadableDocument(
            f"{path.name}: it is broken or not what its name says ({type(error).__name__})."
        ) from error


def _text(path: Path) -> str:
    text = decode(path.read_bytes())
    if text is None:
        raise UnreadableDocument(
            f"{path.name}: not a text file, or in an encoding that was not recognised. Save it as UTF-8."
        )
    return text


READERS: dict[str, Callable[[Path], Document]] = {
    ".txt": lambda path: document_from_text(_text(path)),
    ".md": lambda path: document_from_markdown(_text(path), path.name),
    ".html": lambda path: document_from_html(_text(path)),
    ".htm": lambda path: document_from_html(_text(path)),
    ".pdf": document_from_pdf,
    ".docx": document_from_word,
}
