"""The desk's own words, in French and in English, from wording/*.yml: `{section: {key: {fr, en}}}`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml
from babel.numbers import format_decimal

LANGUAGES = ("fr", "en")
_FOLDER = Path(__file__).parent / "wording"


@cache
def _words() -> dict[str, dict[str, str]]:
    words: dict[str, dict[str, str]] = {}
    for path in sorted(_FOLDER.glob("*.yml")):
        for key, variants in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            words[f"{path.stem}.{key}"] = variants
    return words


def say(key: str, language: str, **values: object) -> str:
    """The words of `<file>.<key>`, French for any language other than the two.

    Raises:
        KeyError: there are no such words.
    """
    return _words()[key]["en" if language == "en" else "fr"].format(**values)


def say_count(key: str, count: int, language: str, **values: object) -> str:
    """The words of `<key>_one` for one (in French also for none), else of `<key>`; `count` is written as a number."""
    is_one = count == 1 or (count == 0 and language != "en")
    locale = "en_CA" if language == "en" else "fr_CA"
    written = format_decimal(count, locale=locale)
    return say(f"{key}_one" if is_one else key, language, count=written, **values)


def name_of(section: str, key: str | None, language: str) -> str:
    """What one file calls a thing; its key where it has no name for it, a dash for nothing."""
    if not key:
        return "–"
    return say(f"{section}.{key}", language) if f"{section}.{key}" in _words() else key


def keys() -> list[str]:
    """Every key there is."""
    return list(_words())


def known(section: str) -> frozenset[str]:
    """The keys of one file."""
    return frozenset(key.removeprefix(f"{section}.") for key in _words() if key.startswith(f"{section}."))
