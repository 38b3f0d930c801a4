"""Texts kept for judging: they must not be among the training examples. Compared by script, never shown."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

# Under these keys stands what a customer says.
_SPOKEN = frozenset({"text", "question", "opening", "say", "answers"})


def read_kept(folder: Path) -> list[str]:
    """What customers say in the evaluation files of a folder (*.jsonl, *.yml); nothing if there is no such folder."""
    found: list[str] = []
    for file in sorted(folder.glob("*.jsonl")):
        for line in filter(str.strip, file.read_text(encoding="utf-8").splitlines()):
            found += _spoken(json.loads(line))
    for file in sorted(folder.glob("*.yml")):
        found += _spoken(yaml.safe_load(file.read_text(encoding="utf-8")))
    return found


def _spoken(data: Any, *, said: bool = False) -> Iterator[str]:
    """Every string that stands, however deep, under a key that says it is spoken."""
    if isinstance(data, str) and said:
        yield data
    elif isinstance(data, list):
        for item in data:
            yield from _spoken(item, said=said)
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _spoken(value, said=said or key in _SPOKEN)
