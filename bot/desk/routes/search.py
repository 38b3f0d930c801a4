"""Search in transcripts, and by customer."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from accounts.database import reading
from accounts.operators import operator as rules_of
from bot.desk import audit
from bot.desk.access import CurrentStaff
from bot.desk.account_search import OfCustomer, conversations_of_customers
from bot.desk.names import name_of_account
from bot.desk.pages import render
from bot.desk.search import Results, search_transcripts, words_of
from bot.desk.words import say
from bot.web.services import Web

router = APIRouter()

LONGEST = 200


@router.get("/search")
def search(
    request: Request,
    staff: CurrentStaff,
    web: Web,
    text: str = "",
    operator: str = "",
    before: Annotated[int | None, Query(ge=1, le=2**53)] = None,
) -> Response:
    text = text[:LONGEST].strip()
    operators = (operator,) if operator in staff.operators else staff.operators
    results = Results([], None)
    of_customers: list[OfCustomer] = []
    if text:
        with reading(web.sessions) as session:
            results = search_transcripts(session, text, operators, before=before)
            if before is None:
                of_customers = conversations_of_customers(session, text, operators)
            names = [name_of_account(hit.account) for hit in of_customers]
        with web.sessions.begin() as session:  # not the words: they may be a customer's name or number
            audit.record_elsewhere(
                session,
                staff,
                "transcripts_searched",
                web.settings.now(),
                words=len(words_of(text)),
                results=len(results.found) + len(of_customers),
            )
    older = (
        urlencode({"text": text, "operator": operator, "before": results.older}) if results.older else None
    )
    return render(
        request,
        "search.html",
        section="search",
        text=text,
        results=results,
        of_customers=list(zip(of_customers, names, strict=True)) if text else [],
        older=older,
        operator=operator,
        operators=[
            ("", say("queue.everything", staff.language)),
            *((slug, rules_of(slug).name) for slug in staff.operators),
        ],
    )
