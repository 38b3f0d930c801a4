"""Pages of the desk in a browser, with a scripted assistant: filters, notices, notes, a lost connection."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from accounts.pins import SecretHasher
from bot.conversations.ownership import Agent, claim
from bot.conversations.store import add_message
from bot.desk.users import create_user
from tests.e2e.test_desk import PASSWORD, log_in, put_in_queue
from tests.e2e.widget import Site, is_within

QUICK = SecretHasher(time_cost=1, memory_cost=8)  # for tests only


@pytest.fixture(scope="module")
def desk(site: Site) -> Site:
    """Camille and Robin work for Primus."""
    with site.services.sessions.begin() as session:
        for username in ("camille", "robin"):
            values = {
                "name": username.capitalize(),
                "role": "agent",
                "operators": ["primus"],
                "hasher": QUICK,
            }
            create_user(session, username, password=PASSWORD, now=site.settings.now(), **values)
    return site


@pytest.fixture
def camille(desk: Site, new_context: Callable[..., BrowserContext]) -> Iterator[Page]:
    page = new_context().new_page()
    log_in(page, desk.url, "camille", "fr")
    yield page


def waiting(site: Site, wish: str, language: str = "fr") -> str:
    """Another customer who waits; the id of the conversation."""
    with site.services.sessions.begin() as session:
        return put_in_queue(session, language, wish, site.settings.now())


def of_camille(site: Site, wish: str) -> str:
    """A conversation that Camille has; its id."""
    conversation_id = waiting(site, wish)
    with site.services.sessions.begin() as session:
        claim(session, conversation_id, Agent(1, "Camille"), now=site.settings.now())
    return conversation_id


def customer_says(site: Site, conversation_id: str, text: str) -> None:
    with site.services.sessions.begin() as session:
        add_message(session, conversation_id, "customer", text, now=site.settings.now(), language="fr")


def test_filters_keep_the_focus_and_the_way_back_keeps_the_filters(desk: Site, camille: Page):
    french, english = waiting(desk, "Mon modem clignote"), waiting(desk, "My modem blinks", "en")
    camille.goto(f"{desk.url}/desk")
    camille.evaluate("window.same = true")
    language = camille.locator("select[name=language]")
    language.focus()
    language.press("ArrowDown")
    expect(language).to_have_value("fr")
    expect(camille.locator(f"a[href$='{english}']")).to_have_count(0)
    language.press("ArrowDown")
    expect(language).to_have_value("en")
    expect(language).to_be_focused()
    expect(camille.locator(f"a[href$='{french}']")).to_have_count(0)
    expect(camille.locator(f"a[href$='{english}']")).to_be_visible()
    assert camille.evaluate("window.same") and camille.url == f"{desk.url}/desk?language=en"
    camille.reload()
    expect(language).to_have_value("en")

    camille.locator(f"a[href$='{english}']").click()
    camille.locator("[data-key-claim]").click()  # a form in between
    expect(camille.locator("form[action$='/return']")).to_be_visible()
    camille.locator("a[data-back]").click()
    expect(camille.locator("select[name=language]")).to_have_value("en")


def test_on_any_page_what_is_new_is_counted_and_said(
    desk: Site, camille: Page, check_accessibility, screenshot
):
    mine = of_camille(desk, "Ma facture a doublé")
    camille.goto(f"{desk.url}/desk/account")
    before = int(camille.locator("[data-calls]").inner_text() or 0)
    camille.clock.install()
    waiting(desk, "Quelqu’un ?")
    customer_says(desk, mine, "Êtes-vous là ?")
    camille.clock.run_for(16_000)
    notice = camille.locator("#calls[role=status]")
    expect(notice.get_by_role("link", name="Une conversation de plus est en attente")).to_be_visible()
    link = notice.get_by_role("link", name="Nouveau message : Ma facture a doublé")
    expect(link).to_have_attribute("href", f"/desk/conversations/{mine}")
    expect(camille).to_have_title(f"({before + 2}) Mon compte – Guichet, poste des agents")
    check_accessibility(camille)
    screenshot(camille, "desk-notice-desktop")
    camille.set_viewport_size({"width": 390, "height": 844})
    assert is_within(camille)
    screenshot(camille, "desk-notice-phone")
    notice.get_by_role("button", name="Masquer").first.click()
    expect(notice.locator(".news")).to_have_count(1)


def test_a_conversations_tab_follows_its_state(desk: Site, camille: Page):
    camille.goto(f"{desk.url}/desk/conversations/{waiting(desk, 'Mon modem fume')}")
    assert "Mon modem fume – En attente" in camille.title()
    with camille.context.new_page() as other:
        other.goto(camille.url)
        other.locator("[data-key-claim]").click()
    expect(camille).to_have_title(re.compile("Mon modem fume – Avec un agent"))


def test_filters_that_a_phone_folded_are_there_again_when_it_is_turned(desk: Site, camille: Page):
    camille.set_viewport_size({"width": 390, "height": 844})
    camille.goto(f"{desk.url}/desk")
    expect(camille.locator("select[name=state]")).to_be_hidden()
    camille.set_viewport_size({"width": 844, "height": 390})
    expect(camille.locator("select[name=state]")).to_be_visible()


def test_on_a_phone_a_conversation_can_be_claimed_without_scrolling(desk: Site, camille: Page):
    camille.set_viewport_size({"width": 390, "height": 844})
    camille.goto(f"{desk.url}/desk/conversations/{waiting(desk, 'Mon modem fume encore')}")
    claim_button = camille.locator("[data-key-claim]")
    box = claim_button.bounding_box()
    assert box and box["y"] + box["height"] < 600
    claim_button.click()
    box = camille.locator("#log").bounding_box()
    assert box and box["y"] < 400  # and then what was said comes first


def test_a_colleagues_note_comes_live_and_ones_own_stays_in_place(
    desk: Site, camille: Page, new_context: Callable[..., BrowserContext]
):
    mine = of_camille(desk, "Une note svp")
    robin = new_context().new_page()
    log_in(robin, desk.url, "robin", "fr")
    for page in (camille, robin):
        page.goto(f"{desk.url}/desk/conversations/{mine}")
    robin.evaluate("window.same = true")
    robin.locator("summary", has_text="note interne").click()
    robin.locator("#note-text").fill("Déjà appelé hier")
    robin.locator("form[action$='/note'] button").click()
    for page in (camille, robin):
        note = page.locator(".said.note", has_text="Déjà appelé hier")
        expect(note).to_have_count(1)
        expect(note).to_contain_text("Note interne")
    assert robin.evaluate("window.same")
    expect(robin.locator("#note-text")).to_be_hidden()
    robin.reload()
    expect(robin.locator("#note-text")).to_have_value("")


@pytest.mark.parametrize("cut", ["abort", "gateway"])
def test_a_lost_connection_is_said_to_be_one_and_loses_no_words(desk: Site, camille: Page, cut: str):
    camille.goto(f"{desk.url}/desk/conversations/{of_camille(desk, 'Coupure')}")

    def fail(route: Route) -> None:
        route.abort() if cut == "abort" else route.fulfill(status=502, body="<h1>Bad gateway</h1>")

    camille.route("**/reply", fail)
    camille.locator("#reply-text").fill("Je regarde cela")
    camille.locator("#reply-text").press("Control+Enter")
    expect(camille.locator("#compose [role=alert]")).to_contain_text("La connexion est interrompue")
    expect(camille.locator("#reply-text")).to_have_value("Je regarde cela")
    camille.unroute("**/reply")
    camille.locator("#reply-text").press("Control+Enter")
    expect(camille.locator(".said.agent")).to_have_count(1)
    expect(camille.locator("#compose [role=alert]")).to_have_count(0)


def test_an_error_of_ours_is_not_called_a_lost_connection(desk: Site, camille: Page):
    camille.goto(f"{desk.url}/desk/conversations/{of_camille(desk, 'Erreur')}")
    camille.route("**/reply", lambda route: route.fulfill(status=500, body='{"detail": "x"}'))
    camille.locator("#reply-text").fill("Je regarde cela")
    camille.locator("#reply-text").press("Control+Enter")
    expect(camille.locator("#compose [role=alert]")).to_have_text(
        "Une erreur s’est produite chez nous. Réessayez dans quelques instants."
    )
