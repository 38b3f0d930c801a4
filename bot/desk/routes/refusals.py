"""Turns the desk's errors into pages."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response

from bot.desk.errors import DeskError, LoginNeeded
from bot.desk.pages import render, wants_fragment
from bot.desk.words import say
from bot.web.wording import preferred_language


def add_handlers(app: FastAPI) -> None:
    """Answer refusals with a page, or with a part of one."""
    app.add_exception_handler(DeskError, _answer)


async def _answer(request: Request, error: Exception) -> Response:
    assert isinstance(error, DeskError)
    if isinstance(error, LoginNeeded) and not wants_fragment(request):
        return RedirectResponse(f"/desk/login?next={quote(_address(request))}", 303)
    trouble = words_of(request, error)
    back = "/desk" if error.status == 404 else _page_before(request)
    return render(
        request, "error.html", fragment="_error.html", status=error.status, trouble=trouble, back=back
    )


def words_of(request: Request, error: DeskError) -> str:
    """What is said about an error, in the agent's language."""
    staff = getattr(request.state, "staff", None)
    language = staff.language if staff else preferred_language(request.headers.get("accept-language"))
    return say(error.wording, language, **error.values)


def _page_before(request: Request) -> str:
    """Where the refused form was, as far as the address tells."""
    if (conversation_id := request.path_params.get("conversation_id")) is not None:
        return f"/desk/conversations/{conversation_id}"
    return _address(request)


def _address(request: Request) -> str:
    """Where to go after the login: only pages can be gone to."""
    if request.method != "GET":
        return "/desk"
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")
