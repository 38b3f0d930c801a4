"""What goes wrong with customers' data.

PrivacyError
├── UnknownCustomer      no account, conversation or telephone number fits
└── NotCompacted         rows are deleted, but traces may be left in a file that others used all the time
"""

from __future__ import annotations


class PrivacyError(Exception):
    """Base of all errors of this package; the message says what was found and what to do."""


class UnknownCustomer(PrivacyError):
    """No account, conversation or telephone number fits."""


class NotCompacted(PrivacyError):
    """Rows are deleted, but traces of them may be left in a file that others used all the time."""

    def __init__(self, place: str) -> None:
        self.place = place
        super().__init__(
            f"The rows are deleted, but {place} was in use, and traces may be left in it. Run `guichet privacy compact`."
        )
