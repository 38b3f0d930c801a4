"""What the processes of `guichet up` find in their environment."""

from __future__ import annotations

import pytest

from bot.cli.checks import ROOT
from bot.cli.processes import environment
from bot.settings import Settings

THREADS = "OPENBLAS_NUM_THREADS"


def test_a_question_s_products_run_on_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(THREADS, raising=False)
    assert environment(Settings(), ROOT)[THREADS] == "1"


def test_an_operators_own_setting_counts_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(THREADS, "4")
    assert environment(Settings(), ROOT)[THREADS] == "4"
