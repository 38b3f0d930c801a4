"""Figures and signs that stand high: the cents of a price, the power of a unit, the number of a note."""

from __future__ import annotations

import re

_POWERS = {"2": "²", "3": "³"}
_UNIT = re.compile(r"\b[cdk]?m$")  # of m² and km³


def part_of_figure(before: str, high: str, after: str) -> str | None:
    """What figures that stand high are written as where they belong to a figure or unit; None if they number a note.

    `89⁹⁹ $` is 89,99 $ and `$89⁹⁹` is $89.99; `m²` stays.
    """
    if high in _POWERS and _UNIT.search(before):
        return _POWERS[high]
    if not re.fullmatch(r"\d\d", high) or not re.search(r"\d$", before):
        return None
    if re.search(r"[$€]\s?\d[\d,. ]*$", before):
        return f".{high}"
    return f",{high}" if re.match(r"\s*[$€]", after) else None


def levelled(before: str, high: str, after: str) -> str:
    """How figures and signs that stand high are written on the line; a note's number in brackets."""
    return part_of_figure(before, high, after) or f" ({high})"
