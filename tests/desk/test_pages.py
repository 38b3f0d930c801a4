"""Queue, search, canned replies, people, customers' data; and the words of the pages."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
import sqlalchemy as sa
import yaml

from accounts.audit import AuditLine, append_audit
from accounts.importing import import_accounts
from accounts.models import AuditEntry, BillingAccount, Verification
from bot.conversations.handoffs import open_handoff
from bot.conversations.models import Conversation, Handoff, Message
from bot.conversations.store import add_message
from bot.desk import words
from bot.desk.models import DeskUser
from bot.desk.search import search_transcripts, words_of
from tests.bot.fake_rasa import turn

CUSTOMERS_MESSAGES = sa.select(Message).where(Message.sender == "customer").order_by(Message.id)
ACCOUNTS = Path("demo/accounts.yml")


def test_the_queue_shows_who_waits_the_longest_first(web, hire, ask_for_person):
    camille = hire(operators=("primus", "ooma"))
    first, second = ask_for_person(text="premier"), ask_for_person("ooma", text="second")
    html = camille.get("/desk").text
    assert html.index(first.id) < html.index(second.id)
    assert "premier" in html and "Ooma" in html


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("operator=ooma", {"ooma"}),
        ("operator=unknown", {"primus", "ooma"}),
        ("language=en", {"ooma"}),
        ("cause=complaint", set()),
        ("state=ticket", set()),
        ("state=queued&waiting=15", {"primus"}),
        ("late=1", {"primus"}),
        ("state=closed", set()),
        ("state=all&page=1", {"primus", "ooma"}),
        ("page=99", set()),
        ("page=x&waiting=y&state=z", {"primus", "ooma"}),
    ],
)
def test_the_queue_can_be_filtered(web, hire, ask_for_person, query, seen):
    camille = hire(operators=("primus", "ooma"))
    ids = {"primus": ask_for_person().id, "ooma": ask_for_person("ooma", "en").id}
    with web.sessions.begin() as session:
        past = web.settings.now() - timedelta(minutes=20)
        session.execute(
            sa.update(Handoff).where(Handoff.operator == "primus").values(opened_at=past, due_at=past)
        )
    html = camille.get(f"/desk?{query}").text
    assert {slug for slug, conversation_id in ids.items() if conversation_id in html} == seen


def test_without_a_reason_the_queue_keeps_the_words_that_led_to_the_handoff(web, hire, ask_for_person):
    camille, customer = hire(), ask_for_person(text="ma facture a doublé")
    with web.sessions.begin() as session:
        session.execute(sa.update(Handoff).values(reason=""))
    camille.handle(customer.id, "claim")
    camille.handle(customer.id, "reply", text="Bonjour, je regarde.")
    customer.say("merci beaucoup")
    page = camille.get("/desk").text
    assert "ma facture a doublé" in page and "je regarde" not in page and "merci beaucoup" not in page


def wish(html: str) -> str:
    """The request of the only conversation in the list."""
    (found,) = re.findall(r'<td class="wish"><a [^>]*>(.*?)</a>', html)
    return unescape(found)


def test_the_request_is_what_the_person_was_called_for_whatever_is_said_later(web, hire):
    camille, customer = hire(), web.customer()
    for text in ("Bonjour", "Ma facture est fausse", "Un agent"):
        customer.say(text)
    with web.sessions.begin() as session:
        intents = ["greet", "report_payment", "request_agent"]
        for message, intent in zip(session.scalars(CUSTOMERS_MESSAGES), intents, strict=True):
            message.parse = {"intent": intent}
        open_handoff(session, customer.id, "primus", "", "fr", now=web.settings.now())
    assert wish(camille.get("/desk").text) == "Ma facture est fausse"
    camille.handle(customer.id, "claim")
    camille.handle(customer.id, "reply", text="De quel mois parlez-vous ?", form_id="form-0001")
    customer.say("Octobre")
    assert wish(camille.get("/desk").text) == "Ma facture est fausse"
    assert "Ma facture est fausse" in camille.page(customer.id).split("<aside", 1)[1]


def test_the_name_of_a_technical_error_is_no_request(web, hire):
    camille, customer = hire(), web.customer()
    customer.say("Je déménage")
    with web.sessions.begin() as session:
        what = {"reason": "technical error (action_x: KeyError)", "cause": "error", "language": "fr"}
        open_handoff(session, customer.id, "primus", now=web.settings.now(), **what)
    html = camille.get("/desk").text
    assert wish(html) == "Je déménage" and "Erreur technique" in html


def test_a_part_of_the_queue_is_only_a_part(hire, ask_for_person):
    camille = hire()
    ask_for_person()
    part = camille.get("/desk", headers={"X-Fragment": "1"}).text
    assert "<html" not in part and part.count('<tr class="open"') == 1


@pytest.mark.parametrize("text", ["resilie", "RÉSILIÉ", "résil", "coeur", "cœur", "œuvre l’été"])
def test_search_folds_accents_and_finds_beginnings(web, hire, ask_for_person, text):
    camille = hire()
    customer = ask_for_person(text="J'ai résilié l'été dernier, au cœur d'une œuvre")
    assert customer.id in camille.get("/desk/search", params={"text": text}).text


@pytest.mark.parametrize(
    "written", ["4410228731", "4410 2287 31", "4410-2287-31", "441 022 87 31", "1 4410 228731"]
)
@pytest.mark.parametrize("text", ["4410228731", "4410 2287 31", "44102287 31 compte", "441022873"])
def test_a_number_is_found_in_whatever_groups_it_is_written(hire, ask_for_person, written, text):
    camille = hire()
    customer, other = (ask_for_person(text=f"le compte {number}") for number in (written, "4410 2287 90"))
    html = camille.get("/desk/search", params={"text": text}).text
    assert customer.id in html and other.id not in html


@pytest.mark.parametrize("text", ['" OR 1', "NEAR(", "*", "résilié AND", "'; DROP TABLE messages; --", "   "])
def test_search_takes_any_text_as_words(hire, ask_for_person, text):
    camille = hire()
    ask_for_person(text="bonjour")
    assert camille.get("/desk/search", params={"text": text}).status_code == 200


def test_search_stays_within_the_agents_operators(hire, ask_for_person):
    camille = hire(operators=("ooma",))
    customer = ask_for_person("primus", text="licorne")
    assert customer.id not in camille.get("/desk/search?text=licorne").text


def test_what_is_erased_is_not_found_any_more(web, hire, ask_for_person):
    camille, customer = hire(), ask_for_person(text="licorne")
    with web.sessions.begin() as session:
        session.delete(session.get(Conversation, customer.id))
    assert customer.id not in camille.get("/desk/search?text=licorne").text
    with web.sessions() as session:
        assert search_transcripts(session, "licorne", ["primus"]).found == []


def test_search_goes_on_with_older_results(web, ask_for_person):
    ids = [ask_for_person(text="licorne").id for _ in range(3)]
    with web.sessions() as session:
        found = search_transcripts(session, "licorne", ["primus"])
        assert [hit.conversation.id for hit in found.found] == ids[::-1]
        older = search_transcripts(session, "licorne", ["primus"], before=found.found[0].message_id)
    assert [hit.conversation.id for hit in older.found] == ids[1::-1]


def test_words_are_folded():
    assert words_of("Où est l’Œuvre_d'été ?") == ["ou", "est", "l", "oeuvre", "d", "ete"]


def test_the_assistants_view_stands_beside_each_message(web, hire, ask_for_person):
    passage = {
        "id": "p1", "document": "Aide", "heading": "Factures › Frais", "question": None, "language": "fr",
        "excerpt": "Les frais sont de 5 $.", "score": 1.62, "dense": 0.8, "lexical": 0.4,
    }  # fmt: skip

    def answer(body):
        said = turn([("Les frais sont de 5 $.", "The fee is $5.")])
        said["messages"][0]["trace"] = {
            "question": "frais ?", "outcome": "answered", "confidence": 0.71, "passages": [passage],
        }  # fmt: skip
        said["state"]["slots"] = {"account_number": "4410228731", "end_date": "2026-12-01"}
        return said

    web.rasa.answer = answer
    camille, customer = hire(), ask_for_person(text="Quels sont les frais ?")
    html = camille.page(customer.id)
    for seen in (
        "<summary>Question 0,93",
        "0,93",
        "0,71",
        "Factures › Frais",
        "1,62",
        "assez sûr",
        "1 décembre 2026",
        "•••31",
    ):
        assert seen in html
    assert "4410228731" not in html


@pytest.fixture
def verified(web, ask_for_person):
    customer = ask_for_person()
    with web.sessions.begin() as session:
        import_accounts(session, ACCOUNTS.read_text(encoding="utf-8"), now=web.settings.now())
        account = session.scalars(
            sa.select(BillingAccount).where(BillingAccount.number == "4410228731")
        ).one()
        session.add(
            Verification(
                conversation_id=customer.id,
                account_id=account.id,
                method="pin",
                verified_at=web.settings.now(),
            )
        )
    return customer


@pytest.mark.parametrize(
    ("language", "seen"),
    [
        ("fr", ["Date de fin", "1 décembre 2026", "changement d’adresse prévu", "Internet haute vitesse 50"]),
        ("en", ["End date", "December 1, 2026", "scheduled change of address", "Internet haute vitesse 50"]),
    ],
)
def test_the_summary_speaks_to_people(web, hire, verified, language, seen):
    camille = hire(language=language)
    slots = {"end_date": "2026-12-01", "service": "P-INT-1", "withdraws": "address", "stuck_at": "pin"}
    with web.sessions.begin() as session:
        for message in session.scalars(CUSTOMERS_MESSAGES):
            message.parse = {"intent": "cancel_service", "slots": {**slots, "failures": 0, "done": []}}
    summary = camille.page(verified.id).split("<aside", 1)[1]
    assert all(said in summary for said in seen)
    for raw in ("stuck_at", "end_date", "P-INT-1", "2026-12-01"):
        assert raw not in summary
    assert not re.search(r"<dd>(0|–)</dd>|neutre|neutral", summary)


@pytest.mark.parametrize(
    "text", ["gelinas", "GÉLINAS", "lea géli", "Gelinas Léa", "4410228731", "4410 2287 31", "4410-2287-31"]
)
def test_a_verified_customers_conversations_are_found_by_name_and_number(web, hire, verified, text):
    camille, elsewhere = hire(), hire("robin", operators=("ooma",))
    with web.sessions.begin() as session:
        account = session.scalars(
            sa.select(BillingAccount).where(BillingAccount.number == "4410228731")
        ).one()
        account.customer.name = "Léa Gélinas-Bœuf"
    html = camille.get("/desk/search", params={"text": text}).text
    assert verified.id in html and "L. G. •••31" in html
    assert "Gélinas-Bœuf" not in html
    assert verified.id not in elsewhere.get("/desk/search", params={"text": text}).text


@pytest.mark.parametrize("text", ["gelinas tremblay", "elinas", "441022873", "l_g_x", "%", "_____"])
def test_a_name_or_number_that_is_another_finds_nobody(web, hire, verified, text):
    with web.sessions.begin() as session:
        account = session.scalars(
            sa.select(BillingAccount).where(BillingAccount.number == "4410228731")
        ).one()
        account.customer.name = "Léa Gélinas"
    assert verified.id not in hire().get("/desk/search", params={"text": text}).text


def test_a_verification_that_has_ended_is_still_known_to_the_trail(web, hire, verified):
    with web.sessions.begin() as session:
        session.execute(sa.delete(Verification))
        line = AuditLine("primus", "4410228731", "customer", "customer_verified", verified.id, "web", {})
        append_audit(session, line, web.settings.now())
    assert verified.id in hire().get("/desk/search?text=4410228731").text


def test_the_customers_data_are_masked_until_revealed_and_each_reveal_is_audited(web, hire, verified):
    camille = hire()
    account = next(
        account for account in yaml.safe_load(ACCOUNTS.read_text(encoding="utf-8"))
        if account["number"] == "4410 2287 31"
    )  # fmt: skip
    personal = [account["name"], account["email"], account["billing_address"]["street"], "4410228731"]
    masked = camille.page(verified.id)
    assert not any(value in masked for value in personal)

    revealed = camille.handle(verified.id, "reveal").text
    assert all(value in revealed for value in personal)
    assert account["pin"] not in re.sub(r"[0-9a-f]{32,}", "", revealed.split("<aside", 1)[1])

    camille.handle(verified.id, "reveal")
    with web.sessions() as session:
        query = sa.select(AuditEntry).where(AuditEntry.action == "customer_revealed")
        accounts = [entry.account_number for entry in session.scalars(query)]
    assert len(accounts) == 2 and accounts[0] == accounts[1] != ""


def test_the_address_of_what_was_revealed_leads_back_and_reveals_nothing(hire, verified):
    camille = hire()
    response = camille.get(f"/desk/conversations/{verified.id}/reveal", follow_redirects=False)
    assert response.status_code == 303
    assert response.headers["location"] == f"/desk/conversations/{verified.id}"


def test_who_reads_a_page_without_a_stream_is_there(web, hire):
    camille = hire()
    long_ago = web.settings.now() - timedelta(hours=1)
    with web.sessions.begin() as session:
        session.execute(sa.update(DeskUser).values(last_seen_at=long_ago))
    assert camille.get("/desk/calls").status_code == 200
    with web.sessions() as session:
        assert session.scalar(sa.select(DeskUser.last_seen_at)) > long_ago


def test_nothing_is_revealed_of_a_customer_who_was_not_verified(hire, ask_for_person):
    camille, customer = hire(), ask_for_person()
    assert camille.handle(customer.id, "reveal").status_code == 404


def test_canned_replies_are_offered_in_the_conversations_language_and_operator(hire, ask_for_person):
    sam = hire("sam", role="supervisor")
    for language, text in (("fr", "Bonjour !"), ("en", "Hello!")):
        fields = {"operator": "primus", "language": language, "title": f"Salut {language}", "text": text}
        assert sam.post("/desk/replies", page="/desk/replies", **fields).status_code == 200
    assert sam.post("/desk/replies", operator="ooma", language="fr", title="x", text="x").status_code == 404
    page = sam.page(ask_for_person(language="en").id)
    assert "Hello!" in page and "Bonjour !" not in page


def test_only_admins_see_the_team_and_only_supervisors_the_canned_replies(hire):
    camille, sam, root = hire(), hire("sam", role="supervisor"), hire("root", role="admin", operators=("*",))
    assert [person.get("/desk/people").status_code for person in (camille, sam, root)] == [403, 403, 200]
    assert [person.get("/desk/replies").status_code for person in (camille, sam, root)] == [403, 200, 200]


def test_an_admin_adds_and_deactivates_people_of_their_operators_only(hire):
    boss = hire("boss", role="admin", operators=("primus",))
    camille, stranger = hire(), hire("robin", operators=("ooma",))
    new = {"username": "alex", "name": "Alex", "password": "a long enough one", "role": "agent"}
    assert boss.post("/desk/people", **new, operators="primus").status_code == 200
    assert "Alex" in boss.get("/desk/people").text
    assert boss.post("/desk/people", **(new | {"username": "eve"}), operators="ooma").status_code == 404
    assert boss.post(f"/desk/people/{stranger.id}/access", active="0").status_code == 404
    assert boss.post(f"/desk/people/{camille.id}/access", active="0").status_code == 200
    assert camille.get("/desk", follow_redirects=False).status_code == 303


def test_the_desk_speaks_both_languages(hire, ask_for_person):
    camille = hire()
    ask_for_person()
    assert "File d’attente" in camille.get("/desk").text
    camille.post("/desk/language", language="en", back="/desk")
    page = camille.get("/desk").text
    assert "Queue" in page and "File d’attente" not in page and '<html lang="en">' in page


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", ["0 groupe", "1 groupe", "2 groupes", "1 234 groupes"]),
        ("en", ["0 groups", "1 group", "2 groups", "1,234 groups"]),
    ],
)
def test_what_is_counted_agrees_with_the_number(language, said):
    counted = [words.say_count("review.groups", count, language) for count in (0, 1, 2, 1234)]
    assert [text.replace("\u00a0", " ") for text in counted] == said


@pytest.mark.parametrize("key", words.keys())
def test_every_word_exists_in_both_languages_with_the_same_values(key):
    french, english = words._words()[key]["fr"], words._words()[key]["en"]
    assert french and english
    assert set(re.findall(r"\{(\w+)\}", french)) == set(re.findall(r"\{(\w+)\}", english))
    assert not re.search(r" [;:?!»]|« ", french), "non-breaking spaces"
    assert not re.search("\u00a0[;?!]", french), "narrow ones before ; ? !"


def test_every_intent_and_task_of_the_domain_has_a_name():
    domain = yaml.safe_load(Path("domain/domain.yml").read_text(encoding="utf-8"))
    assert {*domain["intents"], "nlu_fallback"} == words.known("intents")
    assert {form.removesuffix("_form") for form in domain["forms"]} == words.known("tasks")


@pytest.mark.parametrize(("language", "name"), [("fr", "Résiliation"), ("en", "Cancellation")])
def test_what_was_understood_is_shown_by_its_name(web, hire, ask_for_person, language, name):
    camille, customer = hire(language=language), ask_for_person(text="licorne")
    with web.sessions.begin() as session:
        for message in session.scalars(CUSTOMERS_MESSAGES):
            message.parse = {"intent": "cancel_service", "confidence": 0.9}
    page = camille.get(f"/desk/conversations/{customer.id}").text
    assert f"<summary>{name} " in page and "cancel_service" not in page


def test_a_closed_page_of_search_shows_messages_before_it(web, hire, ask_for_person):
    camille, customer = hire(), ask_for_person(text="licorne")
    with web.sessions.begin() as session:
        add_message(session, customer.id, "bot", "après", now=web.settings.now())
    link = re.search(r'/desk/conversations/[^"]+\?before=\d+', camille.get("/desk/search?text=licorne").text)
    assert link and "licorne" in camille.get(link[0]).text


@pytest.mark.parametrize(("language", "label"), [("fr", "[courriel]"), ("en", "[e-mail]")])
def test_the_queue_shows_no_personal_data(web, hire, ask_for_person, language, label):
    camille = hire(language=language)
    ask_for_person(text="Écrivez-moi à marie.roy@example.com")
    with web.sessions.begin() as session:
        session.execute(sa.update(Handoff).values(reason=""))
    html = camille.get("/desk").text
    assert label in html and "marie.roy" not in html
    with web.sessions.begin() as session:
        session.execute(sa.update(Handoff).values(reason="rappeler au 514 555-0123"))
    html = camille.get("/desk").text
    assert "rappeler au [" in html and "555-0123" not in html
