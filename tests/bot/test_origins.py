"""An operator's widget works on the operator's own websites, and on no other."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

OURS, PRIMUS, ALSATIS = "http://testserver", "https://www.primus.example", "https://www.alsatis.example"
SEVERAL = f"primus={PRIMUS}, alsatis={ALSATIS}/"


def begin(web, operator: str, origin: str | None):
    headers = {"Origin": origin} if origin else {}
    return web.client.post("/api/conversations", json={"operator": operator}, headers=headers)


@pytest.mark.parametrize(
    ("operator", "origin", "status"),
    [
        ("primus", PRIMUS, 201),
        ("alsatis", ALSATIS, 201),
        ("primus", OURS, 201),
        ("primus", None, 201),
        ("primus", ALSATIS, 403),
        ("ooma", PRIMUS, 403),
        ("primus", "https://evil.example", 403),
        ("primus", "null", 403),
    ],
)
def test_a_conversation_is_opened_from_the_operators_own_websites_only(start_web, operator, origin, status):
    assert begin(start_web(allowed_origins=SEVERAL), operator, origin).status_code == status


def test_a_website_without_operator_may_embed_all(start_web):
    web = start_web(allowed_origins="https://portal.example")

    assert begin(web, "ooma", "https://portal.example").status_code == 201


@pytest.mark.parametrize(("method", "route"), [("POST", "messages"), ("GET", "messages"), ("GET", "events")])
@pytest.mark.parametrize(("language", "words"), [("fr", "n’est pas autorisé"), ("en", "not allowed")])
def test_a_conversation_is_not_shown_to_another_operators_website(start_web, method, route, language, words):
    web = start_web(allowed_origins=SEVERAL)
    customer = web.customer("primus", language)

    response = web.client.request(
        method,
        f"/api/conversations/{customer.id}/{route}",
        headers=customer.headers | {"Origin": ALSATIS},
        json={"text": "bonjour"} if method == "POST" else None,
    )

    assert response.status_code == 403
    assert words in response.json()["detail"]
    assert web.rasa.received == []


@pytest.mark.parametrize(
    "unfit", ["*", "primus=*", "www.primus.example", "https://a.example/path", "a=b=https://c"]
)
def test_a_list_of_websites_that_cannot_be_meant_is_refused_at_the_start(make_settings, unfit):
    with pytest.raises(ValidationError, match="allowed_origins"):
        make_settings(allowed_origins=unfit)
