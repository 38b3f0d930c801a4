"""Runs in Rasa's environment: what the trained model says of the held-out messages, as JSON on stdout.

Usage: python -m tests.bot.nlu.held_out_side MODEL.tar.gz ENCODER LANGUAGE.json
"""

from __future__ import annotations

import json
import sys
import tarfile
import tempfile
from pathlib import Path

from bot.nlu.classifier import IntentModel
from bot.nlu.examples import read_examples
from knowledge.encoder.serving import OnnxEncoder
from knowledge.language import LanguageIdentifier

HELD_OUT = Path(__file__).parent / "held_out"


def main(archive: str, encoder: str, languages: str) -> None:
    model = load(Path(archive)).attach(OnnxEncoder(encoder))
    examples = read_examples(HELD_OUT)
    probabilities = model.predict_proba([example.text for example in examples])
    identifier = LanguageIdentifier.load(languages)
    rows = [
        {
            "text": example.text,
            "intent": example.intent,
            "language": example.language,
            "predicted": model.classes_[int(row.argmax())],
            "confidence": float(row.max()),
            "identified": identifier.identify(example.text).language,
        }
        for example, row in zip(examples, probabilities, strict=True)
    ]
    print(json.dumps(rows))


def load(archive: Path) -> IntentModel:
    """The intent model inside Rasa's archive."""
    with tempfile.TemporaryDirectory() as folder, tarfile.open(archive) as tar:
        (member,) = [name for name in tar.getnames() if name.endswith("intents.joblib")]
        tar.extract(member, folder)
        return IntentModel.load(Path(folder) / member)


if __name__ == "__main__":
    main(*sys.argv[1:])
