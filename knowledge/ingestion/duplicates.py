"""Passages that say the same, merged; passages that answer the same question differently, reported."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz import fuzz

from knowledge.folding import fold
from knowledge.passages import Passage

_SAME = 96  # of 100, the likeness of two texts that say the same
_ALIKE = 0.8  # the share of words that two openings have in common
_NEAR = 80  # of 100, the likeness of two texts that say the same but for a figure or a "not"
_BEGINNING = 8  # words by which texts of one heading are grouped
_LOOKED_AT = 50  # texts of one heading and beginning that a passage is compared with
_OPENING, _OPENING_WORDS = 25, 4  # characters and words, at least, of an opening that tells what is answered
_WORD = re.compile(r"[a-z0-9@.%$€-]*[a-z0-9@%$€]")
_folded = lru_cache(maxsize=50_000)(fold)  # a passage is compared with many
_DECIDES = re.compile(
    r"\d[\d .,/-]*\d|\d|\S+@\S+|\b(?:oui|non|yes|no|pas|not|jamais|never|aucune?s?|sans|without)\b"
)
_SMALL_WORDS = """a au aux avec ce ces cet cette d de des du en est et il elle je j l la le les leur ma mon mes ne nous notre on ou par pour qu que qui s sa se si son sur
    t un une vos votre vous y quel quelle quels quelles où the an and are at be by do does for from i if in is it my of on or our that this to we what which
    with you your"""
_SMALL = frozenset(_SMALL_WORDS.split())


@dataclass(frozen=True)
class Contradiction:
    """Two passages that answer the same question, or say the same of one heading but for what decides, each in its
    own way; an editor decides which holds."""

    first: Passage
    second: Passage

    def to_dict(self) -> dict:
        """For --json."""
        return {
            "questions": [p.question or " > ".join(p.heading_path) for p in (self.first, self.second)],
            "answers": [self.first.text, self.second.text],
            "files": [self.first.source.file, self.second.source.file],
        }


def merge(passages: Iterable[Passage]) -> tuple[list[Passage], int]:
    """Merge passages that say nearly the same under the same question or headings, keeping the sources of all.

    Returns:
        The passages in order, the first and fullest of each kept, and how many were merged into others.
    """
    groups: defaultdict[tuple, list[int]] = defaultdict(list)
    kept: list[Passage] = []
    merged = 0
    for passage in passages:
        twin = next(
            (n for key in _subjects(passage) for n in groups[key] if says_same(kept[n], passage)), None
        )
        if twin is None:
            for key in _subjects(passage):
                groups[key].append(len(kept))
            kept.append(passage)
        else:
            kept[twin] = _with_source(kept[twin], passage)
            merged += 1
    return kept, merged


def _subjects(passage: Passage) -> list[tuple]:
    """What passages must share to be compared: question and headings in one document, question or text in several."""
    spoken = (passage.operator, passage.language)
    heading = tuple(map(_folded, passage.heading_path))
    if passage.question:
        return [(*spoken, "question", words_of(passage.question))]
    return [
        (*spoken, "file", passage.source.file, heading),
        (*spoken, "heading", heading[-1:], words_of(passage.text[:80])),
    ]


def says_same(first: Passage, second: Passage) -> bool:
    """Whether two texts are nearly equal, with the same figures, addresses, and yes or no."""
    if (
        first.source.file == second.source.file
        and not first.question
        and first.heading_path != second.heading_path
    ):
        return False
    one, other = _folded(first.text), _folded(second.text)
    return (
        one == other
        or fuzz.ratio(one, other, score_cutoff=_SAME) > 0
        and _DECIDES.findall(one) == _DECIDES.findall(other)
    )


def _with_source(kept: Passage, twin: Passage) -> Passage:
    sources = dict.fromkeys([*kept.other_sources, twin.source, *twin.other_sources])
    others = tuple(source for source in sources if source != kept.source)
    return replace(
        kept, other_sources=others, variants=tuple(dict.fromkeys([*kept.variants, *twin.variants]))
    )


def contradictions(passages: Iterable[Passage]) -> list[Contradiction]:
    """The pairs of answers to the same question that differ, and of answers that set out alike and end differently.

    Texts without a question contradict each other if two documents say nearly the same under one heading, with other
    figures.
    """
    asked: list[Passage] = []
    headed: list[Passage] = []
    for passage in passages:
        (asked if passage.question else headed).append(passage)
    pairs = [*_asked_twice(asked), *_headed_twice(headed)]
    return list({(pair.first.id, pair.second.id): pair for pair in pairs}.values())


def _asked_twice(passages: list[Passage]) -> Iterator[Contradiction]:
    by_question: defaultdict[tuple, list[Passage]] = defaultdict(list)
    by_opening: defaultdict[tuple, list[tuple[frozenset[str], Passage]]] = defaultdict(list)
    for passage in passages:
        spoken = (passage.operator, passage.language)
        same = by_question[(*spoken, words_of(passage.question or ""))]
        opening = _opening(passage.text)
        alike = by_opening[(*spoken, *sorted(opening)[:1])] if opening else []
        near = [p for words, p in alike if len(words & opening) >= _ALIKE * len(words | opening)]
        yield from (Contradiction(p, passage) for p in [*same, *near] if _rivals(p, passage))
        same.append(passage)
        if opening:
            alike.append((opening, passage))


def _headed_twice(passages: list[Passage]) -> Iterator[Contradiction]:
    groups: defaultdict[tuple, list[Passage]] = defaultdict(list)
    for passage in passages:
        heading = map(_folded, passage.heading_path[-1:])
        group = groups[(passage.operator, passage.language, *heading, *_beginning(passage))]
        yield from (Contradiction(p, passage) for p in group[-_LOOKED_AT:] if _differ_in_figures(p, passage))
        group.append(passage)


def _rivals(first: Passage, second: Passage) -> bool:
    """Whether two answers differ, one not being part of the other, and no heading tells them apart."""
    if first.source.file == second.source.file and first.heading_path != second.heading_path:
        return False
    one, other = _folded(first.text), _folded(second.text)
    return one not in other and other not in one and not says_same(first, second)


def _beginning(passage: Passage) -> list[str]:
    """What two texts must share to be compared: the words that they begin with, apart from those that decide."""
    words = _WORD.findall(_folded(passage.text))[:_BEGINNING]
    return sorted({word for word in words if word not in _SMALL and not _DECIDES.search(word)})


def _differ_in_figures(first: Passage, second: Passage) -> bool:
    """Whether two documents say nearly the same under one heading, but with other figures, or one of them "not"."""
    if first.source.file == second.source.file or not first.heading_path:
        return False
    one, other = _folded(first.text), _folded(second.text)
    return fuzz.ratio(one, other, score_cutoff=_NEAR) > 0 and _DECIDES.findall(one) != _DECIDES.findall(other)


def _opening(text: str) -> frozenset[str]:
    """The words of a long clause before the first comma; empty if the text opens otherwise."""
    opening, comma, _ = text.partition(",")
    words = words_of(opening)
    return (
        words
        if comma
        and len(opening) >= _OPENING
        and len(words) >= _OPENING_WORDS
        and not re.search(r"[.!?\n]", opening)
        else frozenset()
    )


def words_of(text: str) -> frozenset[str]:
    """The words that carry a text's meaning, accents and plurals folded."""
    words = _WORD.findall(_folded(text).replace("’", "'"))
    return frozenset(re.sub(r"(?<=[a-z]{4})[sx]$", "", word) for word in words if word not in _SMALL)


def without_files(passages: Iterable[Passage], files: set[str]) -> list[Passage]:
    """The passages that remain when documents go: those that another document says too stay in its name."""
    remaining = []
    for passage in passages:
        sources = [source for source in (passage.source, *passage.other_sources) if source.file not in files]
        if sources:
            remaining.append(replace(passage, source=sources[0], other_sources=tuple(sources[1:])))
    return remaining
