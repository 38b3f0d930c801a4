"""Check the shipped knowledge: both languages, enough question variants, and no variant that leads elsewhere."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml

from knowledge.index.store import Index
from knowledge.index.units import VARIANT
from knowledge.ingestion.ingest import LANGUAGES, VARIANTS_SUFFIX

VARIANTS_WANTED = 8
# A variant may be nearer to a neighbour than to its own passage's other texts: passages beside each other share their
# words, and an offer of three questions still holds the right one. A colloquial one is worth having because it is far.
NEAREST, TOLERANCE = 3, 0.15


@dataclass(frozen=True)
class Finding:
    """Something an editor should look at. key: the passage's id."""

    operator: str
    key: str
    problem: str


def check(index: Index, folder: Path) -> list[Finding]:
    """Check an index made from a folder of documents, one sub-folder for each operator."""
    return [
        *_without_translation(index),
        *_variants_without_passage(index, folder),
        *_too_few(index),
        *_misleading(index),
    ]


def _without_translation(index: Index) -> list[Finding]:
    languages: dict[tuple[str, str], set[str]] = defaultdict(set)
    found = []
    for passage in index.passages:
        if passage.key is None:
            title = passage.question or " – ".join(passage.heading_path)
            found.append(Finding(passage.operator, title, "has no id: add {#id} to its heading"))
        else:
            languages[passage.operator, passage.key].add(passage.language)
    for (operator, key), present in languages.items():
        found += [
            Finding(operator, key, f"is missing in '{lang}'") for lang in LANGUAGES if lang not in present
        ]
    return found


def _variants_without_passage(index: Index, folder: Path) -> list[Finding]:
    keys = {(passage.operator, passage.key) for passage in index.passages}
    found = []
    for path in sorted(folder.glob(f"*/*{VARIANTS_SUFFIX}")):
        operator = path.parent.name
        asked = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        found += [
            Finding(operator, key, f"of {path.name} is no passage")
            for key in asked
            if (operator, key) not in keys
        ]
    return found


def _too_few(index: Index) -> list[Finding]:
    return [
        Finding(
            p.operator,
            p.key,
            f"has {len(p.variants)} question variants in '{p.language}'; {VARIANTS_WANTED} are wanted",
        )
        for p in index.passages
        if p.key and len(p.variants) < VARIANTS_WANTED
    ]


def _misleading(index: Index) -> list[Finding]:
    """Variants by which search would find other passages: left out of the index and asked, their own passage is not
    among the nearest, and the first of those is plainly nearer."""
    found = []
    rows = defaultdict(list)
    for row, unit in enumerate(index.units):
        passage = index.passages[unit.passage]
        rows[passage.operator, passage.language].append(row)
    for (operator, _), members in rows.items():
        passages, owners = np.unique([index.units[row].passage for row in members], return_inverse=True)
        for n, row in enumerate(members):
            if index.units[row].kind != VARIANT:
                continue
            likeness = index.vectors[members] @ index.vectors[row]
            likeness[n] = -1
            best = np.full(len(passages), -1, np.float32)
            np.maximum.at(best, owners, likeness)
            own = best[owners[n]]
            if (best > own).sum() >= NEAREST and best.max() > own + TOLERANCE:
                rival = index.passages[passages[best.argmax()]]
                problem = f"variant « {index.units[row].text} » leads to '{rival.key}'"
                found.append(Finding(operator, index.passages[index.units[row].passage].key or "", problem))
    return found
