"""Invented documents, written to a folder of the test and read like an operator's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.ingestion.ingest import Ingestion, read_documents


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Ingestion]:
    """Write one document and ingest it; `read("…", "aide.html")`, or bytes for other encodings and formats."""

    def read_one(content: str | bytes, name: str = "guide.txt", **options) -> Ingestion:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_documents([path], operator="lunavox", **options)

    return read_one


@pytest.fixture
def passages(read):
    """The passages of one document, which must be read without a problem."""

    def read_well(content: str | bytes, name: str = "guide.txt", **options):
        result = read(content, name, **options)
        assert result.problems == []
        return result.passages

    return read_well


@pytest.fixture
def answers(passages):
    """The questions of one document with their answers."""

    def read_answers(content: str | bytes, name: str = "guide.txt", **options) -> dict[str, str]:
        return {p.question: p.text for p in passages(content, name, **options) if p.question}

    return read_answers
