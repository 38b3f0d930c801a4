"""The answer: the operator's own words, whole when short, else the sentences that answer, in their order."""

from __future__ import annotations

from collections.abc import Callable

from knowledge.ingestion.sentences import sentences
from knowledge.passages import Passage
from knowledge.retrieval.figures import figures_in, figures_wanted

WHOLE_UP_TO = 600  # characters that a reader takes in at a glance
MOST_SENTENCES = 3
FIGURE_BONUS = 0.15  # cosine; what a figure of the kind that is asked for is worth


def extract(passage: Passage, scores: dict[str, float], question: str = "") -> str:
    """The part of a passage that answers.

    Args:
        scores: cosine of the question to sentences of the passage; sentences without one count as 0.

    Returns:
        The whole text if it is short or a table, else the sentences that answer, at most three, and a fourth if only it
        has the figures; in reading order, with the line that introduces a list item. Nothing is added or reworded.
    """
    if passage.kind in ("faq", "table", "contact") or len(passage.text) <= WHOLE_UP_TO:
        return passage.text
    said = sentences(passage.text)
    ranked = _ranked(said, scores, question)
    chosen = [
        n for place, n in enumerate(ranked[:MOST_SENTENCES]) if not place or len(said[n]) <= WHOLE_UP_TO
    ]
    if not any(figures_in(said[n]) for n in chosen):
        chosen += [n for n in ranked if figures_in(said[n])][:1]
    return "\n".join(_in_order(said, chosen))


def shorten(
    passage: Passage, scores: dict[str, float], fits: Callable[[str], bool], question: str = ""
) -> str:
    """As much of what answers as fits, for SMS: the whole text, else its best sentences in reading order.

    Args:
        fits: whether a text is short enough.

    Returns:
        An empty text if not even one sentence fits.
    """
    if fits(passage.text):
        return passage.text
    said = sentences(passage.text)
    chosen: list[int] = []
    for n in _ranked(said, scores, question):
        if fits(" ".join(_in_order(said, [*chosen, n]))):
            chosen.append(n)
    return " ".join(_in_order(said, chosen)) if chosen else ""


def _ranked(said: list[str], scores: dict[str, float], question: str) -> list[int]:
    """Positions of the sentences, the likeliest to answer first."""
    wanted = figures_wanted(question)

    def worth(n: int) -> float:
        return scores.get(said[n], 0.0) + FIGURE_BONUS * bool(wanted & figures_in(said[n]))

    return sorted(range(len(said)), key=lambda n: -worth(n))


def _in_order(said: list[str], chosen: list[int]) -> list[str]:
    """The chosen sentences as they stand in the text, a list item after the line that introduces it."""
    wanted = set(chosen)
    if said[0].endswith(":") and any(said[n].startswith("-") for n in chosen):
        wanted.add(0)
    return [said[n] for n in sorted(wanted)]
