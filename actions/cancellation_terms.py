"""What a customer must know before a cancellation: the fee with its arithmetic, equipment, numbers, the last bill."""

from __future__ import annotations

from accounts.views import CancellationQuote, FeeLine
from actions import labels
from actions.formatting import enumeration, money, percent, spoken_date
from actions.turn import Turn


def say_terms(turn: Turn, quote: CancellationQuote, country: str, *, offer_person: bool) -> None:
    """Everything in one message, a line for each point.

    Args:
        offer_person: true once per task.
    """
    turn.say(
        "utter_cancel_recap", plan=quote.service.plan, day=spoken_date(quote.end_date, turn.language, country)
    )
    say_fee(turn, quote, country)
    say_equipment(turn, quote, country)
    if quote.port_numbers_first:
        say_numbers(turn, quote)
    turn.say("utter_cancel_last_bill", join=True)
    if offer_person:
        turn.say("utter_cancel_person", join=True)


def say_fee(turn: Turn, quote: CancellationQuote, country: str) -> None:
    """The fee with its arithmetic, as lines of the message before."""
    if not quote.activated:
        turn.say("utter_cancel_fee_before_activation", join=True)
    elif not quote.lines:
        turn.say("utter_cancel_fee_none", join=True)
    else:
        turn.say("utter_cancel_fee", join=True)
        for line in quote.lines:
            _say_line(turn, line, quote.currency, country)
        if len(quote.lines) > 1:
            total = money(quote.fee, quote.currency, turn.language, country)
            turn.say("utter_cancel_fee_total", join=True, total=total)


def fee_in_words(turn: Turn, quote: CancellationQuote, country: str) -> str:
    """« sans frais », "with a fee of $50.00"."""
    words = labels.FEE[turn.language]
    if not quote.fee:
        return words["none"]
    return words["some"].format(total=money(quote.fee, quote.currency, turn.language, country))


def say_numbers(turn: Turn, quote: CancellationQuote, *, join: bool = True) -> None:
    """How telephone numbers are kept, and who wants to be told of it."""
    turn.say("utter_cancel_numbers", join=join)
    if quote.porting_email:
        turn.say("utter_cancel_numbers_email", join=True, email=quote.porting_email)


def _say_line(turn: Turn, line: FeeLine, currency: str, country: str) -> None:
    in_full = line.share == 1
    turn.say(
        "utter_cancel_fee_full" if in_full else "utter_cancel_fee_share",
        join=True,
        months=line.months,
        share=percent(line.share, turn.language, country),
        monthly=money(line.monthly_fee, currency, turn.language, country),
        amount=money(line.amount, currency, turn.language, country),
    )


def say_equipment(turn: Turn, quote: CancellationQuote, country: str) -> None:
    """What to return, until when, where and with which reference, as lines of the message before."""
    if not quote.equipment or quote.equipment_due_date is None:
        return
    turn.say(
        "utter_cancel_equipment",
        join=True,
        equipment=enumeration(quote.equipment, turn.language, country),
        due=spoken_date(quote.equipment_due_date, turn.language, country),
        days=(quote.equipment_due_date - quote.end_date).days,
        reference=quote.return_reference,
    )
    if quote.return_address:
        turn.say("utter_cancel_equipment_where", join=True, where=quote.return_address)
