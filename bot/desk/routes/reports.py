"""Reports: figures with their definitions, charts, and CSV."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from babel.dates import format_date
from fastapi import APIRouter, Request
from fastapi.responses import Response

from accounts.database import reading
from accounts.operators import operator as rules_of
from bot.conversations.models import CAUSES
from bot.desk import audit
from bot.desk.access import Staff, Supervisor
from bot.desk.errors import NotThere
from bot.desk.pages import render
from bot.desk.words import say
from bot.reports import charts
from bot.reports.export import as_csv
from bot.reports.facts import CHANNELS, LANGUAGES, WEEKS, Facts, Filters, read_facts
from bot.reports.figures import Figures, figures_by, figures_by_week, figures_of
from bot.web.services import Services, Web

router = APIRouter()
# Styles are written into the SVG that pygal makes; as an image it can load and run nothing.
_SVG = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "Cache-Control": "no-store",
}


@router.get("/reports")
def report(request: Request, staff: Supervisor, web: Web) -> Response:
    filters, facts = _facts(request, staff, web)
    return render(
        request,
        "reports.html",
        section="reports",
        filters=filters,
        query=str(request.query_params),
        total=figures_of(facts),
        weeks=_by_week(filters, facts, web),
        tables=_tables(facts, staff),
        causes=CAUSES,
        charts=list(_CHARTS),
        choices=_choices(staff),
        percent=lambda share: _percent(share, staff.language),
        minutes=lambda seconds: _minutes(seconds, staff.language),
        day=lambda monday: format_date(monday, "d MMM y", locale=_locale(staff.language)),
    )


@router.get("/reports/{name}.svg")
def chart(request: Request, staff: Supervisor, web: Web, name: str) -> Response:
    if name not in _CHARTS:
        raise NotThere()
    filters, facts = _facts(request, staff, web)
    svg = _CHARTS[name](_by_week(filters, facts, web), figures_of(facts), staff.language)
    return Response(svg, media_type="image/svg+xml", headers=_SVG)


@router.get("/reports.csv")
def table(request: Request, staff: Supervisor, web: Web) -> Response:
    filters, facts = _facts(request, staff, web)
    with web.sessions.begin() as session:
        audit.record_elsewhere(
            session, staff, "report_exported", web.settings.now(), operator=filters.operator
        )
    headers = {
        "Content-Disposition": 'attachment; filename="guichet-report.csv"',
        "Cache-Control": "no-store",
    }
    return Response(as_csv(facts), media_type="text/csv; charset=utf-8", headers=headers)


def _facts(request: Request, staff: Staff, web: Services) -> tuple[Filters, list[Facts]]:
    filters = Filters.read(request.query_params, staff.operators)
    with reading(web.sessions) as session:
        return filters, read_facts(session, filters, staff.operators, web.settings.now())


def _by_week(filters: Filters, facts: list[Facts], web: Services) -> dict[date, Figures]:
    return figures_by_week(facts, filters.since(web.settings.now()).date(), filters.weeks)


def _tables(facts: list[Facts], staff: Staff) -> dict[str, list[tuple[str, Figures]]]:
    language = staff.language
    ways: dict[str, tuple[Callable[[Facts], str], Callable[[str], str]]] = {
        "operator": (lambda fact: fact.operator, lambda slug: rules_of(slug).name),
        "channel": (lambda fact: fact.channel, lambda channel: say(f"channels.{channel}", language)),
        "language": (lambda fact: fact.language, lambda code: say(f"languages.{code}", language)),
    }
    return {
        name: [(title(value), figures) for value, figures in figures_by(facts, key).items()]
        for name, (key, title) in ways.items()
    }


def _choices(staff: Staff) -> dict[str, list[tuple[str, str]]]:
    language = staff.language
    everything = ("", say("queue.everything", language))
    return {
        "operator": [everything, *((slug, rules_of(slug).name) for slug in staff.operators)],
        "channel": [everything, *((name, say(f"channels.{name}", language)) for name in CHANNELS)],
        "language": [
            ("", say("queue.everything_feminine", language)),
            *((code, say(f"languages.{code}", language)) for code in LANGUAGES),
        ],
        "weeks": [(str(weeks), say("reports.last_weeks", language, weeks=weeks)) for weeks in WEEKS],
    }


Weeks = dict[date, Figures]


def _volume(weeks: Weeks, total: Figures, language: str) -> bytes:
    series = {
        say("reports.contained", language): [figures.contained for figures in weeks.values()],
        say("reports.not_contained", language): [f.volume - f.contained for f in weeks.values()],
    }
    return charts.bars(_labels(weeks, language), series, empty=say("reports.no_data", language))


def _shares(weeks: Weeks, total: Figures, language: str) -> bytes:
    series = {
        say("reports.containment", language): [_hundred(f.containment) for f in weeks.values()],
        say("reports.resolution", language): [_hundred(f.resolution) for f in weeks.values()],
    }
    return charts.lines(
        _labels(weeks, language), series, empty=say("reports.no_data", language), top=100, unit=" %"
    )


def _causes(weeks: Weeks, total: Figures, language: str) -> bytes:
    labels = [say(f"causes.{cause}", language) for cause in CAUSES]
    values = [total.causes[cause] or None for cause in CAUSES]
    return charts.flat_bars(labels, values, empty=say("reports.no_data", language))


def _waits(weeks: Weeks, total: Figures, language: str) -> bytes:
    waits = [f.wait_median / 60 if f.wait_median is not None else None for f in weeks.values()]
    top = max([wait for wait in waits if wait is not None], default=1) * 1.15 or 1
    return charts.lines(
        _labels(weeks, language),
        {say("reports.wait_median", language): waits},
        empty=say("reports.no_data", language),
        top=top,
        unit=" min",
    )


def _satisfaction(weeks: Weeks, total: Figures, language: str) -> bytes:
    return charts.lines(
        _labels(weeks, language),
        {say("reports.satisfaction", language): [f.satisfaction for f in weeks.values()]},
        empty=say("reports.no_data", language),
        top=5,
        unit="",
    )


_CHARTS: dict[str, Callable[[Weeks, Figures, str], bytes]] = {
    "volume": _volume,
    "shares": _shares,
    "causes": _causes,
    "waits": _waits,
    "satisfaction": _satisfaction,
}


def _labels(weeks: Weeks, language: str) -> list[str]:
    return [format_date(monday, "d MMM", locale=_locale(language)) for monday in weeks]


def _hundred(share: float | None) -> float | None:
    return None if share is None else share * 100


def _percent(share: float | None, language: str) -> str:
    if share is None:
        return "–"
    return f"{share * 100:.0f}%" if language == "en" else f"{share * 100:.0f}\u00a0%"


def _minutes(seconds: float | None, language: str) -> str:
    if seconds is None:
        return "–"
    if seconds < 60:
        return f"{seconds:.0f}\u00a0s"
    minutes = f"{seconds / 60:.1f}"
    return f"{minutes if language == 'en' else minutes.replace('.', ',')}\u00a0min"


def _locale(language: str) -> str:
    return "en_CA" if language == "en" else "fr_CA"
