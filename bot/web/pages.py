"""The demo page, the widget, and the pages of the API's documentation; no third party is asked for anything."""

from __future__ import annotations

from pathlib import Path

import fastapi_offline
from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import FileResponse, Response
from fastapi.staticfiles import StaticFiles

STATIC = Path(__file__).parent / "static"
_SWAGGER = Path(fastapi_offline.__file__).parent / "static"
_REVALIDATE = {"Cache-Control": "no-cache"}

router = APIRouter(include_in_schema=False)


def add_pages(app: FastAPI) -> None:
    """Add the routes and the folders of static files."""
    app.include_router(router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.mount("/docs-assets", StaticFiles(directory=_SWAGGER), name="docs-assets")


@router.get("/")
async def demo_page() -> FileResponse:
    return FileResponse(STATIC / "demo.html", headers=_REVALIDATE)


@router.get("/widget.js")
async def widget(request: Request) -> Response:
    # StaticFiles answers "not modified" where it can.
    response = await StaticFiles(directory=STATIC).get_response("widget.js", request.scope)
    response.headers.update(_REVALIDATE)
    return response


@router.get("/docs")
async def docs() -> FileResponse:
    return FileResponse(STATIC / "docs.html", headers=_REVALIDATE)


@router.get("/favicon.ico")
async def favicon() -> FileResponse:
    return FileResponse(STATIC / "favicon.svg", media_type="image/svg+xml")
