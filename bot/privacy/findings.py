"""Where personal data is in a text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

ACCOUNT, PIN, CARD, IBAN, EMAIL, PHONE, NAME, ADDRESS = (
    "account",
    "pin",
    "card",
    "iban",
    "email",
    "phone",
    "name",
    "address",
)
# The surest first: of two findings that overlap, it gives its name to both.
KINDS = (PIN, CARD, IBAN, EMAIL, ADDRESS, PHONE, ACCOUNT, NAME)


@dataclass(frozen=True, order=True)
class Finding:
    """Personal data from character `start` up to `end`; kind is one of KINDS."""

    start: int
    end: int
    kind: str


def merge(findings: Iterable[Finding]) -> list[Finding]:
    """Findings that overlap become one, of the surest kind among them; in the order of the text."""
    merged: list[Finding] = []
    for finding in sorted(findings):
        if merged and finding.start < merged[-1].end:
            last = merged.pop()
            kind = min(last.kind, finding.kind, key=KINDS.index)
            finding = Finding(last.start, max(last.end, finding.end), kind)
        merged.append(finding)
    return merged
