"""Notifications to customers: written into the outbox in the transaction of the change they tell of.

    notify(task, "paper_bills_started", on_file(task))

Every change is told to the contact that was on file before it (CallTower's CPNI policy; common rule of the
others): take the recipients before changing anything. No text reveals the new value of what was changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from accounts import models
from accounts.notifications.recipients import (
    Recipient,
    by_email,
    by_letter,
    in_writing,
    on_file,
    on_file_except,
)
from accounts.notifications.texts import compose
from accounts.task import Task

__all__ = ["Recipient", "by_email", "by_letter", "in_writing", "notify", "on_file", "on_file_except"]


def notify(
    task: Task,
    kind: str,
    recipients: Iterable[Recipient],
    *,
    secret: str | None = None,
    expires_at: datetime | None = None,
    **values: object,
) -> None:
    """Put one message for each recipient into the outbox.

    Args:
        kind: the name of its templates in accounts/notifications/templates.
        secret: encrypted text that takes the place of `{code}` when the message is sent.
        expires_at: after this moment the message is not sent any more.
        values: what the templates need beyond the account; dates and amounts as such.
    """
    for recipient in dict.fromkeys(recipients):
        text = compose(task, kind, recipient.channel, values)
        task.account.messages.append(
            models.CommunicationMessage(
                kind=kind,
                channel=recipient.channel,
                recipient=recipient.to,
                language=task.account.customer.language,
                subject=text.subject,
                body=text.body,
                secret=secret,
                status="pending",
                created_at=task.now,
                next_attempt_at=task.now,
                expires_at=expires_at,
            )
        )
