"""Questions inside a cancellation that the quote answers better than any document: they are about this customer."""

from __future__ import annotations

import re
from datetime import date

from accounts.views import CancellationQuote
from actions import questions
from actions.cancellation_terms import fee_in_words, say_equipment, say_fee, say_numbers
from actions.context import context, off_loop
from actions.formatting import enumeration
from actions.forms.visit import Visit
from actions.phrases import plain, written_out
from actions.readers import dates
from actions.readers.date_words import MONTH
from actions.tasks import CANCEL_SERVICE
from actions.turn import Turn

_THING = r"(modems?|routeurs?|routers?|box|decodeurs?|decoders?|materiel|equipements?|equipment|appareils?|hardware|devices?|kit|(ip )?phones|(tele)?phones? (ip|de bureau|fixes?)|telephones|combines|handsets?|adaptateurs?|adapters?|ata|passerelle|gateway|antennes?|parabole|dish|set-top)"
# « combien ça va me coûter de partir ? »; not what a bill, a modem or a number costs.
_FEE = re.compile(
    r"\b(frais|penalites?|indemnites?|fees?|penalt(y|ies)|charged?|owe|reste.{0,12} payer)\b"
    r"|\b(combien|how much)\b.{0,40}\b(payer|paie|paye|paierai\w*|payerai\w*|coute\w*|cout|dois|devrai\w*|pay|cost|owe|resili\w*|cancel\w*|leav\w*)\b"
    r"|\b(paie|paye|dois|pay|owe)\b.{0,12}\b(combien|how much)\b"
    r"|\bwhat('s| is|'d| would| will| does)? .{0,25}\bcosts?\b|\b(c'est|ca fait|ce serait) combien\b|\bcombien (c'est|ca fait|ce serait)\b"
    r"|\bwhat (would|will|do) (i|we) (actually |really )?(have to pay|owe)\b|\b(ca|cela) (va )?(me |nous )?coute\w*\b"
    r"|\d ?(%|pour ?cent|per ?cent)"
    r"|\b(paie|paye|payer|paierai|pay|paying|owe) (rien|quelque chose|anything|nothing|something)\b|\b(gratuit\w*|free of charge|for free)\b"
)
_NOT_THE_FEE = re.compile(
    rf"\b(factures?|bills?|papiers?|paper|numeros?|numbers?|port\w*|retour\w*|return\w*)\b|\b{_THING}\b"
)
_EQUIPMENT = re.compile(
    rf"\b{_THING}\b.{{0,60}}\b(rend\w*|renvo\w*|retourn\w*|rapport\w*|gard\w*|return\w*|send|ship|give|keep|back)\b"
    rf"|\b(rend\w*|renvo\w*|retourn\w*|rapport\w*|gard\w*|return\w*|send|ship|give|keep)\b.{{0,40}}\b{_THING}\b"
    rf"|^(?:(?:et|mais|and|but|ok|what about|how about|quoi pour|qu'en est-il de|c'est quoi pour) )*(?:(?:l'|le |la |les |mon |ma |mes |du |the |my |our |notre )?{_THING})\W*$"
)
_OTHERS = re.compile(
    r"\b(autres?|reste de mes|other|rest of my) (services?|forfaits?|lignes?|plans?|lines?|abonnements?)\b"
    r"|\b(keep|lose|garde(r|rai)?|conserve(r|rai)?|perd(re|s|rai)?)\b.{0,12}\b(my|mon|ma|mes|our|notre|the|le|la) (internet|fibre|mobile|cell\w*|fax|tv|tele\w*|phone|landline|wi-?fi)\b"
    r"|\b(juste|seulement|uniquement|only|just)\b.{0,20}\b(celui|celle|this one|that one|this service|ce service"
    r"|(the|my|le|la|l'|mon|ma) ?(internet|fibre|mobile|cell\w*|fax|tv|tele\w*|phone|landline|ligne|line))\b"
)
_NUMBERS = re.compile(
    r"\b(transfer\w*|port(er|ed|ing|e|ability|abilite)?|keep|gard\w*|conserv\w*|move|moves|moving|take|perd\w*|lose)\b.{0,40}\b(numeros?|numbers?)\b"
    r"|\b(numeros?|numbers?)\b.{0,40}\b(transfer\w*|port(er|ed|ing|e)?|keep|gard\w*|conserv\w*|moved?|lose|perd\w*)\b"
    r"|\b(what (happens|will happen|becomes|about)|qu'arrive|qu'est-ce qui arrive|que devient)\b.{0,20}\b(numeros?|numbers?)\b|\b(numeros?|numbers?)\b.{0,15}\bdevien\w*"
)
_LAST_BILL = re.compile(
    r"\b(derniere|dernieres|last|final) (factures?|bills?|invoices?)\b|\b(prorata|pro rata|rembours\w*|refund\w*)\b"
)
_IN_MONTH = re.compile(rf"\b(?:en|in|au mois de|au mois d'|(?:debut|beginning of|early)) ?(?P<month>{MONTH})")
END_OF_COMMITMENT = re.compile(
    r"\b(fin|terme|echeance|end|expiry|expiration) (de |du |of )?(mon |ma |l'|le |the |my |our |notre )?(engagement|contrat|contract|commitment|term|agreement)\b"
    r"|\bwhen (my |the |our )?(contract|commitment|term) (ends|is up|expires)\b|\bquand (mon |l'|le |notre )(engagement|contrat) (finit|se termine|sera fini)\b"
)
# « et si j'attends le 15 mars ? »: asked where the fee is on people's minds
_ANOTHER_DAY = re.compile(
    r"\b(si (j'|je |on |nous )?(l'|le )?(attend\w*|pars|part|partons|partais|reste\w*|arrete\w*|finis\w*|fais\w*)|if (i|we) (just )?(wait\w*|le(ave|ft)|stay\w*|stop\w*|end\w*|do|did|go|went|hold))\b"
)
# « c'est quand ? », of the day whose fee was just told
_WHICH_DAY = re.compile(
    r"^(?:(?:et|mais|ok|and|but|so) )?(?:(?:c'est|ca tombe|ca (?:fait|donne)|ce serait) (?:quand|quel jour|quelle date)(?:,? ca)?|when (?:is|would) (?:that|it)(?: be)?|what (?:day|date) is (?:that|it))\W*$"
)
_SECOND_THOUGHTS = re.compile(
    r"\b(change\w*|changer|changeais) (d'avis|d'idee|my mind|our mind|of heart)\b|\b(revenir sur (ma|la|cette)|undo|reverse|back out|withdraw|revenir en arriere)\b"
)


def asks_about_equipment(text: str) -> bool:
    """« le modem je le rends où », "do I send the router back?"."""
    return bool(_EQUIPMENT.search(written_out(text))) and questions.is_question(text)


async def quote_for(turn: Turn, end_date: str, service: str | None = None) -> CancellationQuote:
    """What ending a service, by default the chosen one, on a day means.

    Raises:
        NotVerified, BackendUnavailable
    """
    return await off_loop(
        context().accounts.quote_cancellation,
        turn.conversation_id,
        turn.operator,
        service or turn.slot("service"),
        date.fromisoformat(end_date),
    )


async def answer(visit: Visit, question: str, commitment_end: date | None = None) -> bool:
    """Answer by the day in the question, the end date that was given or else today; False leaves it to the documents.

    Args:
        commitment_end: of the chosen service, for « et si j'attends la fin de l'engagement ? ».
    """
    turn, bare = visit.turn, written_out(question)
    again = visit.state.notes.get("day_asked") if _WHICH_DAY.search(bare) else None
    asked = _day_asked(visit, question, commitment_end) or again
    about = _topic(bare) or ("fee" if again or asked and _ANOTHER_DAY.search(bare) else None)
    if visit.account is None or about is None or not (turn.slot("service") or about == "fee"):
        return False
    visit.state.notes["day_asked"] = asked
    day = asked or turn.slot("end_date") or visit.today.isoformat()
    if not turn.slot("service"):
        await _say_fees(visit, day)
        return True
    quote = await quote_for(turn, day)
    if about in ("fee", "equipment") and (about == "fee" or quote.equipment):
        turn.say("utter_cancel_by", plan=quote.service.plan, day=visit.date(day))
    if about == "fee":
        say_fee(turn, quote, visit.country)
    elif about == "equipment":
        _say_equipment(turn, quote, visit.country)
    elif about == "numbers":
        return _say_numbers(turn, quote)
    elif about == "others":
        _say_others(visit, quote)
    else:
        turn.say(f"utter_cancel_about_{about}", email=visit.account.email or "")
    return True


async def answer_after(turn: Turn, question: str) -> bool:
    """After the task: when equipment is due back and what leaving costs, from the order that stands."""
    about = _topic(written_out(question))
    if CANCEL_SERVICE not in (turn.slot("done") or []) or about not in ("equipment", "fee"):
        return False
    visit = await Visit.begin(turn)
    orders = visit.account.orders if visit.account else ()
    if not orders:
        return False
    order = orders[-1]
    if about == "fee":
        total = order.early_termination_fee
        said = visit.money(total, order.currency) if total else None
        turn.say("utter_cancel_ordered_fee" if said else "utter_cancel_ordered_no_fee", total=said)
    elif order.equipment and order.equipment_due_date is not None:
        turn.say(
            "utter_cancel_ordered_equipment",
            equipment=enumeration(order.equipment, turn.language, visit.country),
            due=visit.date(order.equipment_due_date.isoformat()),
            reference=order.reference,
        )
    else:
        turn.say("utter_cancel_no_equipment")
    return True


def _topic(bare: str) -> str | None:
    """What the question is about, the most particular first."""
    if _NUMBERS.search(bare) and "factur" not in bare:
        return "numbers"
    if _LAST_BILL.search(bare):
        return "last_bill"
    if _SECOND_THOUGHTS.search(bare):
        return "second_thoughts"
    if questions.asks_written_proof(bare):
        return "written"
    if _EQUIPMENT.search(bare):
        return "equipment"
    if _OTHERS.search(bare):
        return "others"
    return "fee" if _FEE.search(bare) and not _NOT_THE_FEE.search(bare) else None


def _day_asked(visit: Visit, question: str, commitment_end: date | None) -> str | None:
    """« et si je pars le 15 mars ? »; a month alone (« en juin ») stands for its first day."""
    if END_OF_COMMITMENT.search(plain(question)) and commitment_end is not None:
        return commitment_end.isoformat()
    month = _IN_MONTH.search(plain(question))
    found = dates.read(
        f"1 {month['month']}" if month else question, visit.language, visit.today, country=visit.country
    )
    return found.isoformat() if isinstance(found, date) else None


async def _say_fees(visit: Visit, day: str) -> None:
    """The fee of every service, before one is chosen."""
    assert visit.account is not None
    visit.turn.say("utter_cancel_fees_by", day=visit.date(day))
    for service in visit.account.services:
        quote = await quote_for(visit.turn, day, service.id)
        visit.turn.say(
            "utter_cancel_fee_of",
            join=True,
            plan=service.plan,
            fee=fee_in_words(visit.turn, quote, visit.country),
        )


def _say_equipment(turn: Turn, quote: CancellationQuote, country: str) -> None:
    if quote.equipment:
        say_equipment(turn, quote, country)
    else:
        turn.say("utter_cancel_no_equipment")


def _say_numbers(turn: Turn, quote: CancellationQuote) -> bool:
    if quote.port_numbers_first:
        say_numbers(turn, quote, join=False)
    return quote.port_numbers_first


def _say_others(visit: Visit, quote: CancellationQuote) -> None:
    assert visit.account is not None
    others = [service.plan for service in visit.account.services if service.id != quote.service.id]
    if others:
        names = enumeration(others, visit.language, visit.country)
        visit.turn.say("utter_cancel_only_this", plan=quote.service.plan, others=names)
    else:
        visit.turn.say("utter_cancel_only_service", plan=quote.service.plan)
