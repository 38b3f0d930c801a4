"""/demo/phone in a browser: a whole exchange by text message at the width of a phone, in both languages."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.widget import Site, is_within, plain, violations

NUMBERS = {"fr": "+15145550151", "en": "+15145550152"}
TASK = {
    "fr": ("Je veux changer mon adresse", "4120, rue Fabre", "1er décembre", "moi@example.com"),
    "en": ("I want to change my address", "4120 rue Fabre", "December 1", "moi@example.com"),
}
QUESTION = {"fr": "Où sont mes factures ?", "en": "Where are my bills?"}
STOP = {"fr": "ARRÊT", "en": "STOP"}
START = {"fr": "DEBUT", "en": "START"}


@dataclass
class Phone:
    """Somebody who texts on the simulated phone."""

    page: Page

    def visit(self, url: str, language: str, *, operator: str = "primus", number: str = "") -> Phone:
        self.page.goto(f"{url}/demo/phone?operator={operator}&lang={language}")
        expect(self.page.locator("#name")).not_to_be_empty()
        if number:
            self.page.locator("#owner").select_option("other")
            self.page.locator("#number").fill(number)
        return self

    @property
    def got(self) -> Locator:
        return self.page.locator(".bubble.in")

    def write(self, text: str) -> None:
        self.page.get_by_role("textbox", name="Message").fill(text)
        self.page.get_by_role("textbox", name="Message").press("Enter")
        expect(self.page.locator(".bubble.out").last).to_have_text(text)

    def text(self, text: str) -> str:
        """Send a message and wait for what comes back."""
        before = self.got.count()
        self.write(text)
        expect(self.got.nth(before)).to_be_visible()
        return plain("\n".join(self.got.all_inner_texts()[before:]))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_whole_exchange_at_the_width_of_a_phone(new_context, site: Site, screenshot, language, scheme):
    page = new_context(viewport={"width": 390, "height": 844}, color_scheme=scheme).new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    number = NUMBERS[language] + {"light": "0", "dark": "1"}[scheme]
    phone = Phone(page).visit(site.url, language, number=number)
    found = violations(page)

    assert {"fr": "Mon compte", "en": "My account"}[language] in phone.text(QUESTION[language])
    expect(page.locator(".size").last).to_contain_text("GSM-7")
    opening, address, day, email = TASK[language]
    for text in (opening, "4410228731", "0427", address, day):
        phone.text(text)
    summary = phone.text(email)
    assert {"fr": "Répondez 1 ou 2.", "en": "Reply 1 or 2."}[language] in summary
    assert {"fr": "C'est fait", "en": "Done"}[language] in phone.text("1")
    found += violations(page)
    assert is_within(page)
    screenshot(page, f"phone-{language}-{scheme}")

    assert {"fr": "plus de textos", "en": "any more texts"}[language] in phone.text(STOP[language])
    quiet = phone.got.count()
    phone.write(QUESTION[language])
    page.wait_for_timeout(3000)
    assert phone.got.count() == quiet
    assert {"fr": "nouveau nos textos", "en": "our texts again"}[language] in phone.text(START[language])
    assert {"fr": "Mon compte", "en": "My account"}[language] in phone.text(QUESTION[language])

    assert found == []
    assert all(url.startswith((site.url, "data:")) for url in asked)


@pytest.mark.parametrize(
    ("operator", "size"),
    [
        ("allstream", (390, 844)),
        ("alsatis", (768, 1024)),
        ("calltower", (1280, 800)),
        ("ooma", (320, 640)),
        ("primus", (1280, 800)),
    ],
)
def test_it_fits_every_width_for_every_operator(new_context, site: Site, screenshot, operator, size):
    page = new_context(viewport={"width": size[0], "height": size[1]}).new_page()
    phone = Phone(page).visit(site.url, "en", operator=operator)

    phone.text("HELP")

    assert is_within(page) and violations(page) == []
    screenshot(page, f"phone-{operator}-{size[0]}")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_changes_its_language_and_keeps_what_was_said(new_context, site: Site, language):
    page = new_context().new_page()
    phone = Phone(page).visit(site.url, language, number=NUMBERS[language] + "2")
    phone.text({"fr": "AIDE", "en": "HELP"}[language])

    page.get_by_role("button", name={"fr": "English", "en": "Français"}[language]).click()

    heading = {"fr": "Simulated phone", "en": "Téléphone simulé"}[language]
    expect(page.get_by_role("heading", name=heading)).to_be_visible()
    expect(phone.got).to_have_count(1)
    assert violations(page) == []


def test_what_was_written_without_network_is_given_back(new_context, site: Site):
    page = new_context().new_page()
    phone = Phone(page).visit(site.url, "fr", number="+15145550154")
    page.context.set_offline(True)

    page.get_by_role("textbox", name="Message").fill("bonjour")
    page.get_by_role("button", name="Envoyer").click()

    expect(page.get_by_role("alert")).to_contain_text("n’est pas parti")
    expect(page.get_by_role("textbox", name="Message")).to_have_value("bonjour")
    page.context.set_offline(False)
    assert phone.got.count() == 0
