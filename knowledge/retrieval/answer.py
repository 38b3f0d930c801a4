"""The answer: the operator's own words, whole when short, else the sentences, rows or steps that answer, in their order."""

from __future__ import annotations

from collections.abc import Callable

from knowledge.passages import Passage
from knowledge.retrieval.figures import figures_in, figures_wanted
from knowledge.retrieval.parts import Part, introduction, parts_of, procedure, written

WHOLE_UP_TO = 600  # characters that a reader takes in at a glance
MOST_PARTS = 3
FIGURE_BONUS = 0.15  # cosine; what a figure of the kind that is asked for is worth


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
    ranked = _ranked(parts, scores, question)
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

    A step comes after the steps before it, unless it has the figure that is asked for.

    Args:
        fits: whether a text is short enough.

    Returns:
        An empty text if not even one part fits.
    """
    if fits(passage.text):
        return passage.text
    parts = parts_of(passage)
    shown: set[int] = set()
    for n in _ranked(parts, scores, question):
        alone = figures_wanted(question) & figures_in(parts[n].text)
        before = [] if alone else [step for step in procedure(parts, n) if step < n]
        for part in [*before, n]:
            with_lead = shown | {part, *introduction(parts, part, passage.kind)}
            fitting = [new for new in (with_lead, shown | {part}) if fits(_in_one_line(parts, new))]
            if not fitting:
                break
            shown = fitting[0]
    return _in_one_line(parts, shown)


def _in_one_line(parts: list[Part], shown: set[int]) -> str:
    return " ".join(parts[n].text for n in sorted(shown))


def _ranked(parts: list[Part], scores: dict[str, float], question: str) -> list[int]:
    """Positions of the parts, the likeliest to answer first."""
    wanted = figures_wanted(question)

    def worth(part: Part) -> float:
        cosine = max((scores.get(sentence, 0.0) for sentence in part.said), default=0.0)
        return cosine + FIGURE_BONUS * bool(wanted & figures_in(part.text))

    return sorted(range(len(parts)), key=lambda n: -worth(parts[n]))
