"""What goes wrong in commands, in one sentence."""

from __future__ import annotations

import sys
import traceback
from pathlib import Path

OUR_PACKAGES = ("accounts", "actions", "bot", "knowledge")


class CommandError(Exception):
    """The command cannot do as asked; the text says what was found and what to do."""


def explain(error: Exception) -> str:
    """A sentence for the person at the keyboard; the traceback of what nobody foresaw goes to a file."""
    package = type(error).__module__.partition(".")[0]
    if package in OUR_PACKAGES:
        return str(error)
    if package == "pydantic_core":
        return _explain_settings(error)
    if package == "sqlalchemy":
        reason = getattr(error, "orig", None) or type(error).__name__
        return f"The data base in GUICHET_DATABASE_URL cannot be used: {reason}."
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}."
    return f"Unexpected error ({type(error).__name__}). {_keep_traceback(error)}"


def _explain_settings(error: Exception) -> str:
    problems = [
        f"GUICHET_{'.'.join(str(part) for part in problem['loc']).upper()}: {problem['msg']}"
        for problem in error.errors(include_input=False)  # type: ignore[attr-defined]
    ]
    return "A setting cannot be used. " + "; ".join(problems) + "."


def _keep_traceback(error: Exception) -> str:
    path = Path("var/log/error.log")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            " ".join(sys.argv[:2]) + "\n" + "".join(traceback.format_exception(error)), encoding="utf-8"
        )
    except OSError:
        return str(error)
    return f"The details are in {path}."
