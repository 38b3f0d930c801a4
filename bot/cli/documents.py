"""`guichet ingest` and `index …`: documents in, and the index's versions."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.ingestion_report import print_contradictions, print_passages, print_summary
from bot.cli.knowledge import IndexOption, fail
from bot.settings import settings

index_app = typer.Typer(no_args_is_help=True, help="The index's versions.")


def ingest(
    paths: Annotated[
        list[Path], typer.Argument(help="Documents (.txt .md .html .pdf .docx) or folders of them")
    ],
    operator: Annotated[str, typer.Option(help="The operator's slug, e.g. primus")],
    language: Annotated[
        str | None, typer.Option(help="fr or en; found out for each document if not given")
    ] = None,
    index: IndexOption = None,
    replace: Annotated[bool, typer.Option("--replace", help="Drop the operator's other documents")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="List the passages and change nothing")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON")] = False,
) -> None:
    """Read an operator's documents into the index. Documents of the same name are replaced, others stay."""
    from accounts.errors import UnknownOperator
    from accounts.operators import operator as operator_named
    from knowledge.ingestion.ingest import LANGUAGES, read_documents

    try:
        operator_named(operator)
    except UnknownOperator as error:
        raise fail(error) from error
    if language not in (None, *LANGUAGES):
        raise fail(f"--language is '{language}'; it is fr or en.")
    progress = None if as_json else _progress("Reading")
    result = read_documents(paths, operator=operator, language=language, progress=progress)
    for problem in result.problems:
        typer.echo(f"Skipped: {problem}", err=True)
    if dry_run and not as_json:
        print_passages(result)
    elif result.passages and not dry_run:
        _index(result, operator, index or settings().index_dir, replace, quiet=as_json)
    if as_json:
        typer.echo(json.dumps(result.summary(), ensure_ascii=False))
    else:
        print_summary(result)
    if result.problems or not result.passages:
        raise typer.Exit(1)


def _index(result, operator: str, folder: Path, replace: bool, *, quiet: bool) -> None:
    from knowledge.encoder.serving import EncoderNotBuilt, OnnxEncoder
    from knowledge.errors import NoIndex
    from knowledge.index.published import publishing, read_published, with_published
    from knowledge.index.store import IndexStore, build, with_documents

    store = IndexStore(folder)
    try:
        encoder = OnnxEncoder(settings().encoder_dir, threads=2)
    except EncoderNotBuilt as error:
        raise fail(error) from error
    with publishing(folder):  # a question variant that is published meanwhile waits, and comes after
        try:
            known = store.load()
        except NoIndex:
            known = None
        passages = with_documents(known, operator, result.passages, replace=replace)
        passages = with_published(passages, read_published(folder))
        built = build(passages, encoder, known=known, progress=None if quiet else _progress("Encoding"))
        version = store.save(built)
    if quiet:
        return
    typer.echo(
        f"Index version {int(version)} in {folder}: {len(built.passages)} passages, "
        f"{built.manifest['encoded']} of {len(built.units)} texts encoded anew."
    )
    _print_changes(result, operator, known.passages if known else [], built.passages)


def _print_changes(result, operator: str, before: list, after: list) -> None:
    """What the documents that were in the index already have to do with the new ones."""
    from knowledge.ingestion.duplicates import contradictions

    files = {source.file for p in before if p.operator == operator for source in (p.source, *p.other_sources)}
    new = set(result.files)
    stay = {
        source.file for p in after if p.operator == operator for source in (p.source, *p.other_sources)
    } - new
    for what, names in (("Replaced", files & new), ("Kept", stay), ("Gone", files - new - stay)):
        if names:
            typer.echo(f"{what}, from before: {len(names)} document(s) ({_some(sorted(names))})")
    pairs = contradictions(p for p in after if p.operator == operator)
    between = [
        pair for pair in pairs if len({pair.first.source.file in new, pair.second.source.file in new}) == 2
    ]
    print_contradictions(between)


def _some(names: list[str], most: int = 5) -> str:
    return ", ".join(names[:most]) + (", …" if len(names) > most else "")


def _progress(what: str) -> Callable[[int, int], None]:
    """Counts on one line of stderr; where that is no terminal, only the end."""

    def show(done: int, total: int) -> None:
        if sys.stderr.isatty() or done == total:
            end = "\n" if done == total else ""
            print(f"\r{what} {done}/{total}", end=end, file=sys.stderr, flush=True)

    return show


@index_app.command("list")
def list_versions(index: IndexOption = None) -> None:
    """Show the versions kept, and which is in service."""
    from knowledge.index.store import IndexStore

    folder = index or settings().index_dir
    store = IndexStore(folder)
    if not store.versions():
        typer.echo(f"No version in {folder}. `guichet ingest PATH --operator SLUG` makes one.")
    for version in store.versions():
        manifest = store.manifest(version)
        counts = ", ".join(f"{operator} {count}" for operator, count in manifest["passages"].items())
        mark = "*" if version == store.current() else " "
        typer.echo(
            f"{mark} {int(version)}  {manifest['created_at']}  encoder {manifest['encoder']}  {counts}"
        )


@index_app.command()
def rollback(
    version: Annotated[
        int | None, typer.Argument(help="A version of `guichet index list`; the one before if not given")
    ] = None,
    index: IndexOption = None,
) -> None:
    """Put an earlier version back in service."""
    from knowledge.errors import NoIndex
    from knowledge.index.store import IndexStore

    store = IndexStore(index or settings().index_dir)
    earlier = [name for name in store.versions() if name < (store.current() or "")]
    if version is None and not earlier:
        raise fail("There is no earlier version. `guichet index list` shows what is kept.")
    try:
        store.put_in_service(earlier[-1] if version is None else f"{version:06d}")
    except NoIndex as error:
        raise fail(error) from error
    typer.echo(f"In service: version {int(store.current() or 0)}.")
