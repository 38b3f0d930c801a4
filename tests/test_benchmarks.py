"""Benchmarks are seldom run, so what they import from us must be there; some need Rasa's environment to be imported."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OURS = ("accounts", "actions", "benchmarks", "bot", "knowledge")
FILES = sorted(ROOT.glob("benchmarks/*.py"))


def names_of(module: str) -> set[str]:
    """What a module of ours defines or imports at its top."""
    path = ROOT / (module.replace(".", "/") + ".py")
    tree = ast.parse((path if path.exists() else path.with_suffix("") / "__init__.py").read_text())
    found: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found |= {alias.asname or alias.name for alias in node.names}
        else:
            found |= {name.id for name in ast.walk(node) if isinstance(name, ast.Name)}
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_a_benchmark_imports_from_us_exists(path: Path):
    imports = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.ImportFrom)]
    for node in imports:
        if node.module and node.module.split(".")[0] in OURS:
            missing = {alias.name for alias in node.names} - names_of(node.module)
            missing -= {
                name for name in missing if (ROOT / node.module.replace(".", "/") / f"{name}.py").exists()
            }
            assert not missing, f"{node.module} has no {missing}"


def test_there_are_benchmarks():
    assert len(FILES) > 10
