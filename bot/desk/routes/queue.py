"""The queue, and its live updates."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sse_starlette import EventSourceResponse

from accounts.database import reading
from accounts.operators import operator as rules_of
from bot.conversations.models import CAUSES
from bot.desk.access import CurrentStaff, Staff
from bot.desk.logins import COOKIE
from bot.desk.pages import render
from bot.desk.queue import LANGUAGES, STATES, WAITS, Filters, queue_page, queue_version
from bot.desk.streams import QUEUE, changes
from bot.desk.words import say
from bot.web.services import Web

router = APIRouter()


@router.get("")
def queue(request: Request, staff: CurrentStaff, web: Web) -> Response:
    filters = Filters.read(request.query_params, staff.operators)
    with reading(web.sessions) as session:
        page = queue_page(
            session, filters, staff.operators, staff.id, web.settings.now(), reader=staff.language
        )
    return render(
        request,
        "queue.html",
        fragment="_queue.html",
        section="queue",
        page=page,
        filters=filters,
        choices=_choices(staff),
    )


@router.get("/events")
async def queue_events(request: Request, staff: CurrentStaff, web: Web) -> EventSourceResponse:
    cookie = request.cookies.get(COOKIE)
    return EventSourceResponse(changes(web, cookie, QUEUE, queue_version), ping=15)


@router.get("/seen")
def page_is_open(staff: CurrentStaff) -> Response:
    """Asked every minute by pages without a stream: who reads the search is still there."""
    return Response(status_code=204)


def _choices(staff: Staff) -> dict[str, list[tuple[str, str]]]:
    def words(kind: str, values: tuple[str, ...]) -> list[tuple[str, str]]:
        return [(value, say(f"{kind}.{value}", staff.language)) for value in values]

    everything = ("", say("queue.everything", staff.language))
    every_one = ("", say("queue.everything_feminine", staff.language))
    return {
        "operator": [everything, *((slug, rules_of(slug).name) for slug in staff.operators)],
        "state": words("filters", STATES),
        "cause": [everything, *words("causes", CAUSES)],
        "language": [every_one, *((code, say(f"languages.{code}", staff.language)) for code in LANGUAGES)],
        "waiting": [
            every_one,
            *((str(wait), say("queue.at_least", staff.language, minutes=wait)) for wait in WAITS),
        ],
    }
