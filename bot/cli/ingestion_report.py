"""What `guichet ingest` prints: passages, counts, and what was dropped and why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from knowledge.ingestion.duplicates import Contradiction
    from knowledge.ingestion.ingest import Ingestion
    from knowledge.passages import Passage

_ANSWER, _DROPPED = 200, 60  # characters shown


def print_passages(result: Ingestion) -> None:
    """Every passage whole, as a reader of the answer sees it, with the documents it comes from."""
    for passage in result.passages:
        path = " > ".join(passage.heading_path)
        title = f"{path}{' | ' if path and passage.question else ''}{passage.question or ''}"
        files = ", ".join(source.file for source in (passage.source, *passage.other_sources))
        typer.echo(f"[{passage.kind} {passage.language}] {title or passage.source.document}")
        for line in passage.text.split("\n"):
            typer.echo(f"    {line}")
        typer.echo(f"    ({files})")


def print_summary(result: Ingestion) -> None:
    kinds = ", ".join(f"{count} {kind}" for kind, count in result.summary()["kinds"].items())
    typer.echo(
        f"{len(result.files)} document(s), {len(result.passages)} passages ({kinds}), {result.duplicates} duplicate(s) merged."
    )
    for note in result.notes:
        typer.echo(f"Note: {note}")
    for reason, texts in result.dropped_by_reason().items():
        shown = "; ".join(_short(text, _DROPPED) for text in texts[:3])
        typer.echo(f"Dropped, {reason}: {len(texts)} ({shown}{'; …' if len(texts) > 3 else ''})")
    for passage in result.referring:
        typer.echo(f"Only refers elsewhere: {_said(passage)}")
    print_contradictions(result.contradictions)


def print_contradictions(pairs: Iterable[Contradiction]) -> None:
    for pair in pairs:
        typer.echo("Two answers, which may contradict each other:")
        for passage in (pair.first, pair.second):
            typer.echo(f"  {_said(passage)}")


def _said(passage: Passage) -> str:
    asked = passage.question or " > ".join(passage.heading_path)
    return f"{asked} -> {_short(passage.text, _ANSWER)} ({passage.source.file})"


def _short(text: str, length: int) -> str:
    line = text.replace("\n", " / ")
    return line if len(line) <= length else f"{line[:length]}…"
