"""Turns the desk's errors into pages."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response

from bot.desk.errors import DeskError, LoginNeeded
from bot.desk.pages import page_address, render, wants_fragment
from bot.desk.words import say
from bot.web.wording import preferred_language


def add_handlers(app: FastAPI) -> None:
    """Answer refusals with a page, or with a part of one."""
    app.add_exception_handler(DeskError, _answer)


async def _answer(request: Request, error: Exception) -> Response:
    assert isinstance(error, DeskError)
    if isinstance(error, LoginNeeded) and not wants_fragment(request):
        return RedirectResponse(f"/desk/login?next={quote(page_address(request))}", 303)
    trouble = words_of(request, error)
    back = "/desk" if error.status == 404 else page_address(request)
    return render(
        request, "error.html", fragment="_error.html", status=error.status, trouble=trouble, back=back
    )


def words_of(request: Request, error: DeskError) -> str:
    """What is said about an error, in the agent's language."""
    staff = getattr(request.state, "staff", None)
    language = staff.language if staff else preferred_language(request.headers.get("accept-language"))
    return say(error.wording, language, **error.values)
