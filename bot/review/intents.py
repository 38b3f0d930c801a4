"""The intents that the assistant knows."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

_DOMAIN = Path(__file__).parents[2] / "domain" / "domain.yml"


@cache
def intents() -> tuple[str, ...]:
    """Their names, in the order of domain.yml."""
    return tuple(yaml.safe_load(_DOMAIN.read_text(encoding="utf-8"))["intents"])
