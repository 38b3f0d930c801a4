"""`guichet corrections`: what agents corrected, and how it gets into the repository."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.database import database, print_data
from bot.settings import settings

app = typer.Typer(no_args_is_help=True, help="What agents corrected (docs/review.md).")

OperatorOption = Annotated[str | None, typer.Option(help="Only this operator's")]


@app.command("list")
def list_all(
    operator: OperatorOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON")] = False,
) -> None:
    """List corrections, the newest first."""
    from accounts.database import reading
    from accounts.operators import operator_slugs
    from bot.review.corrections import list_corrections

    chosen = (_slug(operator),) if operator else operator_slugs()
    with database() as sessions, reading(sessions) as session:
        found = [
            {
                "id": correction.id,
                "operator": correction.operator,
                "language": correction.language,
                "kind": correction.kind,
                "status": correction.status,
                "text": correction.text,
                "intent": correction.intent,
                "passage": correction.passage_key or correction.passage_id,
                "author": correction.author,
                "exported_at": correction.exported_at.isoformat() if correction.exported_at else None,
            }
            for correction in list_corrections(session, chosen)
        ]
    print_data(found, as_json=as_json)


@app.command("export")
def export_all(
    into: Annotated[
        Path, typer.Option(help="Root of the repository, or of a copy of its layout", file_okay=False)
    ] = Path(),
    operator: OperatorOption = None,
) -> None:
    """Write corrections into data/nlu and knowledge/, to be reviewed with `git diff`; each is written once."""
    from bot.review.export import export, waiting_for_export

    with database() as sessions, sessions.begin() as session:
        waiting = waiting_for_export(session, _slug(operator) if operator else None)
        result = export(waiting, into, now=settings().now())
    for name, added in result.added.items():
        typer.echo(f"{name}: {added} added")
    typer.echo(f"{result.corrections} corrections exported.")
    if result.personal:
        ids = ", ".join(map(str, result.personal))
        typer.echo(f"Left out, there may be personal data in them: corrections {ids}.", err=True)


@app.command()
def undo(
    correction_id: Annotated[int, typer.Argument(help="A correction of `guichet corrections list`")],
) -> None:
    """Take a correction back; a published variant leaves the index in service."""
    from accounts.audit import AuditLine, append_audit
    from bot.review import publishing
    from bot.review.corrections import get_correction
    from bot.review.models import PUBLISHED
    from bot.review.wiring import make_publisher

    with database() as sessions, sessions.begin() as session:
        correction = get_correction(session, correction_id)
        publisher = make_publisher(settings()) if correction.status == PUBLISHED else None
        publishing.undo(session, correction, publisher, now=settings().now())
        details = {"correction": correction.id}
        line = AuditLine(correction.operator, "", "staff", "correction_undone", None, None, details)
        append_audit(session, line, settings().now())
    typer.echo(f"Correction {correction_id} was taken back.")


def _slug(operator: str) -> str:
    from accounts.operators import operator as rules_of

    return rules_of(operator).slug
