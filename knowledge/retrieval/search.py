"""Search within one operator: dense and lexical scores, fused; then confidence and one of three outcomes."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import faiss
import numpy as np

from knowledge.encoder.serving import OnnxEncoder
from knowledge.errors import NoIndex
from knowledge.index.store import Index
from knowledge.index.units import QUESTION, SENTENCE, VARIANT, WHOLE
from knowledge.language import identify
from knowledge.passages import Passage
from knowledge.retrieval.answer import extract
from knowledge.retrieval.confidence import Evidence, Thresholds, confidence
from knowledge.retrieval.lexical import LexicalIndex

ANSWERED, UNSURE, NO_ANSWER = "answered", "unsure", "no_answer"
CANDIDATES = 4096  # units that dense search looks at; smaller operators are searched whole


@dataclass(frozen=True)
class Mix:
    """What the score of a passage adds up; benchmarks/retrieval_ablation.py shows what each part is worth.

    The score is the cosine of the passage's best unit, plus `whole` times that of its whole text, plus `lexical`
    times the lexical score (0 to 1).
    """

    lexical: float = 0.1
    whole: float = 1.0
    kinds: tuple[str, ...] = (WHOLE, QUESTION, SENTENCE, VARIANT)


@dataclass(frozen=True)
class Hit:
    """A passage and its fused score; dense is a cosine, -1 to 1."""

    passage: Passage
    score: float
    dense: float
    lexical: float


@dataclass(frozen=True)
class Answer:
    """The result of one search."""

    question: str
    operator: str
    language: str
    outcome: str
    confidence: float
    text: str
    hits: list[Hit] = field(default_factory=list)
    elapsed_ms: float = 0.0

    def to_dict(self) -> dict:
        """The contract of `guichet search --json`."""
        return {
            "question": self.question,
            "operator": self.operator,
            "language": self.language,
            "outcome": self.outcome,
            "confidence": round(self.confidence, 4),
            "answer": self.text,
            "passages": [_passage_dict(hit) for hit in self.hits],
            "elapsed_ms": round(self.elapsed_ms, 2),
        }


def _passage_dict(hit: Hit) -> dict:
    passage = hit.passage
    return {
        "id": passage.id,
        "operator": passage.operator,
        "document": passage.source.document,
        "date": passage.source.date and passage.source.date.isoformat(),
        "heading_path": list(passage.heading_path),
        "kind": passage.kind,
        "language": passage.language,
        "question": passage.question,
        "text": passage.text,
        "score": round(hit.score, 4),
    }


@dataclass(frozen=True)
class Cosines:
    """Of every passage: its best unit's cosine, that of its own words only (no variants), and its whole text's.

    float32, shape (passages,) each; a passage that is not among the candidates gets the lowest cosine seen.
    """

    best: np.ndarray
    own: np.ndarray
    whole: np.ndarray


class _OperatorIndex:
    """The part of an index that belongs to one operator; nothing else can be found through it."""

    def __init__(self, index: Index, operator: str, mix: Mix) -> None:
        self.positions = [n for n, passage in enumerate(index.passages) if passage.operator == operator]
        self.passages = [index.passages[n] for n in self.positions]
        local = {position: n for n, position in enumerate(self.positions)}
        rows = [
            row for row, unit in enumerate(index.units) if unit.passage in local and unit.kind in mix.kinds
        ]
        self.unit_passage = np.array([local[index.units[row].passage] for row in rows])
        self.unit_kind = np.array([index.units[row].kind for row in rows])
        self.unit_text = [index.units[row].text for row in rows]
        self.dense = faiss.IndexFlatIP(index.vectors.shape[1])
        self.dense.add(index.vectors[rows])
        texts = [
            " ".join([*p.heading_path[-2:], p.question or "", p.question or "", p.text, *p.variants])
            for p in self.passages
        ]
        self.lexical = LexicalIndex(texts, [p.language for p in self.passages])
        self._translated = self._keys_by_language()
        self._visible: dict[str, np.ndarray] = {}

    def _keys_by_language(self) -> dict[str, set[str]]:
        keys: dict[str, set[str]] = {}
        for passage in self.passages:
            if passage.key:
                keys.setdefault(passage.language, set()).add(passage.key)
        return keys

    def visible(self, language: str) -> np.ndarray:
        """bool, shape (passages,): all but those that also exist in the customer's language."""
        if language not in self._visible:
            translated = self._translated.get(language, set())
            seen = [p.language == language or p.key not in translated for p in self.passages]
            self._visible[language] = np.array(seen)
        return self._visible[language]

    def cosines(self, vector: np.ndarray) -> Cosines:
        """The cosines of every passage's units with a query's vector, shape (1, dim)."""
        found, rows = (part[0] for part in self.dense.search(vector, min(CANDIDATES, self.dense.ntotal)))
        kinds, owners = self.unit_kind[rows], self.unit_passage[rows]
        best, own, whole = (np.full(len(self.passages), found.min(initial=0.0), np.float32) for _ in range(3))
        np.maximum.at(best, owners, found)
        for target, wanted in ((own, kinds != VARIANT), (whole, kinds == WHOLE)):
            np.maximum.at(target, owners[wanted], found[wanted])
        return Cosines(best, own, whole)


class Searcher:
    """Answers questions from one index.

    Usage: `Searcher(IndexStore(folder).load(encoder_id=encoder.id), encoder).search("...", operator="primus")`.
    """

    def __init__(
        self,
        index: Index,
        encoder: OnnxEncoder,
        *,
        thresholds: Thresholds | None = None,
        mix: Mix | None = None,
    ) -> None:
        self.encoder = encoder
        self.thresholds = thresholds or Thresholds()
        self.mix = mix or Mix()
        operators = sorted({passage.operator for passage in index.passages})
        self._operators = {name: _OperatorIndex(index, name, self.mix) for name in operators}

    @property
    def operators(self) -> list[str]:
        return list(self._operators)

    def search(self, question: str, *, operator: str, top_k: int = 5, language: str | None = None) -> Answer:
        """Find the passages that answer a question.

        Args:
            operator: only its passages are looked at.
            language: of the customer; found out from the question if None.

        Raises:
            NoIndex: nothing was ingested for the operator.
        """
        start = time.perf_counter()
        part = self._part(operator)
        language = language or identify(question).language or "fr"
        vector = self.encoder.encode_queries([question])
        hits, evidence = self._rank(part, question, vector, language, top_k)
        sure = confidence(evidence)
        outcome = self.thresholds.outcome(sure)
        text = ""
        if outcome == ANSWERED:
            text = extract(hits[0].passage, self._sentence_scores(part, hits[0].passage, vector))
        elapsed = (time.perf_counter() - start) * 1000
        return Answer(question, operator, language, outcome, sure, text, hits, elapsed)

    def evidence(self, question: str, *, operator: str) -> tuple[Evidence, Passage]:
        """What speaks for the best passage, and that passage; for calibration, in whatever language."""
        vector = self.encoder.encode_queries([question])
        hits, evidence = self._rank(self._part(operator), question, vector, "", 1)
        return evidence, hits[0].passage

    def _part(self, operator: str) -> _OperatorIndex:
        if operator not in self._operators:
            raise NoIndex(
                f"No passages of operator '{operator}' in the index. "
                f"Run `guichet ingest PATH --operator {operator}`."
            )
        return self._operators[operator]

    def _rank(
        self, part: _OperatorIndex, question: str, vector: np.ndarray, language: str, top_k: int
    ) -> tuple[list[Hit], Evidence]:
        cosines = part.cosines(vector)
        lexical = part.lexical.scores(question)
        visible = part.visible(language)
        fused = np.where(visible, self._scores(cosines, lexical), -np.inf)
        best = np.argsort(-fused, kind="stable")[:top_k]
        hits = [
            Hit(part.passages[n], float(fused[n]), float(cosines.best[n]), float(lexical[n]))
            for n in best
            if np.isfinite(fused[n])
        ]
        coverage = part.lexical.coverage(question)
        seen = [scores[visible] for scores in (fused, cosines.best, cosines.own, lexical)]
        return hits, Evidence.of(*seen, coverage=coverage)

    def _scores(self, cosines: Cosines, lexical: np.ndarray) -> np.ndarray:
        return cosines.best + self.mix.whole * cosines.whole + self.mix.lexical * lexical

    def _sentence_scores(
        self, part: _OperatorIndex, passage: Passage, vector: np.ndarray
    ) -> dict[str, float]:
        position = part.passages.index(passage)
        rows = np.flatnonzero((part.unit_passage == position) & (part.unit_kind == SENTENCE))
        return {part.unit_text[row]: float(part.dense.reconstruct(int(row)) @ vector[0]) for row in rows}
