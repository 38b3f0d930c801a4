"""The intent classifier that Guichet runs, on public data: HINT3, CLINC150 and HWU64.

    python benchmarks/nlu_public.py [--data ../shared/benchmarks] [--encoder var/encoder] [--only hint3 clinc150 hwu64]

Each benchmark trains on its own training file and nothing else, with the settings of config.yml; the public
tests are never trained or tuned on. Protocols: the README of the benchmarks.
"""

from __future__ import annotations

import argparse
import csv
import json
import time
from pathlib import Path

import numpy as np
from sklearn.metrics import matthews_corrcoef

from bot.nlu.classifier import Encoder, IntentModel
from knowledge.encoder.serving import OnnxEncoder

BOTS = ("sofmattress", "curekart", "powerplay11")
NONE = "NO_NODES_DETECTED"
# Fixed beforehand, from the thresholds the paper reports its own figures at.
FIXED = 0.3


def predict(
    encoder: Encoder, train: tuple[list[str], list[str]], texts: list[str]
) -> tuple[np.ndarray, np.ndarray]:
    """Top intent and its confidence for each text, after training on (texts, labels)."""
    model = IntentModel().fit(*train, encoder)
    probabilities = model.predict_proba(texts)
    return np.array(model.classes_)[probabilities.argmax(axis=1)], probabilities.max(axis=1)


def hint3(data: Path, encoder: Encoder) -> None:
    """In-scope accuracy at 0.1, OOS recall at 0.5, best MCC of the thresholds 0.1 to 0.9, MCC at FIXED."""
    for bot in BOTS:
        texts, labels = read_hint3(data / f"hint3/v1/test/{bot}_test.csv")
        gold = np.array(labels)
        top, confidence = predict(encoder, read_hint3(data / f"hint3/v1/train/{bot}_train.csv"), texts)
        inside = gold != NONE
        mcc = {
            t: matthews_corrcoef(gold, np.where(confidence < t, NONE, top))
            for t in np.arange(1, 10).round(1) / 10
        }
        best = max(mcc, key=mcc.__getitem__)
        report(
            f"hint3 {bot}",
            best_mcc=mcc[best],
            at_threshold=best,
            mcc_at_fixed=mcc[FIXED],
            inscope_accuracy=((top == gold) & (confidence >= 0.1))[inside].mean(),
            oos_recall=(confidence < 0.5)[~inside].mean(),
        )


def clinc150(data: Path, encoder: Encoder) -> None:
    """Threshold chosen on val + oos_val; accuracy in scope and recall out of scope on the test parts."""
    parts = {name: ([t for t, _ in rows], [i for _, i in rows]) for name, rows in read_json(data).items()}
    names = ("val", "oos_val", "test", "oos_test")
    texts = [text for name in names for text in parts[name][0]]
    top, confidence = predict(encoder, parts["train"], texts)
    ends = np.cumsum([len(parts[name][0]) for name in names])[:-1]
    tops, sure = (
        dict(zip(names, np.split(top, ends), strict=True)),
        dict(zip(names, np.split(confidence, ends), strict=True)),
    )
    right = {name: tops[name] == np.array(parts[name][1]) for name in names}

    def scores(t: float, part: str) -> tuple[float, float]:
        return (right[part] & (sure[part] >= t)).mean(), (sure[f"oos_{part}"] < t).mean()

    # The mean of both, so that the 100 strangers of the validation count as much as its 3,000 questions.
    threshold = max(np.linspace(0, 1, 201), key=lambda t: sum(scores(t, "val")))
    accuracy, recall = scores(threshold, "test")
    report(
        "clinc150 full",
        accuracy=accuracy,
        oos_recall=recall,
        threshold=threshold,
        no_threshold=right["test"].mean(),
    )
    # As the validation stands, 3,000 questions outweigh 100 strangers: many thresholds are nearly the best. Of those
    # within one standard error of the best the strictest lets the fewest strangers through.
    thresholds = np.linspace(0, 1, 201)
    correct = np.array(
        [(30 * inside + outside) / 31 for inside, outside in (scores(t, "val") for t in thresholds)]
    )
    error = np.sqrt(correct.max() * (1 - correct.max()) / 3100)
    for name, chosen in (
        ("val as it is", thresholds[correct.argmax()]),
        ("strictest within a standard error", thresholds[correct >= correct.max() - error].max()),
    ):
        accuracy, recall = scores(chosen, "test")
        report(f"clinc150 full, {name}", accuracy=accuracy, oos_recall=recall, threshold=chosen)


def hwu64(data: Path, encoder: Encoder) -> None:
    """Accuracy, no threshold."""
    for size in ("small", "large"):
        texts, labels = read_hwu64(data / f"hwu64_autofaq/hwu_{size}_test.csv")
        top, _ = predict(encoder, read_hwu64(data / f"hwu64_autofaq/hwu_{size}_train.csv"), texts)
        report(f"hwu64 {size}", accuracy=(top == np.array(labels)).mean())


def read_hint3(path: Path) -> tuple[list[str], list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [row["sentence"] for row in rows], [row["label"] for row in rows]


def read_hwu64(path: Path) -> tuple[list[str], list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file) if row]
    return [row[2] for row in rows], [row[0] for row in rows]


def read_json(data: Path) -> dict[str, list[list[str]]]:
    return json.loads((data / "clinc150/data_full.json").read_text(encoding="utf-8"))


def report(name: str, **figures: float) -> None:
    print(
        json.dumps({"benchmark": name, **{key: round(float(value), 4) for key, value in figures.items()}}),
        flush=True,
    )


BENCHMARKS = {"hint3": hint3, "clinc150": clinc150, "hwu64": hwu64}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/benchmarks"))
    parser.add_argument("--encoder", type=Path, default=Path("var/encoder"))
    parser.add_argument("--only", nargs="+", choices=BENCHMARKS, default=list(BENCHMARKS))
    options = parser.parse_args()
    encoder = OnnxEncoder(options.encoder)
    print(f"encoder {encoder.id}")
    for name in options.only:
        start = time.perf_counter()
        BENCHMARKS[name](options.data, encoder)
        print(f"  {name}: {time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
