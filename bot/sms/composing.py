"""Composes text messages from what was said in a conversation.

As a rule, at most two segments: the replies of a turn go into one message if they fit, and the words of a document
are cut at the end of a sentence, with the link to the whole. What a task says is never cut.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.sms.choices import as_lines
from bot.sms.segments import LONGEST, fits, to_gsm
from bot.sms.wording import say

_SENTENCE_END = re.compile(r"(?<=[.!?;:])\s+|\n+")
_BLANK_LINES = re.compile(r"\n{2,}")
_MORE = " ..."


@dataclass(frozen=True)
class Said:
    """One message of a conversation.

    link: the address where its source, or the whole of it, can be read; None if it has no source.
    """

    text: str
    language: str
    buttons: Sequence[dict[str, str]] = ()
    sources: Sequence[dict[str, Any]] = ()
    author: str | None = None
    link: str | None = None


def compose(said: Sequence[Said]) -> list[str]:
    """The text messages for messages that were said in a row, in order; choices are numbered through all of them."""
    if not said:
        return []
    texts = [_plain(one) for one in said]
    lines = [line for one, text in zip(said, texts, strict=True) for line in _lines(one, text)]
    choices = _choices(said)
    whole = _joined([*lines, *choices])
    if fits(whole):
        return [whole] if whole else []
    return _apart(said, texts, choices)


def _apart(said: Sequence[Said], texts: Sequence[str], tail: Sequence[str]) -> list[str]:
    """One message for each, or for as many as fit together; the choices stay with the last."""
    messages: list[str] = []
    for number, (one, text) in enumerate(zip(said, texts, strict=True)):
        after = list(tail) if number == len(said) - 1 else []
        message = _shortened(one, text, after) if one.sources else _joined([text, *after])
        if messages and fits(f"{messages[-1]}\n{message}"):
            messages[-1] += f"\n{message}"
        elif message:
            messages.append(message)
    return [part for message in messages for part in _split(message)]


def _shortened(one: Said, text: str, after: Sequence[str]) -> str:
    """The words of a document, or those that answer best, cut at the end of a sentence, with the link to the whole."""
    whole = _joined([*_lines(one, text), *after])
    if fits(whole):
        return whole
    more = [to_gsm(say("more", one.language, url=one.link))] if one.link else []
    short = one.sources[0].get("short")
    sentences = _SENTENCE_END.split(to_gsm(short or text))
    for count in range(len(sentences) - (not short), 0, -1):
        shorter = _joined([" ".join(sentences[:count]) + _MORE, *more, *after])
        if fits(shorter):
            return shorter
    return _cut_in_sentence(to_gsm(text), more, after)


def _cut_in_sentence(text: str, more: Sequence[str], after: Sequence[str]) -> str:
    words = text.split()
    for count in range(len(words), 0, -1):
        shorter = _joined([" ".join(words[:count]) + _MORE, *more, *after])
        if fits(shorter):
            return shorter
    return _joined([text, *more, *after])  # the choices alone are longer: nothing of them is left out


def _lines(one: Said, text: str) -> list[str]:
    """The text and its one link, or where there is none the document's name."""
    if not one.sources:
        return [text]
    if one.link:
        return [text, say("source", one.language, name=one.link)]
    return [text, say("source", one.language, name=str(one.sources[0].get("document") or ""))]


def _plain(one: Said) -> str:
    text = _BLANK_LINES.sub("\n", one.text.replace("\r", "").strip())
    return f"{one.author}{':' if one.language == 'en' else ' :'} {text}" if one.author else text


def _choices(said: Sequence[Said]) -> list[str]:
    buttons = [button for one in said for button in one.buttons]
    return as_lines(buttons, said[-1].language)


def _joined(lines: Sequence[str]) -> str:
    return to_gsm("\n".join(line for line in lines if line))


def _split(message: str) -> list[str]:
    """Messages that Twilio takes, cut between sentences, or else between words."""
    parts: list[str] = []
    rest = message
    while len(rest) > LONGEST:
        cut = max(rest.rfind("\n", 0, LONGEST), rest.rfind(". ", 0, LONGEST) + 1)
        cut = cut if cut > LONGEST // 2 else rest.rfind(" ", 0, LONGEST)
        cut = cut if cut > 0 else LONGEST
        parts.append(rest[:cut].strip())
        rest = rest[cut:].strip()
    return [*parts, rest] if rest else parts
