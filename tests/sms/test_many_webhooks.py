"""The benchmark of 1,000 webhooks, smaller: every message answered once, in order, and nothing forged gets in."""

from __future__ import annotations

import asyncio

import pytest

from benchmarks.sms_webhooks import passed, run


@pytest.mark.integration
def test_repeated_and_reordered_webhooks_are_each_answered_once_in_order():
    figures = asyncio.run(run(messages=100, numbers=10))

    assert passed(figures), figures
    assert figures["messages"] == 100 and figures["repeated"] == 20
    assert figures["out_of_order"] == 20 and figures["forged"] > 0
