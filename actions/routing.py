"""Which task a message wishes for in so many words, when the classifier took it for something else."""

from __future__ import annotations

from actions import beyond_reach, cues, questions, second_thoughts
from actions.account_topics import account_topics
from actions.sentences import sentences
from actions.tasks import (
    ACCOUNT_TASKS,
    CHECK_ACCOUNT,
    OPPOSITES,
    REQUEST_AGENT,
    TASKS,
    form_of,
    is_done_by_operator,
    negates,
    refuses_medium,
    says_withdraw,
    tasks_named,
    wishes_for,
    wishes_plainly,
)
from actions.turn import Turn

SURE = 0.9  # of an intent that set phrases contradict
UNSURE = 0.6  # of one that a wish in the middle of a long story outweighs


def form_meant(turn: Turn) -> str | None:
    """The form to begin instead of an answer: « need a rep ASAP, … », « on peut-tu faire ça ? »; None if none is meant."""
    if turn.command or says_withdraw(turn.text):
        return None
    if cues.says_unauthorised(turn.text):
        return form_of(REQUEST_AGENT)
    if cues.says_person(turn.text) and not questions.asks_information(turn.text):
        return form_of(REQUEST_AGENT)
    if account_topics(turn.text):
        return form_of(CHECK_ACCOUNT)
    if beyond_reach.asks_new_holder(turn.text) or beyond_reach.asks_bill_copy(turn.text):
        return None
    named = [task for task in _account_tasks(turn.text) if not negates(turn.text, task)]
    return form_of(named[0]) if len(named) == 1 and _is_wished(turn, named[0]) else None


def _is_wished(turn: Turn, task: str) -> bool:
    """Whether the message, which names only this task, wishes for it."""
    if turn.intent in ("abort_task", "affirm", "deny") and second_thoughts.takes_up(turn.text):
        return True  # nothing is under way that could be given up
    if any(map(second_thoughts.signs_up, sentences(turn.text))):
        return True
    if turn.intent == "out_of_scope" and wishes_plainly(turn.text, task):
        return True
    unsure = turn.intent not in TASKS and turn.confidence < UNSURE
    if unsure and turn.intent == "ask_question" and wishes_for(turn.text, task, stated=True):
        return True
    if (unsure and turn.intent != "ask_question" or turn.intent == "inform") and wishes_for(turn.text, task):
        return True
    how = questions.asks_how(turn.text) or asks_how_to(turn.text, [task])
    return questions.asks_favour(turn.text) and not how and not is_done_by_operator(turn.text)


def other_task_meant(turn: Turn, task: str) -> str | None:
    """The task that is named instead of the one that the classifier says: « e-billing at my new e-mail address »."""
    if turn.confidence >= SURE:
        return None
    named = [name for name in _account_tasks(turn.text) if not negates(turn.text, name)]
    opposite = OPPOSITES.get(task)
    if opposite and wishes_plainly(turn.text, opposite) and not wishes_for(turn.text, task):
        # "those bills by e-mail end up in the junk. I want a real one on paper"
        return next((name for name in named if name != task), opposite)
    if opposite and named == [opposite] and turn.confidence >= UNSURE:
        # "half of your paper bills get lost" only complains of what the other task would bring
        plainly = wishes_plainly(turn.text, opposite) or refuses_medium(turn.text, task)
        return opposite if plainly else None
    unsure = len(named) == 1 or turn.confidence < UNSURE
    return named[0] if named and task not in named and unsure else None


def is_beyond_reach(text: str, task: str) -> bool:
    """Whether a message that the classifier takes for a task rather wants what only people can do."""
    if beyond_reach.asks_bill_copy(text):
        return True
    if beyond_reach.misses_bill(text):
        return not wishes_plainly(text, task)
    others = (beyond_reach.asks_new_holder, beyond_reach.asks_other_plan, beyond_reach.about_payment)
    return any(one(text) for one in others) and task not in tasks_named(text)


def asks_how_to(text: str, tasks: list[str]) -> bool:
    """Whether every sentence that names one of the tasks (every sentence at all, if none does) opens with a how."""
    said = sentences(text)
    about = [sentence for sentence in said if set(tasks_named(sentence)) & set(tasks)] or said
    return bool(about) and all(map(questions.opens_with_how, about))


def _account_tasks(text: str) -> list[str]:
    return [task for task in tasks_named(text) if task in ACCOUNT_TASKS]
