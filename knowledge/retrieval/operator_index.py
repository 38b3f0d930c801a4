"""The part of an index that belongs to one operator."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from knowledge.index.dense import dense_index
from knowledge.index.store import Index
from knowledge.index.units import SENTENCE, VARIANT, WHOLE, encoded_sentences
from knowledge.ingestion.duplicates import contradictions
from knowledge.passages import Passage
from knowledge.retrieval.lexical import LexicalIndex
from knowledge.retrieval.twins import twins

CANDIDATES = 4096  # units that dense search looks at; with fewer, one product with all is faster


@dataclass(frozen=True)
class Cosines:
    """Of every passage: its best unit's cosine, that of its own words only (no variants), and its whole text's.

    float32, shape (passages,) each; a passage that is not among the candidates gets the lowest cosine seen.
    """

    best: np.ndarray
    own: np.ndarray
    whole: np.ndarray


class OperatorIndex:
    """The part of an index that belongs to one operator; nothing else can be found through it."""

    def __init__(self, index: Index, operator: str, kinds: tuple[str, ...]) -> None:
        self.positions = [n for n, passage in enumerate(index.passages) if passage.operator == operator]
        self.passages = [index.passages[n] for n in self.positions]
        local = {position: n for n, position in enumerate(self.positions)}
        rows = [row for row, unit in enumerate(index.units) if unit.passage in local and unit.kind in kinds]
        self.unit_passage = np.array([local[index.units[row].passage] for row in rows])
        self.unit_kind = np.array([index.units[row].kind for row in rows])
        self.unit_text = [index.units[row].text for row in rows]
        self._vectors = index.vectors[rows]
        self._tokens = index.tokens
        with_tokens = [(local[index.units[row].passage], row) for row in rows if len(index.tokens[row])]
        self._token_rows = np.array(sorted(with_tokens), int).reshape(-1, 2)
        self._dense = dense_index(self._vectors) if len(rows) > CANDIDATES else None
        texts = [
            " ".join([*p.heading_path[-2:], p.question or "", p.question or "", p.text, *p.variants])
            for p in self.passages
        ]
        self.lexical = LexicalIndex(texts, [p.language for p in self.passages])
        self.rivals = self._rivals()
        self._translated = self._keys_by_language()
        self._twins = twins(self.passages, self._whole_vectors()) if len(self._vectors) else {}
        self._visible: dict[str, np.ndarray] = {}

    def _rivals(self) -> dict[str, Passage]:
        """By passage id, the passage that answers the same question differently."""
        pairs = contradictions(self.passages)
        return {pair.first.id: pair.second for pair in pairs} | {pair.second.id: pair.first for pair in pairs}

    def _keys_by_language(self) -> dict[str, set[str]]:
        keys: dict[str, set[str]] = {}
        for passage in self.passages:
            if passage.key:
                keys.setdefault(passage.language, set()).add(passage.key)
        return keys

    def _whole_vectors(self) -> np.ndarray:
        """float32, shape (passages, dim); of a passage without a whole text, zeros."""
        whole = np.zeros((len(self.passages), self._vectors.shape[1]), np.float32)
        rows = np.flatnonzero(self.unit_kind == WHOLE)[::-1]  # the first of a passage stays
        whole[self.unit_passage[rows]] = self._vectors[rows]
        return whole

    def visible(self, language: str) -> np.ndarray:
        """bool, shape (passages,): all but those that also exist in the customer's language."""
        if language not in self._visible:
            translated = self._translated.get(language, set())
            seen = [p.language == language or p.key not in translated for p in self.passages]
            for hidden, shown in self._twins.items():
                seen[hidden] &= self.passages[shown].language != language
            self._visible[language] = np.array(seen)
        return self._visible[language]

    def cosines(self, vector: np.ndarray) -> Cosines:
        """The cosines of every passage's units with a query's vector, shape (1, dim)."""
        found, rows = self._nearest(vector)
        kinds, owners = self.unit_kind[rows], self.unit_passage[rows]
        best, own, whole = (np.full(len(self.passages), found.min(initial=0.0), np.float32) for _ in range(3))
        np.maximum.at(best, owners, found)
        for target, wanted in ((own, kinds != VARIANT), (whole, kinds == WHOLE)):
            np.maximum.at(target, owners[wanted], found[wanted])
        return Cosines(best, own, whole)

    def _nearest(self, vector: np.ndarray) -> tuple[np.ndarray, np.ndarray | slice]:
        """Cosines with the nearest units and which those are; all of them where the operator has not very many."""
        if self._dense is None:
            return self._vectors @ vector[0], slice(None)
        found, rows = self._dense.search(vector, CANDIDATES)
        return found[0], rows[0]

    def late_scores(self, question_tokens: np.ndarray, candidates: np.ndarray) -> np.ndarray:
        """Late interaction of a question with some passages: that of their best unit that has tokens.

        Args:
            question_tokens: float32, shape (tokens, dim).
            candidates: positions of passages, shape (n,).

        Returns:
            float32, shape (passages,), -1 to 1; who is no candidate, or has no tokens, gets the lowest score seen.
        """
        owners, rows = self._token_rows[np.isin(self._token_rows[:, 0], candidates)].T
        scores = self._tokens.scores(question_tokens, rows)
        best = np.full(len(self.passages), -1.0, np.float32)
        np.maximum.at(best, owners, scores)
        lowest = best[owners].min() if len(owners) else 0.0
        return np.maximum(best, lowest)

    def sentence_scores(self, passage: Passage, vector: np.ndarray) -> dict[str, float]:
        """Cosines of a passage's sentences with a query's vector, shape (1, dim)."""
        position = self.passages.index(passage)
        rows = np.flatnonzero((self.unit_passage == position) & (self.unit_kind == SENTENCE))
        cosines = {self.unit_text[row]: float(self._vectors[row] @ vector[0]) for row in rows}
        encoded = encoded_sentences(passage).items()
        return {sentence: cosines[text] for sentence, text in encoded if text in cosines}
