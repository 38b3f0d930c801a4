"""What runs inside Rasa, checked in Rasa's own environment (rasa_side.py)."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / ".venv-rasa" / "bin" / "python"

pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(not PYTHON.exists(), reason="there is no .venv-rasa; `make` builds it"),
]


def test_the_parts_inside_rasa_work_there() -> None:
    env = os.environ | {
        "PYTHONPATH": str(ROOT),
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
    }
    done = subprocess.run(
        [PYTHON, "-m", "tests.bot.rasa_side"], cwd=ROOT, env=env, capture_output=True, text=True, timeout=180
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith(("ok ", "failed "))]
    assert done.returncode == 0 and len(lines) >= 9, "\n".join([*lines, done.stderr[-3000:]])
