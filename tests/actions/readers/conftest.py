"""Readers are measured and explored with their tables loaded, as the action server has them."""

from __future__ import annotations

import pytest
from hypothesis import settings

from actions.readers.warm_up import warm_up

# A busy machine must not turn a slow moment into a failure; speed has tests of its own.
settings.register_profile("readers", deadline=None)
settings.load_profile("readers")


@pytest.fixture(scope="session", autouse=True)
def _warm() -> None:
    warm_up()
