"""The entries of the desk's menu, in order; a page names its own by `section`."""

from __future__ import annotations

from dataclasses import dataclass

from bot.desk.models import ADMIN, AGENT, SUPERVISOR


@dataclass(frozen=True)
class Entry:
    """section: also the key of its words, `navigation.<section>`. role: the lowest that sees it."""

    section: str
    path: str
    role: str = AGENT


ENTRIES = (
    Entry("queue", "/desk"),
    Entry("search", "/desk/search"),
    Entry("review", "/desk/review"),
    Entry("reports", "/desk/reports", SUPERVISOR),
    Entry("replies", "/desk/replies", SUPERVISOR),
    Entry("people", "/desk/people", ADMIN),
)
