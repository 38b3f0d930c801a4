"""What is read for a conversation's page: messages and notes a page at a time, and the assistant's view of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.conversations.models import Message, Note

PAGE = 100


@dataclass(frozen=True)
class Search:
    """What was searched for a message; `passages` are those of actions/traces.py, best first."""

    question: str
    outcome: str
    confidence: float
    passages: list[dict[str, Any]]


@dataclass(frozen=True)
class View:
    """How the assistant saw a customer's message. slots: gathered so far, with personal data: shown by gathered().

    held_back: what it would have said, had an agent not taken over meanwhile.
    """

    intent: str | None
    confidence: float
    language: str | None
    task: str | None
    slots: dict[str, Any]
    search: Search | None
    held_back: list[str]


@dataclass(frozen=True)
class Line:
    """A message, or a note (kind `note`), in the order of time; each has ids of its own."""

    id: int
    kind: str  # customer, bot, agent, note
    author: str | None
    text: str
    language: str | None
    at: datetime
    buttons: list[str]
    sources: list[dict[str, Any]]
    failed: bool
    view: View | None


@dataclass(frozen=True)
class Lines:
    """earlier: the id before which there is more, or None."""

    lines: list[Line]
    earlier: int | None


def latest_lines(session: Session, conversation_id: str, *, before: int | None = None) -> Lines:
    """The last PAGE messages, or those before message `before`, with the notes of that time."""
    query = sa.select(Message).where(Message.conversation_id == conversation_id)
    if before is not None:
        query = query.where(Message.id < before)
    found = list(session.scalars(query.order_by(Message.id.desc()).limit(PAGE + 1)))
    messages, more = found[:PAGE][::-1], len(found) > PAGE
    notes = _notes(
        session,
        conversation_id,
        since=messages[0].created_at if more and messages else None,
        until=_moment_of(session, before) if before is not None else None,
    )
    lines = sorted([*map(_message_line, messages), *map(_note_line, notes)], key=lambda line: line.at)
    return Lines(lines, messages[0].id if more else None)


def lines_after(session: Session, conversation_id: str, after: int, after_note: int) -> list[Line]:
    """Messages later than message `after`, and notes later than note `after_note`."""
    query = (
        sa.select(Message)
        .where(Message.conversation_id == conversation_id, Message.id > after)
        .order_by(Message.id)
        .limit(PAGE)
    )
    notes = sa.select(Note).where(Note.conversation_id == conversation_id, Note.id > after_note).limit(PAGE)
    lines = [
        *map(_message_line, session.scalars(query)),
        *map(_note_line, session.scalars(notes.order_by(Note.id))),
    ]
    return sorted(lines, key=lambda line: line.at)


def transcript_version(session: Session, conversation_id: str) -> tuple[int | None, int]:
    """Changes with every message and note."""
    query = sa.select(sa.func.max(Message.id)).where(Message.conversation_id == conversation_id)
    return session.scalar(query), last_note(session, conversation_id)


def last_note(session: Session, conversation_id: str) -> int:
    """The id of the latest note; 0 if there is none."""
    query = sa.select(sa.func.max(Note.id)).where(Note.conversation_id == conversation_id)
    return session.scalar(query) or 0


def _moment_of(session: Session, message_id: int) -> datetime | None:
    return session.scalar(sa.select(Message.created_at).where(Message.id == message_id))


def _notes(
    session: Session, conversation_id: str, *, since: datetime | None, until: datetime | None
) -> list[Note]:
    query = sa.select(Note).where(Note.conversation_id == conversation_id)
    if since is not None:
        query = query.where(Note.created_at >= since)
    if until is not None:
        query = query.where(Note.created_at < until)
    return list(session.scalars(query.order_by(Note.id)))


def _note_line(note: Note) -> Line:
    return Line(note.id, "note", note.author, note.text, None, note.created_at, [], [], False, None)


def _message_line(message: Message) -> Line:
    return Line(
        id=message.id,
        kind=message.sender,
        author=message.author,
        text=message.text,
        language=message.language,
        at=message.created_at,
        buttons=[button["title"] for button in message.buttons or ()],
        sources=message.sources or [],
        failed=message.status == "failed",
        view=_view(message.parse) if message.parse else None,
    )


def _view(parse: dict[str, Any]) -> View:
    search = parse.get("search")
    return View(
        intent=parse.get("intent"),
        confidence=float(parse.get("confidence") or 0.0),
        language=parse.get("language"),
        task=parse.get("task"),
        slots=parse.get("slots") or {},
        search=Search(
            search.get("question") or "",
            search.get("outcome") or "",
            float(search.get("confidence") or 0.0),
            search.get("passages") or [],
        )
        if search
        else None,
        held_back=list(parse.get("held_back") or []),
    )
