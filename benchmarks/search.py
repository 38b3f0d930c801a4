"""Search side by side, in one run: ours, sentence-transformers with flat faiss, BM25 alone; and how ours grows.

    python -m benchmarks.search speed [--questions knowledge/evaluation/questions.jsonl] [--index var/index]
    python -m benchmarks.search growth [--largest 1000000] [--csv docs/growth.csv]

speed: the same questions through the three, in rounds (benchmarks/rounds.py); medians, ratios, and the resident memory of
a process that only searches. growth: dense search over synthetic passages whose neighbourhoods
are those of real ones; time, recall@10 against exact search, memory of the index and the time to build it.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bot.cli.processes import ONE_THREAD

os.environ.update(ONE_THREAD)  # as in service, and before the libraries load

import numpy as np

from benchmarks.rounds import medians
from bot.settings import settings
from knowledge.encoder.serving import OnnxEncoder
from knowledge.evaluation.evaluate import read_questions
from knowledge.index.store import Index, IndexStore
from knowledge.retrieval.search import Searcher

SEED = 5
QUERIES = 200
MEMORY = """
import sys, psutil
from bot.settings import settings
from knowledge.encoder.serving import OnnxEncoder
from knowledge.index.store import IndexStore
from knowledge.retrieval.search import Searcher
encoder = OnnxEncoder(settings().encoder_dir)
searcher = Searcher(IndexStore(sys.argv[1]).load(encoder_id=encoder.id), encoder)
for operator in searcher.operators:
    searcher.search("Où est ma facture ?", operator=operator)
assert "torch" not in sys.modules
print(round(psutil.Process().memory_info().rss / 2**20))
"""


def speed(questions: list[dict], folder: Path, encoder: OnnxEncoder) -> dict:
    """Median milliseconds a question of the three, and how many times faster ours is."""
    index = IndexStore(folder).load(encoder_id=encoder.id)
    searcher = Searcher(index, encoder)
    rivals: dict[str, Callable[[dict], object]] = {
        "ours": lambda q: searcher.search(q["question"], operator=q["operator"]),
        "sentence-transformers + flat faiss": default_backend(index),
        "BM25": bm25(index),
    }
    took = {name: round(median, 2) for name, median in medians(rivals, questions).items()}
    return {
        "questions": len(questions),
        "median_ms": took,
        "times_faster_than": {
            name: round(value / took["ours"], 2) for name, value in took.items() if name != "ours"
        },
        "resident_mb_of_a_search_process": memory(folder),
    }


def default_backend(index: Index) -> Callable[[dict], object]:
    """What one writes first: SentenceTransformer.encode and a flat index over whole passages."""
    import faiss

    from knowledge.encoder.build import load_model

    with tempfile.TemporaryDirectory() as scratch:
        model = load_model(settings().encoder, Path(scratch) / "model")
    flat = {}
    for operator in index.manifest["passages"]:
        texts = ["passage: " + p.text for p in index.passages if p.operator == operator]
        flat[operator] = faiss.IndexFlatIP(index.vectors.shape[1])
        flat[operator].add(model.encode(texts, normalize_embeddings=True, batch_size=16))
    return lambda q: flat[q["operator"]].search(
        model.encode(["query: " + q["question"]], normalize_embeddings=True), 5
    )


def bm25(index: Index) -> Callable[[dict], object]:
    """bm25s with its own tokenizer."""
    import bm25s

    found = {}
    for operator in index.manifest["passages"]:
        found[operator] = bm25s.BM25()
        texts = [p.text for p in index.passages if p.operator == operator]
        found[operator].index(bm25s.tokenize(texts, show_progress=False), show_progress=False)
    return lambda q: found[q["operator"]].retrieve(
        bm25s.tokenize(q["question"], show_progress=False), k=5, show_progress=False
    )


def memory(folder: Path) -> int:
    """Resident MB of a process that loaded everything and searched once for each operator."""
    out = subprocess.run(
        [sys.executable, "-c", MEMORY, str(folder)], check=True, capture_output=True, text=True
    )
    return int(out.stdout.strip().splitlines()[-1])


def growth(largest: int, encoder: OnnxEncoder, path: Path) -> None:
    """One line for each power of ten: milliseconds a search, recall@10, size and build time of the index."""
    real, queries = real_vectors(encoder)
    rows = []
    for count in (10**n for n in range(3, 7) if 10**n <= largest):
        rows.append(grown(synthetic(real, count), queries))
        print(json.dumps(rows[-1]), flush=True)
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


def real_vectors(encoder: OnnxEncoder) -> tuple[np.ndarray, np.ndarray]:
    """Vectors of the training passages with their sentences, shape (units, dim), and of QUERIES held-out questions."""
    from knowledge.encoder.training_data import documents, split
    from knowledge.index.units import units_of

    training, held_out = split(documents())
    texts = [unit.text for d in training for n, p in enumerate(d.passages) for unit in units_of(p, n)]
    asked = [q.text for d in held_out for q in d.questions if q.passage is not None]
    rng = np.random.default_rng(SEED)
    chosen = [asked[n] for n in rng.choice(len(asked), QUERIES, replace=False)]
    return encoder.encode_passages(texts), encoder.encode_queries(chosen)


def synthetic(real: np.ndarray, count: int) -> np.ndarray:
    """Passages that lie around and between real ones, as passages on the same subject do; each of length 1."""
    rng = np.random.default_rng(SEED)
    found = np.empty((count, real.shape[1]), np.float32)
    for start in range(0, count, 100_000):
        size = min(100_000, count - start)
        one, other = real[rng.integers(len(real), size=(2, size))]
        share = rng.beta(0.4, 2.0, size=(size, 1)).astype(np.float32)
        noise = rng.standard_normal((size, real.shape[1]), dtype=np.float32) * real.std(axis=0)
        part = (1 - share) * one + share * other + 0.5 * noise
        found[start : start + size] = part / np.linalg.norm(part, axis=1, keepdims=True)
    return found


def grown(vectors: np.ndarray, queries: np.ndarray) -> dict:
    """Figures of one size."""
    import faiss

    from knowledge.index.dense import dense_index

    faiss.omp_set_num_threads(2)
    start = time.perf_counter()
    index = dense_index(vectors)
    built = time.perf_counter() - start
    exact = [np.argpartition(-(vectors @ query), 10)[:10] for query in queries]
    faiss.omp_set_num_threads(1)
    times, recalls = [], []
    for query, wanted in zip(queries, exact, strict=True):
        start = time.perf_counter()
        _, found = index.search(query[None], 10)
        times.append((time.perf_counter() - start) * 1000)
        recalls.append(len(set(found[0]) & set(wanted)) / 10)
    return {
        "passages": len(vectors),
        "median_ms": round(statistics.median(times), 3),
        "recall@10": round(statistics.mean(recalls), 4),
        "index_mb": round(faiss.serialize_index(index).nbytes / 2**20, 1),
        "build_s": round(built, 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("what", choices=("speed", "growth"))
    parser.add_argument("--questions", type=Path, default=Path("knowledge/evaluation/questions.jsonl"))
    parser.add_argument("--index", type=Path, default=Path("var/index"))
    parser.add_argument("--encoder", type=Path, default=Path("var/encoder"))
    parser.add_argument("--largest", type=int, default=1_000_000)
    parser.add_argument("--csv", type=Path, default=Path("docs/growth.csv"))
    options = parser.parse_args()
    encoder = OnnxEncoder(options.encoder)
    if options.what == "speed":
        print(json.dumps(speed(read_questions(options.questions)[:200], options.index, encoder), indent=1))
    else:
        growth(options.largest, encoder, options.csv)


if __name__ == "__main__":
    main()
