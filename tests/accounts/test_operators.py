"""The rules are complete, name documents that exist, and the page shows them as they are."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest

from accounts.errors import RuleError, UnknownOperator
from accounts.operators import Document, operator, operator_slugs
from accounts.operators.loading import load_operator
from accounts.operators.page import PAGE, with_table

SLUGS = ("allstream", "alsatis", "calltower", "ooma", "primus")


def test_there_are_five_operators():
    assert operator_slugs() == SLUGS


@pytest.mark.parametrize("slug", SLUGS)
def test_every_rule_names_a_document_of_its_operator_or_the_common_rule(slug):
    rules = operator(slug)
    own = {document.id for document in rules.documents} | {"common"}
    values = [getattr(rules, field.name) for field in dataclasses.fields(rules)]
    sources = [value.source.id for value in values if hasattr(value, "source")]
    assert len(sources) >= 11
    assert set(sources) <= own
    assert set(sources) - {"common"}, "its documents are the reason that it is here"


@pytest.mark.parametrize("slug", SLUGS)
def test_every_document_has_a_title_in_both_languages(slug):
    for document in operator(slug).documents:
        assert document.title("fr") and document.title("en")
        assert document.title("fr") != document.title("en")
        assert "'" not in document.title("fr") + document.title("en"), "French and English write ’"


@pytest.mark.parametrize("slug", SLUGS)
def test_customers_can_reach_somebody(slug):
    contact = operator(slug).contact
    assert contact.phone or contact.email


def test_only_alsatis_charges_for_an_early_end():
    with_fee = [slug for slug in SLUGS if operator(slug).early_termination]
    assert with_fee == ["alsatis"]
    rule = operator("alsatis").early_termination
    assert (rule.full_months, rule.later_share) == (12, Decimal("0.25"))
    assert rule.source.title_fr == "Gérer mon contrat"


def test_only_business_customers_of_primus_need_an_agent_for_paper():
    agents = [slug for slug in SLUGS if operator(slug).paper_bills.business == "agent"]
    assert agents == ["primus"]
    assert {operator(slug).paper_bills.residential for slug in SLUGS} == {"self_service"}


def test_the_credit_steps_of_ooma():
    steps = [(step.from_minutes, step.days) for step in operator("ooma").service_credit.steps]
    assert steps == [(15, 1), (31, 2), (61, 4), (121, 6), (241, 8)]


def test_an_unknown_operator_names_the_known_ones():
    with pytest.raises(UnknownOperator, match="Known: allstream, alsatis, calltower, ooma, primus"):
        operator("../primus")


def test_the_page_shows_the_rules_as_they_are():
    page = PAGE.read_text(encoding="utf-8")
    assert page == with_table(page), "run `python -m accounts.operators.page`"


@pytest.mark.parametrize("slug", SLUGS)
def test_the_page_lists_the_documents(slug):
    page = PAGE.read_text(encoding="utf-8")
    for document in operator(slug).documents:
        day = document.date.isoformat() if document.date else "–"
        assert f"| `{document.id}` | {operator(slug).name} | {document.title_fr} | {day} |" in page


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (
            ("source: manage-my-contract\n  full_months", "source: nowhere\n  full_months"),
            "early_termination.source: no document 'nowhere'",
        ),
        (("  full_months: 12\n", ""), "early_termination: missing full_months"),
        (
            ("residential: self_service", "residential: by_magic"),
            "paper_bills.residential: must be one of self_service, agent",
        ),
        (("days: 30", "days: thirty"), "equipment_return.days: must be int"),
        (("currency: EUR", "currency: EUR\ncolour: blue"), "unknown colour"),
    ],
)
def test_a_mistake_in_a_file_is_named(tmp_path, change, problem):
    text = (PAGE.parents[1] / "accounts/operators/alsatis.yml").read_text(encoding="utf-8")
    assert change[0] in text
    broken = tmp_path / "alsatis.yml"
    broken.write_text(text.replace(*change), encoding="utf-8")
    with pytest.raises(RuleError, match=problem) as error:
        load_operator(broken)
    assert "alsatis.yml" in str(error.value)


def test_a_document_without_a_date_says_so():
    assert Document("x", "Titre", "Title").date is None
