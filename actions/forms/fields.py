"""The values that tasks ask for: how each is read, and what it is called in a correction."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from accounts.masking import masked_email
from accounts.views import ServiceView
from actions.cues import says_nothing, says_on_file
from actions.forms.reading import Problem, Reading, Value
from actions.forms.visit import CONFIRMATION, Visit
from actions.phrases import plain
from actions.readers import account_number, dates, email, email_correction, services
from actions.readers import contact as contact_reader
from actions.readers.entities import Entities
from actions.second_thoughts import leans_no, leans_yes, says_mistake, takes_back
from actions.turn import MASKED_SECRET


class Field:
    """A value of a task.

    slot: of Rasa. asks: the responses `utter_request_<asks>` and `utter_request_<asks>_again` ask for it; by default the slot.
    name: how customers name it when something is wrong with it. firm: what reads as a value is one, even if it
    looks like a question. free: any text is a value.
    """

    slot: str
    name: re.Pattern[str] | None = None
    firm = False
    free = False

    def __init__(self, slot: str | None = None, *, asks: str | None = None) -> None:
        self.slot = slot or self.slot
        self.asks = asks or self.slot

    def takes_for_granted(self, text: str) -> bool:
        """A question that holds the value as believed: "this is only the phone, right?"."""
        return False

    def read(self, text: str, visit: Visit) -> Reading:
        """Read the message as an answer."""
        raise NotImplementedError

    def early(self, found: Entities, visit: Visit) -> Any:
        """The value given before it was asked for, or None."""
        return None

    def correct(self, text: str, visit: Visit) -> Reading:
        """The value after a correction of the one that is kept, said later; None if nothing is corrected."""
        return None

    def is_all(self, text: str) -> bool:
        """The message says nothing but this value, so that it can hardly be the free text that is asked for."""
        return False

    def spoken(self, value: Any, visit: Visit) -> str:
        """The value as it is said back to the customer."""
        return str(value)

    def named_in(self, text: str) -> bool:
        """The customer speaks of this value."""
        return self.name is not None and self.name.search(plain(text)) is not None


class AccountNumberField(Field):
    """The number of the account: digits."""

    slot = "account_number"
    firm = True
    name = re.compile(
        r"\b(numero|no|number|num) (de |du |of )?(mon |my )?(compte|client|dossier|account)\b|\baccount number\b"
    )

    def read(self, text: str, visit: Visit) -> Reading:
        number = account_number.read(text)
        if number:
            return Value(number)
        if any(character.isdigit() for character in text) and MASKED_SECRET not in text:
            return Problem("utter_account_number_unreadable")
        return None

    def correct(self, text: str, visit: Visit) -> Reading:
        number = account_number.read(text)
        return Value(number) if number else None


class SecretField(Field):
    """A PIN or a one-time code: the message only holds its mask, the value never comes here."""

    firm = True

    def read(self, text: str, visit: Visit) -> Reading:
        if MASKED_SECRET in text:
            return Value(MASKED_SECRET)
        digits = sum(character.isdigit() for character in text)
        return Problem(f"utter_{self.slot}_unreadable") if 0 < digits < 8 else None


_VAGUE = re.compile(r"\b(mi|milieu|mid|middle|vers|autour|environ|around|sometime|debut|early|beginning)\b")


_YEAR = re.compile(r"\b20\d\d\b")
_YEAR_ALONE = re.compile(
    r"(?:(?:non|no|oops|oups|pardon|sorry|desolee?|je voulais dire|i meant|i mean|c'est|it's|of course|bien sur|en|in|pour|for)[ ,.!]*)*\*? ?(20\d\d)[ .!*]*"
)


class DateField(Field):
    """A day from today on; kept as ISO date."""

    name = re.compile(r"\b(date|jour|day|quand|when|moment|echeance)\b")

    def read(self, text: str, visit: Visit) -> Reading:
        return self._read(text, visit, corrected=None)

    def _read(self, text: str, visit: Visit, corrected: date | None) -> Reading:
        said = self._in_year(text, visit)
        found = dates.read(said, visit.language, visit.today, country=visit.country, corrected=corrected)
        if found is None:
            return None
        if isinstance(found, dates.Problem):
            visit.state.notes["day_refused"] = said
        else:
            visit.state.notes.pop("day_refused", None)
        return self.taken(found, visit)

    @staticmethod
    def taken(found: dates.When, visit: Visit) -> Reading:
        """A day as the slot keeps it, or why it cannot be taken."""
        if isinstance(found, date):
            return Value(found.isoformat())
        today = visit.date(visit.today.isoformat())
        return Problem(f"utter_date_{found.kind}", {"today": today}, certain=found.kind == "past")

    @staticmethod
    def _in_year(text: str, visit: Visit) -> str:
        """« *2027 » after a day that was refused: that day in this year."""
        year = _YEAR_ALONE.fullmatch(plain(text))
        refused = visit.state.notes.get("day_refused", "")
        return _YEAR.sub(year[1], refused) if year and _YEAR.search(refused) else text

    def early(self, found: Entities, visit: Visit) -> Any:
        if _VAGUE.search(plain(visit.text)):
            return None  # « je vous quitte mi-janvier »: the day is asked for
        return found.date and found.date.isoformat()

    def correct(self, text: str, visit: Visit) -> Reading:
        reading = self._read(text, visit, corrected=date.fromisoformat(visit.turn.slot(self.slot)))
        now = isinstance(reading, Value) and reading.value == visit.today.isoformat()
        return reading if not now or self._moves_to_today(text, visit) else None

    def _moves_to_today(self, text: str, visit: Visit) -> bool:
        """« oui, c'est parfait maintenant » agrees, « le reste arrive tout de suite » tells of something else."""
        if self.named_in(text) or says_mistake(text) or takes_back(text):
            return True
        return leans_no(text) if visit.turn.expected != CONFIRMATION else not leans_yes(text)

    def spoken(self, value: Any, visit: Visit) -> str:
        return visit.date(value)


class EmailField(Field):
    """The address for electronic bills."""

    slot = "email"
    firm = True
    name = re.compile(r"\b(courriels?|e-?mails?|mails?|adresses?|address)\b")

    def read(self, text: str, visit: Visit) -> Reading:
        found = email.read(text)
        if email.several(text):
            told = visit.state.notes.get("one_email")
            visit.state.notes["one_email"] = True
            return Problem("utter_email_one", asks=True, progress=not told, certain=True)
        if isinstance(found, email.Email):
            return Value(found.value)
        if found is not None:
            return Problem("utter_email_invalid")
        if says_on_file(text) and visit.account is not None:
            known = visit.account.ebill_email or visit.account.email
            visit.state.notes["email_on_file"] = known and known.lower()
            return Value(known.lower()) if known else Problem("utter_email_none_on_file")
        return None

    def early(self, found: Entities, visit: Visit) -> Any:
        return None if email.several(visit.text) else found.email

    def correct(self, text: str, visit: Visit) -> Reading:
        found = email.read(text)
        if not isinstance(found, email.Email):
            found = email_correction.read(text, visit.turn.slot(self.slot))
        return Value(found.value) if found else None

    def spoken(self, value: Any, visit: Visit) -> str:
        """What the customer typed; what only we knew stays masked."""
        return masked_email(value) if visit.state.notes.get("email_on_file") == value else str(value)


class ServiceField(Field):
    """One of the account's services; kept by its id."""

    slot = "service"
    name = re.compile(r"\b(service|forfait|abonnement|ligne|plan|line|subscription|mobile|internet)\b")

    def read(self, text: str, visit: Visit) -> Reading:
        if visit.turn.entities.get("service") and visit.turn.command:
            return self._by_id(visit.turn.entities["service"], visit)
        if visit.account is None:
            return None
        chosen = services.choose(text, visit.account.services, visit.language)
        if chosen is None:
            return None
        return (
            self.several(text, chosen, visit) if isinstance(chosen, services.Ambiguous) else Value(chosen.id)
        )

    def several(self, text: str, chosen: services.Ambiguous[ServiceView], visit: Visit) -> Reading:
        """Where more than one service fits."""
        return Problem("utter_service_ambiguous")

    def correct(self, text: str, visit: Visit) -> Reading:
        corrects = leans_no(text) or says_mistake(text) or takes_back(text) or self.takes_for_granted(text)
        asks = "?" in text and not corrects
        return None if asks else self.read(text, visit)  # « et le téléphone alors ? » only asks

    def takes_for_granted(self, text: str) -> bool:
        return services.believes(text)

    def spoken(self, value: Any, visit: Visit) -> str:
        services_on = visit.account.services if visit.account else ()
        return next((service.plan for service in services_on if service.id == value), str(value))

    def is_all(self, text: str) -> bool:
        return services.is_only_named(text)

    @staticmethod
    def _by_id(service_id: str, visit: Visit) -> Reading:
        known = {service.id for service in visit.account.services} if visit.account else set()
        return Value(service_id) if service_id in known else None


class TextField(Field):
    """Free text, such as a reason; may be left out, and then is empty."""

    free = True
    name = re.compile(r"\b(raison|reason|motif)\b")
    longest = 500

    def read(self, text: str, visit: Visit) -> Reading:
        if not any(character.isalnum() for character in text):
            return None
        return Value("" if says_nothing(text) else " ".join(text.split())[: self.longest])


class ContactField(Field):
    """How to reach the customer; may be left out."""

    slot = "contact"
    free = True
    longest = 320

    def read(self, text: str, visit: Visit) -> Reading:
        if says_nothing(text):
            return Value("")
        if says_on_file(text):
            return Value("on file")
        found = contact_reader.read(text, visit.country)
        if found is None:
            return None
        said = f"{found.value} ({found.note})" if found.note else found.value
        return Value(said[: self.longest])
