"""Writes corrections where they belong in the repository, as changes that people review with `git diff`.

    data/nlu/<language>/<intent>.yml                          examples of intents
    knowledge/documents/<operator>/<document>.questions.yml   question variants of passages with a key
    knowledge/evaluation/corrections.jsonl                    labelled questions: what the right passage is, or that
                                                              there is none; and variants of passages without a key

Text that is there already is not written again, and what is there stays as it is.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
import yaml
from sqlalchemy.orm import Session

from bot.privacy.detection import find_in_texts
from bot.review.models import ANSWER, INTENT, SET_ASIDE, UNDONE, VARIANT, Correction

EVALUATION = Path("knowledge/evaluation/corrections.jsonl")


@dataclass
class Exported:
    """Files with the number of lines added to each; the corrections that were written, and the ids of those left out."""

    added: dict[str, int] = field(default_factory=dict)
    corrections: int = 0
    personal: list[int] = field(default_factory=list)


def waiting_for_export(session: Session, operator: str | None = None) -> list[Correction]:
    """Corrections that stand and were not exported yet, oldest first."""
    query = sa.select(Correction).where(
        Correction.exported_at.is_(None), Correction.status != UNDONE, Correction.kind != SET_ASIDE
    )
    if operator is not None:
        query = query.where(Correction.operator == operator)
    return list(session.scalars(query.order_by(Correction.id)))


def export(corrections: Iterable[Correction], folder: Path, *, now: datetime) -> Exported:
    """Add corrections to the files under `folder`, and note that they were exported.

    A text with personal data that nobody noticed before is left out, and named by its id.
    """
    result = Exported()
    files: dict[Path, list[Correction]] = defaultdict(list)
    chosen = list(corrections)
    for correction, findings in zip(chosen, find_in_texts([c.text for c in chosen]), strict=True):
        if findings:
            result.personal.append(correction.id)
        else:
            files[_file_of(correction)].append(correction)
    for name, entries in sorted(files.items()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if added := _writer(name)(path, entries):
            result.added[name.as_posix()] = added
        for correction in entries:
            correction.exported_at = now
        result.corrections += len(entries)
    return result


def _file_of(correction: Correction) -> Path:
    if correction.kind == INTENT:
        return Path("data/nlu", correction.language, f"{correction.intent}.yml")
    if correction.kind == VARIANT and correction.passage_key and correction.passage_file:
        document = re.sub(r"(?:\.(?:fr|en))?\.\w+$", "", correction.passage_file)
        return Path("knowledge/documents", correction.operator, f"{document}.questions.yml")
    return EVALUATION


def _writer(name: Path):
    if name == EVALUATION:
        return _add_questions
    return _add_examples if name.parts[0] == "data" else _add_variants


def _add_examples(path: Path, corrections: list[Correction]) -> int:
    """Lines at the end of the file's list of examples; a file holds one intent."""
    text = path.read_text(encoding="utf-8") if path.exists() else _empty_intent(path.stem)
    known = {line.strip().removeprefix("- ").lower() for line in text.splitlines()}
    fresh = [example for c in corrections if (example := _as_example(c.text)).lower() not in known]
    fresh = list(dict.fromkeys(fresh))
    if fresh:
        lines = "".join(f"    - {example}\n" for example in fresh)
        _replace(path, text.rstrip("\n") + "\n" + lines)
    return len(fresh)


def _as_example(text: str) -> str:
    """Square brackets and braces would mark entities, a slash at the start an intent."""
    return " ".join(re.sub(r"[\[\]{}()]", " ", text).lstrip("/").split())


def _empty_intent(intent: str) -> str:
    return f'version: "3.1"\nnlu:\n- intent: {intent}\n  examples: |\n'


def _add_variants(path: Path, corrections: list[Correction]) -> int:
    known: dict[str, dict[str, list[str]]] = {}
    if path.exists():
        known = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    added = 0
    for correction in corrections:
        variants = known.setdefault(str(correction.passage_key), {}).setdefault(correction.language, [])
        if correction.text not in variants:
            variants.append(correction.text)
            added += 1
    if added:
        _replace(path, yaml.safe_dump(known, allow_unicode=True, sort_keys=False, width=10**9))
    return added


def _add_questions(path: Path, corrections: list[Correction]) -> int:
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    known = {json.loads(line)["id"] for line in text.splitlines() if line.strip()}
    fresh = [entry for c in corrections if (entry := _as_question(c))["id"] not in known]
    if fresh:
        _replace(path, text + "".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in fresh))
    return len(fresh)


def _as_question(correction: Correction) -> dict[str, object]:
    """As in knowledge/evaluation/questions.jsonl."""
    return {
        "id": f"correction-{correction.id}",
        "operator": correction.operator,
        "lang": correction.language,
        "style": "customer",
        "kind": "answerable" if correction.passage_id else "unanswerable",
        "question": correction.text,
        "key": correction.passage_key or correction.passage_id,
        "also": [],
        "facts": [],
        "variant": correction.kind != ANSWER,
    }


def _replace(path: Path, text: str) -> None:
    draft = path.with_name(f".{path.name}.part")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)
