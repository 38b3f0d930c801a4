"""Masks personal data where it is shown without need: lists, search results, exports, logs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.conversations.models import Message
from bot.privacy.detection import find_by_patterns
from bot.privacy.findings import ACCOUNT, ADDRESS, CARD, EMAIL, IBAN, NAME, PHONE, PIN, Finding
from bot.privacy.models import MessageMask

_LABELS = {
    PIN: ("[PIN]", "[PIN]"),
    CARD: ("[carte]", "[card]"),
    IBAN: ("[IBAN]", "[IBAN]"),
    EMAIL: ("[courriel]", "[e-mail]"),
    ADDRESS: ("[adresse]", "[address]"),
    PHONE: ("[téléphone]", "[phone]"),
    ACCOUNT: ("[compte]", "[account]"),
    NAME: ("[nom]", "[name]"),
}
LABELS = frozenset(label for pair in _LABELS.values() for label in pair)


def masked(text: str, findings: Iterable[Finding], language: str = "fr") -> str:
    """The text with a label in place of each finding; findings do not overlap and are in order."""
    pieces, last = [], 0
    for finding in findings:
        pieces += [text[last : finding.start], _LABELS[finding.kind][language == "en"]]
        last = finding.end
    return "".join([*pieces, text[last:]])


def mask_text(text: str, language: str = "fr") -> str:
    """The text without what patterns find: quick, and without the model of names."""
    return masked(text, find_by_patterns(text), language)


def masked_messages(session: Session, messages: Sequence[Message], language: str = "fr") -> dict[int, str]:
    """The texts of messages without personal data, by message id.

    Args:
        language: of the labels, which whoever reads them understands.
    """
    known = _known(session, [message.id for message in messages])
    return {
        message.id: masked(message.text, known.get(message.id, ()), language)
        if message.id in known
        else mask_text(message.text, language)
        for message in messages
    }


def _known(session: Session, ids: list[int]) -> dict[int, list[Finding]]:
    query = sa.select(MessageMask).where(MessageMask.message_id.in_(ids))
    return {
        mask.message_id: [Finding(int(start), int(end), str(kind)) for start, end, kind in mask.findings]
        for mask in session.scalars(query)
    }
