"""Claim, reply, transfer, return, close: one owner, and the customer knows who answers."""

from __future__ import annotations

import re
import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa

from accounts.audit import verify_audit
from accounts.models import AuditEntry
from bot.conversations.ending import end_by_customer
from bot.conversations.errors import NotWaiting
from bot.conversations.models import Conversation, Handoff, Message, WebhookEvent
from bot.conversations.ownership import Agent, claim
from bot.desk.models import DeskUser
from bot.desk.transcripts import transcript_version
from bot.sms.conversations import link_conversation
from bot.sms.outbound import Address
from tests.bot.fake_rasa import turn

FORM = "form-0001"


def texts(customer, sender: str) -> list[str]:
    return [message["text"] for message in customer.transcript()["messages"] if message["sender"] == sender]


@pytest.mark.parametrize(("language", "words"), [("fr", "a pris le relais"), ("en", "has taken over")])
def test_a_claim_makes_the_agent_the_owner_and_tells_the_customer(hire, ask_for_person, language, words):
    camille, customer = hire(), ask_for_person(language=language)

    response = camille.handle(customer.id, "claim")

    assert response.status_code == 200
    assert customer.transcript()["state"] == "human"
    assert words in texts(customer, "bot")[-1] and "Camille" in texts(customer, "bot")[-1]


def test_of_two_agents_who_claim_exactly_one_wins(web, hire, ask_for_person):
    hire("camille"), hire("robin")
    customer = ask_for_person()
    won: list[str] = []
    lost: list[str] = []
    start = threading.Barrier(2)

    def try_to_claim(agent: Agent) -> None:
        start.wait()
        try:
            with web.sessions.begin() as session:
                claim(session, customer.id, agent, now=web.settings.now())
            won.append(agent.name)
        except NotWaiting:
            lost.append(agent.name)

    threads = [
        threading.Thread(target=try_to_claim, args=(Agent(number, name),))
        for number, name in enumerate(("Camille", "Robin"), 1)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(won) == len(lost) == 1
    assert len([text for text in texts(customer, "bot") if "relais" in text]) == 1


def test_the_second_agent_is_told_that_a_colleague_was_first(hire, ask_for_person):
    camille, robin, customer = hire("camille"), hire("robin"), ask_for_person()
    camille.handle(customer.id, "claim")

    response = robin.handle(customer.id, "claim")

    assert response.status_code == 409
    assert "collègue" in response.text


def test_replies_reach_the_customer_with_the_agents_name(hire, ask_for_person):
    camille, customer = hire(), ask_for_person()
    camille.handle(customer.id, "claim")

    camille.handle(customer.id, "reply", text="Bonjour, je regarde.", form_id=FORM)

    last = customer.transcript()["messages"][-1]
    assert (last["sender"], last["text"]) == ("agent", "Bonjour, je regarde.")
    assert last["author"] == "Camille"


def test_the_same_form_sent_twice_says_it_once(hire, ask_for_person):
    camille, customer = hire(), ask_for_person()
    camille.handle(customer.id, "claim")
    for _ in range(2):
        assert camille.handle(customer.id, "reply", text="Une fois.", form_id=FORM).status_code == 200
        assert camille.handle(customer.id, "note", note="Une note.", form_id=FORM).status_code == 200
    assert texts(customer, "agent") == ["Une fois."]
    assert camille.page(customer.id).count("Une note.") == 1


def test_the_customer_goes_on_with_the_agent_and_the_assistant_is_silent(web, hire, ask_for_person):
    camille, customer = hire(), ask_for_person()
    camille.handle(customer.id, "claim")
    asked = len(web.rasa.received)

    answer = customer.say("Merci, j'attends")

    assert answer["messages"] == []
    assert len(web.rasa.received) == asked
    assert "Merci, j&#39;attends" in camille.page(customer.id)


def test_an_agent_who_takes_over_during_a_turn_is_not_talked_over(web, hire, ask_for_person):
    camille, customer = hire(), ask_for_person()

    def claimed_meanwhile(body):
        camille.handle(customer.id, "claim")
        return turn([("Une réponse en retard.", "A late answer.")])

    web.rasa.answer = claimed_meanwhile
    answer = customer.say("Où est ma facture ?")

    assert answer["messages"] == [] and answer["state"] == "human"
    assert "Une réponse en retard." not in texts(customer, "bot")
    assert "Une réponse en retard." in camille.page(customer.id)  # the agent sees what was held back


def test_nobody_replies_without_having_the_conversation(hire, ask_for_person):
    camille, robin, customer = hire("camille"), hire("robin"), ask_for_person()
    assert camille.handle(customer.id, "reply", text="Trop tôt", form_id=FORM).status_code == 409
    camille.handle(customer.id, "claim")
    for action, fields in [
        ("reply", {"text": "Non", "form_id": FORM}),
        ("return", {}),
        ("transfer", {"to": "queue"}),
        ("close", {"outcome": "solved", "reason": "x"}),
    ]:
        assert robin.handle(customer.id, action, **fields).status_code == 409
    assert customer.transcript()["state"] == "human"
    assert texts(customer, "agent") == []


def test_returned_the_assistant_answers_again_and_begins_anew(web, hire, ask_for_person):
    camille, customer = hire(), ask_for_person()
    camille.handle(customer.id, "claim")

    camille.handle(customer.id, "return")

    assert customer.transcript()["state"] == "bot"
    assert "de nouveau avec l’assistant" in texts(customer, "bot")[-1]
    assert customer.say("Où est ma facture ?")["messages"]
    assert web.rasa.received[-1]["metadata"]["reset"] is True
    customer.say("Et les autres ?")
    assert "reset" not in web.rasa.received[-1]["metadata"]


def test_a_transfer_names_the_next_agent(web, hire, ask_for_person):
    camille, robin, customer = hire("camille"), hire("robin"), ask_for_person()
    camille.handle(customer.id, "claim")

    camille.handle(customer.id, "transfer", to=str(robin.id))

    assert "Robin" in texts(customer, "bot")[-1]
    assert robin.handle(customer.id, "reply", text="Je prends la suite.", form_id=FORM).status_code == 200


def options(html: str) -> dict[str, bool]:
    """The people in the list of a transfer, in order: whether they can be chosen."""
    found = re.findall(r'<option(?: value="\d+")?( disabled)?>([A-Z]\w+)</option>', html)
    return {name: not disabled for disabled, name in found}


def test_colleagues_who_are_there_come_first_and_the_others_cannot_be_chosen(web, hire, ask_for_person):
    camille, customer = hire("camille"), ask_for_person()
    alex, robin, sam = hire("alex"), hire("robin"), hire("sam")
    never = hire("zoe")
    long_ago = web.settings.now() - timedelta(minutes=10)
    with web.sessions.begin() as session:
        session.get_one(DeskUser, alex.id).last_seen_at = long_ago
        session.get_one(DeskUser, never.id).last_seen_at = None
    sam.post("/desk/logout")
    camille.handle(customer.id, "claim")

    listed = options(camille.page(customer.id))
    assert list(listed.items()) == [("Robin", True), ("Alex", False), ("Sam", False), ("Zoe", False)]

    refused = camille.handle(customer.id, "transfer", to=str(alex.id))
    assert refused.status_code == 409 and "Alex n’est pas au poste" in refused.text
    assert f'href="/desk/conversations/{customer.id}"' in refused.text
    assert camille.handle(customer.id, "reply", text="Toujours moi", form_id=FORM).status_code == 200

    alex.get("/desk")  # back from lunch, without JavaScript
    assert camille.handle(customer.id, "transfer", to=str(alex.id)).status_code == 200
    assert robin.handle(customer.id, "reply", text="Non", form_id=FORM).status_code == 409


def test_a_transfer_to_the_queue_keeps_the_place(web, hire, ask_for_person):
    camille, customer = hire(), ask_for_person()
    camille.handle(customer.id, "claim")
    camille.handle(customer.id, "transfer", to="queue")
    assert customer.transcript()["state"] == "queued"
    assert camille.handle(customer.id, "claim").status_code == 200


def test_a_conversation_cannot_be_given_to_somebody_of_another_operator(hire, ask_for_person):
    camille, other, customer = hire("camille"), hire("robin", operators=("ooma",)), ask_for_person()
    camille.handle(customer.id, "claim")
    assert camille.handle(customer.id, "transfer", to=str(other.id)).status_code == 404


def test_a_supervisor_may_take_over_and_an_agent_may_not(hire, ask_for_person):
    camille, robin, customer = hire("camille"), hire("robin"), ask_for_person()
    sam = hire("sam", role="supervisor")
    camille.handle(customer.id, "claim")
    assert robin.handle(customer.id, "take-over").status_code == 403
    assert sam.handle(customer.id, "take-over").status_code == 200
    assert sam.handle(customer.id, "reply", text="Bonjour", form_id=FORM).status_code == 200


@pytest.mark.parametrize(("language", "words"), [("fr", "terminée"), ("en", "ended")])
def test_closed_with_outcome_and_reason(web, hire, ask_for_person, language, words):
    camille, customer = hire(), ask_for_person(language=language)
    camille.handle(customer.id, "claim")

    camille.handle(customer.id, "close", outcome="solved", reason="Facture expliquée")

    assert customer.transcript()["state"] == "closed"
    assert words in texts(customer, "bot")[-1]
    assert customer.post(text="encore ?").status_code == 409
    with web.sessions() as session:
        handoff = session.scalars(sa.select(Handoff)).one()
        kinds = list(session.scalars(sa.select(WebhookEvent.kind).order_by(WebhookEvent.created_at)))
    assert (handoff.outcome, handoff.close_reason) == ("solved", "Facture expliquée")
    assert handoff.claimed_at is not None and handoff.closed_at is not None
    assert kinds == ["handoff.opened", "handoff.closed"]


def close(person, conversation_id: str) -> None:
    fields = {"outcome": "solved", "reason": "par erreur"}
    assert person.handle(conversation_id, "close", **fields).status_code == 200


@pytest.mark.parametrize(("language", "words"), [("fr", "a rouvert"), ("en", "has reopened")])
def test_closed_by_mistake_it_is_reopened_and_goes_on(web, hire, ask_for_person, language, words):
    camille, customer = hire(), ask_for_person(language=language)
    camille.handle(customer.id, "claim")
    close(camille, customer.id)
    page = camille.page(customer.id)
    assert "/reopen" in page and "Résolu\u00a0: par erreur" in page
    assert "Prenez d’abord" not in page

    for _ in range(2):  # the form sent twice
        assert camille.handle(customer.id, "reopen").status_code == 200

    assert customer.transcript()["state"] == "human"
    assert [words in text for text in texts(customer, "bot")].count(True) == 1
    assert camille.handle(customer.id, "reply", text="Me revoici", form_id=FORM).status_code == 200
    customer.say("Merci")
    with web.sessions() as session:
        handoff = session.scalars(sa.select(Handoff)).one()
        kinds = list(session.scalars(sa.select(WebhookEvent.kind).order_by(WebhookEvent.created_at)))
        actions = list(session.scalars(sa.select(AuditEntry.action).order_by(AuditEntry.sequence)))
    assert (handoff.state, handoff.outcome, handoff.close_reason, handoff.closed_at) == ("human", *[None] * 3)
    assert kinds == ["handoff.opened", "handoff.closed", "handoff.opened"]
    assert actions.index("conversation_closed") < actions.index("conversation_reopened")
    close(camille, customer.id)
    assert customer.transcript()["state"] == "closed"


def test_only_who_closed_it_and_supervisors_reopen(hire, ask_for_person):
    camille, robin, sam = hire("camille"), hire("robin"), hire("sam", role="supervisor")
    customer = ask_for_person()
    assert camille.handle(customer.id, "reopen").status_code == 403  # nobody closed it
    assert sam.handle(customer.id, "reopen").status_code == 409
    camille.handle(customer.id, "claim")
    close(camille, customer.id)
    assert robin.handle(customer.id, "reopen").status_code == 403
    assert "/reopen" not in robin.page(customer.id)
    assert sam.handle(customer.id, "reopen").status_code == 200
    assert camille.handle(customer.id, "reply", text="Non", form_id=FORM).status_code == 409


def test_what_was_closed_long_ago_or_by_the_customer_stays_closed(web, hire, ask_for_person):
    camille = hire()
    long_ago, ended = ask_for_person(), ask_for_person()
    for customer in (long_ago, ended):
        camille.handle(customer.id, "claim")
    close(camille, long_ago.id)
    with web.sessions.begin() as session:
        hours_ago = web.settings.now() - timedelta(hours=2)
        change = sa.update(Handoff).where(Handoff.conversation_id == long_ago.id)
        session.execute(change.values(closed_at=hours_ago))
        end_by_customer(session, ended.id, now=web.settings.now())
    for customer in (long_ago, ended):
        assert "/reopen" not in camille.page(customer.id)
        assert camille.handle(customer.id, "reopen").status_code == 409
        assert customer.transcript()["state"] == "closed"


def test_a_number_that_is_in_another_conversation_since_is_left_there(web, hire, ask_for_person):
    camille, customer, later = hire(), ask_for_person(), ask_for_person()
    camille.handle(customer.id, "claim")
    close(camille, customer.id)
    with web.sessions.begin() as session:
        address = Address("primus", "+15145550147", "+15145550100")
        for minutes, conversation_id in enumerate((customer.id, later.id)):
            link_conversation(
                session, conversation_id, address, now=web.settings.now() + timedelta(minutes=minutes)
            )
    assert camille.handle(customer.id, "reopen").status_code == 409


@pytest.mark.parametrize(
    "fields", [{"outcome": "solved", "reason": " "}, {"outcome": "great", "reason": "x"}]
)
def test_without_outcome_or_reason_nothing_is_closed(hire, ask_for_person, fields):
    camille, customer = hire(), ask_for_person()
    camille.handle(customer.id, "claim")
    assert camille.handle(customer.id, "close", **fields).status_code == 422
    assert customer.transcript()["state"] == "human"


@pytest.mark.parametrize(("text", "status"), [("  \n ", 422), ("x" * 2001, 422), ("x" * 2000, 200)])
def test_replies_are_neither_empty_nor_endless(hire, ask_for_person, text, status):
    camille, customer = hire(), ask_for_person()
    camille.handle(customer.id, "claim")
    assert camille.handle(customer.id, "reply", text=text, form_id=FORM).status_code == status


def test_what_is_refused_stays_on_the_page_with_the_reason(hire, ask_for_person):
    camille, customer = hire(), ask_for_person()
    reply = camille.handle(customer.id, "reply", text="Un long texte, écrit trop tôt", form_id=FORM)
    assert (reply.status_code, "écrit trop tôt</textarea>" in reply.text) == (409, True)
    assert "rien n’a été envoyé" in reply.text
    note = camille.handle(customer.id, "note", note="n" * 2001, form_id=FORM)
    assert (note.status_code, "nnn</textarea>" in note.text) == (422, True)


def lines(person, conversation_id: str, **after: int) -> list[str]:
    """The kinds of the lines that a page would ask for."""
    part = person.get(f"/desk/conversations/{conversation_id}/messages", params=after).text
    return re.findall('class="said ([a-z]+)"', part)


def test_a_colleagues_note_comes_to_open_pages_once_and_says_what_it_is(hire, ask_for_person):
    camille, robin, customer = hire("camille"), hire("robin", language="en"), ask_for_person()
    camille.handle(customer.id, "note", note="Déjà appelé hier", form_id=FORM)
    page = robin.page(customer.id)
    last = int(re.findall(r'data-id="(\d+)"', page)[-1])
    noted = int(re.search(r'data-last-note="(\d+)"', page)[1])
    assert lines(robin, customer.id, after=last, after_note=noted) == []

    camille.handle(customer.id, "note", note="Rappeler demain", form_id=f"{FORM}-2")

    part = robin.get(f"/desk/conversations/{customer.id}/messages?after={last}&after_note={noted}").text
    assert "Rappeler demain" in part and "Déjà appelé" not in part
    assert "Internal note</b> · Camille" in part  # in words too, not by colour alone
    customer.say("Encore moi")
    assert lines(robin, customer.id, after=last, after_note=noted)[:2] == ["note", "customer"]


def test_a_note_changes_what_open_pages_show(web, hire, ask_for_person):
    camille, customer = hire(), ask_for_person()
    with web.sessions() as session:
        before = transcript_version(session, customer.id)
    camille.handle(customer.id, "note", note="Une note", form_id=FORM)
    with web.sessions() as session:
        assert transcript_version(session, customer.id) != before


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_customer_hears_what_happens_next_and_may_go_back(web, hire, language):
    from bot.conversations.handoffs import open_handoff

    customer = web.customer(language=language)

    def hand_over(body):
        with web.sessions.begin() as session:
            open_handoff(session, customer.id, "primus", "fausse facture", language)
        return turn([("Bien sûr.", "Of course.")], language)

    web.rasa.answer = hand_over
    answer = customer.say("un humain")
    web.rasa.answer = None

    assert answer["state"] == "queued"
    notice = answer["messages"][-1]
    (button,) = notice["buttons"]
    back = customer.post(payload=button["payload"]).json()
    assert back["state"] == "bot"
    assert len(back["messages"]) == 1
    with web.sessions() as session:
        assert session.get(Conversation, customer.id).reset_dialogue is True


def test_agents_of_another_operator_find_nothing_under_its_ids(hire, ask_for_person):
    stranger, customer = hire("robin", operators=("ooma",)), ask_for_person("primus")
    for path in ("", "/messages", "/standing", "/events"):
        assert stranger.get(f"/desk/conversations/{customer.id}{path}").status_code == 404
    for action in ("claim", "reply", "note", "transfer", "return", "close", "reveal", "take-over", "reopen"):
        fields = {"text": "x", "note": "x", "form_id": FORM, "reason": "x", "outcome": "solved"}
        assert stranger.handle(customer.id, action, **fields).status_code == 404
    assert stranger.get("/desk/conversations/00000000-0000-0000-0000-000000000000").status_code == 404
    assert customer.id not in stranger.get("/desk").text


def test_every_view_and_every_action_is_in_the_audit_trail(web, hire, ask_for_person):
    camille, customer = hire(), ask_for_person()
    camille.page(customer.id)
    camille.client.post(
        f"/desk/conversations/{customer.id}/claim",
        data={"form_token": camille.form_token()},
        follow_redirects=False,
    )
    with web.sessions() as session:
        query = sa.select(AuditEntry).where(AuditEntry.conversation_id == customer.id)
        entries = list(session.scalars(query.order_by(AuditEntry.sequence)))
        assert [entry.action for entry in entries] == ["transcript_viewed", "conversation_claimed"]
        assert all('"camille"' in entry.details for entry in entries)
        assert verify_audit(session) is None


def test_script_in_messages_and_names_is_text(web, hire, ask_for_person):
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    camille = hire(name=evil[:90])
    customer = ask_for_person(text=evil)
    camille.handle(customer.id, "claim")
    camille.handle(customer.id, "note", note=evil, form_id=FORM)
    for html in (
        camille.page(customer.id),
        camille.get("/desk").text,
        camille.get("/desk/search?text=alert").text,
    ):
        assert "<script>alert" not in html and "<img src=x" not in html
        assert "&lt;script&gt;" in html


def test_the_pages_allow_no_script_but_their_own(hire, ask_for_person):
    camille, customer = hire(), ask_for_person()
    response = camille.get(f"/desk/conversations/{customer.id}")
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert "style=" not in response.text and " onclick" not in response.text
    assert response.headers["Cache-Control"] == "no-store"


def test_a_transcript_of_ten_thousand_messages_comes_in_pages(web, hire, ask_for_person):
    camille, customer = hire(), ask_for_person()
    now = web.settings.now()
    with web.sessions.begin() as session:
        rows = [
            {
                "conversation_id": customer.id,
                "sender": "customer",
                "text": f"ligne {number}",
                "status": "answered",
                "created_at": now,
            }
            for number in range(10_000)
        ]
        session.execute(sa.insert(Message), rows)
    page = camille.page(customer.id)
    assert "ligne 9999" in page and "ligne 9800<" not in page
    assert len(page) < 200_000
    earlier = page.split('data-earlier="#log"')[0].rsplit('href="', 1)[1].split('"')[0]
    assert "ligne 9899<" in camille.get(earlier).text


STRANGE_IDS = ["0", "-1", "x", "²", "9" * 30, "1'--", "%00", "../people"]


@pytest.mark.parametrize("strange", STRANGE_IDS)
def test_ids_that_nobody_has_are_refused_without_a_crash(hire, ask_for_person, strange):
    camille, customer = hire(role="admin"), ask_for_person()
    camille.handle(customer.id, "claim")
    answers = [
        camille.get(f"/desk/conversations/{strange}"),
        camille.get(f"/desk/conversations/{customer.id}", params={"before": strange}),
        camille.get(f"/desk/conversations/{customer.id}/messages", params={"after": strange}),
        camille.get(f"/desk/review/messages/{strange}"),
        camille.get("/desk/search", params={"text": "x", "before": strange}),
        camille.post(f"/desk/review/corrections/{strange}/undo"),
        camille.post(f"/desk/people/{strange}/access", active="0"),
        camille.post(f"/desk/replies/{strange}/delete"),
        camille.handle(customer.id, "transfer", to=strange),
    ]
    assert all(answer.status_code < 500 for answer in answers), answers
    assert camille.post("/desk/review/set-aside", messages=f"{strange},").status_code < 500


def test_a_part_of_a_transcript_that_is_not_new_is_a_view_too(web, hire, ask_for_person):
    camille, customer = hire(), ask_for_person()

    def views() -> int:
        with web.sessions() as session:
            query = sa.select(sa.func.count()).where(AuditEntry.action == "transcript_viewed")
            return session.scalar(query)

    camille.get(f"/desk/conversations/{customer.id}/messages?after=0")
    assert views() == 0  # said a moment ago: it comes to an open page
    with web.sessions.begin() as session:
        session.execute(sa.update(Message).values(created_at=web.settings.now() - timedelta(hours=1)))
    camille.get(f"/desk/conversations/{customer.id}/messages?after=0")
    camille.get(f"/desk/conversations/{customer.id}?before=99", headers={"X-Fragment": "1"})
    assert views() == 2


def test_control_characters_do_not_reach_the_customer(hire, ask_for_person):
    camille, customer = hire(), ask_for_person()
    camille.handle(customer.id, "claim")
    camille.handle(customer.id, "reply", text="\x00Bon\x07jour\x1b[31m\nà vous", form_id=FORM)
    assert texts(customer, "agent") == ["Bonjour[31m\nà vous"]
    assert camille.handle(customer.id, "reply", text="\x00\x01", form_id=f"{FORM}-2").status_code == 422


def test_a_form_whose_session_is_over_changes_nothing(web, hire, ask_for_person):
    camille, customer = hire(), ask_for_person()
    token = camille.form_token()
    camille.post("/desk/logout")
    for action, fields in {"claim": {}, "close": {"outcome": "solved", "reason": "x"}}.items():
        path = f"/desk/conversations/{customer.id}/{action}"
        answer = camille.client.post(path, data={"form_token": token, **fields})
        assert answer.url.path == "/desk/login"
    assert customer.transcript()["state"] == "queued"


@pytest.mark.parametrize("action", ["claim", "return", "close", "transfer", "take-over", "note", "reply"])
def test_every_form_that_is_sent_again_is_harmless(hire, ask_for_person, action):
    camille, customer = hire(role="supervisor"), ask_for_person()
    fields = {
        "outcome": "solved",
        "reason": "x",
        "to": "queue",
        "text": "un",
        "note": "deux",
        "form_id": FORM,
    }
    if action != "claim":
        camille.handle(customer.id, "claim")
    first = camille.handle(customer.id, action, **fields)
    before = customer.transcript()
    again = camille.handle(customer.id, action, **fields)
    assert first.status_code in (200, 409) and again.status_code in (200, 409)
    assert customer.transcript() == before
    assert camille.page(customer.id).count('class="said note"') == (action == "note")
