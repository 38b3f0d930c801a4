"""Too many requests are refused, per conversation and per address."""

from __future__ import annotations

import pytest


@pytest.fixture
def web_from(start_web):
    """A web process whose requests come from outside (the test client's name is no loopback address)."""
    return lambda **limits: start_web(**limits)


@pytest.mark.parametrize(("language", "words"), [("fr", "Trop de messages"), ("en", "Too many messages")])
def test_one_conversation_is_limited(web_from, language, words):
    web = web_from(rate_limit_conversation="2/minute")
    customer = web.customer(language=language)
    customer.say("un ?")
    customer.say("deux ?")

    refused = customer.post(text="trois ?")

    assert refused.status_code == 429
    assert words in refused.json()["detail"]
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    assert web.customer().post(text="quatre ?").status_code == 200
    assert len(web.rasa.received) == 3


def test_one_address_is_limited_whatever_its_tokens(web_from):
    web = web_from(rate_limit_address="3/minute")

    statuses = [web.client.get("/api/conversations/x/messages").status_code for _ in range(5)]

    assert statuses == [401, 401, 401, 429, 429]
    assert web.client.get("/healthz").status_code == 200


def test_this_machine_is_limited_only_if_told_so(start_web, monkeypatch):
    from bot.web.limits import RateLimits
    from bot.web.metrics import Metrics

    free = RateLimits(start_web().settings, Metrics())
    limited = RateLimits(
        start_web(rate_limit_address="2/minute", rate_limit_loopback=True).settings, Metrics()
    )

    for _ in range(500):
        free.check_address("127.0.0.1")
        free.check_address("::1")
    limited.check_address("127.0.0.1")
    limited.check_address("127.0.0.1")
    with pytest.raises(Exception, match="too_many_requests"):
        limited.check_address("127.0.0.1")


def test_addresses_of_one_ipv6_network_count_together(start_web):
    from bot.web.errors import TooManyRequests
    from bot.web.limits import RateLimits
    from bot.web.metrics import Metrics

    limits = RateLimits(start_web(rate_limit_address="1/minute").settings, Metrics())
    limits.check_address("2001:db8:0:1::1")
    limits.check_address("2001:db8:0:2::1")

    with pytest.raises(TooManyRequests):
        limits.check_address("2001:db8:0:1:ffff::9")


def test_refusals_are_counted(web_from):
    web = web_from(rate_limit_address="1/minute")
    web.client.get("/api/operators")
    web.client.get("/api/operators")

    assert 'guichet_limited_total{limit="address"} 1.0' in web.client.get("/metrics").text
