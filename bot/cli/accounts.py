"""`guichet accounts import`, `accounts show` and `handoffs`: what operators' staff look at."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.database import database, print_data
from bot.cli.errors import CommandError
from bot.settings import settings

if TYPE_CHECKING:
    from bot.conversations.models import Handoff

app = typer.Typer(no_args_is_help=True, help="Customers' accounts.")


@app.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(help="YAML, a list of accounts (docs/accounts.md)")],
) -> None:
    """Import accounts; one of the same operator and number is replaced, with its requests, failures and locks."""
    from accounts.importing import import_accounts

    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommandError(f"{file} is not UTF-8 text.") from error
    with database() as sessions, sessions.begin() as session:
        result = import_accounts(session, text, now=settings().now())
    for warning in result.warnings:
        typer.echo(f"Warning: {warning}", err=True)
    typer.echo(f"{result.imported} accounts imported, {result.replaced} of them replaced.")


@app.command()
def show(
    number: Annotated[str, typer.Argument(help="The account's number; spaces and dashes do not count")],
    operator: Annotated[str, typer.Option(help="The operator's slug, e.g. primus")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON")] = False,
) -> None:
    """Show an account with its requests, notifications and audit trail; never its PIN."""
    from accounts.database import reading
    from accounts.showing import show_account

    with database() as sessions, reading(sessions) as session:
        account = show_account(
            session, operator, number, now=settings().now(), lock_minutes=settings().lock_minutes
        )
    print_data(account, as_json=as_json)


def handoffs(
    operator: Annotated[str | None, typer.Option(help="Only this operator's")] = None,
    include_closed: Annotated[bool, typer.Option("--all", help="Closed and withdrawn ones too")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON")] = False,
) -> None:
    """List the conversations that wait for a person or are with one, the longest waiting first."""
    from accounts.database import reading
    from bot.conversations.handoffs import list_handoffs

    with database() as sessions, reading(sessions) as session:
        found = list_handoffs(session, operator=operator, include_closed=include_closed)
        listed = [_handoff(handoff) for handoff in found]
    if as_json:
        print_data(listed, as_json=True)
    for handoff in [] if as_json else listed:
        contact = f"  {handoff['contact']}" if handoff["contact"] else ""
        typer.echo(
            f"{handoff['opened_at']}  {handoff['operator']:<10} {handoff['state']:<9} {handoff['language']}  "
            f"{handoff['conversation_id']}{contact}  {handoff['reason']}"
        )
    if not listed and not as_json:
        typer.echo("No handoff is open." if not include_closed else "There is no handoff.")


def _handoff(handoff: Handoff) -> dict[str, Any]:
    return {
        "id": handoff.id,
        "conversation_id": handoff.conversation_id,
        "operator": handoff.operator,
        "reason": handoff.reason,
        "contact": handoff.contact,
        "state": handoff.state,
        "language": handoff.language,
        "summary": handoff.summary,
        "opened_at": handoff.opened_at.isoformat(),
        "closed_at": handoff.closed_at.isoformat() if handoff.closed_at else None,
    }
