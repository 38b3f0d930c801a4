"""Trouble tickets: something that an agent has to look into."""

from __future__ import annotations

import secrets

import sqlalchemy as sa
from sqlalchemy.orm import Session

from accounts import models
from accounts.account_views import ticket_view
from accounts.errors import InvalidRequest
from accounts.task import Task
from accounts.views import TroubleTicket

_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that is misread over the telephone


def open_trouble_ticket(task: Task, kind: str) -> TroubleTicket:
    """Open a ticket; it says what it is about in one word, the conversation has the rest.

    Raises:
        InvalidRequest: not a word of at most 40 letters, digits and underscores.
    """
    if not (kind.isascii() and kind.isidentifier() and len(kind) <= 40):
        raise InvalidRequest("The kind of a ticket must be one word.")
    reference = "TT-" + "".join(secrets.choice(_ALPHABET) for _ in range(8))
    ticket = models.TroubleTicket(
        account_id=task.account.id,
        reference=reference,
        kind=kind,
        status="acknowledged",
        opened_on=task.today,
    )
    task.session.add(ticket)
    task.record("trouble_ticket_opened", reference=reference, kind=kind)
    return ticket_view(ticket)


def tickets_of(session: Session, account_id: int) -> tuple[TroubleTicket, ...]:
    """The tickets of an account, newest first."""
    query = sa.select(models.TroubleTicket).where(models.TroubleTicket.account_id == account_id)
    return tuple(
        ticket_view(ticket) for ticket in session.scalars(query.order_by(models.TroubleTicket.id.desc()))
    )
