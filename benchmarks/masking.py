"""How much of the personal data in tests/privacy/labelled.jsonl is masked, and how much else.

    python -m benchmarks.masking [--patterns] [--held-out | --blind] [--misses]

Recall: personal data of which no letter and no digit stays readable. Precision: what was masked that touches personal
data of any kind (a telephone number that was taken for an account is masked all the same).
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from bot.privacy.detection import find_by_patterns, find_in_texts
from bot.privacy.findings import Finding

_FOLDER = Path(__file__).parents[1] / "tests" / "privacy"
LABELLED = _FOLDER / "labelled.jsonl"
HELD_OUT = (
    _FOLDER / "held_out.jsonl"
)  # written after the first patterns; what it missed was added to them later
BLIND = _FOLDER / "blind.jsonl"  # written last; its misses were never looked at


@dataclass
class Score:
    """Counts by kind of personal data, and what went wrong."""

    wanted: Counter = field(default_factory=Counter)
    masked: Counter = field(default_factory=Counter)
    findings: Counter = field(default_factory=Counter)
    right: Counter = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    too_much: list[str] = field(default_factory=list)

    def recall(self, kind: str) -> float:
        return self.masked[kind] / self.wanted[kind]

    def precision(self, kind: str | None = None) -> float:
        """Of one kind of finding, or of all."""
        if kind is None:
            return self.right.total() / self.findings.total()
        return self.right[kind] / self.findings[kind]


def read_labelled(path: Path = LABELLED) -> list[dict]:
    """`{id, language, text, entities: [[start, end, kind]]}` each."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def score(messages: list[dict], found: list[list[Finding]]) -> Score:
    """Compare what was found with what is there."""
    result = Score()
    for message, findings in zip(messages, found, strict=True):
        _judge(message, findings, result)
    return result


def _judge(message: dict, findings: list[Finding], result: Score) -> None:
    text, entities = message["text"], [Finding(*entity) for entity in message["entities"]]
    hidden = {place for finding in findings for place in range(finding.start, finding.end)}
    for entity in entities:
        result.wanted[entity.kind] += 1
        seen = [n for n in range(entity.start, entity.end) if text[n].isalnum() and n not in hidden]
        result.masked[entity.kind] += not seen
        if seen:
            result.missed.append(
                f"{message['id']} {entity.kind} {text[entity.start : entity.end]!r} in {text!r}"
            )
    for finding in findings:
        right = any(entity.start < finding.end and finding.start < entity.end for entity in entities)
        result.findings[finding.kind] += 1
        result.right[finding.kind] += right
        if not right:
            result.too_much.append(
                f"{message['id']} {finding.kind} {text[finding.start : finding.end]!r} in {text!r}"
            )


def main() -> None:
    """Print the table of figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--patterns", action="store_true", help="without the model of names")
    parser.add_argument("--held-out", action="store_true", help="the messages written afterwards")
    parser.add_argument("--blind", action="store_true", help="the messages whose misses nobody looked at")
    parser.add_argument("--misses", action="store_true", help="print what went wrong")
    options = parser.parse_args()
    messages = read_labelled(BLIND if options.blind else HELD_OUT if options.held_out else LABELLED)
    texts = [message["text"] for message in messages]
    find_in_texts(texts[:1])  # loads the model
    start = time.perf_counter()
    found = [find_by_patterns(text) for text in texts] if options.patterns else find_in_texts(texts)
    each = (time.perf_counter() - start) / len(texts) * 1000
    for language in ("fr", "en", None):
        chosen = [n for n, message in enumerate(messages) if language in (None, message["language"])]
        result = score([messages[n] for n in chosen], [found[n] for n in chosen])
        _print(language or "both", len(chosen), result)
        if options.misses and language is None:
            print("\n".join(["missed:", *result.missed, "masked without need:", *result.too_much]))
    print(f"{each:.2f} ms a message")


def _print(language: str, messages: int, result: Score) -> None:
    print(f"{language}: {messages} messages, precision {result.precision():.3f}")
    for kind in sorted(result.wanted):
        print(
            f"  {kind:8} recall {result.recall(kind):.3f}  ({result.masked[kind]} of {result.wanted[kind]})"
        )


if __name__ == "__main__":
    main()
