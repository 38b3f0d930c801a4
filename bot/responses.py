"""The wording: loads the responses, picks the variant for a turn, fills in its values. No Rasa import.

domain/responses/*.yml are Rasa responses: variants in French and in English, conditioned on the slot `language`, and
sometimes shorter ones for a channel such as `sms`. bot/nlg.py says them inside Rasa; tests read them too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parents[1] / "domain" / "responses"
_PLACEHOLDER = re.compile(r"{([A-Za-z_]\w*)}")

Variant = Mapping[str, Any]


def load_responses(folder: Path = FOLDER) -> dict[str, list[dict[str, Any]]]:
    """All responses by name.

    Raises:
        ValueError: two files define the same response.
    """
    responses: dict[str, list[dict[str, Any]]] = {}
    for path in sorted(folder.glob("*.yml")):
        for name, variants in yaml.safe_load(path.read_text(encoding="utf-8"))["responses"].items():
            if name in responses:
                raise ValueError(f"{path.name}: response {name!r} is defined twice.")
            responses[name] = variants
    return responses


def choose(variants: Sequence[Variant], slots: Mapping[str, Any], channel: str, turn: int) -> Variant | None:
    """The variant for a turn: consecutive numbers go through all of them, so that nothing is repeated soon.

    Returns:
        None if no variant fits language and channel.
    """
    fitting = [variant for variant in variants if _holds(variant, slots)]
    for_channel = [variant for variant in fitting if variant.get("channel") == channel]
    usable = for_channel or [variant for variant in fitting if not variant.get("channel")]
    return usable[turn % len(usable)] if usable else None


def fill(text: str, values: Mapping[str, Any]) -> str:
    """Replace `{name}` by its value; braces inside values mean nothing.

    Raises:
        KeyError: a value is missing.
    """
    return _PLACEHOLDER.sub(lambda match: str(values[match[1]]), text)


def placeholders(text: str) -> set[str]:
    """The names of the values that a text needs."""
    return set(_PLACEHOLDER.findall(text))


def _holds(variant: Variant, slots: Mapping[str, Any]) -> bool:
    return all(slots.get(rule["name"]) == rule["value"] for rule in variant.get("condition") or ())
