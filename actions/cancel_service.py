"""Ends a service: what it means is said before the customer agrees, and requested only then."""

from __future__ import annotations

import re
from datetime import date

from accounts.views import BillingAccountView, ServiceView
from actions import cancellation_questions, cues
from actions.cancellation_questions import END_OF_COMMITMENT, asks_about_equipment, quote_for
from actions.cancellation_terms import fee_in_words, say_terms
from actions.context import context, off_loop
from actions.formatting import enumeration, money, spoken_date
from actions.forms.base import TaskForm
from actions.forms.ending import TaskSubmission
from actions.forms.fields import DateField, Field, ServiceField, TextField
from actions.forms.reading import Reading, Value
from actions.forms.state import TaskState
from actions.forms.visit import Visit
from actions.labels import KINDS
from actions.phrases import plain
from actions.readers.date_calendar import bounded
from actions.readers.services import Ambiguous
from actions.tasks import CANCEL_SERVICE, says_withdraw
from actions.turn import Turn, payload

_THAT_DAY = re.compile(
    r"\b(cette (date|journee)|ce jour|that (date|day)|(ce|that) moment|c(e|elle)[ -]la|that one)\b"
)
# « tout annuler », "both of them"
_ALL = re.compile(
    r"\b(tout|tous|toutes|les deux|les trois|everything|all|both|(the|my|whole|entire) account|(mon|le) compte( au complet)?)\b(?! (de suite|dsuite|a fait|mon possible)|\W{0,2}(number |numero |no |is |est )*\W{0,2}\d)"
)
# « vous avez coupé ma ligne »: in a story any service may be called so
_LINE = re.compile(
    r"\b(?:ma|la|notre|my|the|our) (?:ligne|line)\b(?! (?:de |d['’]|t[ée]l|fixe|maison|mobile|r[ée]s|phone|fax))",
    re.IGNORECASE,
)


class EndedServiceField(ServiceField):
    """The service to end; « tout », "both" begin with the first that still runs, the others come after it."""

    def read(self, text: str, visit: Visit) -> Reading:
        return None if asks_about_equipment(text) else super().read(text, visit)

    def several(self, text: str, chosen: Ambiguous[ServiceView], visit: Visit) -> Reading:
        open_services = _open_services(visit)
        if not chosen.all_wanted or visit.turn.expected != self.slot or not open_services:
            return super().several(text, chosen, visit)
        visit.state.notes["all"] = text
        return Value(open_services[0].id)


class EndDateField(DateField):
    """The last day of the service; « à la fin de mon engagement » is a date too."""

    def read(self, text: str, visit: Visit) -> Reading:
        return self._spoken_of(text, visit) or super().read(text, visit)

    def correct(self, text: str, visit: Visit) -> Reading:
        return self._spoken_of(text, visit) or super().correct(text, visit)

    def _spoken_of(self, text: str, visit: Visit) -> Reading:
        """The end of the commitment, or the day whose fee was just told: « ok, mettons cette date »."""
        if END_OF_COMMITMENT.search(plain(text)) and (end := _commitment_end(visit)) is not None:
            return self.taken(bounded(end, visit.today), visit)
        if (asked := visit.state.notes.get("day_asked")) and _THAT_DAY.search(plain(text)):
            return self.taken(bounded(date.fromisoformat(asked), visit.today), visit)
        return None


class ValidateCancelServiceForm(TaskForm):
    """Asks which service, from when, and why."""

    task = CANCEL_SERVICE
    fields = (EndedServiceField(), EndDateField("end_date"), TextField("reason", asks="cancel_reason"))
    topic = {"fr": "résiliation", "en": "cancellation"}

    def doubt(self, turn: Turn) -> str | None:
        """« annulez ma résiliation » is the opposite of a cancellation."""
        return "withdraw" if says_withdraw(turn.text) else super().doubt(turn)

    async def prepare(self, visit: Visit) -> None:
        """Sets the service where there is no choice, or where it was named in the opening."""
        assert visit.account is not None
        open_services = _open_services(visit)
        if not visit.account.services:
            visit.turn.say("utter_cancel_no_service")
            visit.end("nothing_to_do")
            return
        field = self.fields[0]
        opening = str(visit.state.notes.get("opening", ""))
        named = field.read(_LINE.sub(" ", opening) if len(visit.account.services) > 1 else opening, visit)
        if isinstance(named, Value):
            visit.turn.set(field.slot, named.value)
        elif len(visit.account.services) == 1:
            visit.turn.set(field.slot, visit.account.services[0].id)
        elif len(open_services) == 1:
            visit.turn.set(field.slot, open_services[0].id)
        await self.accepted(visit, field)

    async def accepted(self, visit: Visit, field: Field) -> None:
        if field.slot == "reason" and cues.says_bereaved(visit.text):
            visit.turn.say("utter_condolences", lead=True)
        if field.slot != "service" or visit.account is None:
            return
        for order in visit.account.orders:
            if order.service_id == visit.turn.slot("service"):
                visit.turn.say(
                    "utter_cancel_already",
                    plan=_service(visit).plan,
                    day=visit.date(order.end_date.isoformat()),
                    reference=order.reference,
                )
                visit.end("nothing_to_do")
                return
        if visit.state.notes.get("all") == visit.text:
            visit.turn.say("utter_cancel_one_by_one", lead=True, plan=_service(visit).plan)

    def ask(self, visit: Visit, field: Field, before: int) -> None:
        if field.slot == "service":
            said = (visit.text, str(visit.state.notes.get("opening", "")))
            visit.state.notes["all"] = next((text for text in said if _ALL.search(plain(text))), None)
            again = "_again" if before else "_first" if visit.state.notes["all"] else ""
            buttons = [_button(service, visit) for service in _open_services(visit)]
            visit.turn.say(f"utter_request_service{again}", variant=max(before - 1, 0), buttons=buttons)
        else:
            super().ask(visit, field, before)

    async def answer(self, visit: Visit, question: str) -> bool:
        return await cancellation_questions.answer(visit, question, _commitment_end(visit))

    async def ask_confirmation(self, visit: Visit, before: int) -> None:
        turn = visit.turn
        quote = await quote_for(turn, turn.slot("end_date"))
        quoted = [turn.slot("service"), turn.slot("end_date")]
        again = visit.state.notes.get("quoted") == quoted
        if not again:
            say_terms(turn, quote, visit.country, offer_person="quoted" not in visit.state.notes)
            visit.state.notes["quoted"] = quoted
        turn.say(
            f"utter_confirm_cancel{'_again' if again else ''}",
            variant=max(before - 1, 0),
            plan=quote.service.plan,
            day=visit.date(turn.slot("end_date")),
            fee=fee_in_words(turn, quote, visit.country),
        )


class ActionSubmitCancelService(TaskSubmission):
    """Requests the cancellation."""

    task = CANCEL_SERVICE

    async def carry_out(self, turn: Turn) -> None:
        services = await self._still_running(turn)  # read first: after the change nothing may fail
        order = await off_loop(
            context().accounts.request_cancellation,
            turn.conversation_id,
            turn.operator,
            turn.slot("service"),
            date.fromisoformat(turn.slot("end_date")),
            turn.slot("reason") or "-",
            request=self.request(turn),
        )
        country = self.rules(turn).country
        day = spoken_date(order.end_date, turn.language, country)
        if order.outcome == "already":
            turn.say("utter_cancel_already", plan=order.service_id, day=day, reference=order.reference)
            return
        turn.say("utter_cancel_requested", day=day, reference=order.reference)
        if order.early_termination_fee:
            fee = money(order.early_termination_fee, order.currency, turn.language, country)
            turn.say("utter_cancel_requested_fee", join=True, total=fee)
        if order.equipment_due_date is not None:
            due = spoken_date(order.equipment_due_date, turn.language, country)
            turn.say("utter_cancel_requested_equipment", join=True, due=due)
        others = [service.plan for service in services if service.id != order.service_id]
        if others:
            turn.say("utter_cancel_next", others=enumeration(others, turn.language, country))
            turn.set("offer", {"task": CANCEL_SERVICE, "text": _all_of_it(turn)})

    async def _still_running(self, turn: Turn) -> list[ServiceView]:
        """The services without an order, for who wanted everything cancelled: one is ended at a time."""
        if not _all_of_it(turn):
            return []
        account = await off_loop(context().accounts.verified_account, turn.conversation_id, turn.operator)
        return _without_order(account) if account else []


def _all_of_it(turn: Turn) -> str | None:
    """What the customer said who wants every service cancelled."""
    return TaskState.read(turn.slot("task_state")).notes.get("all")


def _without_order(account: BillingAccountView) -> list[ServiceView]:
    """The services that are not being cancelled already."""
    ended = {order.service_id for order in account.orders}
    return [service for service in account.services if service.id not in ended]


def _open_services(visit: Visit) -> list[ServiceView]:
    assert visit.account is not None
    return _without_order(visit.account)


def _service(visit: Visit) -> ServiceView:
    assert visit.account is not None
    return next(service for service in visit.account.services if service.id == visit.turn.slot("service"))


def _button(service: ServiceView, visit: Visit) -> dict[str, str]:
    kind = KINDS[visit.language].get(service.kind)
    title = (
        f"{service.plan} ({kind})"
        if kind and kind.casefold() not in service.plan.casefold()
        else service.plan
    )
    return {"title": title, "payload": payload("inform", service=service.id)}


def _commitment_end(visit: Visit) -> date | None:
    if visit.account is None or not visit.turn.slot("service"):
        return None
    end = _service(visit).commitment_end
    return end if end is not None and end >= visit.today else None
