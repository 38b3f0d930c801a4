"""What the desk refuses.

    DeskError
    ├── LoginNeeded      303 to the login page (401 for a part of a page)
    ├── LoginFailed      422  wrong name or password, or too many attempts
    ├── FormExpired      403  the form was not made for this session
    ├── NotAllowed       403  the role may not do this
    ├── NotThere         404  no such thing, or of another operator
    ├── Conflict         409  somebody else was first
    └── FormRefused      422  something is missing or wrong in a form

Each becomes a page, or a part of one, that says what happened in the agent's language (wording/errors.yml).
"""

from __future__ import annotations


class DeskError(Exception):
    """Anything refused; `wording` is a key of wording/errors.yml."""

    status = 500
    wording = "errors.internal"

    def __init__(self, wording: str | None = None, **values: object) -> None:
        self.wording = wording or self.wording
        self.values = values
        super().__init__(self.wording)


class LoginNeeded(DeskError):
    """Nobody is logged in, or the session is over."""

    status, wording = 401, "errors.login_needed"


class LoginFailed(DeskError):
    """Wrong name or password, or too many attempts; which of the first two is not said."""

    status, wording = 422, "errors.login_failed"


class FormExpired(DeskError):
    """The form was made for another session, or comes from another website."""

    status, wording = 403, "errors.form_expired"


class NotAllowed(DeskError):
    """The role may not do this."""

    status, wording = 403, "errors.not_allowed"


class NotThere(DeskError):
    """There is no such thing, or it belongs to an operator that the agent does not work for."""

    status, wording = 404, "errors.not_there"


class Conflict(DeskError):
    """Things changed since the page was made: nothing was done."""

    status, wording = 409, "errors.conflict"


class FormRefused(DeskError):
    """Something is missing or wrong in a form: nothing was done."""

    status, wording = 422, "errors.form_refused"
