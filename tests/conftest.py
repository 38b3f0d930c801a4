"""Fixtures that several packages share: what was built once for the whole session."""

from __future__ import annotations

import pytest

from bot.settings import settings


@pytest.fixture(scope="session")
def encoder():
    """The exported encoder that Guichet serves."""
    from knowledge.encoder.serving import OnnxEncoder

    found = OnnxEncoder(settings().encoder_dir)
    found.warm_up()
    return found
