"""Changing the billing address: at once, or on a later day; at most one change is scheduled."""

from __future__ import annotations

from datetime import date

from dateutil.relativedelta import relativedelta

from accounts import formats, models
from accounts.account_views import address_view, scheduled_view
from accounts.errors import DateInPast, DateTooFar, NothingToWithdraw
from accounts.masking import area
from accounts.notifications import by_letter, notify, on_file
from accounts.task import Task
from accounts.views import AddressChange, GeographicAddress, ScheduledAddress


def change_billing_address(task: Task, address: GeographicAddress, effective_date: date) -> AddressChange:
    """Change the address today or schedule the change; the newest request takes the place of a scheduled one.

    Raises:
        InvalidAddress, DateInPast, DateTooFar
    """
    address = formats.address(address)
    check_effective_date(task, effective_date)
    replaced = scheduled_view(task.address("scheduled"))
    if _stands_already(task, address, effective_date, replaced):
        return AddressChange("already", address, effective_date)
    if replaced:
        _drop_scheduled(task)
    if effective_date > task.today:
        _schedule(task, address, effective_date, replaced)
        return AddressChange("scheduled", address, effective_date, replaced)
    if address_view(_in_force(task)) == address:  # only the scheduled change had to go
        _announce_withdrawal(task, replaced)
        return AddressChange("already", address, effective_date, replaced)
    _put_in_force(task, address, letter_to_old=True)
    return AddressChange("changed", address, effective_date, replaced)


def withdraw_address_change(task: Task) -> AddressChange:
    """Drop the scheduled change.

    Raises:
        NothingToWithdraw
    """
    scheduled = scheduled_view(task.address("scheduled"))
    if scheduled is None:
        raise NothingToWithdraw("No change of address is scheduled.")
    _drop_scheduled(task)
    _announce_withdrawal(task, scheduled)
    return AddressChange("withdrawn", scheduled.address, scheduled.effective_date)


def apply_scheduled_address(task: Task) -> bool:
    """Put a scheduled address in force when its day has come; whether there was one."""
    scheduled = scheduled_view(task.address("scheduled"))
    if scheduled is None or scheduled.effective_date > task.today:
        return False
    _drop_scheduled(task)
    _put_in_force(task, scheduled.address, letter_to_old=False)  # it was told when the change was scheduled
    return True


def check_effective_date(task: Task, effective_date: date) -> None:
    """Refuse days before today, and days later than the operator's rule allows."""
    if effective_date < task.today:
        raise DateInPast(task.today)
    latest = task.today + relativedelta(months=task.operator.billing_address.max_months_ahead)
    if effective_date > latest:
        raise DateTooFar(latest)


def _stands_already(
    task: Task, address: GeographicAddress, effective_date: date, scheduled: ScheduledAddress | None
) -> bool:
    if scheduled is not None:
        return scheduled == ScheduledAddress(address, effective_date)
    return address_view(_in_force(task)) == address


def _in_force(task: Task) -> models.GeographicAddress:
    address = task.address("billing")
    assert address is not None  # every account has one from the import on
    return address


def _drop_scheduled(task: Task) -> None:
    scheduled = task.address("scheduled")
    assert scheduled is not None
    task.account.addresses.remove(scheduled)
    task.session.flush()  # the row must be gone before another takes its place


def _schedule(
    task: Task, address: GeographicAddress, effective_date: date, replaced: ScheduledAddress | None
) -> None:
    recipients = [*on_file(task), by_letter(task)]
    row = models.GeographicAddress(role="scheduled", effective_date=effective_date, **address.__dict__)
    task.account.addresses.append(row)
    notify(task, "billing_address_scheduled", recipients, effective_date=effective_date)
    task.record(
        "billing_address_scheduled",
        effective_date=effective_date,
        new_area=area(address.postal_code),
        replaced_date=replaced.effective_date if replaced else None,
    )


def _put_in_force(task: Task, address: GeographicAddress, *, letter_to_old: bool) -> None:
    old = _in_force(task)
    recipients = [*on_file(task), *([by_letter(task)] if letter_to_old else [])]
    old_area = area(old.postal_code)
    for name, value in address.__dict__.items():
        setattr(old, name, value)
    notify(task, "billing_address_changed", recipients, effective_date=task.today)
    notify(task, "billing_address_confirmed", [by_letter(task)], effective_date=task.today)
    task.record("billing_address_changed", old_area=old_area, new_area=area(address.postal_code))


def _announce_withdrawal(task: Task, scheduled: ScheduledAddress | None) -> None:
    assert scheduled is not None
    notify(task, "billing_address_withdrawn", on_file(task), effective_date=scheduled.effective_date)
    task.record("billing_address_withdrawn", effective_date=scheduled.effective_date)
