"""Paper or electronic bills, never both."""

from __future__ import annotations

from accounts import formats
from accounts.masking import masked_email
from accounts.notifications import by_email, notify, on_file, on_file_except
from accounts.task import Task
from accounts.views import BillPresentationChange, BillPresentationMedia, Segment

_PAPER = BillPresentationMedia.PAPER
_ELECTRONIC = BillPresentationMedia.ELECTRONIC


def switch_to_electronic(task: Task, email: str) -> BillPresentationChange:
    """Send bills to `email` from now on, and none on paper.

    Raises:
        InvalidEmail
    """
    email = formats.email(email)
    old_email = bill_email(task)
    if old_email is None:
        outcome, kind = "changed", "electronic_bills_started"
    elif _same(old_email, email):
        return BillPresentationChange("already", _ELECTRONIC, old_email)
    else:
        outcome, kind = "email_changed", "ebill_email_changed"
    recipients = [*on_file(task), *by_email(old_email)]
    task.account.bill_presentation_media = _ELECTRONIC
    task.account.ebill_email = email
    notify(task, kind, recipients)
    if not any(_same(recipient.to, email) for recipient in recipients):
        notify(task, "electronic_bills_welcome", by_email(email))
    task.record(kind, email=masked_email(email))
    return BillPresentationChange(outcome, _ELECTRONIC, email)  # type: ignore[arg-type]


def switch_to_paper(task: Task) -> BillPresentationChange:
    """Send bills on paper from now on, unless the operator's rule leaves that to an agent."""
    old_email = bill_email(task)
    if old_email is None:
        return BillPresentationChange("already", _PAPER)
    rule = task.operator.paper_bills
    way = rule.business if task.account.customer.segment == Segment.BUSINESS else rule.residential
    if way == "agent":
        return BillPresentationChange("needs_agent", _ELECTRONIC, old_email)
    recipients = [*on_file(task), *by_email(old_email)]
    _put_on_paper(task)
    notify(task, "paper_bills_started", recipients)
    task.record("paper_bills_started")
    return BillPresentationChange("changed", _PAPER)


def return_undeliverable_to_paper(task: Task, email: str | None = None) -> BillPresentationChange:
    """An electronic bill came back: bills go on paper again, and the customer hears of it by another way.

    Args:
        email: where the bill had gone, if that is known; a bill that came back late from an address that has
            been replaced since says nothing about the present one.
    """
    failing = bill_email(task)
    if failing is None:
        return BillPresentationChange("already", _PAPER)
    if email is not None and not _same(failing, email.strip()):
        return BillPresentationChange("outdated", _ELECTRONIC)
    if not task.operator.undeliverable_bills.return_to_paper:
        return BillPresentationChange("needs_agent", _ELECTRONIC, failing)
    recipients = on_file_except(task, failing)
    _put_on_paper(task)
    notify(task, "electronic_bill_undeliverable", recipients)
    task.record("electronic_bill_undeliverable", email=masked_email(failing))
    return BillPresentationChange("changed", _PAPER)


def bill_email(task: Task) -> str | None:
    """Where electronic bills go; None when bills are on paper."""
    if task.account.bill_presentation_media == _PAPER:
        return None
    return task.account.ebill_email or task.contact("email")


def _put_on_paper(task: Task) -> None:
    task.account.bill_presentation_media = _PAPER
    task.account.ebill_email = None


def _same(email: str, other: str) -> bool:
    return email.casefold() == other.casefold()
