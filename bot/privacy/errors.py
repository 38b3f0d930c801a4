"""What goes wrong with customers' data.

PrivacyError
├── UnknownCustomer      no account, conversation or telephone number fits
└── NotErased            a value was still found after the erasure; the message says where
"""

from __future__ import annotations


class PrivacyError(Exception):
    """Base of all errors of this package; the message says what was found and what to do."""


class UnknownCustomer(PrivacyError):
    """No account, conversation or telephone number fits."""


class NotErased(PrivacyError):
    """A value was still found after the erasure."""

    def __init__(self, places: list[str]) -> None:
        self.places = places
        super().__init__(f"Something of the customer is left in {', '.join(places)}. Run the command again.")
