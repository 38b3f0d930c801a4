"""`rasa data validate` is clean, and `rasa test` predicts the intents and actions of the stories without an error."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from bot.cli.checks import MODELS, RASA_PYTHON, ROOT
from bot.cli.processes import environment
from bot.settings import settings

pytestmark = pytest.mark.integration
STORIES = Path(__file__).parent / "stories"
SECONDS = 540


def rasa(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command of Rasa in its own environment."""
    return subprocess.run(
        [str(ROOT / RASA_PYTHON), "-m", "rasa", *arguments],
        cwd=ROOT,
        env=environment(settings(), ROOT),
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )


def test_rules_and_examples_are_valid() -> None:
    done = rasa(
        "data", "validate", "--domain", "domain/domain.yml", "--config", "config.yml", "--data", "data", "--fail-on-warnings"
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]


def test_messages_lead_to_the_rules_that_they_should(tmp_path: Path) -> None:
    model = MODELS / "guichet.tar.gz"
    done = rasa(
        "test", "core", "--model", str(model), "--stories", str(STORIES), "--e2e", "--out", str(tmp_path), "--fail-on-prediction-errors"
    )  # fmt: skip
    failed = tmp_path / "failed_test_stories.yml"
    told = failed.read_text(encoding="utf-8") if failed.exists() else ""
    assert done.returncode == 0, f"{told}\n{done.stderr[-3000:]}"
