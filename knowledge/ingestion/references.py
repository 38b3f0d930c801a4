"""What sends the reader elsewhere: « Voir la question 5 », "Click here", "see section 5.2"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from knowledge.ingestion.blocks import QUESTION, Block
from knowledge.ingestion.outline import Node

_LONGEST = 160  # characters of an answer that may say nothing itself
_FURTHEST = 3  # references followed from one to the next
_NUMBER = re.compile(
    r"\b(?:voir|voyez|cf\.?|consult(?:ez|er)|report(?:ez[- ]vous|er)|référez[- ]vous|r[ée]ponse|see|refer to|check|go to|même réponse|same (?:answer )?as)\b.{0,40}?"
    r"(?:\b(?:question|q|réponse|answer|point|numéro|number|no\.?|n[°º])\s?(?:n[°ºo]\.?\s?|no\.?\s?)?|#\s?)(?P<number>\d{1,3})\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"^(?:pour (?:en savoir plus|plus d['’]information).{0,30})?(?:veuillez |please |merci de )?(?:cliqu(?:ez|er)|click|voir|voyez|see|consult(?:ez|er)|refer to|référez[- ]vous|report(?:ez|er)[- ]vous|suivez ce lien|follow this link|lire|read)\b"
    r".*\b(?:ici|here|ci-dessus|ci-dessous|ci-après|above|below|question|page|section|rubrique|lien|link|article|pdf|document)\b",
    re.IGNORECASE | re.DOTALL,
)

_CLAUSES = re.compile(
    r"(?:\b(?:article|art\.|section|clause|paragraphe?|sous-section|subsection|alinéa|point|condition)s?|§|\b(?:voir|voyez|see|cf\.?)(?=\s\d+\.\d))\s?(?:n[°o]\.?\s?)?"
    r"(?P<numbers>\d{1,3}(?:\.\d{1,3})*(?:(?:\s?,|\s?(?:et|ou|and|or|à|to|[-–]))\s?\d{1,3}(?:\.\d{1,3})+)*)",
    re.IGNORECASE,
)


def named_levels(blocks: Sequence[Block]) -> frozenset[tuple[int, ...]]:
    """The levels of clauses that the document refers to: (5,) where « voir l'article 5.2 » names a clause of it.

    A level shows all of its numbers or none.
    """
    said = [cell for block in blocks for cell in (block.text, *(cell for row in block.rows for cell in row))]
    clauses = [found["numbers"] for text in said for found in _CLAUSES.finditer(text)]
    named = {number for numbers in clauses for number in re.findall(r"\d+(?:\.\d+)*", numbers)}
    there = {block.marker.values for block in blocks if block.marker and block.marker.is_decimal}
    return frozenset(values[:-1] for values in there if ".".join(map(str, values)) in named)


def only_refers(text: str) -> bool:
    """Whether an answer is one sentence that names another place to look."""
    return (
        len(text) <= _LONGEST
        and not re.search(r"[.!?]\s+\S", text.strip())
        and _ELSEWHERE.search(text) is not None
        and not re.search(r"@\w|\d{3}[ .-]\d{3}", text)
    )


class Questions:
    """The numbered questions of a document, to look up what an answer refers to."""

    def __init__(self, root: Node) -> None:
        self._parents: dict[int, Node] = {}
        self._all: dict[int, list[Node]] = {}
        self._read(root)

    def _read(self, node: Node) -> None:
        for child in node.children:
            if child.kind == QUESTION and child.block.marker and child.block.marker.values:
                self._parents[id(child)] = node
                self._all.setdefault(child.block.marker.values[-1], []).append(child)
            self._read(child)

    def resolve(self, node: Node, answer: str, text_of: Callable[[Node], str]) -> tuple[str, bool]:
        """Put the answers that a short answer refers to by number under it.

        Returns:
            The answer, and whether it still only refers elsewhere.
        """
        said, seen, current = [answer], {id(node)}, node
        for _ in range(_FURTHEST):
            target = self._target(current, said[-1])
            if target is None or id(target) in seen or not text_of(target):
                break
            seen.add(id(target))
            said += [target.text, text_of(target)]
            current = target
        return "\n".join(said), only_refers(said[-1])

    def _target(self, node: Node, answer: str) -> Node | None:
        """The question that an answer names by its number: of the same section, or the only one of that number."""
        found = _NUMBER.search(answer) if len(answer) <= _LONGEST else None
        if not found:
            return None
        named = self._all.get(int(found["number"]), [])
        here = [question for question in named if self._parents[id(question)] is self._parents.get(id(node))]
        return here[0] if here else named[0] if len(named) == 1 else None
