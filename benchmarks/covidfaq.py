"""Retrieval on covidfaq_quebec: the first question of each id is indexed, its paraphrases are asked.

    python benchmarks/covidfaq.py [--data ../shared/benchmarks/covidfaq_quebec] [--encoder var/encoder]

Prints R@1 and R@3 by language for dense vectors alone and for Guichet's search. Never trained on.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

import numpy as np

from knowledge.encoder.serving import OnnxEncoder
from knowledge.index.store import build
from knowledge.passages import Passage, Source
from knowledge.retrieval.search import Searcher

# Ids that are one question (the benchmark's README).
SAME = {
    "fr": {"ask_6symptomes": "ask_5symptomes", "ask_7voyageurs": "ask_6voyageurs"},
    "en": {"ask_3ecole-garderie": "ask_0ecole-garderie", "ask_8emploi": "ask_7emploi"},
}


def read(path: Path, language: str) -> dict[str, list[str]]:
    """Questions by id, the official one first."""
    found: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line in path.read_text(encoding="utf-8").splitlines():
        if heading := re.match(r"## intent:\s*(\S+)", line):
            name = heading[1].removeprefix("ask_faq/")
            known = heading[1].startswith("ask_faq/")
            current = found.setdefault(SAME[language].get(name, name), []) if known else None
        elif current is not None and line.startswith("- "):
            current.append(line[2:].strip())
    return found


def measure(questions: dict[str, list[str]], encoder: OnnxEncoder, language: str) -> dict[str, float]:
    ids = list(questions)
    source = Source("covidfaq", "covidfaq")
    passages = [
        Passage("covid", language, source, (), "faq", questions[i][0], questions[i][0], key=i) for i in ids
    ]
    searcher = Searcher(build(passages, encoder), encoder)
    asked = [(paraphrase, number) for number, i in enumerate(ids) for paraphrase in questions[i][1:]]
    dense = (
        encoder.encode_queries([q for q, _ in asked])
        @ encoder.encode_passages([questions[i][0] for i in ids]).T
    )
    ranks = np.array([(row > row[gold]).sum() for row, (_, gold) in zip(dense, asked, strict=True)])
    hits = [
        [hit.passage.key for hit in searcher.search(text, operator="covid", top_k=3, language=language).hits]
        for text, _ in asked
    ]
    golds = [ids[gold] for _, gold in asked]
    return {
        "questions": len(asked),
        "dense R@1": round(float((ranks == 0).mean()), 4),
        "dense R@3": round(float((ranks < 3).mean()), 4),
        "search R@1": round(float(np.mean([h[0] == g for h, g in zip(hits, golds, strict=True)])), 4),
        "search R@3": round(float(np.mean([g in h for h, g in zip(hits, golds, strict=True)])), 4),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/benchmarks/covidfaq_quebec"))
    parser.add_argument("--encoder", type=Path, default=Path("var/encoder"))
    options = parser.parse_args()
    encoder = OnnxEncoder(options.encoder)
    for language in ("fr", "en"):
        figures = measure(read(options.data / language / "nlu.md", language), encoder, language)
        print(json.dumps({"language": language, **figures}))


if __name__ == "__main__":
    main()
