"""The index on disk: numbered versions in a folder, one of them in service.

    <index>/CURRENT              the number of the version in service (replaced atomically)
    <index>/versions/000007/     manifest.json  passages.jsonl  units.jsonl  vectors.npy  tokens.npz

A version is written under another name and renamed when complete, so a half-built one is never served.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

import numpy as np

from knowledge.encoder.serving import OnnxEncoder
from knowledge.errors import EncoderMismatch, NoIndex
from knowledge.index.tokens import TokenVectors, in_8_bits
from knowledge.index.units import QUESTION, VARIANT, WHOLE, Unit, all_units
from knowledge.ingestion.duplicates import merge, without_files
from knowledge.passages import Passage

KEPT_VERSIONS = 3
TOKEN_KINDS = (WHOLE, QUESTION, VARIANT)  # what late interaction looks at
TOKENS_UP_TO = 20_000  # passages; for more, tokens would take more memory than they are worth


@dataclass(frozen=True)
class Index:
    """One version, loaded. vectors: float32, shape (units, dim), each of length 1; tokens: of the units in TOKEN_KINDS."""

    passages: list[Passage]
    units: list[Unit]
    vectors: np.ndarray
    tokens: TokenVectors
    manifest: dict


def build(
    passages: list[Passage], encoder: OnnxEncoder, *, known: Index | None = None, progress=None
) -> Index:
    """Encode passages into an index; texts that `known` holds already are not encoded again.

    Args:
        progress: called with (done, total) as texts are encoded.
    """
    units = all_units(passages)
    known_rows = _known_rows(known, encoder)
    vectors = np.empty((len(units), encoder.dim), np.float32)
    tokens: list[np.ndarray | None] = [None] * len(units)
    with_tokens = TOKEN_KINDS if len(passages) <= TOKENS_UP_TO else ()
    fresh = []
    for row, unit in enumerate(units):
        old = known_rows.get((unit.kind == VARIANT, unit.text))
        wanted = unit.kind in with_tokens
        if known is None or old is None or wanted and not len(known.tokens[old]):
            fresh.append(row)
        else:
            vectors[row] = known.vectors[old]
            tokens[row] = known.tokens[old] if wanted else None
    _encode(fresh, units, vectors, tokens, encoder, with_tokens, progress)
    manifest = {
        "encoder": encoder.id,
        "created_at": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        "passages": dict(sorted(Counter(passage.operator for passage in passages).items())),
        "units": len(units),
        "encoded": len(fresh),
        "documents": _document_hashes(passages),
    }
    return Index(passages, units, vectors, TokenVectors.of(tokens, encoder.dim), manifest)


def _known_rows(known: Index | None, encoder: OnnxEncoder) -> dict[tuple[bool, str], int]:
    """Where a text was encoded already, by whether it was as a query; rows with tokens go before rows without."""
    if known is None or known.manifest["encoder"] != encoder.id:
        return {}
    found: dict[tuple[bool, str], int] = {}
    for row, unit in enumerate(known.units):
        key = (unit.kind == VARIANT, unit.text)
        if key not in found or len(known.tokens[row]):
            found[key] = row
    return found


def _encode(
    rows: list[int],
    units: list[Unit],
    vectors: np.ndarray,
    tokens: list[np.ndarray | None],
    encoder: OnnxEncoder,
    with_tokens: tuple[str, ...],
    progress,
) -> None:
    """Variants are what customers write, so they are encoded as queries; everything else as passages."""
    done = 0
    for as_query in (False, True):
        for row in (row for row in rows if (units[row].kind == VARIANT) == as_query):
            # One at a time, as questions are: in 8 bits a text's vector depends a little on what it is encoded with.
            (vectors[row],), (found,) = encoder.encode_tokens([units[row].text], queries=as_query)
            tokens[row] = in_8_bits(found) if units[row].kind in with_tokens else None
            done += 1
            if progress and (done % 50 == 0 or done == len(rows)):
                progress(done, len(rows))


def _document_hashes(passages: list[Passage]) -> dict[str, dict[str, str]]:
    digests: dict[str, dict] = {}
    for passage in passages:
        files = digests.setdefault(passage.operator, {})
        files.setdefault(passage.source.file, hashlib.sha256()).update(
            json.dumps(passage.to_dict(), ensure_ascii=False).encode()
        )
    return {
        operator: {file: digest.hexdigest()[:16] for file, digest in files.items()}
        for operator, files in digests.items()
    }


class IndexStore:
    """The folder that holds an index's versions."""

    def __init__(self, folder: Path | str) -> None:
        self.folder = Path(folder)

    def versions(self) -> list[str]:
        """The complete versions, oldest first."""
        return sorted(
            p.name for p in (self.folder / "versions").glob("[0-9]*") if (p / "manifest.json").exists()
        )

    def current(self) -> str | None:
        """The version in service, or None."""
        pointer = self.folder / "CURRENT"
        return pointer.read_text().strip() if pointer.exists() else None

    def manifest(self, version: str) -> dict:
        return json.loads((self.folder / "versions" / version / "manifest.json").read_text(encoding="utf-8"))

    def load(self, version: str | None = None, *, encoder_id: str | None = None) -> Index:
        """Read a version, the one in service if none is named.

        Raises:
            NoIndex: there is none.
            EncoderMismatch: it was made with another encoder than `encoder_id`.
        """
        version = version or self.current()
        if version is None or version not in self.versions():
            raise NoIndex(
                f"No index in '{self.folder}'. Run `guichet ingest PATH --operator SLUG --index {self.folder}`."
            )
        folder = self.folder / "versions" / version
        manifest = self.manifest(version)
        if encoder_id is not None and manifest["encoder"] != encoder_id:
            raise EncoderMismatch(
                f"The index in '{self.folder}' was made with encoder {manifest['encoder']}, but {encoder_id} is in service. Run `guichet ingest` again for every operator."
            )
        passages = [
            Passage.from_dict(json.loads(line)) for line in (folder / "passages.jsonl").open(encoding="utf-8")
        ]
        units = [Unit(**json.loads(line)) for line in (folder / "units.jsonl").open(encoding="utf-8")]
        vectors = np.load(folder / "vectors.npy")
        return Index(passages, units, vectors, _load_tokens(folder / "tokens.npz", vectors), manifest)

    def save(self, index: Index) -> str:
        """Write the index as a new version and put it in service; older ones than the last three go."""
        version = f"{max([0, *map(int, self.versions())]) + 1:06d}"
        target = self.folder / "versions" / version
        scratch = target.with_name(f"unfinished-{version}-{os.getpid()}")
        for unfinished in (self.folder / "versions").glob(
            "unfinished-*"
        ):  # left behind by a save that was killed
            shutil.rmtree(unfinished)
        scratch.mkdir(parents=True)
        with (scratch / "passages.jsonl").open("w", encoding="utf-8") as file:
            file.writelines(
                json.dumps(passage.to_dict(), ensure_ascii=False) + "\n" for passage in index.passages
            )
        with (scratch / "units.jsonl").open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(vars(unit), ensure_ascii=False) + "\n" for unit in index.units)
        np.save(scratch / "vectors.npy", index.vectors)
        np.savez(scratch / "tokens.npz", vectors=index.tokens.vectors, starts=index.tokens.starts)
        (scratch / "manifest.json").write_text(
            json.dumps(index.manifest, indent=2, ensure_ascii=False), encoding="utf-8"
        )
        scratch.rename(target)
        self.put_in_service(version)
        for old in self.versions()[:-KEPT_VERSIONS]:
            shutil.rmtree(self.folder / "versions" / old)
        return version

    def put_in_service(self, version: str) -> None:
        """Make a complete version the one that is served."""
        if version not in self.versions():
            raise NoIndex(f"No version '{version}' in '{self.folder}'. `guichet index list` shows them.")
        pointer = self.folder / f".CURRENT-{os.getpid()}"
        pointer.write_text(version)
        pointer.replace(self.folder / "CURRENT")


def _load_tokens(path: Path, vectors: np.ndarray) -> TokenVectors:
    """A version of before late interaction has no tokens; the next ingestion encodes them."""
    if not path.exists():
        return TokenVectors.of([None] * len(vectors), vectors.shape[1])
    with np.load(path) as file:
        return TokenVectors(file["vectors"], file["starts"])


def with_documents(
    known: Index | None, operator: str, passages: list[Passage], *, replace: bool
) -> list[Passage]:
    """The passages of an index after an ingestion; passages that say the same are merged, their sources kept.

    Args:
        replace: the operator's other documents go; else only documents of the same file name are replaced.
    """
    files = {source.file for passage in passages for source in (passage.source, *passage.other_sources)}
    others = [p for p in (known.passages if known else []) if p.operator != operator]
    own = [p for p in (known.passages if known else []) if p.operator == operator and not replace]
    return others + merge([*without_files(own, files), *passages])[0]
