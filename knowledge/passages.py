"""What is retrieved: passages, and the documents they come from."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, field
from datetime import date


@dataclass(frozen=True)
class Source:
    """The document a passage comes from; shown with every answer."""

    document: str  # its title
    file: str
    date: date | None = None


@dataclass(frozen=True)
class Passage:
    """The unit that is retrieved; it can be read alone.

    kind: faq (question and answer), clause, list, table, contact or text.
    variants: other ways to ask for it, kept by editors.
    """

    operator: str
    language: str
    source: Source
    heading_path: tuple[str, ...]
    kind: str
    question: str | None
    text: str
    variants: tuple[str, ...] = field(default=(), compare=False)
    key: str | None = None  # the editor's own id, shared by the languages of a shipped document
    other_sources: tuple[Source, ...] = field(default=(), compare=False)  # documents that say the same

    @property
    def id(self) -> str:
        """Stable as long as the passage says the same."""
        said = "\x1f".join([self.operator, self.language, *self.heading_path, self.question or "", self.text])
        return f"{self.operator}-{hashlib.sha256(said.encode()).hexdigest()[:12]}"

    def to_dict(self) -> dict:
        """Plain data for the index; `from_dict` reads it back."""
        data = asdict(self)
        data["source"] = _source_to_dict(self.source)
        data["other_sources"] = [_source_to_dict(source) for source in self.other_sources]
        return data

    @classmethod
    def from_dict(cls, data: dict) -> Passage:
        """Read what `to_dict` wrote, also before passages had other sources."""
        lists = {name: tuple(data[name]) for name in ("heading_path", "variants")}
        others = tuple(_source_from_dict(source) for source in data.get("other_sources", ()))
        return cls(**{**data, **lists, "source": _source_from_dict(data["source"]), "other_sources": others})


def _source_to_dict(source: Source) -> dict:
    return {**asdict(source), "date": source.date and source.date.isoformat()}


def _source_from_dict(data: dict) -> Source:
    return Source(**{**data, "date": data["date"] and date.fromisoformat(data["date"])})
