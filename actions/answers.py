"""Answers from the operator's documents: found, given with the source, or honestly not had."""

from __future__ import annotations

from typing import Any

from actions.context import context, off_loop
from actions.traces import trace_of
from actions.turn import Turn, payload
from bot.settings import settings
from bot.sms.segments import fits, to_gsm
from knowledge.errors import NoIndex

ANSWERED, UNSURE = "answered", "unsure"
SUGGESTIONS = 3
RELATED = 2
LONGEST_TITLE = 80
ROOM_FOR_LINK = 70  # characters of a text message


async def find_answer(turn: Turn, question: str, *, topic: str | None = None) -> Any | None:
    """Search the operator's documents; a question that leans on the one before is read together with it.

    Args:
        topic: of the task under way, if the question may be about that.

    Returns:
        knowledge.retrieval.search.Answer, or None if the operator has no documents.
    """
    asked = {"language": turn.language, "before": turn.slot("last_question"), "topic": topic}
    try:
        return await off_loop(context().knowledge.search, question, operator=turn.operator, **asked)
    except NoIndex:
        return None


def give_answer(turn: Turn, question: str, answer: Any | None, *, related: bool = False) -> bool:
    """Say the answer with its source, or what comes near, or that there is none.

    Args:
        related: where the answer may be another question's, offer what else came near.

    Returns:
        Whether the question was answered.
    """
    turn.trace = trace_of(question, answer)
    if answer is not None and answer.outcome == ANSWERED:
        say_passage(turn, answer)
        if related and answer.confidence < settings().sure_from and turn.channel != "sms":
            _say_related(turn, answer)
        if answer.read_as == question:  # else it leaned on the last one, which the next may lean on too
            turn.set("last_question", question)
        return True
    if answer is not None and answer.outcome == UNSURE and (near := suggestions(answer.hits)):
        turn.say("utter_unsure_answer", buttons=near)
    else:
        turn.say("utter_no_answer")
    return False


def say_passage(turn: Turn, answer: Any) -> None:
    """The operator's own words, with an introduction where they are in the other language."""
    passage = answer.hits[0].passage
    foreign = passage.language != turn.language
    if foreign:
        turn.say("utter_answer_in_french" if passage.language == "fr" else "utter_answer_in_english")
    sources = [source_of(p) for p in answer.passages]
    if turn.channel == "sms" and not foreign and not fits_sms(answer.text):
        sources[0]["short"] = answer.short_text(fits_sms)
    turn.say_text(answer.text, join=foreign, sources=sources)


def _say_related(turn: Turn, answer: Any) -> None:
    shown = {passage.id for passage in answer.passages}
    if near := suggestions([hit for hit in answer.hits if hit.passage.id not in shown])[:RELATED]:
        turn.say("utter_related_questions", buttons=near)


def fits_sms(text: str) -> bool:
    """Whether a text message holds the words of a document and the link to its source."""
    return fits(to_gsm(text + " " * ROOM_FOR_LINK))


def source_of(passage: Any) -> dict[str, Any]:
    """Where a passage comes from, for the web process."""
    return {
        "document": passage.source.document,
        "heading": " › ".join(passage.heading_path) or passage.question,
        "date": passage.source.date.isoformat() if passage.source.date else None,
        "url": None,
        "language": passage.language,
        "passage": passage.id,
    }


def suggestions(hits: list[Any]) -> list[dict[str, str]]:
    """Buttons for the questions that the nearest passages answer."""
    buttons: dict[str, dict[str, str]] = {}
    for hit in hits:
        question = hit.passage.question or (
            hit.passage.heading_path[-1] if hit.passage.heading_path else None
        )
        if question and question not in buttons:
            title = (
                question if len(question) <= LONGEST_TITLE else question[: LONGEST_TITLE - 1].rstrip() + "…"
            )
            buttons[question] = {"title": title, "payload": payload("ask_question", question=question)}
    return list(buttons.values())[:SUGGESTIONS]


def question_of(turn: Turn) -> str:
    """The question of the turn: of the button that was pressed, or the text."""
    return str(turn.entities.get("question") or turn.text) if turn.command else turn.text
