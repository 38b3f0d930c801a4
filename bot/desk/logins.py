"""Sessions of agents: a signed cookie holds a random key, the data base its hash, so that a logout really ends it."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa
from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy.orm import Session

from bot.desk.models import DeskSession, DeskUser

COOKIE = "guichet_desk"
VISITOR_COOKIE = "guichet_desk_visitor"  # before the login, so that the login form is bound to a browser too
_SALT = "desk session"


class Logins:
    """Begins, finds and ends sessions.

    Args:
        secret: of the installation; signs cookies and forms.
        hours: for which a session lasts.
    """

    def __init__(self, secret: str, *, hours: int) -> None:
        self._secret = secret
        self._signer = URLSafeTimedSerializer(secret, salt=_SALT)
        self.lasts = timedelta(hours=hours)

    def begin(self, session: Session, user: DeskUser, now: datetime) -> str:
        """A new session; returns the cookie's value."""
        key = secrets.token_urlsafe(32)
        session.add(DeskSession(id=_hash(key), user_id=user.id, created_at=now, expires_at=now + self.lasts))
        return self._signer.dumps(key)

    def user_of(self, session: Session, cookie: str | None, now: datetime) -> DeskUser | None:
        """Whose session it is; None if the cookie is forged, or the session over, or its user deactivated."""
        key = self._key(cookie)
        if key is None:
            return None
        query = (
            sa.select(DeskUser)
            .join(DeskSession, DeskSession.user_id == DeskUser.id)
            .where(
                DeskSession.id == _hash(key),
                DeskSession.ended_at.is_(None),
                DeskSession.expires_at > now,
                DeskUser.active,
            )
        )
        return session.scalar(query)

    def end(self, session: Session, cookie: str | None, now: datetime) -> None:
        """Log out; the cookie is worth nothing any more."""
        if (key := self._key(cookie)) is not None:
            over = sa.update(DeskSession).where(DeskSession.id == _hash(key)).values(ended_at=now)
            session.execute(over)

    def form_token(self, cookie: str) -> str:
        """What forms made for this cookie carry (against forged requests)."""
        return hmac.new(self._secret.encode(), f"desk form {cookie}".encode(), hashlib.sha256).hexdigest()

    def fits(self, token: str, cookie: str | None) -> bool:
        """Whether a form was made for this cookie."""
        return cookie is not None and hmac.compare_digest(
            token.encode("utf-8", "replace"), self.form_token(cookie).encode()
        )

    def _key(self, cookie: str | None) -> str | None:
        if cookie is None:
            return None
        try:
            return self._signer.loads(cookie, max_age=int(self.lasts.total_seconds()))
        except BadSignature:  # an expired signature too
            return None


def end_all(session: Session, user: DeskUser, now: datetime) -> None:
    """End every session of somebody whose password or rights changed."""
    mine = (DeskSession.user_id == user.id, DeskSession.ended_at.is_(None))
    session.execute(sa.update(DeskSession).where(*mine).values(ended_at=now))


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
