"""`guichet audit`: read the audit trail, and see that nobody changed it."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from bot.cli.database import database, print_data
from bot.cli.errors import CommandError

app = typer.Typer(no_args_is_help=True, help="The audit trail: who did what to which account.")


@app.command()
def verify(as_json: Annotated[bool, typer.Option("--json", help="Print JSON")] = False) -> None:
    """Check the whole trail; exit code 1, and each line named, if one was changed, removed or slipped in.

    The hash it prints is worth noting outside the data base: a trail that was rewritten as a whole ends in another.
    """
    from accounts.audit import check_trail
    from accounts.database import reading

    with database() as sessions, reading(sessions) as session:
        verdict = check_trail(session)
    broken = [{"line": line.sequence, "problem": line.problem} for line in verdict.broken]
    if as_json:
        found = {
            "whole": not broken,
            "lines": verdict.lines,
            "last_hash": verdict.last_hash,
            "broken": broken,
        }
        print_data(found, as_json=True)
    elif not broken:
        typer.echo(
            f"The audit trail is whole: {verdict.lines} lines, the last one's hash is {verdict.last_hash}."
        )
    else:
        typer.echo("The audit trail is broken.", err=True)
        for line in broken:
            typer.echo(f"  line {line['line']}: {line['problem']}", err=True)
    raise typer.Exit(1 if broken else 0)


@app.command()
def show(
    operator: Annotated[str, typer.Option(help="The operator's slug, e.g. primus")],
    number: Annotated[str | None, typer.Argument(help="Only this account's lines")] = None,
    conversation: Annotated[str | None, typer.Option(help="Only lines of this conversation")] = None,
    last: Annotated[int, typer.Option(min=1, help="At most so many, the newest")] = 100,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON")] = False,
) -> None:
    """Show lines of the trail, oldest first; times are in UTC."""
    from accounts.audit import audit_line_view, read_trail
    from accounts.audit_subjects import numbers_of
    from accounts.database import reading
    from accounts.formats import digits
    from accounts.operators import operator as rules_of

    slug = rules_of(operator).slug
    account = digits(number) if number is not None else None
    if account == "":
        raise CommandError(f"{number!r} is no account number.")
    with database() as sessions, reading(sessions) as session:
        entries = read_trail(session, slug, number=account, conversation_id=conversation, last=last)
        numbers = numbers_of(session, {entry.account_number for entry in entries})
        lines = [
            {
                **audit_line_view(entry),
                "account": numbers.get(entry.account_number, entry.account_number) or None,
            }
            for entry in entries
        ]
    if as_json:
        print_data(lines, as_json=True)
        return
    for line in lines:
        details = json.dumps(line["details"], ensure_ascii=False) if line["details"] else ""
        through = "/".join(part for part in (line["channel"], line["conversation"]) if part)
        typer.echo(
            f"{line['sequence']:>6}  {line['at']}  {line['account'] or '-':<12} {line['actor']:<9} "
            f"{line['action']:<30} {through or '-'}  {details}".rstrip()
        )
    if not lines:
        typer.echo("No lines.")
