"""What each part of search is worth: one table, the same questions for every row, each row adding one part.

    python benchmarks/retrieval_ablation.py held-out [--encoder var/encoder] [--encoder-base DIR]
    python benchmarks/retrieval_ablation.py QUESTIONS.jsonl --documents DIR [...]

held-out: the training documents that the encoder has not seen, each also with half of its questions as variants; on
them the mix is chosen. DIR holds one text file, or one folder of documents, for each operator (../shared/seeds, knowledge/documents).
Prints a Markdown table of hit@1, hit@3 and MRR by language of the question, for docs/retrieval.md.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from knowledge.encoder.serving import OnnxEncoder
from knowledge.encoder.training_data import documents, split
from knowledge.evaluation.evaluate import judge, read_questions, report
from knowledge.index.store import Index, build
from knowledge.index.units import QUESTION, SENTENCE, VARIANT, WHOLE
from knowledge.ingestion.ingest import read_documents
from knowledge.passages import Passage
from knowledge.retrieval.calibrate import with_variants
from knowledge.retrieval.search import Mix, Searcher

ALL = (WHOLE, QUESTION, SENTENCE, VARIANT)
BARE = {"plain": False, "spelling": False}
ROWS = {
    "one vector a passage": Mix(lexical=0, whole=0, late=0, kinds=(WHOLE,), **BARE),
    "+ the question's own vector": Mix(lexical=0, whole=0, late=0, kinds=(WHOLE, QUESTION), **BARE),
    "+ a vector for each sentence": Mix(
        lexical=0, whole=0, late=0, kinds=(WHOLE, QUESTION, SENTENCE), **BARE
    ),
    "+ question variants": Mix(lexical=0, whole=0, late=0, kinds=ALL, **BARE),
    "+ the whole text counts besides": Mix(lexical=0, late=0, kinds=ALL, **BARE),
    "+ lexical": Mix(late=0, kinds=ALL, **BARE),
    "+ spelling by the operator's words": Mix(late=0, kinds=ALL, plain=False),
    "+ abbreviations written out": Mix(late=0, kinds=ALL),
    "+ late interaction over the best (in service)": Mix(),
    "late interaction at half the weight": Mix(late=Mix.late / 2),
    "late interaction at twice the weight": Mix(late=Mix.late * 2),
    "whole text at half the weight": Mix(whole=Mix.whole / 2),
    "lexical at half the weight": Mix(lexical=Mix.lexical / 2),
    "lexical at twice the weight": Mix(lexical=Mix.lexical * 2),
}


def index_of(folder: Path, encoder: OnnxEncoder) -> Index:
    """All operators' documents in one index."""
    passages = []
    for path in sorted(folder.iterdir()):
        passages += read_documents([path], operator=path.stem).passages
    return build(passages, encoder)


def held_out() -> tuple[list[dict], list[Passage]]:
    """Questions about the held-out documents, each document an operator, and again with variants; and their passages."""
    questions, passages = [], []
    plain = split(documents())[1]
    for document, suffix in [(d, "") for d in plain] + [
        (with_variants(d, 0.5), "-with-variants") for d in plain
    ]:
        keys = [f"{document.slug}{suffix}-{n}" for n in range(len(document.passages))]
        for passage, key in zip(document.passages, keys, strict=True):
            fields = vars(passage) | {"operator": document.slug + suffix, "key": key}
            passages.append(Passage(**fields))
        questions += [
            {
                "operator": document.slug + suffix,
                "lang": question.language,
                "style": question.style,
                "kind": "answerable",
                "question": question.text,
                "key": keys[question.passage],
            }
            for question in document.questions
            if question.passage is not None
        ]
    return questions, passages


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
    parser.add_argument("questions", help="a file of labelled questions, or held-out")
    parser.add_argument("--documents", type=Path, help="what the questions of a file are about")
    parser.add_argument("--encoder", type=Path, default=Path("var/encoder"))
    parser.add_argument("--encoder-base", type=Path, help="the encoder without our adapter, for comparison")
    options = parser.parse_args()
    print(
        "| encoder | search | fr hit@1 | hit@3 | MRR | en hit@1 | hit@3 | MRR |\n|---|---|---|---|---|---|---|---|"
    )
    for label, folder in (("as published", options.encoder_base), ("adapted", options.encoder)):
        if not folder:
            continue
        encoder = OnnxEncoder(folder, threads=2)
        if options.questions == "held-out":
            questions, passages = held_out()
            table(questions, build(passages, encoder), encoder, label)
        else:
            questions = read_questions(Path(options.questions))
            table(questions, index_of(options.documents, encoder), encoder, label)


if __name__ == "__main__":
    main()
