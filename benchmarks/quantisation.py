"""What 8 bits cost: the encoder in float32, with ONNX Runtime's dynamic quantisation alone, and as it is served.

    python -m benchmarks.quantisation

Over questions and passages of the held-out training documents: how far the vectors turn (1 - cosine with those of float32),
how far the scores of questions with passages move (standard deviation), and the milliseconds of a question, in rounds of
one run. The adapter is the committed one.
"""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from pathlib import Path

from bot.cli.processes import ONE_THREAD

os.environ.update(ONE_THREAD)  # before the libraries load

import numpy as np

from benchmarks.rounds import medians
from knowledge.encoder.build import BUNDLED, E5_PREFIXES, export, load_model
from knowledge.encoder.quantise import quantise
from knowledge.encoder.serving import OnnxEncoder
from knowledge.encoder.training_data import documents, split

QUESTIONS, PASSAGES = 400, 100


def plain(source: Path, target: Path, **_: object) -> None:
    """The library's dynamic quantisation, as its documentation shows it."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(source, target, weight_type=QuantType.QInt8, per_channel=True)


def none(source: Path, target: Path, **_: object) -> None:
    """Weights as they are."""
    shutil.copy(source, target)


def encoders(folder: Path) -> dict[str, OnnxEncoder]:
    """The three, float32 first."""
    ways = {"float32": none, "int8, dynamic alone": plain, "int8, served": quantise}
    for name, quantiser in ways.items():
        model = load_model(BUNDLED, folder / f"{name} weights")
        export(model, folder / name, prefixes=E5_PREFIXES, quantiser=quantiser)
    return {name: OnnxEncoder(folder / name) for name in ways}


def one_by_one(encode, texts: list[str]) -> np.ndarray:
    """As in service: activations are rounded by the largest of one text."""
    return np.concatenate([encode([text]) for text in texts])


def main() -> None:
    _, held_out = split(documents())
    rng = random.Random(0)
    questions = rng.sample([q.text for d in held_out for q in d.questions], QUESTIONS)
    passages = rng.sample([d.passage_text(n) for d in held_out for n in range(len(d.passages))], PASSAGES)
    with tempfile.TemporaryDirectory() as folder:
        found = encoders(Path(folder))
        vectors = {
            name: (one_by_one(e.encode_queries, questions), one_by_one(e.encode_passages, passages))
            for name, e in found.items()
        }
        took = medians({name: e.encode_query_tokens for name, e in found.items()}, questions)
    exact = vectors["float32"]
    print(f"{'':22}{'questions turn':>16}{'passages turn':>16}{'scores move':>14}{'ms':>8}")
    for name, (asked, said) in vectors.items():
        turned = [
            1 - (one * other).sum(axis=1).mean() for one, other in zip((asked, said), exact, strict=True)
        ]
        moved = (asked @ said.T - exact[0] @ exact[1].T).std()
        print(f"{name:22}{turned[0]:16.5f}{turned[1]:16.5f}{moved:14.5f}{took[name]:8.2f}")


if __name__ == "__main__":
    main()
