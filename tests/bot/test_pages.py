"""Pages, health and headers."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest
from starlette.testclient import TestClient

from bot.web.app import create_app
from bot.web.pages import STATIC
from tests.bot.conftest import WIDGET

BUILT = Path("var/widget")


@pytest.mark.parametrize("path", ["/", "/docs", "/widget.js", "/healthz", "/openapi.json", "/favicon.ico"])
def test_every_page_has_strict_headers(web, path):
    response = web.client.get(path)

    assert response.status_code == 200
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe-eval" not in policy


@pytest.mark.parametrize("page", ["demo.html", "docs.html"])
def test_pages_have_no_script_or_style_in_them_and_ask_no_third_party(page):
    html = (STATIC / page).read_text(encoding="utf-8")

    assert re.findall(r"<script(?![^>]*\ssrc=)[^>]*>", html) == []
    assert "<style" not in html
    assert not re.search(r"\s(style|on\w+)=", html)
    assert re.findall(r"(?:src|href)=\"(?!/|#|\./)([^\"]*)\"", html) == []


def test_every_file_that_the_pages_name_is_there(web):
    for page in ("demo.html", "docs.html"):
        html = (STATIC / page).read_text(encoding="utf-8")
        for address in re.findall(r"(?:src|href)=\"(/[^\"#]*)\"", html):
            assert web.client.get(address).status_code == 200, address


def test_the_widget_may_be_loaded_by_other_websites(web):
    assert web.client.get("/widget.js").headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert web.client.get("/api/operators").headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize(("accepted", "encoding"), [("gzip, br", "gzip"), ("identity", None)])
def test_the_widget_is_sent_compressed_to_browsers_that_take_it(web, accepted, encoding):
    response = web.client.get("/widget.js", headers={"Accept-Encoding": accepted})

    assert response.text == WIDGET
    assert response.headers.get("Content-Encoding") == encoding
    assert response.headers["Content-Type"].startswith("text/javascript")


def test_a_widget_that_has_not_changed_is_not_sent_again(web):
    first = web.client.get("/widget.js")

    again = web.client.get("/widget.js", headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")


def test_without_a_built_widget_the_answer_says_what_to_do(start_web, tmp_path):
    response = start_web(widget_dir=tmp_path / "nowhere").client.get("/widget.js")

    assert response.status_code == 503
    assert "make build" in response.text


@pytest.mark.integration
def test_the_built_widget_is_small():
    assert len((BUILT / "widget.js.gz").read_bytes()) <= 60_000


def test_the_widgets_own_code_writes_only_text():
    sources = [path.read_text(encoding="utf-8") for path in Path("frontend/src").rglob("*.ts")]

    assert len(sources) > 20
    for code in sources:
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|unsafeHTML|document\.write|\beval\(|new Function", code
        )


def test_only_configured_websites_may_call_the_api(start_web):
    web = start_web(allowed_origins="https://www.primus.example")

    def allowed(origin: str) -> str | None:
        headers = {"Origin": origin, "Access-Control-Request-Method": "POST"}
        return web.client.options("/api/conversations", headers=headers).headers.get(
            "Access-Control-Allow-Origin"
        )

    assert allowed("https://www.primus.example") == "https://www.primus.example"
    assert allowed("https://evil.example") is None


def test_without_configuration_no_other_website_may_call_the_api(web):
    response = web.client.get("/api/operators", headers={"Origin": "https://www.primus.example"})

    assert "Access-Control-Allow-Origin" not in response.headers


def test_ready_once_everything_is_there(web):
    index = web.settings.index_dir
    index.mkdir()
    (index / "CURRENT").write_text("000001")

    response = web.client.get("/readyz")

    assert response.status_code == 200
    assert response.json() == {
        "ready": True,
        "checks": {"rasa": "ok", "actions": "ok", "database": "ok", "index": "ok"},
    }


def test_not_ready_says_what_is_missing(make_settings):
    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    app = create_app(make_settings(), http=httpx.AsyncClient(transport=httpx.MockTransport(refuse)))
    with TestClient(app) as client:
        response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["checks"] == {
        "rasa": "ConnectError",
        "actions": "ConnectError",
        "database": "ok",
        "index": "no index in service",
    }


def test_metrics_count_conversations_and_messages(web):
    web.customer("alsatis").say("bonjour ?")

    text = web.client.get("/metrics").text

    assert 'guichet_conversations_total{channel="web",operator="alsatis"} 1.0' in text
    assert 'guichet_messages_total{outcome="answered"} 1.0' in text
    assert "guichet_turn_seconds_count 1.0" in text


def test_openapi_describes_the_contract(web):
    paths = web.client.get("/openapi.json").json()["paths"]

    assert {
        "/api/conversations",
        "/api/conversations/{conversation_id}/messages",
        "/healthz",
        "/readyz",
    } <= set(paths)


def test_an_unexpected_error_is_answered_with_a_sentence(web, monkeypatch):
    customer = web.customer(language="en")
    web.services.engine.dispose()
    monkeypatch.setattr(web.services.turns, "take", None)  # the next message fails in a way nobody foresaw

    response = customer.post(text="hello")

    assert response.status_code == 500
    assert "detail" in response.json()
