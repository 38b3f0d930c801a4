"""Search within one operator: dense and lexical scores, fused; then confidence and one of three outcomes."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from knowledge.encoder.serving import OnnxEncoder
from knowledge.encoder.text import tidy
from knowledge.errors import NoIndex
from knowledge.index.store import Index
from knowledge.index.units import QUESTION, SENTENCE, VARIANT, WHOLE
from knowledge.language import identify
from knowledge.passages import Passage
from knowledge.retrieval.answer import extract, shorten
from knowledge.retrieval.confidence import Evidence, Thresholds, confidence
from knowledge.retrieval.follow_up import asks_only, leans_on_last, together
from knowledge.retrieval.operator_index import OperatorIndex
from knowledge.retrieval.question_kind import QuestionKind, kinds_for
from knowledge.retrieval.wording import plain_words

ANSWERED, UNSURE, NO_ANSWER = "answered", "unsure", "no_answer"
RERANKED = 4  # passages that late interaction looks at
# By this much a follow-up must gain from the question before it, for the subject may also have changed.
SURER = 0.1
# Share of a question's words that the documents must use to be read together with others: it may be off the subject.
KNOWN_WORDS = 0.5


@dataclass(frozen=True)
class Mix:
    """What the score of a passage adds up; benchmarks/retrieval_ablation.py shows what each part is worth.

    The score is the cosine of the passage's best unit, plus `whole` times that of its whole text, plus `lexical`
    times the lexical score (0 to 1); for the RERANKED best passages, plus `late` times the late interaction.
    """

    lexical: float = 0.1
    whole: float = 0.5
    late: float = 0.5
    kinds: tuple[str, ...] = (WHOLE, QUESTION, SENTENCE, VARIANT)
    plain: bool = True  # abbreviations are written out
    spelling: bool = True  # slips are mended by the operator's own words


@dataclass(frozen=True)
class Hit:
    """A passage and its fused score; dense is a cosine, -1 to 1."""

    passage: Passage
    score: float
    dense: float
    lexical: float


@dataclass(frozen=True)
class Answer:
    """The result of one search.

    text is what the best passage says to the question: to be given to the customer if the outcome is `answered`, to be
    seen by agents if it is `unsure`, empty if it is `no_answer`. rival answers the same question differently: the
    operator's documents contradict each other, so both are shown. read_as is the question as it was searched, with
    the one before it where it leaned on that.
    """

    question: str
    operator: str
    language: str
    outcome: str
    confidence: float
    text: str
    hits: list[Hit] = field(default_factory=list)
    elapsed_ms: float = 0.0
    rival: Passage | None = None
    read_as: str = ""
    sentence_scores: dict[str, float] = field(default_factory=dict, repr=False)

    @property
    def passages(self) -> list[Passage]:
        """The passages that the text comes from."""
        best = [hit.passage for hit in self.hits[:1]] if self.text else []
        return best + ([self.rival] if self.rival else [])

    def short_text(self, fits: Callable[[str], bool]) -> str:
        """The text in as much as fits, for SMS; see retrieval.answer.shorten."""
        said = (shorten(p, self.sentence_scores, fits, self.read_as) for p in self.passages[:1])
        return next(said, "")

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
        kinds: QuestionKind | None = None,
    ) -> None:
        self.encoder = encoder
        self.kinds = kinds or kinds_for(encoder.source)
        self.thresholds = thresholds or Thresholds()
        self.mix = mix or Mix()
        operators = sorted({passage.operator for passage in index.passages})
        self._operators = {name: OperatorIndex(index, name, self.mix.kinds) for name in operators}

    @property
    def operators(self) -> list[str]:
        return list(self._operators)

    def search(
        self,
        question: str,
        *,
        operator: str,
        top_k: int = 5,
        language: str | None = None,
        before: str | None = None,
        topic: str | None = None,
    ) -> Answer:
        """Find the passages that answer a question.

        Args:
            operator: only its passages are looked at.
            language: of the customer; found out from the question if None.
            before: the customer's last question; « et en ligne ? » is read together with it.
            topic: of the task under way; inside a cancellation, « combien dois-je payer ? » is about leaving.

        Raises:
            NoIndex: nothing was ingested for the operator.
        """
        start = time.perf_counter()
        part = self._part(operator)
        language = language or identify(question).language or "fr"
        answer = self._search(part, question, operator, language, top_k)
        names_nothing = asks_only(question)
        if names_nothing:  # whatever was found, nothing says that it is meant
            answer = replace(answer, outcome=NO_ANSWER, confidence=0.0, text="", hits=[], rival=None)
        on_subject = names_nothing or part.lexical.coverage(self._read(part, question)) >= KNOWN_WORDS
        if on_subject and before and leans_on_last(question):
            joined = self._search(part, together(question, before), operator, language, top_k)
            if names_nothing or joined.confidence > answer.confidence + SURER:
                answer = joined
        if on_subject and topic:
            joined = self._search(part, f"{question} {topic}", operator, language, top_k)
            if joined.outcome == ANSWERED and joined.confidence >= answer.confidence:
                answer = joined
        return replace(answer, question=question, elapsed_ms=(time.perf_counter() - start) * 1000)

    def _search(self, part: OperatorIndex, question: str, operator: str, language: str, top_k: int) -> Answer:
        hits, evidence, vector = self._rank(part, question, language, top_k)
        sure = confidence(evidence)
        outcome = self.thresholds.outcome(sure)
        answer = Answer(question, operator, language, outcome, sure, "", hits, read_as=question)
        if outcome == NO_ANSWER:
            return answer
        best = hits[0].passage
        scores = part.sentence_scores(best, vector)
        text, rival = extract(best, scores, question), part.rivals.get(best.id)
        if rival is not None:
            text += "\n\n" + extract(rival, part.sentence_scores(rival, vector), question)
        return replace(answer, text=text, rival=rival, sentence_scores=scores)

    def evidence(self, question: str, *, operator: str) -> tuple[Evidence, Passage]:
        """What speaks for the best passage, and that passage; for calibration, in whatever language."""
        hits, evidence, _ = self._rank(self._part(operator), question, "", 1)
        return evidence, hits[0].passage

    def _part(self, operator: str) -> OperatorIndex:
        if operator not in self._operators:
            raise NoIndex(
                f"No passages of operator '{operator}' in the index. "
                f"Run `guichet ingest PATH --operator {operator}`."
            )
        return self._operators[operator]

    def _read(self, part: OperatorIndex, question: str) -> str:
        """The question as the documents would spell it."""
        words = tidy(question)
        words = plain_words(words) if self.mix.plain else words
        return part.lexical.spelt(words) if self.mix.spelling else words

    def _rank(
        self, part: OperatorIndex, question: str, language: str, top_k: int
    ) -> tuple[list[Hit], Evidence, np.ndarray]:
        """The best passages, what speaks for the first, and the question's vector, shape (1, dim)."""
        words = self._read(part, question)
        vector, tokens = self.encoder.encode_query_tokens(words)
        cosines, lexical = part.cosines(vector), part.lexical.scores(words)
        visible = part.visible(language)
        fused = cosines.best + self.mix.whole * cosines.whole + self.mix.lexical * lexical
        first = np.argsort(-np.where(visible, fused, -np.inf), kind="stable")[:RERANKED]
        late = part.late_scores(tokens, first)
        fused = np.where(visible, fused + self.mix.late * late, -np.inf)
        best = np.argsort(-fused, kind="stable")[:top_k]
        hits = [
            Hit(part.passages[n], float(fused[n]), float(cosines.best[n]), float(lexical[n]))
            for n in best
            if np.isfinite(fused[n])
        ]
        seen = [scores[visible] for scores in (fused, cosines.best, cosines.own, late, lexical)]
        evidence = Evidence.of(
            *seen,
            coverage=part.lexical.coverage(words),
            readable=part.lexical.readable(words),
            kind=self.kinds.log_odds(vector[0]) if self.kinds else None,
        )
        return hits, evidence, vector
