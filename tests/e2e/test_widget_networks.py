"""Reload, a second tab, a lost network, a restarted server: nothing is lost, and nothing is said twice."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import BrowserContext, expect

from tests.e2e.widget import Site, Widget

QUESTION, OTHER = "Où sont mes factures ?", "Et l’an dernier ?"


def asked(site: Site, text: str) -> int:
    """How often the assistant was asked this."""
    return sum(body["message"] == text for body in site.rasa.received)


def test_a_reload_in_the_middle_of_a_task_goes_on_where_it_was(widget: Widget):
    widget.say("Je veux changer mon adresse")
    widget.say("4410 2287 31")
    before = widget.texts()

    widget.page.reload()

    expect(widget.messages).to_have_count(len(before))
    assert widget.texts() == before
    expect(widget.field).to_have_attribute("type", "password")


def test_what_is_written_without_network_goes_out_once_when_it_is_back(widget: Widget, site: Site):
    widget.say(QUESTION)
    site.rasa.received.clear()

    widget.page.context.set_offline(True)
    widget.write(OTHER)
    expect(widget.host.get_by_text("Ce message partira tout seul")).to_be_visible()
    expect(widget.host.get_by_text("Connexion perdue")).to_be_visible()
    before = widget.answers.count()
    widget.page.context.set_offline(False)

    widget.answer(before)
    expect(widget.host.get_by_text("Connexion perdue")).to_be_hidden()
    assert asked(site, OTHER) == 1


def test_what_was_not_sent_before_a_reload_is_sent_after_it(widget: Widget, site: Site):
    widget.say(QUESTION)
    site.rasa.received.clear()
    widget.page.route("**/messages", lambda route: route.abort())
    widget.write(OTHER)
    expect(widget.sending).to_have_count(1)

    widget.page.unroute("**/messages")
    widget.page.reload()

    expect(widget.answers).to_have_count(2)
    expect(widget.sending).to_have_count(0)
    assert asked(site, OTHER) == 1


def test_a_restarted_server_loses_and_repeats_nothing(widget: Widget, site: Site):
    widget.say(QUESTION)
    site.rasa.received.clear()

    site.stop()
    widget.write(OTHER)
    expect(widget.sending).to_have_count(1)
    before = widget.answers.count()
    site.start()

    widget.answer(before)
    assert asked(site, OTHER) == 1
    assert [text for text in widget.texts() if text in (QUESTION, OTHER)] == [QUESTION, OTHER]


def test_two_tabs_show_one_conversation(new_context: Callable[..., BrowserContext], site: Site):
    context = new_context()
    first = Widget(context.new_page()).visit(site.url)
    first.say(QUESTION)

    second = Widget(context.new_page()).visit(site.url)
    expect(second.messages).to_have_count(2)
    second.say(OTHER)
    first.page.bring_to_front()

    expect(first.messages).to_have_count(4)
    assert first.texts() == second.texts()


def test_a_new_conversation_in_one_tab_is_new_in_the_other(new_context, site: Site):
    context = new_context()
    first, second = (Widget(context.new_page()) for _ in range(2))
    first.visit(site.url).say(QUESTION)
    second.visit(site.url)
    expect(second.messages).to_have_count(2)

    second.host.get_by_role("button", name="Autres actions").click()
    second.host.get_by_role("button", name="Nouvelle conversation").click()
    second.host.get_by_role("button", name="Commencer").click()

    expect(second.messages).to_have_count(0)
    expect(first.messages).to_have_count(0)
