"""Each figure of the report, from conversations whose figures are known."""

from __future__ import annotations

import csv
import io
from datetime import datetime, timedelta, timezone

import pytest

from bot.conversations.models import Handoff
from bot.conversations.ratings import give_satisfaction, rate_message
from bot.reports.charts import bars, flat_bars, lines
from bot.reports.export import COLUMNS, as_csv
from bot.reports.facts import Filters, read_facts
from bot.reports.figures import figures_by_week, figures_of
from tests.privacy.world import NOW, World

OPERATORS = ("primus", "alsatis")


def report(world: World, filters: Filters | None = None):
    with world.sessions() as session:
        return read_facts(session, filters or Filters(), OPERATORS, NOW)


def hand_off(
    world: World,
    conversation,
    *,
    after: timedelta,
    claimed: int | None = None,
    state="human",
    cause="complaint",
):
    with world.sessions.begin() as session:
        session.add(
            Handoff(
                conversation_id=conversation.id, operator=conversation.operator, reason="", language="fr", cause=cause,
                state=state, opened_at=NOW + after, claimed_at=claimed and NOW + after + timedelta(seconds=claimed),
                closed_at=NOW + after + timedelta(days=9),
            )
        )  # fmt: skip


def test_only_conversations_in_which_the_customer_wrote_count(world: World):
    world.conversation()
    world.say(world.conversation(), "bonjour")
    assert figures_of(report(world)).volume == 1


@pytest.mark.parametrize(
    ("state", "contained"), [("human", 0), ("closed", 0), ("queued", 0), ("withdrawn", 1)]
)
def test_a_handoff_that_the_customer_took_back_is_contained(world: World, state, contained):
    conversation = world.conversation()
    world.say(conversation, "quelqu’un ?")
    hand_off(world, conversation, after=timedelta(minutes=1), state=state)
    assert figures_of(report(world)).contained == contained


@pytest.mark.parametrize(
    ("after", "resolved"),
    [(timedelta(hours=1), 0), (timedelta(hours=23, minutes=59), 0), (timedelta(hours=25), 1)],
)
def test_an_answer_is_verified_when_no_handoff_follows_within_a_day(world: World, after, resolved):
    conversation = world.conversation()
    world.ask(conversation, "où ?", "answered")
    hand_off(world, conversation, after=after)
    assert figures_of(report(world)).resolved == resolved


@pytest.mark.parametrize(("value", "resolved"), [("up", 1), ("down", 0)])
def test_an_answer_that_was_rated_down_is_not_verified(world: World, value, resolved):
    conversation = world.conversation()
    _, answer = world.ask(conversation, "où ?", "answered")
    with world.sessions.begin() as session:
        rate_message(session, conversation.id, answer.id, value, now=NOW + timedelta(minutes=1))
    assert figures_of(report(world)).resolved == resolved


@pytest.mark.parametrize(("done", "resolved"), [(["switch_to_paper"], 1), ([], 0), (None, 0)])
def test_a_task_that_was_done_is_a_resolution_whatever_follows(world: World, done, resolved):
    conversation = world.conversation()
    world.say(conversation, "oui", parse={"slots": {"done": done}})
    hand_off(world, conversation, after=timedelta(minutes=1))
    assert figures_of(report(world)).resolved == resolved


def test_waits_are_those_until_an_agent_came(world: World):
    for seconds in (60, 120, 600, None):
        conversation = world.conversation()
        world.say(conversation, "quelqu’un ?")
        hand_off(world, conversation, after=timedelta(), claimed=seconds)
    figures = figures_of(report(world))
    assert (figures.handoffs, figures.claimed, figures.wait_median) == (4, 3, 120)
    assert figures.wait_90 == pytest.approx(504)
    assert figures.causes == {"complaint": 4}


def test_satisfaction_is_the_mean_of_marks(world: World):
    for score in (5, 4, 1):
        conversation = world.conversation()
        world.say(conversation, "merci")
        with world.sessions.begin() as session:
            give_satisfaction(session, conversation.id, score, now=NOW)
    figures = figures_of(report(world))
    assert (figures.scores, figures.satisfaction, figures.satisfied) == (
        3,
        pytest.approx(10 / 3),
        pytest.approx(2 / 3),
    )


@pytest.mark.parametrize(
    ("values", "volume"),
    [
        ({"operator": "primus"}, 2),
        ({"channel": "sms"}, 1),
        ({"language": "en"}, 1),
        ({"operator": "ooma"}, 3),
        ({}, 3),
    ],
)
def test_filters_narrow_the_report_and_unknown_ones_do_not(world: World, values, volume):
    for options in ({}, {"channel": "sms"}, {"operator": "alsatis", "language": "en"}):
        world.say(world.conversation(**options), "bonjour")
    assert len(report(world, Filters.read(values, OPERATORS))) == volume


def test_nobody_sees_other_operators_figures(world: World):
    world.say(world.conversation("ooma"), "bonjour")
    assert report(world) == []


def test_every_week_has_a_line_and_old_conversations_none(world: World):
    world.say(world.conversation(age=timedelta(weeks=60)), "bonjour")
    world.say(world.conversation(age=timedelta(weeks=2)), "bonjour")
    filters = Filters(weeks=4)
    weeks = figures_by_week(report(world, filters), filters.since(NOW).date(), 4)
    assert [figures.volume for figures in weeks.values()] == [0, 1, 0, 0]


def test_a_week_begins_on_monday_in_the_operators_time_zone(world: World):
    world.say(world.conversation("primus"), "bonjour")
    sunday_in_toronto = datetime(2026, 11, 16, 3, 0, tzinfo=timezone.utc)
    conversation = world.conversation("primus", age=NOW - sunday_in_toronto)
    world.say(conversation, "bonjour", at=sunday_in_toronto)
    assert sorted(str(fact.week) for fact in report(world)) == ["2026-11-09", "2026-11-16"]


def test_the_csv_adds_up(world: World):
    for options in ({}, {}, {"operator": "alsatis"}):
        world.say(world.conversation(**options), "bonjour")
    rows = list(csv.DictReader(io.StringIO(as_csv(report(world)))))
    assert tuple(rows[0]) == COLUMNS
    assert sum(int(row["conversations"]) for row in rows) == 3
    assert {row["wait_seconds_median"] for row in rows} == {""}


def test_charts_are_svg_without_scripts_or_other_addresses():
    drawn = [
        bars(["1"], {"a": [1.0], "b": [2.0]}, empty="Aucune donnée"),
        lines(["1", "2"], {"a": [None, 3.0]}, empty="–", top=5, unit=""),
        flat_bars(["<script>"], [3], empty="–"),
    ]
    for svg in drawn:
        assert b"<svg" in svg
        assert b"<script" not in svg and b"href=" not in svg


def test_a_chart_without_data_says_so():
    assert "Aucune donnée" in lines(["1"], {"a": [None]}, empty="Aucune donnée", top=5, unit="").decode()
