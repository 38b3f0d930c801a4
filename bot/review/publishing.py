"""Puts question variants in service at once, and takes them back; the index changes before the correction says so."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.review.errors import CorrectionRefused
from bot.review.models import PROPOSED, PUBLISHED, UNDONE, VARIANT, Correction
from knowledge.index.published import Publisher


def publish(session: Session, correction: Correction, publisher: Publisher, *, now: datetime) -> str:
    """Let the assistant know the question from its next message on; returns the index's new version.

    If the caller's transaction fails afterwards, publishing again changes nothing but the correction.

    Raises:
        CorrectionRefused: no variant, or not waiting to be published.
        NoPassage, NoIndex, EncoderMismatch: the index; nothing was changed.
    """
    if correction.kind != VARIANT or correction.passage_id is None:
        raise CorrectionRefused("no_passage")
    if correction.status != PROPOSED:
        raise CorrectionRefused("already_published")
    version = publisher.publish(correction.operator, correction.passage_id, correction.text)
    correction.status, correction.changed_at = PUBLISHED, now
    session.flush()
    return version


def undo(session: Session, correction: Correction, publisher: Publisher | None, *, now: datetime) -> None:
    """Take a correction back: a variant in service leads nowhere from the next message on.

    Args:
        publisher: may be missing for what was never in service.

    Raises:
        CorrectionRefused: it was taken back before.
        NoIndex, EncoderMismatch: the index; nothing was changed.
    """
    if correction.status == UNDONE:
        raise CorrectionRefused("not_published")
    if correction.status == PUBLISHED:
        assert publisher is not None and correction.passage_id is not None
        withdraw(correction, publisher)
    correction.status, correction.changed_at = UNDONE, now
    session.flush()


def withdraw(correction: Correction, publisher: Publisher) -> None:
    """Take a published variant out of the index."""
    assert correction.passage_id is not None
    publisher.undo(
        correction.operator,
        correction.language,
        correction.passage_id,
        correction.passage_key,
        correction.text,
    )
