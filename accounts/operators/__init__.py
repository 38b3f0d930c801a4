"""The rules of each operator, read from accounts/operators/<slug>.yml.

    from accounts.operators import operator
    operator("alsatis").early_termination.full_months      # 12

Each rule names the document it comes from: one of the operator's own documents, or `common` for a rule
that the service applies to all five operators because their documents are silent. docs/operators.md shows
them all; a test holds that page against the files.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from accounts.errors import UnknownOperator
from accounts.operators.loading import load_operator
from accounts.operators.rules import (
    AuthenticationRule,
    AutomaticPaymentRule,
    BillingAddressRule,
    BillNoticeRule,
    ChangeNoticeRule,
    Contact,
    CreditStep,
    Document,
    EarlyTerminationRule,
    ElectronicBillRule,
    EquipmentReturnRule,
    MarketingRule,
    NumberPortingRule,
    OfficeHours,
    Operator,
    PaperBillRule,
    PaymentPlanRule,
    ServiceCreditRule,
    UndeliverableBillRule,
    WrittenConfirmationRule,
)

__all__ = [
    "AuthenticationRule",
    "AutomaticPaymentRule",
    "BillNoticeRule",
    "BillingAddressRule",
    "ChangeNoticeRule",
    "Contact",
    "CreditStep",
    "Document",
    "EarlyTerminationRule",
    "ElectronicBillRule",
    "EquipmentReturnRule",
    "MarketingRule",
    "NumberPortingRule",
    "OfficeHours",
    "Operator",
    "PaperBillRule",
    "PaymentPlanRule",
    "ServiceCreditRule",
    "UndeliverableBillRule",
    "WrittenConfirmationRule",
    "operator",
    "operator_slugs",
]

_FOLDER = Path(__file__).parent


@cache
def operator_slugs() -> tuple[str, ...]:
    """The slugs of all operators with rules, in alphabetical order."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.yml")))


@cache
def operator(slug: str) -> Operator:
    """The rules of one operator.

    Raises:
        UnknownOperator: there is no such file.
        RuleError: the file is incomplete or names a document it does not list.
    """
    if slug not in operator_slugs():
        raise UnknownOperator(slug, operator_slugs())
    return load_operator(_FOLDER / f"{slug}.yml")
