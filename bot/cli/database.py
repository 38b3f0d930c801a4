"""The data base as commands use it, and how they print what they found there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from bot.settings import settings

if TYPE_CHECKING:
    from accounts.database import Sessions


@contextmanager
def database() -> Iterator[Sessions]:
    """Sessions of the data base in the settings, whose tables are brought up to date first."""
    from accounts.database import make_engine, make_sessions, upgrade

    engine = make_engine(settings().database_url)
    try:
        upgrade(engine)
        yield make_sessions(engine)
    finally:
        engine.dispose()


def print_data(data: object, *, as_json: bool) -> None:
    """As JSON, or as YAML for people."""
    if as_json:
        typer.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    import yaml

    typer.echo(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), nl=False)
