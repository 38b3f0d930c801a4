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

# Ids that are one question (the benchmark's README): all are indexed, either is right.
SAME = {
    "fr": {
        "ask_6symptomes-prevention": "ask_5symptomes-prevention",
        "ask_7voyageurs-isoloment-volontaire": "ask_6voyageurs-isoloment-volontaire",
    },
    "en": {"ask_3ecole-garderie": "ask_0ecole-garderie", "ask_8emploi": "ask_7emploi"},
}


def read(path: Path) -> dict[str, list[str]]:
    """Questions by id, the official one first."""
    found: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line in path.read_text(encoding="utf-8").splitlines():
        if heading := re.match(r"## intent:\s*(\S+)", line):
            known = heading[1].startswith("ask_faq/")
            current = found.setdefault(heading[1].removeprefix("ask_faq/"), []) if known else None
        elif current is not None and line.startswith("- "):
            current.append(line[2:].strip())
    return found


def measure(questions: dict[str, list[str]], encoder: OnnxEncoder, language: str) -> dict[str, float]:
    ids = list(questions)
    meant = [SAME[language].get(i, i) for i in ids]
    source = Source("covidfaq", "covidfaq")
    passages = [Passage("covid", language, source, (), "text", None, questions[i][0], key=i) for i in ids]
    searcher = Searcher(build(passages, encoder), encoder)
    asked = [(paraphrase, meant[n]) for n, i in enumerate(ids) for paraphrase in questions[i][1:]]
    dense = (
        encoder.encode_queries([q for q, _ in asked])
        @ encoder.encode_passages([questions[i][0] for i in ids]).T
    )
    found = {
        "dense": [[meant[n] for n in np.argsort(-row)[:3]] for row in dense],
        "search": [
            [meant[ids.index(hit.passage.key or "")] for hit in answer.hits]
            for answer in (searcher.search(q, operator="covid", top_k=3, language=language) for q, _ in asked)
        ],
    }
    return {"questions": len(asked)} | {
        f"{kind} R@{k}": round(
            float(np.mean([gold in hits[:k] for hits, (_, gold) in zip(rows, asked, strict=True)])), 4
        )
        for kind, rows in found.items()
        for k in (1, 3)
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/benchmarks/covidfaq_quebec"))
    parser.add_argument("--encoder", type=Path, default=Path("var/encoder"))
    options = parser.parse_args()
    encoder = OnnxEncoder(options.encoder)
    for language in ("fr", "en"):
        figures = measure(read(options.data / language / "nlu.md"), encoder, language)
        print(json.dumps({"language": language, **figures}))


if __name__ == "__main__":
    main()
