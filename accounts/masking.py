"""Hints of a value for audit lines and logs: enough to recognise, too little to use."""

from __future__ import annotations

from accounts.formats import digits


def masked_email(email: str) -> str:
    """`marie@example.com` becomes `m•••@example.com`."""
    name, _, domain = email.rpartition("@")
    return f"{name[:1]}•••@{domain}"


def masked_phone(phone: str) -> str:
    """`+1 514 555-0147` becomes `•••47`."""
    return f"•••{digits(phone)[-2:]}"


def area(postal_code: str) -> str:
    """The beginning of a postal code: `H7N 1A1` becomes `H7N•••`, `31000` becomes `310••`."""
    compact = postal_code.replace(" ", "")
    return compact[:3] + "•" * len(compact[3:])


def account_ending(number: str) -> str:
    """The last three digits of an account number, as notifications name it."""
    return number[-3:]
