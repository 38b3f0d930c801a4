"""What each part of search is worth: one table, the same questions for every row.

    python benchmarks/retrieval_ablation.py QUESTIONS.jsonl --documents DIR [--encoder var/encoder] [--encoder-base DIR]

DIR holds one text file, or one folder of documents, for each operator (../shared/seeds, knowledge/documents). Prints a
Markdown table of hit@1, hit@3 and MRR by language of the question, for docs/retrieval.md.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from knowledge.encoder.serving import OnnxEncoder
from knowledge.evaluation.evaluate import judge, read_questions, report
from knowledge.index.store import Index, build
from knowledge.index.units import QUESTION, SENTENCE, VARIANT, WHOLE
from knowledge.ingestion.ingest import read_documents
from knowledge.retrieval.search import Mix, Searcher

ALL = (WHOLE, QUESTION, SENTENCE, VARIANT)
ROWS = {
    "one vector a passage": Mix(lexical=0, kinds=(WHOLE,)),
    "+ the question's own vector": Mix(lexical=0, kinds=(WHOLE, QUESTION)),
    "+ a vector for each sentence": Mix(lexical=0, kinds=(WHOLE, QUESTION, SENTENCE)),
    "+ question variants": Mix(lexical=0, kinds=ALL),
    "+ whole text 0.5": Mix(lexical=0, whole=0.5, kinds=ALL),
    "+ lexical 0.1": Mix(lexical=0.1, whole=0.5, kinds=ALL),
    "+ lexical 0.2": Mix(lexical=0.2, whole=0.5, kinds=ALL),
    "+ lexical 0.3": Mix(lexical=0.3, whole=0.5, kinds=ALL),
    "lexical 0.2 without whole text": Mix(lexical=0.2, kinds=ALL),
    "lexical 0.2, whole text 1": Mix(lexical=0.2, whole=1, kinds=ALL),
}


def index_of(folder: Path, encoder: OnnxEncoder) -> Index:
    """All operators' documents in one index."""
    passages = []
    for path in sorted(folder.iterdir()):
        passages += read_documents([path], operator=path.stem).passages
    return build(passages, encoder)


def table(questions: list[dict], index: Index, encoder: OnnxEncoder, label: str) -> None:
    for name, mix in ROWS.items():
        figures = report(judge(questions, Searcher(index, encoder, mix=mix)))
        cells = []
        for language in ("fr", "en"):
            group = figures["groups"].get(f"lang {language}", {})
            cells += [f"{group.get(key) or 0:.3f}" for key in ("hit@1", "hit@3", "mrr")]
        print(f"| {label} | {name} | {' | '.join(cells)} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("questions", type=Path)
    parser.add_argument("--documents", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, default=Path("var/encoder"))
    parser.add_argument("--encoder-base", type=Path, help="the encoder without our adapter, for comparison")
    options = parser.parse_args()
    questions = read_questions(options.questions)
    print(
        "| encoder | search | fr hit@1 | hit@3 | MRR | en hit@1 | hit@3 | MRR |\n|---|---|---|---|---|---|---|---|"
    )
    for label, folder in (("as published", options.encoder_base), ("adapted", options.encoder)):
        if folder:
            encoder = OnnxEncoder(folder, threads=2)
            table(questions, index_of(options.documents, encoder), encoder, label)


if __name__ == "__main__":
    main()
