"""Renders pages, whole or in part.

A page's template extends base.html. The same address gives only the part named `fragment` to a request with the
header X-Fragment, which desk.js sends to bring a part of the page up to date; everything works without JavaScript.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any

from babel.dates import format_date, format_datetime, format_time
from babel.numbers import format_decimal
from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from accounts.database import reading
from accounts.operators import operator as rules_of
from bot.desk.access import Staff
from bot.desk.calls import Calls, calls_for
from bot.desk.masking import gathered
from bot.desk.navigation import ENTRIES
from bot.desk.words import name_of, say, say_count
from bot.web.wording import preferred_language

FRAGMENT = "X-Fragment"
_TEMPLATES = Path(__file__).parent / "templates"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "operator_name": lambda slug: rules_of(slug).name,
    }
    return environment


def wants_fragment(request: Request) -> bool:
    """Whether only a part of the page is asked for."""
    return FRAGMENT in request.headers


def render(
    request: Request,
    template: str,
    *,
    section: str = "",
    fragment: str | None = None,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **values: Any,
) -> HTMLResponse:
    """A page for whoever is logged in.

    Args:
        section: of the menu; see navigation.py.
        fragment: the template of the part that is given to X-Fragment requests.
        values: for the template, which also has `t`, `n` (words with a count), `named` (a name by section and key), `staff`, `language`, `number`, `moment`,
            `gathered`, `colon` and `waited`; a whole page has `calls` too.
    """
    staff: Staff | None = getattr(request.state, "staff", None)
    language = staff.language if staff else preferred_language(request.headers.get("accept-language"))
    name = fragment if fragment and wants_fragment(request) else template
    if staff and not wants_fragment(request):
        values.setdefault("calls", _calls(request, staff))
    html = (
        _environment()
        .get_template(name)
        .render(
            t=partial(say, language=language),
            n=partial(say_count, language=language),
            named=partial(name_of, language=language),
            language=language,
            colon=":" if language == "en" else "\u00a0:",
            staff=staff,
            section=section,
            entries=[entry for entry in ENTRIES if staff and staff.may(entry.role)],
            address=page_address(request),
            number=partial(number, language=language),
            moment=partial(moment, language=language),
            gathered=partial(gathered, language=language),
            waited=partial(waited, language=language),
            **values,
        )
    )
    return HTMLResponse(html, status, headers={"Cache-Control": "no-store", **(headers or {})})


def _calls(request: Request, staff: Staff) -> Calls:
    with reading(request.app.state.services.sessions) as session:
        return calls_for(session, staff.operators, staff.id)


def page_address(request: Request) -> str:
    """Where the page is that is asked for, with its filters, or that a form was on; it can be gone to."""
    if request.method == "GET":
        return request.url.path + (f"?{request.url.query}" if request.url.query else "")
    conversation_id = request.path_params.get("conversation_id")
    return f"/desk/conversations/{conversation_id}" if conversation_id else "/desk"


def number(value: float, *, language: str, digits: int = 2) -> str:
    """A number as it is written in the language."""
    return format_decimal(value, f"0.{'0' * digits}" if digits else "#,##0", locale=_locale(language))


def moment(value: datetime | None, operator: str | None = None, *, language: str, style: str = "full") -> str:
    """A moment in the operator's time zone.

    Args:
        style: full (day and time), day or time.
    """
    if value is None:
        return "–"
    zone = rules_of(operator).time_zone if operator else None
    here = value.astimezone(zone) if zone else value.astimezone()
    if style == "time":
        return format_time(here, "short", locale=_locale(language), tzinfo=here.tzinfo)
    if style == "day":
        return format_date(here, "long", locale=_locale(language))
    return format_datetime(here, _MOMENTS[language], locale=_locale(language), tzinfo=here.tzinfo)


def waited(time: timedelta, *, language: str) -> str:
    """A waiting time as desk.js shows it too: minutes, hours or days."""
    minutes = max(0, int(time.total_seconds() // 60))
    if minutes < 100:
        return f"{minutes} min"
    if minutes < 2 * 24 * 60:
        return f"{minutes // 60} h"
    return f"{minutes // (24 * 60)} {'d' if language == 'en' else 'j'}"


_MOMENTS = {"fr": "d MMM y, HH\u00a0'h'\u00a0mm", "en": "d MMM y, HH:mm"}


def _locale(language: str) -> str:
    return "en_CA" if language == "en" else "fr_CA"
