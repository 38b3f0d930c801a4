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

    @property
    def id(self) -> str:
        """Stable as long as the passage says the same."""
        said = "\x1f".join([self.operator, self.language, *self.heading_path, self.question or "", self.text])
        return f"{self.operator}-{hashlib.sha256(said.encode()).hexdigest()[:12]}"

    def to_dict(self) -> dict:
        """Plain data for the index; `from_dict` reads it back."""
        data = asdict(self)
        data["source"]["date"] = self.source.date and self.source.date.isoformat()
        return data

    @classmethod
    def from_dict(cls, data: dict) -> Passage:
        source = dict(data["source"])
        source["date"] = source["date"] and date.fromisoformat(source["date"])
        return cls(
            **{
                **data,
                "source": Source(**source),
                "heading_path": tuple(data["heading_path"]),
                "variants": tuple(data["variants"]),
            }
        )
