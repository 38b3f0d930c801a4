"""How well confidence is calibrated and strangers are told from customers, on the held-out messages.

    PYTHONPATH=. .venv-rasa/bin/python benchmarks/nlu_calibration.py [--model models/guichet.tar.gz]

Runs in Rasa's environment, for the model was saved there. Held-out: tests/bot/nlu/held_out, never trained on.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from sklearn.metrics import roc_auc_score

from bot.nlu.examples import read_examples
from knowledge.encoder.serving import OnnxEncoder
from tests.bot.nlu.held_out_side import HELD_OUT, load

STRANGER = "out_of_scope"
BINS = np.array([0, 0.5, 0.7, 0.9, 0.97, 1.0])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--model", type=Path, default=Path("models/guichet.tar.gz"))
    parser.add_argument("--encoder", type=Path, default=Path("var/encoder"))
    options = parser.parse_args()
    model = load(options.model).attach(OnnxEncoder(options.encoder))
    examples = read_examples(HELD_OUT)
    probabilities = model.predict_proba([example.text for example in examples])
    gold = np.array([example.intent for example in examples])
    top, sure = np.array(model.classes_)[probabilities.argmax(axis=1)], probabilities.max(axis=1)
    right, strange = top == gold, gold == STRANGER

    told = ", ".join(f"{head} {value:.2f}" for head, value in model.temperatures.items())
    print(f"{len(examples)} messages, accuracy {right.mean():.3f}, temperatures {told}\n")
    print("| confidence | messages | mean confidence | right |\n|---|---|---|---|")
    error = 0.0
    for low, high in zip(BINS, BINS[1:], strict=False):
        inside = (sure > low) & (sure <= high)
        if inside.any():
            error += inside.mean() * abs(sure[inside].mean() - right[inside].mean())
            print(
                f"| {low:.2f}–{high:.2f} | {inside.sum()} | {sure[inside].mean():.3f} | {right[inside].mean():.3f} |"
            )
    print(f"\nexpected calibration error {error:.3f}\n")
    said = top == STRANGER
    ranked = roc_auc_score(strange, probabilities[:, model.classes_.index(STRANGER)])
    print(
        f"out of scope: {strange.sum()} messages, recall {said[strange].mean():.3f}, precision "
        f"{strange[said].mean():.3f}, area under the ROC curve {ranked:.3f}"
    )


if __name__ == "__main__":
    main()
