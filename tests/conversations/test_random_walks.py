"""Two hundred customers who wander through the running assistant: whatever they do, some things always hold.

GUICHET_WALKS_SEED sets another seed, GUICHET_WALKS another number of walks.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.conversations.player import Guichet
from tests.conversations.walker import Walker

SEED = int(os.environ.get("GUICHET_WALKS_SEED", "20261121"))
WALKS = int(os.environ.get("GUICHET_WALKS", "200"))
SIDE_BY_SIDE = 3


def walked(guichet: Guichet, walk: int) -> str | None:
    """What did not hold, if anything."""
    try:
        Walker(guichet, walk, SEED).go()
    except AssertionError as error:
        return str(error)
    return None


@pytest.mark.integration
def test_walks_of_detours_end_well(guichet: Guichet) -> None:
    """Never silent, never stuck, never in the wrong language, never a change without a yes."""
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        found = list(pool.map(lambda walk: walked(guichet, walk), range(WALKS)))
    failed = [problem for problem in found if problem]
    assert not failed, f"{len(failed)} of {WALKS} walks:\n" + "\n\n".join(failed[:5])
