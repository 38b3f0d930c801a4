"""The widget for everybody: axe-core on every theme, light and dark; keyboard only; zoom; little motion; pictures."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from bot.conversations.models import CLOSED, HUMAN
from tests.e2e.test_widget import take_over
from tests.e2e.widget import Site, Widget, is_within, violations

OPERATORS = ["allstream", "alsatis", "calltower", "ooma", "primus"]
SIZES = {"phone": (390, 844), "tablet": (768, 1024), "desktop": (1280, 800)}
QUESTION = {"fr": "Où sont mes factures ?", "en": "Where are my bills?"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("operator", OPERATORS)
def test_axe_finds_nothing_in_any_theme(new_context, site: Site, screenshot, operator, scheme):
    page = new_context(color_scheme=scheme).new_page()
    widget = Widget(page).visit(site.url, operator=operator)
    found = violations(page)
    screenshot(page, f"{operator}-{scheme}-welcome")
    widget.say(QUESTION["fr"])
    widget.host.locator("summary").click()
    widget.host.get_by_role("button", name="Pas utile").click()
    found += violations(page)
    screenshot(page, f"{operator}-{scheme}-answer")
    widget.host.get_by_role("button", name="Annuler").click()
    widget.say("Je veux changer mon adresse")
    widget.say("4410 2287 31")
    widget.host.get_by_role("button", name="Autres actions").click()
    found += violations(page)
    screenshot(page, f"{operator}-{scheme}-task")

    assert found == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_when_a_person_answers_and_at_the_end(new_context, site: Site, screenshot, scheme):
    page = new_context(color_scheme=scheme).new_page()
    widget = Widget(page).visit(site.url)
    widget.say(QUESTION["fr"])
    take_over(site, HUMAN, "Bonjour, ici Maude.")
    expect(widget.host.locator(".agent .name")).to_be_visible()
    found = violations(page)
    screenshot(page, f"primus-{scheme}-person")
    take_over(site, CLOSED, "Bonne journée !")
    widget.host.get_by_label("4 – Bien").check()
    found += violations(page)
    screenshot(page, f"primus-{scheme}-end")

    assert found == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("operator", "language"), zip(OPERATORS, ["en", "fr", "en", "fr", "fr"], strict=True)
)
def test_it_fits_every_width(new_context, site: Site, screenshot, operator, language, size):
    width, height = SIZES[size]
    page = new_context(viewport={"width": width, "height": height}).new_page()
    widget = Widget(page).visit(site.url, operator=operator, language=language)

    widget.say(QUESTION[language])

    assert is_within(page)
    expect(widget.field).to_be_in_viewport()
    screenshot(page, f"{operator}-{size}")


def test_at_200_percent_zoom_everything_is_within_reach(new_context, site: Site, screenshot):
    page = new_context(viewport={"width": 640, "height": 400}, device_scale_factor=2).new_page()
    widget = Widget(page).visit(site.url)

    widget.say(QUESTION["fr"])
    screenshot(page, "primus-zoom")

    assert is_within(page)
    expect(widget.field).to_be_in_viewport()
    expect(widget.answers.last.locator(".bubble")).to_be_in_viewport()
    assert violations(page) == []


@pytest.mark.parametrize(("language", "yes"), [("fr", "Oui, c’est exact"), ("en", "Yes, that’s right")])
def test_a_whole_task_by_keyboard_alone(page: Page, site: Site, language, yes):
    page.set_viewport_size({"width": 900, "height": 800})  # there the widget is closed at first
    page.goto(f"{site.url}/?operator=primus&lang={language}")
    widget = Widget(page)
    expect(widget.launcher).to_be_visible()
    tab_to(page, widget.launcher)
    page.keyboard.press("Enter")
    expect(widget.field).to_be_focused()

    opening = {"fr": "Je veux changer mon adresse", "en": "I want to change my address"}[language]
    for text in (opening, "4410228731", "6417", "4120 rue Fabre", "2026-12-01", "moi@example.com"):
        before = widget.answers.count()
        page.keyboard.type(text)
        page.keyboard.press("Enter")
        widget.answer(before)
        expect(widget.field).to_be_focused()  # the kind of field changes, the focus stays
    before = widget.answers.count()
    tab_to(page, widget.host.get_by_role("button", name=yes), key="Shift+Tab")
    page.keyboard.press("Enter")
    widget.answer(before)

    page.keyboard.press("Escape")
    expect(widget.launcher).to_be_focused()


def test_where_the_widget_fills_the_screen_the_focus_stays_inside(new_context, site: Site):
    page = new_context(viewport={"width": 390, "height": 844}).new_page()
    Widget(page).visit(site.url)

    for key in ["Tab"] * 12 + ["Shift+Tab"] * 14:
        page.keyboard.press(key)
        assert page.evaluate("() => document.activeElement.localName") == "guichet-chat"


def test_what_is_said_is_announced_politely_and_once(widget: Widget):
    log = widget.host.get_by_role("log")
    expect(log).to_have_attribute("aria-live", "polite")
    log.evaluate(
        """log => {
          window.added = [];
          new MutationObserver((changes) => {
            for (const { addedNodes } of changes)
              for (const node of addedNodes) if (node.classList?.contains("message")) window.added.push(node.innerText);
          }).observe(log, { childList: true });
        }"""
    )

    widget.say(QUESTION["fr"])

    assert (
        len(widget.page.evaluate("() => window.added")) == 2
    )  # the question and its answer, though each came twice


def test_with_little_motion_nothing_moves(new_context: Callable[..., BrowserContext], site: Site):
    page = new_context(reduced_motion="reduce").new_page()
    widget = Widget(page).visit(site.url)
    site.rasa.delay = 1.0
    try:
        widget.write(QUESTION["fr"])
        expect(widget.host.locator(".typing")).to_be_visible()
        assert widget.host.evaluate("host => host.shadowRoot.getAnimations().length") == 0
    finally:
        site.rasa.delay = 0.0


def tab_to(page: Page, target, *, key: str = "Tab") -> None:
    """Press a key until the target has the focus."""
    for _ in range(40):
        if target.evaluate("node => node.getRootNode().activeElement === node"):
            return
        page.keyboard.press(key)
    raise AssertionError("not reached by the keyboard")
