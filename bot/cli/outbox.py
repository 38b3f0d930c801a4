"""`guichet outbox`: notifications that wait, and those that were given up."""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from typing import Annotated

import typer

from bot.cli.database import database, print_data
from bot.cli.errors import CommandError
from bot.settings import settings

app = typer.Typer(no_args_is_help=True, help="Notifications to customers: what waits, and what was given up.")

Operator = Annotated[str | None, typer.Option(help="Only this operator's")]


class Status(StrEnum):
    """What became of a notification."""

    DEAD = "dead"
    PENDING = "pending"
    EXPIRED = "expired"
    SENT = "sent"


@app.command("list")
def list_messages(
    operator: Operator = None,
    status: Annotated[Status, typer.Option(help="dead: given up, somebody should look")] = Status.DEAD,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON")] = False,
) -> None:
    """List notifications, oldest first, those that were given up unless told otherwise; recipients are masked."""
    from accounts.database import reading
    from accounts.dead_letters import outbox_entries

    with database() as sessions, reading(sessions) as session:
        letters = outbox_entries(session, _known(operator), status=status)
    if as_json:
        found = [asdict(letter) | {"created_at": letter.created_at.isoformat()} for letter in letters]
        print_data(found, as_json=True)
        return
    for letter in letters:
        typer.echo(
            f"{letter.id:>6}  {letter.created_at:%Y-%m-%dT%H:%M:%SZ}  {letter.operator:<10} "
            f"{letter.account_number:<12} {letter.channel:<6} {letter.recipient:<24} {letter.kind:<30} "
            f"{letter.attempts} attempts  {letter.last_error or ''}".rstrip()
        )
    if not letters:
        typer.echo("No notification was given up." if status is Status.DEAD else f"None is {status}.")


@app.command()
def retry(
    ids: Annotated[list[int] | None, typer.Argument(help="As `guichet outbox list` shows them")] = None,
    all_dead: Annotated[bool, typer.Option("--all", help="Every one that was given up")] = False,
    operator: Operator = None,
) -> None:
    """Try notifications again that were given up; the worker sends them within seconds.

    One whose time is over, such as a one-time code, cannot be sent any more.
    """
    from accounts.dead_letters import dead_letters, requeue

    if bool(ids) == all_dead:
        raise CommandError("Say which: the numbers of notifications, or --all.")
    operator, now = _known(operator), settings().now()
    with database() as sessions, sessions.begin() as session:
        dead = [letter.id for letter in dead_letters(session, operator)]
        again = [id for id in (dead if all_dead else ids or []) if id in dead and requeue(session, id, now)]
    left = [id for id in ids or [] if id not in again]
    typer.echo(f"{len(again)} notifications will be tried again.")
    if left:
        raise CommandError(f"Not given up, or over: {', '.join(map(str, left))}. See `guichet outbox list`.")


def _known(operator: str | None) -> str | None:
    from accounts.operators import operator as rules_of

    return rules_of(operator).slug if operator is not None else None
