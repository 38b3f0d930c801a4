"""The demo page, the widget, and the pages of the API's documentation; no third party is asked for anything."""

from __future__ import annotations

from pathlib import Path

import fastapi_offline
from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import FileResponse, PlainTextResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from bot.web.services import Web

STATIC = Path(__file__).parent / "static"
_SWAGGER = Path(fastapi_offline.__file__).parent / "static"
_REVALIDATE = {"Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
WIDGET, COMPRESSED = "widget.js", "widget.js.gz"

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
async def widget(request: Request, web: Web) -> Response:
    """The built widget, compressed where the browser takes it; "not modified" where it has it."""
    compressed = "gzip" in request.headers.get("accept-encoding", "")
    files = StaticFiles(directory=web.settings.widget_dir, check_dir=False)
    try:
        response = await files.get_response(COMPRESSED if compressed else WIDGET, request.scope)
    except HTTPException:
        return PlainTextResponse("The widget has not been built. Run `make build`.", 503)
    response.headers.update(_REVALIDATE)
    if response.status_code == 200:
        response.headers["Content-Type"] = "text/javascript; charset=utf-8"
        if compressed:
            response.headers["Content-Encoding"] = "gzip"
    return response


@router.get("/docs")
async def docs() -> FileResponse:
    return FileResponse(STATIC / "docs.html", headers=_REVALIDATE)


@router.get("/favicon.ico")
async def favicon() -> FileResponse:
    return FileResponse(STATIC / "favicon.svg", media_type="image/svg+xml")
