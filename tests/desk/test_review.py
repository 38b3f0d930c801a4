"""Corrections at the desk, without the assistant behind it."""

import pytest
import sqlalchemy as sa

from bot.conversations.models import Message
from bot.desk.routes import review
from tests.knowledge.fakes import FakeEncoder


def test_a_refused_correction_comes_back_as_it_was_written(web, hire, ask_for_person):
    camille, customer = hire(), ask_for_person(text="où est passé mon modem ?")
    with web.sessions() as session:
        query = sa.select(sa.func.max(Message.id)).where(
            Message.conversation_id == customer.id, Message.sender == "customer"
        )
        address = f"/desk/review/messages/{session.scalar(query)}"
    assert camille.get(address).status_code == 200
    written = {"what": "intent", "intent": "no_such_intent", "text": "où est rendu mon modem"}
    answer = camille.post(address, **written)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text and "où est rendu mon modem</textarea>" in answer.text
    assert "où est passé mon modem ?" in answer.text


@pytest.mark.parametrize(
    ("language", "one", "two"),
    [
        ("fr", "1 question en 1 groupe", "2 questions en 2 groupes"),
        ("en", "1 question in 1 group", "2 questions in 2 groups"),
    ],
)
def test_questions_and_groups_are_counted_in_words_that_agree(web, hire, monkeypatch, language, one, two):
    camille, encoder = hire(language=language), FakeEncoder()
    monkeypatch.setattr(review, "question_encoder", lambda folder: encoder)

    def ask(text: str) -> str:
        customer = web.customer()
        customer.say(text)
        with web.sessions.begin() as session:
            for message in session.scalars(sa.select(Message).where(Message.conversation_id == customer.id)):
                message.parse = {"search": {"question": text, "outcome": "no_answer", "passages": []}}
        return " ".join(camille.get("/desk/review").text.split())

    assert one + "<" in ask("le modem clignote rouge")
    assert two + "<" in ask("ma facture papier est perdue")
