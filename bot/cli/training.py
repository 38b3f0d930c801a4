"""Trains the Rasa model in Rasa's own environment."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from bot.cli.checks import MODELS, RASA_PYTHON, ROOT, check_encoder, check_language, check_rasa_environment
from bot.cli.errors import CommandError
from bot.cli.processes import environment
from bot.settings import Settings

MODEL_NAME = "guichet"


def train_model(settings: Settings, root: Path = ROOT) -> None:
    """Run `rasa train`, show what it says, and keep that in a log.

    Raises:
        CommandError: something is missing, or the training failed.
    """
    for check in (check_rasa_environment(root), check_encoder(settings), check_language(root)):
        if not check.ok:
            raise CommandError(f"{check.name.capitalize()}: {check.found} {check.remedy}")
    log = settings.data_dir / "log" / "rasa-train.log"
    started = time.monotonic()
    print("Training the Rasa model …", flush=True)
    if _run(_command(root), log, root, settings):
        raise CommandError(f"The training failed; its output is in {log}.")
    model = MODELS / f"{MODEL_NAME}.tar.gz"
    print(f"Trained {model} in {time.monotonic() - started:.0f} s.")


def _command(root: Path) -> list[str]:
    options = {
        "--config": "config.yml",
        "--domain": "domain/domain.yml",
        "--data": "data",
        "--out": str(MODELS),
    }
    named = [part for option in options.items() for part in option]
    return [str(root / RASA_PYTHON), "-m", "rasa", "train", *named, "--fixed-model-name", MODEL_NAME]


def _run(command: list[str], log: Path, root: Path, settings: Settings) -> int:
    log.parent.mkdir(parents=True, exist_ok=True)
    with (
        log.open("wb") as file,
        subprocess.Popen(
            command,
            cwd=root,
            env=environment(settings, root),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        assert process.stdout is not None
        while chunk := os.read(process.stdout.fileno(), 65536):
            file.write(chunk)
            sys.stdout.buffer.write(chunk)
            sys.stdout.buffer.flush()
    return process.returncode
