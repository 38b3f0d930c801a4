"""`guichet sms`: our numbers, the consent of a number, and the text messages that could not be dealt with."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from bot.cli.database import database, print_data
from bot.cli.errors import CommandError
from bot.settings import settings

app = typer.Typer(no_args_is_help=True, help="Text messages (docs/sms.md).")

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON")]


@app.command()
def numbers(as_json: AsJson = False) -> None:
    """List our numbers and the operators they belong to."""
    from accounts.operators import operator_slugs
    from bot.sms.numbers import Numbers

    ours = Numbers.of(settings())
    found = {slug: ours.of_operator(slug) for slug in operator_slugs() if ours.of_operator(slug)}
    if not found and not as_json:
        typer.echo("No number is set up (GUICHET_SMS_NUMBERS).")
    else:
        print_data(found, as_json=as_json)


@app.command()
def consent(
    number: Annotated[str, typer.Argument(help="The customer's telephone number")],
    operator: Annotated[str, typer.Option(help="The operator's slug, e.g. primus")],
    as_json: AsJson = False,
) -> None:
    """Show whether a number may be sent text messages, and all it said about that; recorded in the audit trail."""
    from accounts.audit import AuditLine, append_audit
    from accounts.masking import masked_phone
    from accounts.operators import operator as rules_of
    from accounts.phones import e164
    from accounts.sms_consent import consent_trail, has_opted_out

    written = e164(number, rules_of(operator).country)
    if written is None:
        raise CommandError(f"{number!r} is not a telephone number.")
    with database() as sessions, sessions.begin() as session:
        trail = consent_trail(session, operator, written)
        opted_out = has_opted_out(session, operator, written)
        details = {"number": masked_phone(written)}
        line = AuditLine(operator, "", "staff", "sms_consent_viewed", None, "sms", details)
        append_audit(session, line, settings().now())
    shown = [
        {
            "at": entry.at.isoformat(),
            "event": entry.event,
            "source": entry.source,
            "keyword": entry.keyword,
            "message": entry.provider_sid,
        }
        for entry in trail
    ]
    may = "no" if opted_out else "yes"
    print_data(
        {"operator": operator, "number": written, "may_be_sent_messages": may, "trail": shown},
        as_json=as_json,
    )


@app.command("dead-letters")
def dead_letters(
    operator: Annotated[str | None, typer.Option(help="Only this operator's")] = None,
    as_json: AsJson = False,
) -> None:
    """List the messages that were given up, in both directions; no numbers, no texts."""
    from accounts.database import reading
    from bot.sms.inbox import given_up
    from bot.sms.outbound import dead_messages

    with database() as sessions, reading(sessions) as session:
        found = [_row("in", row, "message", row.received_at) for row in given_up(session, operator)]
        found += [_row("out", row, row.kind, row.created_at) for row in dead_messages(session, operator)]
    if as_json or found:
        print_data(found, as_json=as_json)
    else:
        typer.echo("There are no dead letters.")


@app.command()
def retry(
    message_id: Annotated[int, typer.Argument(help="The id of a message out, from `dead-letters`")],
) -> None:
    """Send a dead letter again."""
    from accounts.audit import AuditLine, append_audit
    from bot.sms.models import SmsOutbound
    from bot.sms.outbound import send_again

    with database() as sessions, sessions.begin() as session:
        if not send_again(session, message_id, settings().now()):
            raise CommandError(f"There is no dead letter {message_id} whose text is still kept.")
        row = session.get_one(SmsOutbound, message_id)
        line = AuditLine(
            row.operator, "", "staff", "sms_sent_again", row.conversation_id, "sms", {"id": message_id}
        )
        append_audit(session, line, settings().now())
    typer.echo(f"Message {message_id} will be sent again.")


def _row(direction: str, row: Any, kind: str, at: Any) -> dict[str, Any]:
    return {
        "id": row.id,
        "direction": direction,
        "operator": row.operator,
        "kind": kind,
        "at": at.isoformat(),
        "attempts": row.attempts,
        "error": row.last_error,
        "message": row.provider_sid,
    }
