"""Scenarios by behaviour, in both languages, through the real stack."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.conversations.player import play

SCENARIOS = [
    scenario
    for path in sorted((Path(__file__).parent / "scenarios").glob("*.yml"))
    for scenario in yaml.safe_load(path.read_text(encoding="utf-8"))
]


def as_parameter(scenario: dict):
    """A scenario that Guichet does not master yet says why under `xfail`."""
    known = scenario.get("xfail")
    return pytest.param(scenario, id=scenario["id"], marks=[pytest.mark.xfail(reason=known)] if known else [])


@pytest.mark.integration
@pytest.mark.parametrize("scenario", map(as_parameter, SCENARIOS))
def test_a_scenario_ends_as_it_should(scenario, guichet):
    play(scenario, guichet)


def test_both_languages_have_scenarios_of_every_kind():
    kinds = {scenario["kind"] for scenario in SCENARIOS}
    assert kinds
    for kind in kinds:
        assert {s["lang"] for s in SCENARIOS if s["kind"] == kind} == {"fr", "en"}, kind
