"""The command `guichet`. Commands import what they need when they run, so that every one starts fast."""

from __future__ import annotations

import os
import sys

import typer

from bot.cli import accounts, audit, corrections, desk, documents, knowledge, nlu, outbox, privacy, run, sms
from bot.cli.errors import explain
from bot.cli.processes import ONE_THREAD

app = typer.Typer(
    help="A bilingual support assistant for telecom operators.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

app.command()(documents.ingest)
app.command()(knowledge.search)
app.command()(knowledge.evaluate)
app.add_typer(documents.index_app, name="index")
app.add_typer(knowledge.encoder_app, name="encoder")
app.add_typer(knowledge.knowledge_app, name="knowledge")
app.add_typer(nlu.app, name="nlu")
app.add_typer(accounts.app, name="accounts")
app.add_typer(audit.app, name="audit")
app.add_typer(corrections.app, name="corrections")
app.add_typer(privacy.app, name="privacy")
app.add_typer(outbox.app, name="outbox")
app.add_typer(sms.app, name="sms")
app.command()(accounts.handoffs)
app.add_typer(desk.app, name="desk")
app.command()(run.train)
app.command()(run.up)
app.command()(run.worker)
app.command()(run.doctor)


def main() -> None:
    """Entry point; what goes wrong becomes one sentence on stderr and exit code 1."""
    for name, value in ONE_THREAD.items():  # before a command loads the library that reads it
        os.environ.setdefault(name, value)
    try:
        app()
    except Exception as error:
        print(explain(error), file=sys.stderr)
        sys.exit(1)
