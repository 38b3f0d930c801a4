"""Changes where bills are sent: at once, or from a later day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from accounts.views import GeographicAddress
from actions import second_thoughts
from actions.context import context, off_loop
from actions.formatting import enumeration, spoken_date
from actions.forms.base import TaskForm
from actions.forms.ending import TaskSubmission
from actions.forms.fields import DateField, Field
from actions.forms.reading import Problem, Reading, Value
from actions.forms.visit import CONFIRMATION, Visit
from actions.labels import ADDRESS_PARTS
from actions.phrases import any_of, plain
from actions.readers import address, postal_codes
from actions.readers.entities import Entities
from actions.tasks import CHANGE_BILLING_ADDRESS
from actions.turn import Turn

# « … oubliez cette adresse-là »: an address that is taken back in the same breath.
_TAKEN_BACK = re.compile(
    r"\b(oublie[rz]?|ignore[rz]?|effacez|laissez faire) (cette|l'|mon) ?(adresse|ancienne)|\b(forget|ignore|scratch|disregard) (that|this|the) (address|one|last)\b"
)
# « il manque le bâtiment B », "I forgot the unit"
_ADDS = re.compile(r"\b(manque\w*|oublie\w*|ajoute\w*|forgot\w*|missing|add|left out)\b")
# « est-ce que mon ex va le savoir ? », "who gets told about this?"
_WHO_IS_TOLD = any_of(
    r"\b(who|anyone|anybody|someone|ex|husband|wife|landlord|roommates?|parents|owner)\b.{0,40}\b(told|notified|informed|know|find out|alerted)\b",
    r"\b(qui|quelqu'un|ex|mari|femme|conjointe?|proprio\w*|coloc\w*|parents|autres)\b.{0,40}\b(averti\w*|prevenu\w*|avise\w*|informe\w*|au courant|savoir|saura|saurait|sait)\b",
)
_SAME_CITY = re.compile(
    r"\b(?:(?:dans |à |a |de )?la m[êe]me (?:ville|municipalit[ée])|m[êe]me ville|toujours (?:dans|à|a) la m[êe]me ville|(?:in |still )?(?:the )?same (?:city|town))\b",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"[<>{}\\]")


class AddressField(Field):
    """A postal address, in one message or in parts; kept as its parts."""

    slot = "address"
    firm = True
    name = re.compile(
        r"\b(adresse|address|rue|street|avenue|boulevard|code postal|postal code|zip|ville|city|app(artement|t)?|apartment|unite?|suite|bureau|batiment|building|bldg|etage|floor|complement"
        r"|numero (de porte|civique|de rue)|(street|house|civic|door) number|province)\b"
    )

    def read(self, text: str, visit: Visit) -> Reading:
        if _TAKEN_BACK.search(plain(text)):
            return Problem("utter_address_ignored", progress=True)
        known = address.Address(**visit.state.kept) if visit.state.kept else None
        found = address.read(_with_same_city(text, visit), visit.country, known=known)
        if found is None and _MARKUP.search(text):
            return Problem("utter_address_refused", asks=True)
        return self._reading(found, visit)

    def early(self, found: Entities, visit: Visit) -> Any:
        if isinstance(found.address, address.Address):
            return _parts(found.address)
        if isinstance(found.address, address.Incomplete):
            visit.state.kept = _parts(found.address.partial)
            visit.state.notes["missing"] = list(found.address.missing)
            visit.state.notes["same_city"] = bool(_SAME_CITY.search(visit.text))
        return None

    def correct(self, text: str, visit: Visit) -> Reading:
        whole = address.read(text, visit.country)
        if isinstance(whole, address.Address):
            return Value(_parts(whole))
        kept = address.Address(**visit.turn.slot(self.slot))
        refused = visit.turn.expected == CONFIRMATION and (
            second_thoughts.leans_no(text)
            or (self.named_in(text) and not second_thoughts.leans_yes(text))
            or address.swaps_number(text, kept)
        )
        changed = address.read(text, visit.country, known=kept)
        named = self.named_in(text)
        new_code = isinstance(changed, address.Address) and changed.postal_code != kept.postal_code
        if (
            refused
            or second_thoughts.by_asterisk(text)
            or (new_code and (second_thoughts.leans_no(text) or second_thoughts.says_mistake(text)))
            or (
                named
                and (
                    second_thoughts.says_wrong(text) or second_thoughts.opens_as_correction(text) or new_code
                )
            )
            or (
                new_code and postal_codes.sets_right(text, kept.postal_code, kept.country)
            )  # "it ends in 4B1, not 4B7"
            or (named and _ADDS.search(plain(text)))
            or visit.state.notes.get("refused_once")
        ):
            return self._reading(changed, visit)
        return None

    def spoken(self, value: Any, visit: Visit) -> str:
        return visit.address(value)

    def _reading(self, found: address.Address | address.Incomplete | None, visit: Visit) -> Reading:
        if found is None:
            return None
        if isinstance(found, address.Address):
            return Value(_parts(found))
        kept = _parts(found.partial)
        missing = spoken_parts(found.missing, visit)
        progress = kept != visit.state.kept
        if found.problem:
            return Problem(f"utter_address_{found.problem}", {"missing": missing}, asks=True, kept=kept)
        return Problem(
            "utter_address_incomplete", {"missing": missing}, asks=True, kept=kept, progress=progress
        )


def _with_same_city(text: str, visit: Visit) -> str:
    """« 17 rue Fabre, même ville » with the name of the city where the verified customer's bills go now."""
    if visit.account is None or not _SAME_CITY.search(text):
        return text
    return _SAME_CITY.sub(visit.account.billing_address.city, text)


def spoken_parts(parts: Sequence[str], visit: Visit) -> str:
    """« la ville et le code postal »."""
    names = ADDRESS_PARTS[visit.language]
    return enumeration([names[part] for part in parts], visit.language, visit.country)


def _parts(found: Any) -> dict[str, Any]:
    return {name: getattr(found, name) for name in ("street", "city", "region", "postal_code", "country")}


class ValidateChangeBillingAddressForm(TaskForm):
    """Asks for the address and the day it counts from."""

    task = CHANGE_BILLING_ADDRESS
    fields = (AddressField(), DateField("effective_date"))

    async def prepare(self, visit: Visit) -> None:
        """« 17 rue Fabre, même ville », said before the customer was known: now the city is."""
        same = visit.state.notes.pop("same_city", None)
        if not same or visit.account is None or visit.turn.slot("address") is not None:
            return
        known = address.Address(**visit.state.kept)
        found = address.read(visit.account.billing_address.city, visit.country, known=known)
        if isinstance(found, address.Address):
            visit.turn.set("address", _parts(found))
        elif isinstance(found, address.Incomplete):
            visit.state.kept = _parts(found.partial)
            visit.state.notes["missing"] = list(found.missing)

    def ask(self, visit: Visit, field: Field, before: int) -> None:
        missing = visit.state.notes.pop("missing", None) if field.slot == "address" else None
        if missing:  # a part of it came before
            visit.turn.say("utter_address_incomplete", missing=spoken_parts(missing, visit))
        else:
            super().ask(visit, field, before)

    async def answer(self, visit: Visit, question: str) -> bool:
        if not _WHO_IS_TOLD.search(plain(question)):
            return False
        visit.turn.say("utter_address_notice")
        return True

    async def ask_confirmation(self, visit: Visit, before: int) -> None:
        turn = visit.turn
        day = turn.slot("effective_date")
        at_once = day <= visit.today.isoformat()
        turn.say(
            f"utter_confirm_address_{'now' if at_once else 'later'}{'_again' if before else ''}",
            variant=max(before - 1, 0),
            new_address=visit.address(turn.slot("address")),
            day=visit.date(day),
        )


class ActionSubmitChangeBillingAddress(TaskSubmission):
    """Changes the address, or schedules the change."""

    task = CHANGE_BILLING_ADDRESS

    async def carry_out(self, turn: Turn) -> None:
        done = await off_loop(
            context().accounts.change_billing_address,
            turn.conversation_id,
            turn.operator,
            GeographicAddress(**turn.slot("address")),
            date.fromisoformat(turn.slot("effective_date")),
            request=self.request(turn),
        )
        rules = self.rules(turn)
        day = spoken_date(done.effective_date, turn.language, rules.country)
        planned = done.outcome == "already" and await _is_planned(turn)
        turn.say(f"utter_address_{done.outcome}{'_scheduled' if planned else ''}", day=day)
        if done.replaced is not None:
            before = spoken_date(done.replaced.effective_date, turn.language, rules.country)
            turn.say("utter_address_replaced", join=True, day=before)
        if done.outcome != "already" and rules.automatic_payment.must_change_address:
            turn.say("utter_address_automatic_payment", join=True)


async def _is_planned(turn: Turn) -> bool:
    """A change is scheduled: what was asked for is that one, since nothing had to be done."""
    account = await off_loop(context().accounts.verified_account, turn.conversation_id, turn.operator)
    return account is not None and account.scheduled_address is not None
