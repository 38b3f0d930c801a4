"""`guichet train`, `up`, `worker` and `doctor`: the servers and what they need."""

from __future__ import annotations

import typer

from bot.settings import settings


def train() -> None:
    """Train the Rasa model in its own environment; the output is also in var/log/rasa-train.log."""
    from bot.cli.training import train_model

    train_model(settings())


def up() -> None:
    """Start Rasa, the action server, the worker and the web process; Ctrl-C stops all."""
    from bot.cli.stack import run_stack

    raise typer.Exit(run_stack(settings()))


def worker() -> None:
    """Carry out what is due, deliver notifications, forget expired secrets; `guichet up` runs it too."""
    from bot.cli.work import run_worker

    run_worker(settings())


def doctor() -> None:
    """Check the installation: one line each, with what to do."""
    from bot.cli.checks import ROOT, examine

    failed = 0
    for check in examine(settings(), ROOT):
        failed += not check.ok
        remedy = f" {check.remedy}" if check.remedy and not check.ok else ""
        typer.echo(f"{'ok     ' if check.ok else 'PROBLEM'}  {check.name}: {check.found}{remedy}")
    raise typer.Exit(1 if failed else 0)
