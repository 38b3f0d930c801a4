"""The invented documents that the encoder is trained on, set in many layouts, come back passage by passage."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator
from html import escape
from itertools import takewhile
from pathlib import Path

import pytest
import yaml

from knowledge.folding import fold
from tests.knowledge.ingestion.office import pdf, word

TRAINING = Path(__file__).parents[3] / "knowledge" / "training"
NAMES = (
    "a01-espace-client",
    "a09-accessibilite",
    "a11-loonlake-tv-help",
    "b02-altiseo-cgv-satellite",
    "b13-margelune-espace-client",
    "c05-utilisation-acceptable",
    "c12-domain-email-hosting-faq",
)
Part = tuple[str, str, int]  # kind (head, question, text), text, depth of a head


def parts(document: dict) -> Iterator[Part]:
    """A document in reading order; a head is given once for all the passages under it."""
    above: list[str] = []
    for passage in document["passages"]:
        path = passage.get("heading_path") or []
        shared = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(path, above, strict=False))))
        yield from (("head", head, depth) for depth, head in enumerate(path) if depth >= shared)
        above = path
        if passage.get("question"):
            yield "question", passage["question"], 0
        yield "text", passage["text"].strip(), 0


def plain(document: dict, *, number: str = "", width: int = 0) -> str:
    lines, count = [document["title"]], 0
    for kind, text, depth in parts(document):
        count = count + 1 if kind == "question" else 0 if kind == "head" else count
        line = (
            text.upper()
            if kind == "head" and depth == 0
            else number.format(count) + text
            if kind == "question"
            else text
        )
        # A break at a hyphen cannot be told from one within a word.
        lines.append(
            textwrap.fill(line, width, break_on_hyphens=False, break_long_words=False)
            if width and kind == "text"
            else line
        )
    return "\n\n".join(lines)


def page(document: dict, question: str) -> str:
    body = []
    for kind, text, depth in parts(document):
        shape = {"head": f"<h{depth + 2}>{{}}</h{depth + 2}>", "question": question, "text": "<p>{}</p>"}[
            kind
        ]
        body.append(shape.format(escape(text)))
    return f"<html><body><main><h1>{escape(document['title'])}</h1>{''.join(body)}</main></body></html>"


def office(document: dict) -> bytes:
    styles = {"question": "Bold", "text": "Normal"}
    return word(
        ("Title", document["title"]),
        *((styles.get(kind, f"Heading {depth + 1}"), text) for kind, text, depth in parts(document)),
    )


def printed(document: dict) -> bytes:
    kinds = {"question": "bold", "text": "text"}
    lines = [
        (kinds.get(kind, "bold" if depth else "heading"), latin(text))
        for kind, text, depth in parts(document)
    ]
    return pdf([("heading", latin(document["title"])), *lines], head="Guide", foot="Page {page}")


def latin(text: str) -> str:
    """What the standard fonts of a PDF can show."""
    replaced = {
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
        "–": "-",
        "—": "-",
        "‑": "-",
        "…": "...",
        "œ": "oe",
        "Œ": "OE",
        "€": "EUR",
        "\u202f": " ",
    }
    return "".join(replaced.get(c, c) for c in text).encode("latin-1", "replace").decode("latin-1")


LAYOUTS: dict[str, tuple[str, Callable[[dict], str | bytes]]] = {
    "plain": ("txt", plain),
    "numbered": ("txt", lambda document: plain(document, number="{}. ")),
    "glued": ("txt", lambda document: plain(document, number="{}")),
    "wrapped": ("txt", lambda document: plain(document, number="Q{}. ", width=72)),
    "headings": ("html", lambda document: page(document, "<h6>{}</h6>")),
    "bold": ("html", lambda document: page(document, "<p><strong>{}</strong></p>")),
    "summaries": ("html", lambda document: page(document, "<details open><summary>{}</summary></details>")),
    "word": ("docx", office),
    "pdf": ("pdf", printed),
}


def letters(text: str) -> str:
    return re.sub(r"^\d+", "", re.sub(r"[^a-z0-9]+", "", fold(latin(text))))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", NAMES)
def test_a_document_comes_back_passage_by_passage(passages, name, layout):
    document = yaml.safe_load((TRAINING / f"{name}.yml").read_text(encoding="utf-8"))
    suffix, make = LAYOUTS[layout]
    found = passages(make(document), f"{name}.{suffix}", language=document["language"])
    texts = {letters(p.text) for p in found}
    answers = {letters(p.question): letters(p.text) for p in found if p.question}
    for passage in document["passages"]:
        question, text = passage.get("question"), letters(passage["text"])
        if question and question.rstrip().endswith("?"):
            assert answers.get(letters(question)) == text
        else:
            assert any(text in said for said in texts)
