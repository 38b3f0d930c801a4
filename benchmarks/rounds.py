"""Times side by side: the same things asked of several rivals, a block each in turn.

So they share the machine's ups and downs, and none finds the processor's caches full of another's weights at every question.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any

BLOCK = 20  # that one of the rivals answers in a row
REST_SECONDS = 0.3  # torch's threads go on spinning for a while


def medians(rivals: dict[str, Callable[[Any], object]], asked: Sequence[Any]) -> dict[str, float]:
    """Milliseconds of each rival for one of the asked, at the median; each is called once before, unmeasured."""
    times: dict[str, list[float]] = {name: [] for name in rivals}
    for ask in rivals.values():
        ask(asked[0])
    for first in range(0, len(asked), BLOCK):
        for name, ask in rivals.items():
            time.sleep(REST_SECONDS)
            for item in asked[first : first + BLOCK]:
                start = time.perf_counter()
                ask(item)
                times[name].append((time.perf_counter() - start) * 1000)
    return {name: statistics.median(values) for name, values in times.items()}
