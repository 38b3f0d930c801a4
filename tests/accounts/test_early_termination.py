"""The fee of loi Chatel: worked examples, and a second computation over all dates."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from accounts.early_termination import early_termination, months_used
from accounts.operators import operator

CHATEL = operator("alsatis").early_termination


def fee(activated_on, end_date, commitment_months, monthly_fee):
    return early_termination(
        CHATEL,
        activated_on=activated_on,
        commitment_months=commitment_months,
        monthly_fee=Decimal(monthly_fee),
        end_date=end_date,
    )


@pytest.mark.parametrize(
    ("activated_on", "end_date", "commitment", "monthly_fee", "expected"),
    [
        (date(2026, 1, 15), date(2026, 7, 15), 24, "39.90", "359.10"),  # 6 × 39.90 + 12 × 9.975
        (date(2025, 1, 15), date(2026, 7, 15), 24, "39.90", "59.85"),  # 6 × 9.975
        (date(2026, 1, 15), date(2026, 6, 15), 12, "39.90", "279.30"),  # 7 × 39.90
        (date(2026, 6, 1), date(2027, 1, 1), 24, "34.90", "279.20"),  # 5 × 34.90 + 25 % of 12 × 34.90
        (date(2026, 7, 8), date(2027, 1, 8), 12, "35", "210.00"),  # 6 × 35
        (date(2026, 7, 8), date(2027, 1, 9), 12, "35", "175.00"),  # the seventh month has begun
        (date(2026, 7, 8), date(2026, 7, 8), 12, "35", "420.00"),  # ends on the day it began
        (date(2026, 7, 8), date(2026, 7, 9), 12, "35", "385.00"),
        (date(2024, 11, 21), date(2025, 11, 21), 24, "39.90", "119.70"),  # exactly 12 months: 12 × 9.975
        (date(2024, 11, 21), date(2026, 11, 21), 24, "39.90", "0.00"),  # the commitment is over
        (date(2024, 11, 21), date(2026, 11, 20), 24, "39.90", "0.00"),  # its last month has begun
        (date(2020, 2, 29), date(2021, 2, 28), 24, "20.00", "60.00"),  # 12 months: 12 × 5.00
        (date(2026, 1, 31), date(2026, 2, 28), 12, "10.00", "110.00"),  # the mark of a short month
        (date(2026, 1, 31), date(2026, 3, 1), 12, "10.00", "100.00"),
        (date(2025, 1, 15), date(2026, 6, 15), 24, "39.90", "69.83"),  # 7 × 9.975 = 69.825, rounded half up
        (date(2026, 1, 15), date(2026, 7, 15), 0, "39.90", "0.00"),
    ],
)
def test_worked_examples(activated_on, end_date, commitment, monthly_fee, expected):
    result = fee(activated_on, end_date, commitment, monthly_fee)
    assert result.fee == Decimal(expected)
    assert result.fee == sum(line.amount for line in result.lines)


@pytest.mark.parametrize("activated_on", [None, date(2027, 1, 2)])
def test_before_activation_nothing_is_due(activated_on):
    result = fee(activated_on, date(2027, 1, 1), 24, "39.90")
    assert (result.fee, result.lines, result.activated) == (Decimal("0.00"), (), False)


def test_without_a_rule_nothing_is_due():
    result = early_termination(
        None,
        activated_on=date(2026, 1, 1),
        commitment_months=24,
        monthly_fee=Decimal("39.90"),
        end_date=date(2026, 2, 1),
    )
    assert (result.fee, result.activated, result.months_used) == (Decimal("0.00"), True, 1)


def mark(start: date, months: int) -> date:
    """Month arithmetic by hand, without the library that the code uses."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def recomputed(activated_on: date, end_date: date, commitment: int, cents: int) -> int:
    """Month by month, in whole cents: a month is due if it had not begun before the end date."""
    due = Fraction(0)
    for month in range(commitment):
        if mark(activated_on, month) >= end_date:
            due += Fraction(cents) if month < 12 else Fraction(cents, 4)
    return int(due + Fraction(1, 2))


@given(
    activated_on=st.dates(date(2018, 1, 1), date(2031, 12, 31)),
    days=st.integers(0, 800),
    commitment=st.sampled_from([0, 1, 12, 18, 24]),
    cents=st.integers(0, 20_000),
)
@example(date(2020, 2, 29), 366, 24, 3990)
@example(date(2023, 1, 31), 28, 12, 3990)
@example(date(2023, 12, 31), 60, 24, 3999)
@settings(max_examples=2000, deadline=None)
def test_the_fee_equals_a_second_computation_month_by_month(activated_on, days, commitment, cents):
    end_date = activated_on + timedelta(days=days)
    result = fee(activated_on, end_date, commitment, Decimal(cents) / 100)
    assert result.fee * 100 == recomputed(activated_on, end_date, commitment, cents)


@given(activated_on=st.dates(date(2018, 1, 1), date(2031, 12, 31)), days=st.integers(0, 800))
@settings(max_examples=1000, deadline=None)
def test_a_later_end_never_costs_more_and_every_mark_is_reached_on_its_day(activated_on, days):
    end_date = activated_on + timedelta(days=days)
    used = months_used(activated_on, end_date)
    assert mark(activated_on, used) >= end_date
    assert used == 0 or mark(activated_on, used - 1) < end_date
    later = fee(activated_on, end_date + timedelta(days=1), 24, "39.90").fee
    assert later <= fee(activated_on, end_date, 24, "39.90").fee


@given(
    first=st.integers(0, 365 * 6),
    length=st.integers(0, 760),
)
@settings(max_examples=500, deadline=None)
def test_an_end_on_a_mark_has_used_exactly_its_months(first, length):
    start = date(2022, 3, 1) + timedelta(days=first)
    end = mark(start, length // 31)
    assert fee(start, end, 24, "39.90").months_used == length // 31
