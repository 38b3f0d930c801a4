"""Nothing that a customer says is in Rasa's log."""

from __future__ import annotations

import io
import logging

import pytest

from bot.rasa_logs import CoveringFilter, covered, install, turn_of

MESSAGES = {
    "fr": "Je m’appelle Zoé Lachapelle, j’habite au 4120 rue Fabre, compte 4410 2287 31",
    "en": "I am Zoe Lachapelle of 4120 Fabre Street, account 4410 2287 31",
}


@pytest.fixture
def log():
    """What a handler writes that the filter was added to."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    logger = logging.getLogger("tests.rasa_logs")
    logger.addHandler(handler)
    logger.propagate = False
    install()
    yield logger, stream
    logger.removeHandler(handler)
    logging.captureWarnings(False)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_words_of_a_turn_are_covered_in_messages_and_tracebacks(log, language):
    logger, stream = log
    with turn_of(MESSAGES[language]):
        logger.warning("Parsing of '%s' failed.", MESSAGES[language])
        try:
            raise ValueError(f"no such street: {MESSAGES[language][20:]!r}")
        except ValueError:
            logger.exception("A turn of conversation %s failed.", "6f0c1c9e-0000-4000-8000-000000000001")
    written = stream.getvalue()
    for word in ("Zo", "Lachapelle", "Fabre", "4120", "4410", "2287"):
        assert word not in written
    assert "ValueError" in written and "6f0c1c9e-0000-4000-8000-000000000001" in written


def test_outside_of_a_turn_numbers_and_addresses_are_covered():
    assert covered("sent to a.roy@example.com, account 4410-2287-31") == "sent to […], account […]"
    assert covered("2026-11-21 15:00:01 took 1234 ms") == "2026-11-21 15:00:01 took 1234 ms"


def test_warnings_of_python_are_covered_too(log):
    warning = logging.LogRecord("py.warnings", logging.WARNING, "", 1, "bad zigomar", (), None)
    with turn_of("zigomar"):
        assert CoveringFilter().filter(warning) and warning.getMessage() == "bad […]"


def test_the_filter_is_added_once(log):
    logger, _ = log
    install()
    assert len([known for known in logger.handlers[0].filters if isinstance(known, CoveringFilter)]) == 1
