"""Which websites may embed an operator's widget.

A browser tells from which website a request comes (Origin) and lets a page read only what the server allows it to.
CORS decides for all operators together, before a request says which one it is about; here each operator's own
websites are told apart. Other clients send no Origin, and need none: the token is what protects a conversation.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from fastapi import Request

from bot.settings import Settings
from bot.web.errors import OriginNotAllowed


def all_origins(settings: Settings) -> list[str]:
    """Every website that embeds some operator's widget."""
    return sorted({origin for _, origin in settings.allowed_origins})


def check_origin(request: Request, settings: Settings, operator: str, language: str | None = None) -> None:
    """Refuse a request of a website that is not the operator's, nor our own.

    Raises:
        OriginNotAllowed
    """
    origin = request.headers.get("origin")
    if origin is None or _is_ours(origin, request, settings):
        return
    if not any(allowed == origin and slug in ("", operator) for slug, allowed in settings.allowed_origins):
        raise OriginNotAllowed(language)


def _is_ours(origin: str, request: Request, settings: Settings) -> bool:
    return origin == settings.public_url.rstrip("/") or urlsplit(origin).netloc == request.headers.get("host")
