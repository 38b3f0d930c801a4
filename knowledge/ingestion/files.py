"""Which files an ingestion reads, and the names that passages know them by."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.ingestion.load import READERS

# Documents that somebody may expect to find answers from; other files in a folder (pictures, our own YAML) are none.
_UNREADABLE_WORDS = ".doc .odt .rtf .ppt .pptx .xls .xlsx .csv .epub .pages .eml .msg"
_UNREADABLE = frozenset(_UNREADABLE_WORDS.split())
VARIANTS_SUFFIX = ".questions.yml"  # question variants that editors keep beside a document
_NAMED = 10


@dataclass
class FileList:
    """Files with their names, and what was done about paths that gave none."""

    files: list[tuple[Path, str]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def list_files(paths: Iterable[Path]) -> FileList:
    """The readable files of paths and folders, each once, each under a name of its own.

    A file of a folder is called by its place in the folder, another by its name. Two of one name get as many of their
    parent folders as tell them apart.
    """
    found = FileList()
    named: dict[Path, str] = {}
    for path in paths:
        if path.is_dir():
            _add_folder(path, named, found)
        elif path.exists():
            named.setdefault(path.resolve(), path.name)
        else:
            found.problems.append(f"{path}: no such file.")
    found.files = list(_told_apart(named, found).items())
    return found


def _add_folder(folder: Path, named: dict[Path, str], found: FileList) -> None:
    inside = sorted(
        p
        for p in folder.rglob("*")
        if p.is_file() and not any(part.startswith((".", "~$")) for part in p.relative_to(folder).parts)
    )
    readable = [p for p in inside if p.suffix.lower() in READERS]
    _note_others(folder, inside, found)
    for path in readable:
        named.setdefault(path.resolve(), path.relative_to(folder).as_posix())
    for path in inside:
        if path.suffix.lower() in _UNREADABLE:
            found.problems.append(
                f"{path.relative_to(folder)}: format '{path.suffix}' is not supported ({', '.join(sorted(READERS))} are)."
            )
    if not readable:
        found.problems.append(f"{folder}: no document in this folder ({', '.join(sorted(READERS))}).")


def _note_others(folder: Path, inside: list[Path], found: FileList) -> None:
    """Name the files that nobody expects answers from: pictures, or texts without an extension."""
    known = READERS.keys() | _UNREADABLE
    others = [
        p.relative_to(folder).as_posix()
        for p in inside
        if p.suffix.lower() not in known and not p.name.endswith(VARIANTS_SUFFIX)
    ]
    if others:
        shown = ", ".join(others[:_NAMED]) + (", …" if len(others) > _NAMED else "")
        found.notes.append(f"{folder.name}: {len(others)} file(s) of other kinds were not read ({shown}).")


def _told_apart(named: dict[Path, str], found: FileList) -> dict[Path, str]:
    names: dict[str, list[Path]] = {}
    for path, name in named.items():
        names.setdefault(name, []).append(path)
    result = dict(named)
    for name, same in names.items():
        if len(same) > 1:
            base = Path(os.path.commonpath(same))
            result.update({path: path.relative_to(base).as_posix() for path in same})
            kept = " and ".join(f"'{result[path]}'" for path in same)
            found.notes.append(f"{name}: {len(same)} documents have this name; kept apart as {kept}.")
    return result
