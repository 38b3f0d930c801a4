"""`guichet knowledge check` names passages without a translation or with few variants, and variants that lead elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import settings
from knowledge.evaluation.check import VARIANTS_WANTED, check
from knowledge.index.store import Index, IndexStore, build
from knowledge.passages import Passage, Source
from tests.knowledge.fakes import FakeEncoder


def passage(key: str | None, language: str = "fr", *, variants: tuple[str, ...] | None = None) -> Passage:
    text = f"Ce qu'il faut savoir sur {key} : {key} et {key}."
    asked = tuple(f"{key} question {n}" for n in range(VARIANTS_WANTED)) if variants is None else variants
    source = Source("Aide", f"aide.{language}.md")
    return Passage("primus", language, source, (), "faq", f"{key} ?", text, asked, key)


def index(*passages: Passage) -> Index:
    return build(list(passages), FakeEncoder())


def problems(found: Index, folder: Path) -> list[str]:
    return [f"{finding.key} {finding.problem}" for finding in check(found, folder)]


def both(key: str) -> list[Passage]:
    return [passage(key, "fr"), passage(key, "en")]


def test_complete_knowledge_has_no_findings(tmp_path):
    assert problems(index(*both("facture"), *both("modem")), tmp_path) == []


def test_a_passage_without_its_other_language_or_without_an_id_is_named(tmp_path):
    assert problems(index(passage("facture", "fr")), tmp_path) == ["facture is missing in 'en'"]
    (problem,) = problems(index(passage(None, variants=())), tmp_path)
    assert "has no id: add {#id} to its heading" in problem


def test_too_few_variants_and_variants_of_no_passage_are_named(tmp_path):
    (tmp_path / "primus").mkdir()
    (tmp_path / "primus" / "aide.questions.yml").write_text("modem:\n  fr: [où est mon modem]\n")
    found = problems(index(passage("facture", variants=("facture",)), passage("facture", "en")), tmp_path)
    assert found == [
        "modem of aide.questions.yml is no passage",
        f"facture has 1 question variants in 'fr'; {VARIANTS_WANTED} are wanted",
    ]


def test_a_variant_that_leads_elsewhere_is_named(tmp_path):
    wrong = tuple(f"facture question {n}" for n in range(VARIANTS_WANTED - 1)) + ("visite du technicien",)
    subjects = ["technicien", "technicien à domicile", "visite technicien", "rendez-vous technicien"]
    others = [
        passage(key, language, variants=tuple(f"visite du {key} {n}" for n in range(VARIANTS_WANTED)))
        for key in subjects
        for language in ("fr", "en")
    ]
    found = problems(index(passage("facture", variants=wrong), passage("facture", "en"), *others), tmp_path)
    (problem,) = [problem for problem in found if problem.startswith("facture ")]
    assert problem.startswith("facture variant « visite du technicien » leads to ")


@pytest.mark.integration
def test_the_shipped_knowledge_has_no_findings():
    found = check(IndexStore(settings().index_dir).load(), Path(__file__).parents[2] / "knowledge/documents")
    assert [f"{finding.operator} {finding.key}: {finding.problem}" for finding in found] == []
