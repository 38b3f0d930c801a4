"""The plots of docs/retrieval.md from the tables in docs/.

python benchmarks/plots.py
"""

from __future__ import annotations

import csv
from pathlib import Path

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt

DOCS = Path("docs")
IMAGES = DOCS / "images"
plt.rcParams |= {
    "svg.hashsalt": "guichet",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
}


def table(name: str) -> dict[str, list[float]]:
    """The columns of a CSV file of numbers."""
    rows = list(csv.DictReader((DOCS / name).open(newline="")))
    return {column: [float(row[column]) for row in rows] for column in rows[0]}


def reliability() -> None:
    """Confidence against the share of right answers; the area of a dot is the share of the questions."""
    data = table("reliability.csv")
    figure, axes = plt.subplots(figsize=(4, 3.6))
    axes.plot([0, 1], [0, 1], color="#999", linewidth=1, linestyle="--")
    axes.scatter(
        data["confidence"],
        data["right"],
        s=[weight * 900 for weight in data["weight"]],
        color="#0b5fa5",
        alpha=0.75,
    )
    axes.set(xlabel="confidence", ylabel="share of right answers", xlim=(0, 1), ylim=(0, 1))
    save(figure, "reliability.svg")


def growth() -> None:
    """Milliseconds a search and megabytes of the index, by number of passages."""
    data = table("growth.csv")
    figure, axes = plt.subplots(figsize=(4.6, 3.4))
    axes.plot(data["passages"], data["median_ms"], marker="o", color="#0b5fa5", label="ms a search (left)")
    axes.set(xscale="log", yscale="log", xlabel="passages", ylabel="ms a search")
    other = axes.twinx()
    other.plot(
        data["passages"], data["index_mb"], marker="s", color="#b3541e", label="MB of the index (right)"
    )
    other.set(yscale="log", ylabel="MB of the index")
    figure.legend(loc="upper left", bbox_to_anchor=(0.17, 0.95), frameon=False)
    save(figure, "growth.svg")


def fine_tuning() -> None:
    """Held-out hit@1 and AUC over the steps of the last stage of fine-tuning."""
    data = table("fine_tuning_6.csv")
    figure, axes = plt.subplots(figsize=(4.6, 3.2))
    for column, colour in (("hit@1", "#0b5fa5"), ("auc", "#b3541e")):
        axes.plot(data["step"], data[column], marker="o", color=colour, label=column)
    axes.set(xlabel="step", ylabel="on held-out documents")
    axes.legend(frameon=False)
    save(figure, "fine_tuning.svg")


def save(figure, name: str) -> None:
    IMAGES.mkdir(exist_ok=True)
    figure.tight_layout()
    figure.savefig(IMAGES / name, metadata={"Date": None})
    print(IMAGES / name)


if __name__ == "__main__":
    reliability()
    if (DOCS / "growth.csv").exists():
        growth()
    fine_tuning()
