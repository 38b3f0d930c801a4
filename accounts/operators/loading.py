"""Reads an operator's YAML file into typed rules and refuses what is incomplete."""

from __future__ import annotations

import types
import typing
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin
from zoneinfo import ZoneInfo

import yaml

from accounts.errors import RuleError
from accounts.operators.rules import Document, Operator

COMMON = Document("common", "Règle commune du service", "Common rule of the service")


def load_operator(path: Path) -> Operator:
    """The rules in one file; its name is the operator's slug.

    Raises:
        RuleError: names the file and the field.
    """
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    documents = {id: Document(id, **entry) for id, entry in data.pop("documents").items()}
    reader = _Reader(path.name, documents | {COMMON.id: COMMON})
    values = {**data, "slug": path.stem, "documents": tuple(documents.values())}
    return reader.read(Operator, values, "")


class _Reader:
    """Turns plain YAML values into the types that the dataclasses declare."""

    def __init__(self, file: str, documents: dict[str, Document]) -> None:
        self.file = file
        self.documents = documents

    def read(self, kind: Any, value: Any, where: str) -> Any:
        if kind is Document:
            return self._document(value, where)
        if is_dataclass(kind):
            return self._record(kind, value, where)
        if get_origin(kind) in (Union, types.UnionType):
            return self._optional(kind, value, where)
        if get_origin(kind) is tuple:
            return tuple(self.read(get_args(kind)[0], item, f"{where}[{i}]") for i, item in enumerate(value))
        if get_origin(kind) is Literal:
            return self._choice(get_args(kind), value, where)
        return self._plain(kind, value, where)

    def _record(self, kind: Any, value: Any, where: str) -> Any:
        if not isinstance(value, dict):
            raise self._error(where, "must be a mapping")
        hints = typing.get_type_hints(kind)
        if unknown := set(value) - set(hints):
            raise self._error(where, f"unknown {', '.join(sorted(unknown))}")
        optional = {field.name for field in fields(kind) if field.default is not MISSING}
        if missing := set(hints) - set(value) - optional:
            raise self._error(where, f"missing {', '.join(sorted(missing))}")
        return kind(**{name: self.read(hints[name], item, f"{where}.{name}") for name, item in value.items()})

    def _document(self, value: Any, where: str) -> Document:
        if isinstance(value, Document):
            return value
        if value not in self.documents:
            raise self._error(where, f"no document {value!r} in this file")
        return self.documents[value]

    def _optional(self, kind: Any, value: Any, where: str) -> Any:
        return None if value is None else self.read(get_args(kind)[0], value, where)

    def _choice(self, choices: tuple[Any, ...], value: Any, where: str) -> Any:
        if value not in choices:
            raise self._error(where, f"must be one of {', '.join(choices)}")
        return value

    def _plain(self, kind: Any, value: Any, where: str) -> Any:
        if kind is ZoneInfo:
            return ZoneInfo(value)
        if kind is Decimal:
            return Decimal(str(value))
        if kind is time:
            return time.fromisoformat(value)
        if kind is date and isinstance(value, date):
            return value
        if not isinstance(value, kind):
            raise self._error(where, f"must be {kind.__name__}")
        return value

    def _error(self, where: str, problem: str) -> RuleError:
        return RuleError(f"{self.file}{where and ': '}{where.lstrip('.')}: {problem}")
