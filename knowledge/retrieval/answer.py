"""The answer: the operator's own words, whole when short, else the sentences, rows or steps that answer, in their order."""

from __future__ import annotations

from collections.abc import Callable

from knowledge.passages import Passage
from knowledge.retrieval.figures import figures_in, figures_wanted
from knowledge.retrieval.parts import LEFT_OUT, Part, introduction, parts_of, procedure, written

WHOLE_UP_TO = 600  # characters that a reader takes in at a glance
MOST_PARTS = 3
# Cosines: what a figure of the kind that is asked for is worth, and by how much the one step that is asked about is nearer than the
# others (twenty questions: at most .05 about the whole procedure, mostly .14 and more about a step).
FIGURE_BONUS, STANDS_OUT = 0.15, 0.08


def extract(passage: Passage, scores: dict[str, float], question: str = "") -> str:
    """The part of a passage that answers.

    Args:
        scores: cosine of the question to sentences of the passage; sentences without one count as 0.

    Returns:
        The whole text if it is short or a FAQ entry, else what answers: at most three sentences, items or rows, and a
        fourth if only it has the figures; of a procedure all steps. In reading order, with the line that introduces an
        item; a mark stands where items of a list are left out. Nothing is reworded.
    """
    if passage.kind in ("faq", "contact") or len(passage.text) <= WHOLE_UP_TO:
        return passage.text
    parts = parts_of(passage)
    ranked = _ranked(_worths(parts, scores, question))
    chosen = [
        n for place, n in enumerate(ranked[:MOST_PARTS]) if not place or len(parts[n].text) <= WHOLE_UP_TO
    ]
    if not any(figures_in(parts[n].text) for n in chosen):
        chosen += [n for n in ranked if figures_in(parts[n].text)][:1]
    shown = {m for n in chosen for m in (n, *procedure(parts, n))}
    return written(parts, shown | {m for n in shown for m in introduction(parts, n, passage.kind)})


def shorten(
    passage: Passage, scores: dict[str, float], fits: Callable[[str], bool], question: str = ""
) -> str:
    """As much of what answers as fits, for SMS: the whole text, else its best parts in reading order.

    A step comes after the steps before it, unless it is the one asked about, or has the figure that is asked for.

    Args:
        fits: whether a text is short enough.

    Returns:
        An empty text if not even one part fits.
    """
    if fits(passage.text):
        return passage.text
    parts = parts_of(passage)
    worths = _worths(parts, scores, question)
    shown: set[int] = set()
    for n in _ranked(worths):
        steps = procedure(parts, n)
        alone = n in steps and (
            _stands_out(n, steps, worths) or figures_wanted(question) & figures_in(parts[n].text)
        )
        for part in [n] if alone else [*(step for step in steps if step < n), n]:
            with_lead = shown | {part, *introduction(parts, part, passage.kind)}
            fitting = [new for new in (with_lead, shown | {part}) if fits(_in_one_line(parts, new))]
            if not fitting:
                break
            shown = fitting[0]
    return _in_one_line(parts, shown)


def _in_one_line(parts: list[Part], shown: set[int]) -> str:
    """The shown parts; that the text goes on is for the message to say."""
    return written(parts, shown).removesuffix(f"\n{LEFT_OUT}").replace("\n", " ")


def _stands_out(n: int, steps: list[int], worths: list[float]) -> bool:
    """Whether one step is asked about rather than the whole procedure."""
    return worths[n] - max(worths[step] for step in steps if step != n) >= STANDS_OUT


def _worths(parts: list[Part], scores: dict[str, float], question: str) -> list[float]:
    """How likely each part is to answer: its nearest sentence's cosine, and more for the kind of figure asked for."""
    wanted = figures_wanted(question)
    return [
        max((scores.get(sentence, 0.0) for sentence in part.said), default=0.0)
        + FIGURE_BONUS * bool(wanted & figures_in(part.text))
        for part in parts
    ]


def _ranked(worths: list[float]) -> list[int]:
    """Positions of the parts, the likeliest to answer first."""
    return sorted(range(len(worths)), key=lambda n: -worths[n])
