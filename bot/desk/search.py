"""Search in transcripts: SQLite's FTS5 or PostgreSQL's full text, accents folded, within an agent's operators."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.conversations.models import Conversation, Message
from bot.privacy.masking import masked_messages
from knowledge.folding import fold

PAGE = 25
MAX_WORDS = 8
_ROUND = 300  # messages that are looked at at once
_ROUNDS = 20  # for one page; the next page goes on from there
_EXCERPT = 160
_WORD = re.compile(r"[^\W_]+")
_NUMBER_LENGTHS = range(7, 13)  # digits of what is one number in groups, rather than several words
_GROUP, _LAST_GROUP = range(2, 6), range(1, 8)  # digits of a group

# One of these phrases, of words one after the other, the last of which may go on.
Term = list[tuple[str, ...]]


@dataclass(frozen=True)
class Found:
    """A conversation and the latest message in it that has the words; excerpt: (text, is one of the words)."""

    conversation: Conversation
    message_id: int
    sender: str
    at: datetime
    excerpt: list[tuple[str, bool]]


@dataclass(frozen=True)
class Results:
    """older: the message id to go on before, or None."""

    found: list[Found]
    older: int | None


def search_transcripts(
    session: Session, text: str, operators: Sequence[str], *, before: int | None = None
) -> Results:
    """Conversations in which a message has all words (or their beginnings), the latest first, PAGE at a time."""
    words, terms = words_of(text), terms_of(text)
    if not words:
        return Results([], None)
    latest: dict[str, int] = {}  # the newest message with the words, by conversation
    older = before
    for _ in range(_ROUNDS):
        ids = _ids(session, terms, older)
        for message_id, conversation_id in _within(session, ids, operators):
            if conversation_id not in latest and len(latest) == PAGE:
                return Results(_found(session, list(latest.values()), words), min(latest.values()))
            latest.setdefault(conversation_id, message_id)
        older = ids[-1] if len(ids) == _ROUND else None
        if older is None:
            break
    return Results(_found(session, list(latest.values()), words), older)


def _found(session: Session, message_ids: Sequence[int], words: Sequence[str]) -> list[Found]:
    query = (
        sa.select(Message, Conversation)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(Message.id.in_(message_ids))
        .order_by(Message.id.desc())
    )
    rows = session.execute(query).all()
    texts: dict[int, str] = {}
    for language in {conversation.language for _, conversation in rows}:
        said = [message for message, conversation in rows if conversation.language == language]
        texts |= masked_messages(session, said, language)
    return [
        Found(conversation, message.id, message.sender, message.created_at, excerpt(texts[message.id], words))
        for message, conversation in rows
    ]


def words_of(text: str) -> list[str]:
    """The words to look for, in lower case without accents, at most MAX_WORDS."""
    return _WORD.findall(fold(text))[:MAX_WORDS]


def terms_of(text: str) -> list[Term]:
    """What a message must have: each word, and each number in whatever groups it is written."""
    terms: list[Term] = []
    for is_number, group in groupby(words_of(text), key=lambda word: word.isascii() and word.isdigit()):
        words = list(group)
        number = "".join(words)
        if is_number and len(number) in _NUMBER_LENGTHS:
            with_country = [(number[0], *rest) for rest in _groupings(number[1:])]
            terms.append(list(dict.fromkeys([(number,), *_groupings(number), *with_country])))
        else:
            terms += [[(word,)] for word in words]
    return terms


def _groupings(number: str) -> Term:
    """The number whole, and in groups as people write account and telephone numbers: `4410 2287 31`, `1 514 555 0147`."""
    found: Term = [(number,)] if len(number) in _LAST_GROUP else []
    for length in _GROUP:
        found += [(number[:length], *rest) for rest in _groupings(number[length:])] if number[length:] else []
    return found


def excerpt(text: str, words: Sequence[str]) -> list[tuple[str, bool]]:
    """The part of a text around the first of the words, in pieces that are marked or not."""
    tokens = [(match.start(), match.end()) for match in _WORD.finditer(text)]
    hits = [(start, end) for start, end in tokens if fold(text[start:end]).startswith(tuple(words))]
    begin = max(0, (hits[0][0] if hits else 0) - _EXCERPT // 3)
    stop = min(len(text), begin + _EXCERPT)
    pieces: list[tuple[str, bool]] = [("…", False)] if begin else []
    position = begin
    for start, end in hits:
        if start >= position and end <= stop:
            pieces += [(text[position:start], False), (text[start:end], True)]
            position = end
    pieces.append((text[position:stop] + ("…" if stop < len(text) else ""), False))
    return [piece for piece in pieces if piece[0]]


def _within(session: Session, ids: Sequence[int], operators: Sequence[str]) -> Iterable[tuple[int, str]]:
    """(message id, conversation id) of the messages in these operators' conversations, newest first."""
    query = (
        sa.select(Message.id, Message.conversation_id)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(Message.id.in_(ids), Conversation.operator.in_(operators))
        .order_by(Message.id.desc())
    )
    return session.execute(query).tuples()


def _ids(session: Session, terms: Sequence[Term], before: int | None) -> list[int]:
    """The newest messages that have the terms, of all operators, at most _ROUND."""
    find = _ids_on_sqlite if session.get_bind().dialect.name == "sqlite" else _ids_on_postgresql
    return find(session, terms, 2**62 if before is None else before)


def _ids_on_sqlite(session: Session, terms: Sequence[Term], before: int) -> list[int]:
    statement = sa.text(
        "SELECT rowid FROM message_search WHERE message_search MATCH :words AND rowid < :before "
        "ORDER BY rowid DESC LIMIT :round"
    )
    match = " AND ".join(map(_sqlite_term, terms))
    return list(session.scalars(statement, {"words": match, "before": before, "round": _ROUND}))


def _ids_on_postgresql(session: Session, terms: Sequence[Term], before: int) -> list[int]:
    statement = sa.text(
        "SELECT id FROM messages WHERE guichet_search_vector(text) @@ to_tsquery('simple', :words) AND id < :before "
        "ORDER BY id DESC LIMIT :round"
    )
    match = " & ".join(map(_postgresql_term, terms))
    # Else it reads messages from the newest on until it has enough: seconds for a rare word.
    for scan in ("indexscan", "seqscan"):
        session.execute(sa.text(f"SET LOCAL enable_{scan} = off"))
    found = list(session.scalars(statement, {"words": match, "before": before, "round": _ROUND}))
    for scan in ("indexscan", "seqscan"):
        session.execute(sa.text(f"SET LOCAL enable_{scan} = on"))
    return found


def _sqlite_term(term: Term) -> str:
    """A term or its beginning; FTS5 keeps œ and æ as they are."""
    phrases = [" ".join(phrase) for phrase in term]
    variants = dict.fromkeys(
        variant
        for phrase in phrases
        for variant in (phrase, phrase.replace("oe", "œ"), phrase.replace("ae", "æ"))
    )
    return "(" + " OR ".join(f'"{variant}"*' for variant in variants) + ")"


def _postgresql_term(term: Term) -> str:
    return "(" + " | ".join(" <-> ".join(phrase) + ":*" for phrase in term) + ")"
