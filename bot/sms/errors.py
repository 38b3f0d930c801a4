"""What can go wrong with text messages.

SmsError
├── NumbersWrong      the setting that gives numbers to operators cannot be used
├── NotMovable        a conversation cannot go on by SMS
└── CarrierError
    ├── CarrierFailed     not now; it is tried again
    └── CarrierRefused    never, to this number or in this form
        └── NumberOptedOut

The texts are for logs and lists of dead letters; none holds a telephone number or a customer's words.
"""

from __future__ import annotations


class SmsError(Exception):
    """Anything that this package refuses or cannot do."""


class NumbersWrong(SmsError):
    """GUICHET_SMS_NUMBERS names no operator, or something that is no telephone number."""


class NotMovable(SmsError):
    """The conversation cannot go on by SMS; `wording` is a key of bot/web/wording.py."""

    def __init__(self, wording: str) -> None:
        super().__init__(wording)
        self.wording = wording


class CarrierError(SmsError):
    """The carrier did not take a message."""


class CarrierFailed(CarrierError):
    """The carrier could not be reached, or not take it now.

    uncertain: the request may have arrived all the same. wait: seconds that the carrier asked for.
    """

    def __init__(self, reason: str, *, uncertain: bool = False, wait: float | None = None) -> None:
        super().__init__(reason)
        self.uncertain = uncertain
        self.wait = wait


class CarrierRefused(CarrierError):
    """The carrier will never take this message."""


class NumberOptedOut(CarrierRefused):
    """The carrier itself keeps this number as one that said STOP."""
