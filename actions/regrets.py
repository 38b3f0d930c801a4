"""What is regretted after it was done: « finalement non, annulez ça », "oops, I meant the other service"."""

from __future__ import annotations

import re
from dataclasses import asdict

from accounts.operators import operator
from accounts.views import GeographicAddress
from actions import second_thoughts
from actions.formatting import address_line
from actions.phrases import plain
from actions.readers import address
from actions.tasks import (
    CANCEL_SERVICE,
    CHANGE_BILLING_ADDRESS,
    OPPOSITES,
    WITHDRAW_CHANGE,
    form_of,
)
from actions.turn import Turn

_ANOTHER = re.compile(
    r"\b(l'autre|the other|wrong (service|one|plan|line)|mauvais (service|forfait)|trompee? de (service|forfait|ligne))\b"
)


def form_to_undo(turn: Turn) -> str | None:
    """The form that undoes or mends what was done last, if the message regrets it; None otherwise.

    An order or a scheduled change is withdrawn, a switch of bills switched back, an address given anew; each is read back
    and done only after a yes.
    """
    done = turn.slot("done") or []
    if not done or turn.command or not second_thoughts.regrets(turn.text):
        return None
    last = done[-1]
    if last == CHANGE_BILLING_ADDRESS and second_thoughts.says_mistake(turn.text):
        turn.set("pending_task", {"task": CHANGE_BILLING_ADDRESS, "text": _mended(turn)})
        return form_of(CHANGE_BILLING_ADDRESS)
    if last == CANCEL_SERVICE and _ANOTHER.search(plain(turn.text)):
        turn.set("pending_task", {"task": CANCEL_SERVICE, "text": turn.text})  # goes on with the right one
    if last in (CANCEL_SERVICE, CHANGE_BILLING_ADDRESS):
        return form_of(WITHDRAW_CHANGE)
    return form_of(OPPOSITES[last]) if last in OPPOSITES else None


def _mended(turn: Turn) -> str:
    """The address that was just given, with the part that the message gives anew; the message if it gives none."""
    given = turn.slot("address")
    known = address.Address(**given) if given else None
    found = address.read(turn.text, operator(turn.operator).country, known=known)
    if not isinstance(found, address.Address) or found == known:
        return turn.text
    return address_line(GeographicAddress(**asdict(found)))
