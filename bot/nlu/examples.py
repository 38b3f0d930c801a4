"""The written examples of data/nlu (and of any folder or file in Rasa's format), with where each one stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

LANGUAGES = ("fr", "en")


@dataclass(frozen=True)
class Example:
    """One message that somebody wrote down. language: of its folder or file, `fr` or `en`."""

    text: str
    intent: str
    language: str
    file: Path


def read_examples(folder: Path) -> list[Example]:
    """All examples under a folder.

    Args:
        folder: of files <language>/<name>.yml or <language>.yml.
    """
    return [example for file in sorted(folder.rglob("*.yml")) for example in _read_file(file)]


def _read_file(file: Path) -> Iterator[Example]:
    language = file.stem if file.stem in LANGUAGES else file.parent.name
    for group in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
        for line in group["examples"].splitlines():
            if line.startswith("- "):
                yield Example(line[2:].strip(), group["intent"], language, file)
