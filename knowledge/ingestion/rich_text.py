"""Runs of text, some bold, to blocks: paragraphs of web pages and Word documents are read alike."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from knowledge.ingestion.blocks import BOLD_LEVEL, HEADING, PARAGRAPH, Block, asks, clean
from knowledge.ingestion.lines import Line
from knowledge.ingestion.plain_text import fragment
from knowledge.ingestion.sentences import heads_text, is_title

_LONGEST_QUESTION = 200
# What calls for attention heads nothing, nor does the subject of a sentence that goes on: « **Lunavox inc.** (« nous ») fournit … ».
_CALLS = re.compile(
    r"(?:à noter|nota(?: bene)?|n\.?b\.?|notes?|important|attention|remarques?|astuces?|conseils?|rappel|avertissement|bon à savoir"
    r"|please note|tips?|warning|caution|reminder)\W*",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"[a-zà-ÿ(,;]")


class Run(NamedTuple):
    """A piece of a paragraph; a line feed in it is a line break."""

    text: str
    bold: bool


def blocks_from_runs(runs: Sequence[Run], *, indent: int = 0, in_list: bool = False) -> list[Block]:
    """The blocks of one paragraph.

    A paragraph in bold, or that asks, is a heading; so is a bold beginning that asks or titles the rest. Line breaks
    part lines that are read as plain text is.
    """
    lines = [clean(line) for line in "".join(run.text for run in runs).split("\n")]
    if not any(lines):
        return []
    bold, rest = _bold_start(runs)
    if bold and not in_list:
        return _titled(bold, rest, indent)
    if bold and rest and asks(bold):
        return [Block(PARAGRAPH, bold, indent=indent), *_plain(rest, indent)]
    return _plain(lines, indent, heading=not in_list)


def _bold_start(runs: Sequence[Run]) -> tuple[str, list[str]]:
    """The bold beginning of a paragraph, if it is a question or title of what follows; and the lines that follow."""
    said = [run for run in runs if run.text.strip(" \t\u00a0") or run.text == "\n"]
    while said and said[0].text.strip() == "":
        said = said[1:]
    end = next((n for n, run in enumerate(said) if not run.bold), len(said))
    bold = clean("".join(run.text for run in said[:end]).replace("\n", " "))
    after = "".join(run.text for run in said[end:])
    rest = [clean(line) for line in after.strip(" \n\t\u00a0").split("\n")] if after.strip() else []
    if not bold or len(bold) > _LONGEST_QUESTION or not asks(bold) and _labels_lines(said[end:]):
        return "", []
    broken = after.startswith("\n") or end < len(said) and said[end - 1].text.endswith("\n")
    titled = (
        not rest
        and not bold.endswith(".")
        or rest
        and (
            broken
            and is_title(bold.rstrip(" :"))
            or re.search(r"[.:–—]$", bold)
            and heads_text(bold.rstrip(" .:–—"))
            and not _CALLS.fullmatch(bold)
            and not (bold.endswith(".") and _GOES_ON.match(rest[0]))
        )
    )
    return (bold, rest) if asks(bold) or titled else ("", [])


def _labels_lines(runs: list[Run]) -> bool:
    """Whether a further line begins in bold, too: « **Téléphone :** … » and « **Courriel :** … », none of which heads the other."""
    said = [run for run in runs if run.text == "\n" or run.text.strip()]
    return any(run.bold and run.text.strip() and before.text.endswith("\n") for before, run in pairwise(said))


def _titled(bold: str, rest: list[str], indent: int) -> list[Block]:
    heading = Block(HEADING, bold if asks(bold) else bold.rstrip(" .:–—"), level=BOLD_LEVEL, indent=indent)
    return [heading, *_plain([line.lstrip(" :–—") for line in rest], indent)]


def _plain(lines: list[str], indent: int, *, heading: bool = False) -> list[Block]:
    said = [
        Line(text, indent, n == 0 or not lines[n - 1], n + 1 == len(lines) or not lines[n + 1])
        for n, text in enumerate(lines)
        if text
    ]
    if len(said) != 1:
        return fragment(said)
    text = said[0].text
    if heading and asks(text) and len(text) <= _LONGEST_QUESTION:
        return [Block(HEADING, text, level=BOLD_LEVEL, indent=indent)]
    return [Block(PARAGRAPH, text, indent=indent)]
