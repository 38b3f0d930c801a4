"""Corrections at the desk, without the assistant behind it."""

import sqlalchemy as sa

from bot.conversations.models import Message


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
