"""What ending a commitment early costs: exact, by the calendar, in the currency of the service.

Months are calendar months counted from the day of activation. The mark of month n is that day n months
later, or the last day of a month that is too short (31 January has its marks on 28 or 29 February,
31 March, 30 April…). A started month counts as a whole one; an end date exactly on a mark has reached it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from dateutil.relativedelta import relativedelta

from accounts.operators import EarlyTerminationRule
from accounts.views import FeeLine

_CENT = Decimal("0.01")
_IN_FULL = Decimal(1)


@dataclass(frozen=True)
class EarlyTermination:
    """The fee as a sum of lines; no lines when nothing is due."""

    lines: tuple[FeeLine, ...]
    months_used: int
    activated: bool

    @property
    def fee(self) -> Decimal:
        """The sum of the lines, 0.00 without lines."""
        return sum((line.amount for line in self.lines), Decimal("0.00"))


def early_termination(
    rule: EarlyTerminationRule | None,
    *,
    activated_on: date | None,
    commitment_months: int,
    monthly_fee: Decimal,
    end_date: date,
) -> EarlyTermination:
    """The fee for a service that ends on `end_date`.

    Free without a rule, without a commitment, and when the connection is not activated by the end date.

    Source: loi Chatel, article L224-28 of the French consumer code, in the words of the operator's document.
    """
    if activated_on is None or activated_on > end_date:
        return EarlyTermination((), 0, activated=False)
    used = months_used(activated_on, end_date)
    if rule is None or used >= commitment_months:
        return EarlyTermination((), used, activated=True)
    full = max(0, min(rule.full_months, commitment_months) - used)
    later = commitment_months - used - full
    parts = ((full, _IN_FULL), (later, rule.later_share))
    lines = tuple(_line(months, share, monthly_fee) for months, share in parts if months)
    return EarlyTermination(lines, used, activated=True)


def months_used(activated_on: date, end_date: date) -> int:
    """Months from activation to the end date, a started one counted whole; end_date is not earlier."""
    months = (end_date.year - activated_on.year) * 12 + end_date.month - activated_on.month
    mark = activated_on + relativedelta(months=months)
    return months if end_date <= mark else months + 1


def _line(months: int, share: Decimal, monthly_fee: Decimal) -> FeeLine:
    amount = (months * share * monthly_fee).quantize(_CENT, ROUND_HALF_UP)
    return FeeLine(months, share, monthly_fee, amount)
