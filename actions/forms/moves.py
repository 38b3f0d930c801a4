"""What a customer does with a message inside a task: plain decisions from several witnesses.

First what the message holds (a value, a set phrase), then the intent and how sure the classifier is, then the looks
of the text. The slot that is asked for comes first: what reads as its value is the answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from actions import cues, questions, second_thoughts
from actions.account_topics import account_topics
from actions.forms.fields import Field
from actions.forms.reading import Problem, Reading, Value
from actions.readers import email
from actions.sentences import sentences
from actions.tasks import (
    ACCOUNT_TASKS,
    CANCEL_SERVICE,
    CHANGE_BILLING_ADDRESS,
    OPPOSITES,
    REQUEST_AGENT,
    SWITCH_TO_EBILLING,
    TASKS,
    refuses,
    tasks_named,
    wishes_plainly,
)
from actions.turn import Turn
from actions.wish_words import speaks_of

SURE = 0.6  # an intent this likely counts without another witness
FAIRLY_SURE = 0.4
HARDLY_SURE = 0.3  # below, a task is not even offered
SHORT = 4  # words
IDENTITY = ("account_number", "pin", "code")


class Move(Enum):
    """What the message does."""

    ANSWER = auto()  # the value asked for, perhaps with a problem
    AGREE = auto()
    REFUSE = auto()
    CORRECT = auto()  # says that another value is wrong, with or without the right one
    QUESTION = auto()
    WISH = auto()  # something else that the assistant does not do by itself: a credit, a complaint …
    OTHER_TASK = auto()
    SAME_TASK = auto()
    PERSON = auto()
    ABORT = auto()
    LANGUAGE = auto()
    FORGOT = auto()  # the PIN
    LOST = auto()  # does not know the value, or where to find it
    REPEAT = auto()
    PATIENCE = auto()  # wants a moment
    SMALL_TALK = auto()
    UNCLEAR = auto()


SENTENCE = 4  # words; fewer tell of nothing
SMALL_TALK = ("greet", "goodbye", "thank", "ask_capabilities", "out_of_scope", "complain")
WISHES = ("check_ticket", "request_credit", "report_payment", "opt_out_marketing")
_BY_BUTTON = {
    "affirm": Move.AGREE,
    "deny": Move.REFUSE,
    "inform": Move.ANSWER,
    "ask_question": Move.QUESTION,
    "request_agent": Move.PERSON,
    "abort_task": Move.ABORT,
    "change_language": Move.LANGUAGE,
}


@dataclass(frozen=True)
class Evidence:
    """What the form knows when a message comes.

    task: under way. field: asked for; None for a yes or no. reading: of the field. polarity: True for a yes, False for a
    no, None for neither. corrects: the message gives another value of the task anew. names_wrong: it only says which
    one is wrong. takes_for_granted: it asks, and believes in another value.
    """

    task: str
    field: Field | None
    reading: Reading
    polarity: bool | None
    corrects: bool = False
    names_wrong: bool = False
    takes_for_granted: bool = False


def read_move(turn: Turn, evidence: Evidence) -> Move:
    """Decide what the message does."""
    if turn.command:
        return _BY_BUTTON.get(turn.intent, _task_move(turn.intent, evidence.task) or Move.UNCLEAR)
    if (move := _set_phrase(turn, evidence)) is not None:
        return move
    if evidence.field is None:
        return _at_confirmation(turn, evidence)
    if evidence.field.free:
        return _at_free_text(turn, evidence)
    return _at_value(turn, evidence, evidence.field)


def other_task_of(turn: Turn, task: str) -> str | None:
    """The other task that the message wishes for, if it does."""
    named = [name for name in tasks_named(turn.text) if name not in (task, REQUEST_AGENT)]
    if turn.intent in TASKS and turn.intent not in (task, REQUEST_AGENT) and turn.confidence >= FAIRLY_SURE:
        if OPPOSITES.get(turn.intent) in named and turn.intent not in named:
            return OPPOSITES[turn.intent]  # « par mail plutôt que par la poste »
        # "forget the e-bill, I'd rather cancel my internet" gives up one and wishes for the other
        others = [name for name in named if name != OPPOSITES.get(task)]
        return others[0] if others and turn.intent == OPPOSITES.get(task) else turn.intent
    if not named and task == CHANGE_BILLING_ADDRESS and email.find(turn.text):
        return SWITCH_TO_EBILLING  # "me: priya@example.com", where a postal address was asked for
    named.sort(key=lambda name: name == OPPOSITES.get(task))
    return named[0] if named and turn.intent not in ("ask_question", "inform") else None


def _set_phrase(turn: Turn, evidence: Evidence) -> Move | None:
    """What is said in so many words; a value in the same message counts more, except for a wish for a person."""
    text, has_value = turn.text, isinstance(evidence.reading, Value) and not _is_free(evidence)
    person = cues.says_person(text)
    if person and (not _is_free(evidence) or turn.intent == REQUEST_AGENT):
        return Move.PERSON
    if has_value:
        return None
    if account_topics(text, evidence.field.slot if evidence.field else None):
        return Move.QUESTION
    if cues.says_abort(text) and not _agrees_to_end(text, evidence):
        return Move.OTHER_TASK if _clearly_other(turn, evidence.task) else Move.ABORT
    if not _is_free(evidence) and refuses(text, evidence.task) and not questions.is_question(text):
        return Move.OTHER_TASK if _clearly_other(turn, evidence.task) else Move.ABORT
    if (
        evidence.field is not None
        and evidence.field.slot in ("pin", "code")
        and cues.says_forgot_secret(text)
    ):
        return Move.FORGOT
    if turn.wish is not None and not evidence.corrects and len(sentences(text)) <= 2:
        return Move.LANGUAGE
    if turn.intent == "request_agent" and turn.confidence >= SURE and not cues.refuses_person(text):
        return None if _is_free(evidence) else Move.PERSON
    if cues.says_repeat(text):
        return Move.REPEAT
    if evidence.field is not None and evidence.field.slot in IDENTITY:
        if _asks_why(text):
            return Move.QUESTION
        if questions.asks_other_way(text):
            return Move.LOST
    if _asks_patience(turn, evidence):
        return Move.PATIENCE
    return None


def _asks_why(text: str) -> bool:
    return questions.is_question(text) and questions.asks_why_asked(text)


def _asks_patience(turn: Turn, evidence: Evidence) -> bool:
    """« deux secondes » where a value or a yes is asked for."""
    return evidence.reading is None and not _is_free(evidence) and cues.asks_patience(turn.text)


def _agrees_to_end(text: str, evidence: Evidence) -> bool:
    """« c'est ça, annulez tout » where the end of a service is to be confirmed."""
    return evidence.field is None and evidence.task == CANCEL_SERVICE and second_thoughts.agrees_to_end(text)


def _at_confirmation(turn: Turn, evidence: Evidence) -> Move:
    text = turn.text
    no = evidence.polarity is False or second_thoughts.leans_no(text)
    agrees = second_thoughts.ends_with_yes(text)
    if evidence.takes_for_granted:
        return Move.CORRECT
    if (_is_question(turn) or _wonders(turn, evidence)) and not no and not agrees:
        return Move.QUESTION
    if evidence.corrects:
        return Move.CORRECT
    if questions.ends_as_question(text) and not second_thoughts.leans_yes(text):
        return Move.QUESTION
    if second_thoughts.forbids(text) and not _clearly_other(turn, evidence.task) and not evidence.names_wrong:
        return (
            Move.ABORT if second_thoughts.says_keep(text) else Move.REFUSE
        )  # whatever it begins with: "yes, don't cancel it"
    says_yes = second_thoughts.leans_yes(text) and not second_thoughts.says_mistake(text)
    if agrees or not _asks(turn) and (evidence.polarity is True or says_yes):
        return Move.AGREE
    if evidence.names_wrong:
        return Move.CORRECT
    if _clearly_other(turn, evidence.task):
        return Move.OTHER_TASK
    if no:
        return Move.ABORT if second_thoughts.says_keep(text) else Move.REFUSE
    return _confirmation_by_intent(turn, evidence)


def _confirmation_by_intent(turn: Turn, evidence: Evidence) -> Move:
    if turn.intent == "abort_task" and turn.confidence >= SURE:
        return Move.ABORT
    if turn.intent == "affirm" and turn.confidence >= SURE and not _asks(turn):
        return Move.AGREE
    if turn.intent == "deny" and turn.confidence >= FAIRLY_SURE and "?" not in turn.text:
        return Move.REFUSE
    return _by_intent(turn, evidence)


def _at_free_text(turn: Turn, evidence: Evidence) -> Move:
    """Nearly everything answers « pourquoi ? »: only clear detours are none."""
    words = len(turn.text.split())
    if evidence.corrects and not _asks(turn):
        return Move.CORRECT
    about_us = questions.asks_waiting(turn.text) or questions.asks_given(turn.text)
    if _asks(turn) and (turn.intent in ("ask_question", "ask_capabilities") or about_us):
        return Move.QUESTION
    if turn.intent == "abort_task" and turn.confidence >= 0.8 and words <= 2 * SHORT:
        return Move.ABORT
    if turn.intent in ("greet", "thank", "goodbye") and turn.confidence >= SURE and words <= SHORT:
        return Move.SMALL_TALK
    return Move.ANSWER if evidence.reading is not None else Move.UNCLEAR


def _at_value(turn: Turn, evidence: Evidence, field: Field) -> Move:
    asks = _is_question(turn)
    if isinstance(evidence.reading, Value):
        return Move.QUESTION if asks and not field.firm else Move.ANSWER
    if asks or (isinstance(evidence.reading, Problem) and _asks(turn)):
        return Move.QUESTION
    if isinstance(evidence.reading, Problem) and evidence.reading.certain:
        return Move.ANSWER
    if evidence.corrects or evidence.names_wrong:
        return Move.CORRECT
    if evidence.reading is None and (_wishes_other(turn, evidence.task) or _gives_email(turn, field)):
        return Move.OTHER_TASK
    if isinstance(evidence.reading, Problem) and not (turn.intent in TASKS and turn.confidence >= 0.8):
        return Move.ANSWER
    if turn.intent == "abort_task" and turn.confidence >= SURE:
        return Move.ABORT
    if evidence.polarity is not None:
        return Move.AGREE if evidence.polarity else Move.REFUSE
    return _by_intent(turn, evidence)


def _by_intent(turn: Turn, evidence: Evidence) -> Move:
    """No value, no set phrase: what the classifier says."""
    intent, sure = turn.intent, turn.confidence >= FAIRLY_SURE
    if cues.says_dont_know(turn.text) and evidence.field is not None:
        return Move.LOST
    # A word or two that the classifier takes for a question is more likely an answer that was not understood.
    if _is_question(turn) or (intent == "ask_question" and sure and len(turn.text.split()) >= SHORT):
        return Move.QUESTION
    if _wonders(turn, evidence):
        return Move.QUESTION
    if intent in TASKS and turn.confidence < SURE and intent not in tasks_named(turn.text):
        sure = sure and not questions.is_question(turn.text)  # « c'est-tu le numéro sur ma facture »
    if sure and (move := _task_move(intent, evidence.task)) is not None:
        return move
    if sure and intent == "out_of_scope" and len(turn.text.split()) < SENTENCE:
        return Move.UNCLEAR  # « blabla » where a value was asked for is a failed answer, and counts as one
    if sure and intent in SMALL_TALK:
        return Move.SMALL_TALK
    if sure and intent in WISHES and speaks_of(intent, turn.text, turn.confidence):
        return Move.WISH
    if sure and intent == "change_language":
        return Move.LANGUAGE
    # Where yes or no is asked for, « et le matériel ? » gives no value.
    may_ask = intent != "inform" or evidence.field is None and len(turn.text.split()) > 1
    may_ask = may_ask or evidence.reading is None and questions.asks_information(turn.text)
    return Move.QUESTION if _asks(turn) and may_ask else Move.UNCLEAR


def _task_move(intent: str, task: str) -> Move | None:
    if intent not in TASKS:
        return None
    if intent == REQUEST_AGENT and task != REQUEST_AGENT:
        return Move.PERSON
    return Move.SAME_TASK if intent == task else Move.OTHER_TASK


def _clearly_other(turn: Turn, task: str) -> bool:
    """Names another task, and not just the way back: « non, je garde la facture électronique » is a refusal."""
    other = other_task_of(turn, task)
    return other is not None and other != OPPOSITES.get(task) and other in tasks_named(turn.text)


def _wishes_other(turn: Turn, task: str) -> bool:
    """« en fait non, je veux plutôt résilier »: wished for in so many words, where the classifier hears a no or nothing."""
    heard = turn.intent in (*TASKS, "affirm", "deny", "abort_task") or turn.confidence < FAIRLY_SURE
    if not heard or cues.negates_wish(turn.text) or not _clearly_other(turn, task):
        return False
    return questions.asks_favour(turn.text) or any(
        wishes_plainly(turn.text, name) for name in ACCOUNT_TASKS if name not in (task, OPPOSITES.get(task))
    )


def _gives_email(turn: Turn, field: Field) -> bool:
    """An e-mail address where a postal one was asked for."""
    return field.slot == "address" and bool(email.find(turn.text))


def _is_question(turn: Turn) -> bool:
    """A question by the classifier, or a wish for a task that is put as a question and asks for no favour."""
    if turn.intent == "ask_question":
        return questions.is_question(turn.text)
    return turn.intent in TASKS and "?" in turn.text and not questions.asks_favour(turn.text)


def _wonders(turn: Turn, evidence: Evidence) -> bool:
    """« bon, et si j'attends la fin de l'engagement », which the classifier takes for the task under way."""
    return turn.intent == evidence.task and questions.asks_information(turn.text)


def _asks(turn: Turn) -> bool:
    return "?" in turn.text or questions.asks_information(turn.text)


def _is_free(evidence: Evidence) -> bool:
    return evidence.field is not None and evidence.field.free
