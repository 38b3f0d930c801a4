"""A fresh world for each test of the actions."""

from collections.abc import Iterator

import pytest

from actions.context import use
from tests.actions.dialogue import World


@pytest.fixture
def world() -> Iterator[World]:
    """Fakes around the actions, in service for one test."""
    made = World()
    made.enter()
    yield made
    use(None)
