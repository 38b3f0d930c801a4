"""Whom a notification goes to, by what is on file at this moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from accounts.phones import e164
from accounts.sms_consent import has_opted_out
from accounts.task import Task

Channel = Literal["email", "sms", "letter"]


@dataclass(frozen=True)
class Recipient:
    """A channel and an address, number or postal address on it."""

    channel: Channel
    to: str


def on_file(task: Task) -> list[Recipient]:
    """The quickest contact on file: e-mail, else a text message (unless refused), else a letter."""
    if email := task.contact("email"):
        return [Recipient("email", email)]
    if phone := _phone(task):
        return [Recipient("sms", phone)]
    return [by_letter(task)]


def on_file_except(task: Task, failing_email: str) -> list[Recipient]:
    """A contact on file other than an e-mail address that does not work."""
    email = task.contact("email")
    if email and email.casefold() != failing_email.casefold():
        return [Recipient("email", email)]
    if phone := _phone(task):
        return [Recipient("sms", phone)]
    return [by_letter(task)]


def in_writing(task: Task) -> list[Recipient]:
    """Something to keep: e-mail, else a letter."""
    email = task.contact("email")
    return [Recipient("email", email)] if email else [by_letter(task)]


def by_email(email: str | None) -> list[Recipient]:
    """This e-mail address, if there is one."""
    return [Recipient("email", email)] if email else []


def _phone(task: Task) -> str | None:
    """The number on file, unless it said STOP to this operator's text messages."""
    phone = task.contact("phone")
    number = e164(phone, task.operator.country) if phone else None
    return None if has_opted_out(task.session, task.operator.slug, number) else phone


def by_letter(task: Task) -> Recipient:
    """A letter to the billing address in force, written on one line."""
    address = task.address("billing")
    assert address is not None
    place = " ".join(part for part in (address.city, address.region, address.postal_code) if part)
    if address.country == "FR":
        place = f"{address.postal_code} {address.city}"
    return Recipient("letter", f"{task.account.customer.name}, {address.street}, {place}, {address.country}")
