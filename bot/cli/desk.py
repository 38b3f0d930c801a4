"""`guichet desk`: who may work at the agents' desk."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.errors import CommandError
from bot.settings import settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bot.desk.models import DeskUser

app = typer.Typer(no_args_is_help=True, help="People of the agents' desk.")

Username = Annotated[str, typer.Argument(help="The name to log in with")]
FromStdin = Annotated[bool, typer.Option("--password-stdin", help="Read the password from standard input")]


@app.command("create-user")
def create(
    username: Username,
    role: Annotated[str, typer.Option(help="agent, supervisor or admin")] = "agent",
    operator: Annotated[
        list[str] | None, typer.Option(help="An operator's slug, several times for several; * for all")
    ] = None,
    name: Annotated[str | None, typer.Option(help="As customers see it; default: the username")] = None,
    language: Annotated[str, typer.Option(help="Of the desk: fr or en")] = "fr",
    password_stdin: FromStdin = False,
) -> None:
    """Add somebody; the password is asked for, or read from standard input."""
    from bot.desk.users import create_user

    password = _password(password_stdin)
    with _session("user_created", username) as session:
        user = create_user(
            session,
            username,
            name=name or username,
            password=password,
            role=role,
            operators=operator or [],
            language=language,
            now=settings().now(),
        )
    typer.echo(f"{user.username} may log in at {settings().public_url}/desk as {user.role}.")


@app.command("set-password")
def set_password(username: Username, password_stdin: FromStdin = False) -> None:
    """Change somebody's password; whoever is logged in with the old one is logged out."""
    from bot.desk.users import change_password

    password = _password(password_stdin)
    with _session("user_password_changed", username) as session:
        change_password(session, _find(session, username), password, settings().now())
    typer.echo(f"The password of {username} was changed.")


@app.command()
def deactivate(username: Username) -> None:
    """Take somebody's access away, at once."""
    _set_active(username, False)
    typer.echo(f"{username} can no longer log in.")


@app.command()
def activate(username: Username) -> None:
    """Give somebody's access back."""
    _set_active(username, True)
    typer.echo(f"{username} may log in again.")


@app.command("list-users")
def list_users() -> None:
    """Everybody, with role and operators."""
    import sqlalchemy as sa

    from bot.desk.models import DeskUser

    with _session() as session:
        users = list(session.scalars(sa.select(DeskUser).order_by(DeskUser.username)))
    for user in users:
        active = "" if user.active else "  deactivated"
        typer.echo(f"{user.username:<24} {user.role:<10} {','.join(user.operators)}{active}")
    if not users:
        typer.echo("Nobody yet. Add somebody with `guichet desk create-user`.")


@app.command()
def webhooks(
    again: Annotated[
        bool, typer.Option("--again", help="Send them again, from the first attempt on")
    ] = False,
) -> None:
    """List the events that the operator's systems did not take, and send them again."""
    from bot.conversations.webhooks import dead_events, send_again

    with _session() as session:
        events = dead_events(session)
        if again:
            send_again(session, settings().now())
    for event in events:
        typer.echo(f"{event.created_at:%Y-%m-%d %H:%M}  {event.kind:<15} {event.id}  {event.last_error}")
    if not events:
        typer.echo("No event was given up.")
    elif again:
        typer.echo(f"{len(events)} will be sent again.")


def _set_active(username: str, active: bool) -> None:
    from bot.desk.users import set_active

    with _session("user_activated" if active else "user_deactivated", username) as session:
        set_active(session, _find(session, username), active, settings().now())


def _find(session: Session, username: str) -> DeskUser:
    from bot.desk.users import find_user

    user = find_user(session, username)
    if user is None:
        raise CommandError(f"There is no user {username!r}. `guichet desk list-users` lists them.")
    return user


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\n")
    return typer.prompt("Password", hide_input=True, confirmation_prompt=True)


@contextmanager
def _session(action: str | None = None, username: str = "") -> Iterator[Session]:
    """A transaction; what is done in it is written to the audit trail."""
    from accounts.audit import AuditLine, append_audit
    from accounts.wiring import open_sessions
    from bot.desk.errors import DeskError
    from bot.desk.words import say

    try:
        with open_sessions(settings()).begin() as session:
            yield session
            if action:
                line = AuditLine("", "", "staff", f"desk_{action}", details={"user": username.lower()})
                append_audit(session, line, settings().now())
    except DeskError as error:
        raise CommandError(say(error.wording, "en", **error.values)) from error
