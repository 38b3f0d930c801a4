"""The rules of all operators as one table, for docs/operators.md.

    python -m accounts.operators.page        # writes the table into the page

A test holds the page against the files.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from accounts.operators import Operator, operator, operator_slugs

PAGE = Path(__file__).parents[2] / "docs" / "operators.md"
BEGIN, END = "<!-- rules: begin -->", "<!-- rules: end -->"


def rules_table() -> str:
    """The table in Markdown: a row for each rule, a column for each operator."""
    operators = [operator(slug) for slug in operator_slugs()]
    head = ["Rule", *(rules.name for rules in operators)]
    rows = [[title, *(cell(rules) for rules in operators)] for title, cell in _ROWS]
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def with_table(page: str) -> str:
    """The page with the present table between its marks."""
    before, rest = page.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n{rules_table()}\n{END}{after}"


def _row(name: str, words: Callable[[Any], str]) -> Callable[[Operator], str]:
    def cell(rules: Operator) -> str:
        rule = getattr(rules, name)
        return "none" if rule is None else f"{words(rule)} ({rule.source.id})"

    return cell


def _contact(rules: Operator) -> str:
    contact = rules.contact
    parts = [part for part in (contact.phone, contact.email, contact.postal) if part]
    return f"{'; '.join(parts)} ({contact.source.id})"


def _hours(rules: Operator) -> str:
    hours = [f"{h.days[0]}–{h.days[-1]}" if len(h.days) > 1 else h.days[0] for h in rules.office_hours]
    times = [f"{h.opens:%H:%M}–{h.closes:%H:%M}" for h in rules.office_hours]
    if not hours:
        return "not in its documents"
    zone, source = rules.office_hours[0].time_zone.key, rules.office_hours[0].source.id
    return f"{', '.join(map(' '.join, zip(hours, times, strict=True)))}, {zone} ({source})"


def _credit(rule: Any) -> str:
    if rule.kind == "goodwill":
        return f"a goodwill gesture can be asked for after {rule.min_consecutive_hours} h in a row"
    steps = ", ".join(f"from {step.from_minutes} min {step.days} d" for step in rule.steps)
    return f"{steps}; in writing within {rule.claim_days} days; never money"


def _equipment(rule: Any) -> str:
    parts = [f"within {rule.days} days after the end"]
    if rule.reference_prefix:
        parts.append(f"reference {rule.reference_prefix}…")
    if rule.return_address:
        parts.append(f"to {rule.return_address}")
    if rule.billed_otherwise:
        parts.append("billed otherwise")
    return "; ".join(parts)


_WAYS = {"self_service": "by themselves", "agent": "through an agent"}

_ROWS: tuple[tuple[str, Callable[[Operator], str]], ...] = (
    ("Country, currency, time zone", lambda o: f"{o.country}, {o.currency}, {o.time_zone.key}"),
    ("Contact", _contact),
    ("Hours", _hours),
    ("Proof of identity", _row("authentication", lambda r: ", ".join(r.methods).replace("_", " "))),
    (
        "Billing address",
        _row("billing_address", lambda r: f"at once, or later up to {r.max_months_ahead} months ahead"),
    ),
    (
        "Automatic payment",
        _row(
            "automatic_payment",
            lambda r: "these customers change their address too" if r.must_change_address else "no matter",
        ),
    ),
    ("Notice of changes", _row("change_notices", lambda r: "to the contact on file before the change")),
    (
        "Electronic bills",
        _row("electronic_bills", lambda r: "instead of paper" if r.exclusive else "beside paper"),
    ),
    ("Notice of the bill", _row("bill_notices", lambda r: "an e-mail each month" if r.monthly else "none")),
    (
        "Undeliverable bill",
        _row("undeliverable_bills", lambda r: "back to paper" if r.return_to_paper else "through an agent"),
    ),
    (
        "Back to paper",
        _row(
            "paper_bills",
            lambda r: f"residential {_WAYS[r.residential]}, business {_WAYS[r.business]}",
        ),
    ),
    (
        "Early termination",
        _row(
            "early_termination",
            lambda r: (
                f"first {r.full_months} months in full, {r.later_share:.0%} of the later ones that remain"
            ),
        ),
    ),
    ("Written confirmation", _row("cancellation_confirmation", lambda r: f"by {r.channel}")),
    ("Equipment", _row("equipment_return", _equipment)),
    ("Reference of a cancellation", lambda o: f"{o.order_prefix}…"),
    ("Number porting", _row("number_porting", lambda r: f"by the customer, who tells {r.notify}")),
    ("Credit after an outage", _row("service_credit", _credit)),
    (
        "Payment difficulties",
        _row(
            "payment_plan",
            lambda r: (
                f"deferred plan over {r.deferred_months} months at least once; deposit in "
                f"{r.deposit_instalments} instalments; {r.disconnection_notice_days} days' notice "
                "before disconnection"
            ),
        ),
    ),
    (
        "Marketing use of data",
        _row(
            "marketing", lambda r: f"can be refused at any time: {r.opt_out_email}; services stay as they are"
        ),
    ),
)


if __name__ == "__main__":
    PAGE.write_text(with_table(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
