"""`guichet privacy`: one customer's data, handed over or erased."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.database import database
from bot.cli.errors import CommandError
from bot.settings import settings

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine
    from sqlalchemy.orm import Session

    from bot.privacy.subject import Subject

app = typer.Typer(no_args_is_help=True, help="One customer's data (docs/privacy.md).")

NumberArgument = Annotated[str | None, typer.Argument(help="The account's number")]
OperatorOption = Annotated[str | None, typer.Option(help="The operator's slug, e.g. primus")]
ConversationOption = Annotated[
    str | None, typer.Option(help="A conversation, of somebody whose account is not known")
]


@app.command("export")
def export_data(
    number: NumberArgument = None,
    operator: OperatorOption = None,
    conversation: ConversationOption = None,
    output: Annotated[Path | None, typer.Option(help="File to write; printed if not given")] = None,
) -> None:
    """Everything that is held about a customer, as JSON."""
    from accounts.audit import AuditLine, append_audit
    from bot.privacy.handing_over import hand_over

    with database() as sessions, tracker_engine() as tracker, sessions.begin() as session:
        subject = _subject(session, number, operator, conversation)
        data = hand_over(session, subject, tracker=tracker)
        line = AuditLine(subject.operator, subject.account_number, "staff", "customer_exported")
        append_audit(session, line, settings().now())
    text = json.dumps(data, ensure_ascii=False, indent=2, default=str)
    if output is None:
        typer.echo(text)
        return
    output.touch(mode=0o600)
    output.write_text(text + "\n", encoding="utf-8")
    typer.echo(f"Written to {output}, readable by you only.")


@app.command()
def erase(
    number: NumberArgument = None,
    operator: OperatorOption = None,
    conversation: ConversationOption = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask")] = False,
) -> None:
    """Erase everything about a customer: it cannot be undone."""
    from bot.privacy.erasing import erase as erase_all
    from bot.privacy.erasing import published_variants
    from bot.review.wiring import make_publisher

    with database() as sessions, tracker_engine() as tracker, sessions.begin() as session:
        subject = _subject(session, number, operator, conversation)
        what = f"account {subject.account_number} of {subject.operator}" if subject.account_id else "it"
        if not yes:
            typer.confirm(
                f"Erase {what} with {len(subject.conversation_ids)} conversations, for good?", abort=True
            )
        publisher = make_publisher(settings()) if published_variants(session, subject) else None
        result = erase_all(
            session,
            subject,
            tracker=tracker,
            data_dir=settings().data_dir,
            publisher=publisher,
            now=settings().now(),
        )
    rows = ", ".join(f"{table} {count}" for table, count in result.rows.items())
    typer.echo(f"Erased: {rows or 'no rows'}; {result.tracker_events} events of Rasa.")
    if result.files:
        typer.echo(f"Files: {', '.join(result.files)}.")
    compact()


@app.command()
def compact() -> None:
    """Leave nothing of deleted rows in the files of the data bases; `erase` does it too, and the worker once a day."""
    from bot.privacy import compacting

    with database() as sessions, tracker_engine() as tracker:
        for engine in (sessions.kw["bind"], tracker):
            if engine is not None:
                compacting.compact(engine)


def _subject(session: Session, number: str | None, operator: str | None, conversation: str | None) -> Subject:
    from bot.privacy.subject import find_conversation, find_customer

    if (number is None) == (conversation is None) or (number is not None and operator is None):
        raise CommandError("Name an account with its operator (NUMBER --operator SLUG), or a --conversation.")
    if conversation is not None:
        return find_conversation(session, conversation)
    return find_customer(session, str(operator), str(number))


@contextmanager
def tracker_engine() -> Iterator[Engine | None]:
    """Rasa's data base; None where Rasa never ran."""
    from bot.privacy.compacting import open_tracker

    engine = open_tracker(settings().tracker_url)
    try:
        yield engine
    finally:
        if engine is not None:
            engine.dispose()
