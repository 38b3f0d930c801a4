"""Takes back what was requested and has not happened yet: a cancellation, or a scheduled change of address."""

from __future__ import annotations

import re

from accounts.errors import NothingToWithdraw, TooLateToWithdraw
from accounts.views import OrderStatus, ProductOrder
from actions.context import context, off_loop
from actions.forms.base import TaskForm
from actions.forms.ending import TaskSubmission
from actions.forms.visit import Visit
from actions.phrases import plain
from actions.readers import services
from actions.tasks import CHANGE_BILLING_ADDRESS, WITHDRAW_CHANGE
from actions.turn import Turn

ADDRESS = "address"
_ADDRESS = re.compile(r"\b(adresses?|address)\b")


class ValidateWithdrawChangeForm(TaskForm):
    """Finds what is meant and asks for a yes; slot `withdraws` holds `address` or the id of a service."""

    task = WITHDRAW_CHANGE

    async def prepare(self, visit: Visit) -> None:
        what = _meant(visit)
        visit.turn.set("withdraws", what)
        if what is None and (visit.turn.slot("done") or [None])[-1] == CHANGE_BILLING_ADDRESS:
            visit.turn.say("utter_address_changed_already", lead=True)
            visit.turn.set("pending_task", {"task": CHANGE_BILLING_ADDRESS, "text": ""})
            visit.end("other_meant")
        elif what is None:
            visit.turn.say("utter_nothing_to_withdraw")
            visit.end("nothing_to_do")

    async def ask_confirmation(self, visit: Visit, before: int) -> None:
        turn, account = visit.turn, visit.account
        assert account is not None
        if turn.slot("withdraws") == ADDRESS and account.scheduled_address is not None:
            day = visit.date(account.scheduled_address.effective_date.isoformat())
            turn.say("utter_confirm_withdraw_address", variant=before, day=day)
            return
        order = next(order for order in _orders(visit) if order.service_id == turn.slot("withdraws"))
        plan = next(service.plan for service in account.services if service.id == order.service_id)
        day = visit.date(order.end_date.isoformat())
        turn.say("utter_confirm_withdraw_cancellation", variant=before, plan=plan, day=day)


class ActionSubmitWithdrawChange(TaskSubmission):
    """Withdraws it."""

    task = WITHDRAW_CHANGE

    async def carry_out(self, turn: Turn) -> None:
        accounts, what = context().accounts, turn.slot("withdraws")
        try:
            if what == ADDRESS:
                await off_loop(
                    accounts.withdraw_address_change,
                    turn.conversation_id,
                    turn.operator,
                    request=self.request(turn),
                )
            else:
                await off_loop(
                    accounts.withdraw_cancellation,
                    turn.conversation_id,
                    turn.operator,
                    what,
                    request=self.request(turn),
                )
        except (NothingToWithdraw, TooLateToWithdraw):
            turn.say("utter_nothing_to_withdraw")
        else:
            turn.say("utter_withdrawn_address" if what == ADDRESS else "utter_withdrawn_cancellation")


def _meant(visit: Visit) -> str | None:
    """What the customer wants back: the address if they say so, else the cancellation, of the service they name."""
    account, opening = visit.account, str(visit.state.notes.get("opening", ""))
    assert account is not None
    orders = _orders(visit)
    if account.scheduled_address is not None and (_ADDRESS.search(plain(opening)) or not orders):
        return ADDRESS
    if not orders:
        return None
    ending = [service for service in account.services if service.id in {order.service_id for order in orders}]
    named = services.choose(opening, ending, visit.language)
    return (
        named.id if named is not None and not isinstance(named, services.Ambiguous) else orders[0].service_id
    )


def _orders(visit: Visit) -> list[ProductOrder]:
    assert visit.account is not None
    return [order for order in visit.account.orders if order.status == OrderStatus.REQUESTED]
