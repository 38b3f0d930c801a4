"""The question-passage pairs the encoder is adapted with: invented documents in knowledge/training/*.yml.

Each file is one document: title, operator, language, kind, passages (heading_path, question, text, questions
[{lang, style, text}]) and `unanswerable` questions that the document does not answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from knowledge.index.units import QUESTION, WHOLE, units_of
from knowledge.passages import Passage, Source

FOLDER = Path(__file__).parent.parent / "training"
# Every seventh document is kept from training: hyper-parameters, fusion and confidence are chosen on them.
HELD_OUT_EVERY = 7


@dataclass(frozen=True)
class Question:
    """What a customer might write. passage: position in the document, or None if it answers nothing."""

    text: str
    language: str
    style: str
    passage: int | None


@dataclass(frozen=True)
class TrainingDocument:
    """An invented document with its questions."""

    slug: str
    passages: list[Passage]
    questions: list[Question]

    def passage_text(self, position: int) -> str:
        """The text that the index encodes for the passage as a whole."""
        return self._unit(position, WHOLE) or self.passages[position].text

    def title(self, position: int) -> str | None:
        """The passage's own question or headings, as the index encodes them; None if it has neither."""
        return self._unit(position, QUESTION)

    def _unit(self, position: int, kind: str) -> str | None:
        units = units_of(self.passages[position], position)
        return next((unit.text for unit in units if unit.kind == kind), None)


def documents(folder: Path = FOLDER) -> list[TrainingDocument]:
    """All documents, in the order of their file names."""
    return [_read(path) for path in sorted(folder.glob("*.yml"))]


def split(found: list[TrainingDocument]) -> tuple[list[TrainingDocument], list[TrainingDocument]]:
    """(training, held out), by document."""
    held_out = found[HELD_OUT_EVERY - 1 :: HELD_OUT_EVERY]
    return [document for document in found if document not in held_out], held_out


def _read(path: Path) -> TrainingDocument:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    source = Source(data["title"], path.name)
    passages, questions = [], []
    for position, entry in enumerate(data["passages"]):
        question = entry.get("question")
        passages.append(
            Passage(
                path.stem,
                data["language"],
                source,
                tuple(entry.get("heading_path") or ()),
                "faq" if question else "clause",
                question,
                entry["text"].strip(),
            )
        )
        questions += [Question(q["text"], q["lang"], q["style"], position) for q in entry["questions"]]
    questions += [Question(q["text"], q["lang"], q["style"], None) for q in data.get("unanswerable") or ()]
    return TrainingDocument(path.stem, passages, questions)
