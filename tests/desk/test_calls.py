"""What calls for an agent, on whatever page: counted in the title, and said when it is new."""

from __future__ import annotations

import re
from html import unescape

import pytest

from accounts.importing import import_accounts
from accounts.models import BillingAccount, Verification
from tests.desk.test_pages import ACCOUNTS

FORM = "form-0001"


def title(html: str) -> str:
    found = re.search("<title>(.*?)</title>", html, re.DOTALL)
    assert found, html
    return unescape(" ".join(found[1].split()))


def calls(person, mark: str) -> tuple[int, str, list[str]]:
    """How many conversations call, the next mark, and where the news lead."""
    html = person.get(f"/desk/calls?{mark}").text
    count, next_mark = re.search(r'data-count="(\d+)"', html), re.search(r'data-mark="([^"]*)"', html)
    assert count and next_mark, html
    return int(count[1]), unescape(next_mark[1]), re.findall('<a href="([^"]+)"', html)


def mark_of(html: str) -> str:
    """What a page has shown."""
    found = re.search(r'id="calls"[^>]* data-mark="([^"]*)"', html)
    assert found, html
    return unescape(found[1])


def test_every_page_counts_what_waits_in_the_agents_operators(hire, ask_for_person):
    camille = hire()
    assert title(camille.get("/desk/search").text).startswith("Recherche")
    customer = ask_for_person()
    ask_for_person("ooma")
    ask_for_person()
    for path in ("/desk", "/desk/search", "/desk/account", f"/desk/conversations/{customer.id}"):
        assert title(camille.get(path).text).startswith("(2) "), path
    camille.handle(customer.id, "claim")
    assert title(camille.get("/desk/account").text).startswith("(2) ")  # one waits, one awaits a reply
    camille.handle(customer.id, "reply", text="Bonjour", form_id=FORM)
    assert title(camille.get("/desk/account").text).startswith("(1) ")


def test_a_conversation_that_joins_the_queue_is_said_once(hire, ask_for_person):
    camille = hire()
    ask_for_person()
    mark = mark_of(camille.get("/desk/account").text)
    assert calls(camille, mark)[::2] == (1, [])
    ask_for_person("ooma")
    assert calls(camille, mark)[::2] == (1, [])
    ask_for_person()
    count, mark, news = calls(camille, mark)
    assert (count, news) == (2, ["/desk"])
    assert calls(camille, mark)[::2] == (2, [])


def test_a_conversation_that_comes_back_to_the_queue_is_said_too(hire, ask_for_person):
    camille, robin, customer = hire("camille"), hire("robin"), ask_for_person()
    ask_for_person()
    camille.handle(customer.id, "claim")
    mark = mark_of(robin.get("/desk/account").text)
    camille.handle(customer.id, "transfer", to="queue")
    assert calls(robin, mark)[::2] == (2, ["/desk"])


@pytest.mark.parametrize(("language", "words"), [("fr", "Nouveau message"), ("en", "New message")])
def test_a_message_in_ones_own_conversation_is_said_to_its_agent_alone(hire, ask_for_person, language, words):
    camille, robin = hire("camille", language=language), hire("robin")
    customer = ask_for_person(text="Ma facture est fausse")
    camille.handle(customer.id, "claim")
    camille.handle(customer.id, "reply", text="Bonjour", form_id=FORM)
    mine, other = (mark_of(person.get("/desk/account").text) for person in (camille, robin))
    assert calls(camille, mine)[::2] == (0, [])
    customer.say("Toujours là ?")
    said = camille.get(f"/desk/calls?{mine}").text
    assert words in said and "Ma facture est fausse" in said
    count, mine, news = calls(camille, mine)
    assert (count, news) == (1, [f"/desk/conversations/{customer.id}"])
    assert calls(camille, mine)[::2] == (1, [])
    assert calls(robin, other)[::2] == (0, [])


@pytest.mark.parametrize("mark", ["", "waiting=x&handoff=-1", "message=" + "9" * 40, "handoff=²"])
def test_any_mark_can_be_asked_with(hire, ask_for_person, mark):
    camille = hire()
    ask_for_person()
    assert calls(camille, mark)[0] == 1


def test_a_conversations_title_says_what_it_is_about_and_its_state(hire, ask_for_person):
    camille, customer = (
        hire(),
        ask_for_person(text="Écrivez-moi à marie.roy@example.com " + "s’il vous plaît " * 5),
    )
    name = title(camille.page(customer.id))
    assert name.startswith("(1) Écrivez-moi à [courriel]") and "… – En attente – " in name
    camille.handle(customer.id, "claim")
    assert "Avec un agent" in title(camille.page(customer.id))
    assert "Avec un agent" in camille.get(f"/desk/conversations/{customer.id}/standing").text.split("<h2")[1]


def test_a_verified_customers_title_has_initials_and_the_end_of_the_number(web, hire, ask_for_person):
    camille, customer = hire(), ask_for_person()
    with web.sessions.begin() as session:
        import_accounts(session, ACCOUNTS.read_text(encoding="utf-8"), now=web.settings.now())
        account = session.query(BillingAccount).filter_by(number="4410228731").one()
        name, values = account.customer.name, {"account_id": account.id, "method": "pin"}
        session.add(Verification(conversation_id=customer.id, verified_at=web.settings.now(), **values))
    for html in (camille.page(customer.id), camille.handle(customer.id, "reveal").text):
        assert "•••31 – En attente" in title(html)
        assert name.split()[0][0] + ". " in title(html) and name not in title(html)
