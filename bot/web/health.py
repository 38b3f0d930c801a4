"""Whether this process is alive, whether the whole stack is ready, and its metrics."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable

import httpx
import sqlalchemy as sa
from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.concurrency import run_in_threadpool

from accounts.database import reading
from bot.web.services import Services, Web

router = APIRouter(tags=["operation"])

CHECK_SECONDS = 3


@router.get("/healthz")
async def healthz() -> dict[str, str]:
    """This process is alive."""
    return {"status": "ok"}


@router.get("/readyz")
async def readyz(web: Web) -> JSONResponse:
    """Whether Rasa, the action server, the data base and the index are there; 503 unless all are."""
    checks = {
        "rasa": _http(web.http, f"{web.settings.rasa_url}/status"),
        "actions": _http(web.http, f"{web.settings.actions_url}/health"),
        "database": run_in_threadpool(_database, web),
        "index": run_in_threadpool(_index, web),
    }
    outcomes = await asyncio.gather(*(_outcome(check) for check in checks.values()))
    problems = {name: problem for name, problem in zip(checks, outcomes, strict=True) if problem}
    status = {name: problems.get(name, "ok") for name in checks}
    return JSONResponse({"ready": not problems, "checks": status}, 503 if problems else 200)


@router.get("/metrics")
async def metrics(web: Web) -> Response:
    """For Prometheus."""
    return Response(web.metrics.text(), media_type=CONTENT_TYPE_LATEST)


async def _outcome(check: Awaitable[str | None]) -> str | None:
    """The problem, or None; says no more than its kind, since anyone can ask."""
    try:
        return await asyncio.wait_for(check, CHECK_SECONDS)
    except TimeoutError:
        return f"no answer within {CHECK_SECONDS} s"
    except (httpx.HTTPError, sa.exc.SQLAlchemyError, OSError) as error:
        return type(error).__name__


async def _http(http: httpx.AsyncClient, url: str) -> str | None:
    response = await http.get(url, timeout=CHECK_SECONDS)
    return None if response.status_code == 200 else f"HTTP status {response.status_code}"


def _database(web: Services) -> str | None:
    with reading(web.sessions) as session:
        session.execute(sa.text("SELECT 1 FROM conversations LIMIT 1"))
    return None


def _index(web: Services) -> str | None:
    return None if (web.settings.index_dir / "CURRENT").exists() else "no index in service"
