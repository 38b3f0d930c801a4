"""What the web process answers when it cannot do as asked.

    WebError
    ├── RequestUnreadable     422
    ├── MessageRefused        422
    │   ├── MessageEmpty
    │   ├── MessageTooLong
    │   ├── MessageUnreadable
    │   └── ButtonUnknown
    ├── NotAuthorized         401
    ├── OriginNotAllowed      403
    ├── OperatorUnknown       404
    ├── NoSuchMessage         404
    ├── ConversationClosed    409
    ├── ConversationMoved     409
    ├── CannotMove            409
    ├── TooManyRequests       429
    └── ConversationBusy      503

Each becomes `{"detail": sentence}` in the customer's language (wording.py). Errors of the assistant itself
are in rasa.py: they become an apology in the conversation.
"""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.exception_handlers import http_exception_handler
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from bot.web.wording import preferred_language, say


class WebError(Exception):
    """Anything refused; `wording` is a key of WORDING, `language` None takes the browser's."""

    status = 500
    wording = "internal_error"

    def __init__(
        self, language: str | None = None, *, headers: dict[str, str] | None = None, **values: object
    ):
        super().__init__(self.wording)
        self.language = language
        self.headers = headers
        self.values = values


class RequestUnreadable(WebError):
    """The request is not of the form that the contract says."""

    status, wording = 422, "request_unreadable"


class MessageRefused(WebError):
    """The message cannot be accepted; the conversation stays as it was."""

    status = 422


class MessageEmpty(MessageRefused):
    """Nothing in the message can be seen."""

    wording = "message_empty"


class MessageTooLong(MessageRefused):
    """The message is longer than settings.max_message_length."""

    wording = "message_too_long"


class MessageUnreadable(MessageRefused):
    """The message is not text."""

    wording = "message_unreadable"


class ButtonUnknown(MessageRefused):
    """No message of the assistant in this conversation has a button with this payload."""

    wording = "button_unknown"


class NotAuthorized(WebError):
    """The token is missing, wrong, expired, or of another conversation; which of them is not said."""

    status, wording = 401, "not_authorized"

    def __init__(self) -> None:
        super().__init__(headers={"WWW-Authenticate": "Bearer"})


class OriginNotAllowed(WebError):
    """The website that asks is none of the operator's."""

    status, wording = 403, "origin_not_allowed"


class NoSuchMessage(WebError):
    """The conversation has no such message of somebody else's."""

    status, wording = 404, "no_such_message"


class OperatorUnknown(WebError):
    """Guichet does not serve this operator."""

    status, wording = 404, "operator_unknown"


class ConversationClosed(WebError):
    """Nobody answers here any more."""

    status, wording = 409, "conversation_closed"


class ConversationMoved(WebError):
    """The customer goes on by SMS."""

    status, wording = 409, "conversation_moved"


class CannotMove(WebError):
    """The conversation cannot go on by SMS; `wording` says why."""

    status = 409

    def __init__(self, language: str, wording: str) -> None:
        super().__init__(language)
        self.wording = wording


class TooManyRequests(WebError):
    """A rate limit was reached."""

    status, wording = 429, "too_many_requests"


class ConversationBusy(WebError):
    """An earlier message of the conversation is being answered and does not come to an end."""

    status, wording = 503, "conversation_busy"


def add_error_handlers(app: FastAPI) -> None:
    """Answer errors with a sentence; never with the customer's own words, which may hold a PIN."""
    app.add_exception_handler(WebError, _answer_web_error)
    app.add_exception_handler(RequestValidationError, _answer_validation_error)
    app.add_exception_handler(HTTPException, _answer_http_exception)
    app.add_exception_handler(Exception, _answer_unexpected)


async def _answer_web_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, WebError)
    language = error.language or _language_of(request)
    detail = say(error.wording, language, **error.values)
    return JSONResponse({"detail": detail}, error.status, headers=error.headers)


async def _answer_validation_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    fields = sorted({".".join(str(part) for part in problem["loc"]) for problem in error.errors()})
    return await _answer_web_error(request, RequestUnreadable(fields=", ".join(fields)))


async def _answer_http_exception(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 400:  # FastAPI could not even decode the body
        return await _answer_web_error(request, RequestUnreadable(fields="body"))
    return await http_exception_handler(request, error)


async def _answer_unexpected(request: Request, error: Exception) -> JSONResponse:
    return await _answer_web_error(request, WebError())


def _language_of(request: Request) -> str:
    return preferred_language(request.headers.get("accept-language"))
