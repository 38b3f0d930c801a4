"""The parts of a passage that are shown whole or not at all: its sentences, the items of its lists, the rows of its tables."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.ingestion.sentences import commands, sentences
from knowledge.passages import Passage

LEFT_OUT = "…"  # stands where items of a list are not shown
_STEP = re.compile(r"(?:étape|step)\s\d", re.IGNORECASE)


@dataclass(frozen=True)
class Part:
    """A sentence, or an item or row with the lines under it.

    said: its sentences. listed: which list or table of the passage it belongs to; None for a sentence.
    """

    text: str
    said: tuple[str, ...]
    listed: int | None = None

    @property
    def is_step(self) -> bool:
        """Whether it tells what to do, as a step of a procedure does."""
        said = self.text.removeprefix("- ")
        return commands(said) or _STEP.match(said) is not None


def parts_of(passage: Passage) -> list[Part]:
    """The parts of a passage, in reading order."""
    found: list[Part] = []
    lists = 0
    for line in passage.text.split("\n"):
        said, last = tuple(sentences(line)), found[-1].listed if found else None
        if line.startswith("- ") or _STEP.match(line):
            lists += last is None
            found.append(Part(line, said, lists))
        elif line.startswith("  ") and last is not None:  # set in under the item
            above = found.pop()
            found.append(Part(f"{above.text}\n{line}", above.said + said, last))
        else:
            found += [Part(sentence, (sentence,)) for sentence in said]
    return found


def procedure(parts: list[Part], n: int) -> list[int]:
    """The positions of the procedure whose step or introduction a part is; empty if it is neither."""
    introduces = parts[n].listed is None and parts[n].text.endswith(":") and n + 1 < len(parts)
    steps = _list_of(parts, n + 1 if introduces else n)
    telling = sum(parts[step].is_step for step in steps)
    return steps if len(steps) > 1 and 2 * telling > len(steps) else []


def introduction(parts: list[Part], n: int, kind: str) -> list[int]:
    """The positions of what an item or row is read under: the sentence before its list, and the row that heads it.

    Args:
        kind: of the passage; a table's sentence need not end with a colon.
    """
    listed = _list_of(parts, n)
    if not listed:
        return []
    before = listed[0] - 1
    leads = before >= 0 and (kind == "table" or parts[before].text.endswith(":"))
    heads = [row for row in listed if row <= n and kind == "table" and ":" not in parts[row].text]
    return [before] * leads + heads[-1:]


def written(parts: list[Part], shown: Iterable[int]) -> str:
    """The shown parts, each on its line; in a list of which some are shown, a mark stands where others are left out."""
    wanted = set(shown)
    lists = {parts[n].listed for n in wanted} - {None}
    lines: list[str] = []
    for n, part in enumerate(parts):
        if n in wanted:
            lines.append(part.text)
        elif part.listed in lists and lines[-1:] != [LEFT_OUT]:
            lines.append(LEFT_OUT)
    return "\n".join(lines)


def _list_of(parts: list[Part], n: int) -> list[int]:
    """The positions of the list or table that a part belongs to."""
    listed = parts[n].listed
    return [m for m, part in enumerate(parts) if part.listed == listed] if listed is not None else []
