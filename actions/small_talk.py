"""Greetings, thanks, yes and no to what was offered, and whatever else is said outside of tasks."""

from __future__ import annotations

from accounts.operators import operator
from actions import beyond_reach, conversation, cues, questions, second_thoughts
from actions.account_topics import account_topics
from actions.answers import ANSWERED, UNSURE, find_answer, give_answer
from actions.base import SafeAction
from actions.context import context, off_loop
from actions.forms.moves import FAIRLY_SURE
from actions.language_wishes import question_beside_wish
from actions.readers import account_number, contact, entities
from actions.referral import refer
from actions.regrets import form_to_undo
from actions.routing import form_meant
from actions.sentences import sentences
from actions.tasks import (
    ACCOUNT_TASKS,
    CANCEL_SERVICE,
    CHANGE_BILLING_ADDRESS,
    CHECK_ACCOUNT,
    REQUEST_AGENT,
    SWITCH_TO_EBILLING,
    TASKS,
    WITHDRAW_CHANGE,
    form_of,
    says_withdraw,
    task_asked_about,
    wishes_plainly,
)
from actions.turn import LISTEN, MASKED_SECRET, Turn
from knowledge.retrieval.follow_up import goes_on

WORDS_OF_A_QUESTION = 3
FEW_WORDS = 4
WORDS_AFTER_THANKS = 6  # "how are you?" is no question for the documents


class ActionSmallTalk(SafeAction):
    """Short and friendly; what looks like a question after all is looked up."""

    def name(self) -> str:
        return "action_small_talk"

    async def respond(self, turn: Turn) -> None:
        turn.follow_with(LISTEN)
        if self._takes_offer(turn):
            return
        if not turn.command and cues.says_forgot_secret(turn.text) and form_meant(turn) is None:
            if not await self._looked_up(turn):
                turn.say("utter_forgot_secret_outside")
        elif (
            not turn.command and (beyond := beyond_reach.for_a_person(turn.text)) and form_meant(turn) is None
        ):
            await refer(turn, turn.text, beyond)
            conversation.count(turn, understood=True)
        elif turn.intent in ("affirm", "deny", "abort_task"):
            if turn.command or turn.confidence >= FAIRLY_SURE or not await self._looked_up(turn):
                await self._about_offer(turn)
        elif turn.intent == "change_language" or turn.wish is not None:
            await self._about_language(turn)
        elif turn.intent == "ask_capabilities" and cues.says_person(turn.text):
            turn.follow_with(form_of(REQUEST_AGENT))  # « y a personne chez vous ? »
        elif not turn.command and account_topics(turn.text):
            turn.follow_with(form_of(CHECK_ACCOUNT))
        elif turn.intent in ("greet", "goodbye", "thank", "ask_capabilities"):
            await self._pleasantry(turn)
        else:
            await self._something_else(turn)

    @staticmethod
    def _takes_offer(turn: Turn) -> bool:
        """ "cool, sign me up" after an offer, whatever the classifier makes of it."""
        offered = turn.slot("offer") or {}
        takes = not turn.command and second_thoughts.signs_up(turn.text) and not offered.get("dropped")
        if not takes or offered.get("task") not in TASKS:
            return False
        conversation.no_offer(turn)
        turn.set("pending_task", {"task": offered["task"], "text": offered.get("text", "")})
        turn.follow_with(form_of(offered["task"]))
        return True

    async def _pleasantry(self, turn: Turn) -> None:
        """Returned, unless a question or a wish follows: "You're a star, thanks. And if …, do you tell us?"."""
        asked = "" if turn.command or turn.intent == "ask_capabilities" else _question_after(turn.text)
        answer = await find_answer(turn, asked) if asked else None
        if asked and (form := form_meant(turn)):
            turn.follow_with(form)
        elif answer is not None and answer.outcome in (ANSWERED, UNSURE):
            conversation.count(turn, understood=give_answer(turn, asked, answer))
        else:
            turn.say(f"utter_{turn.intent}", operator_name=operator(turn.operator).name)
            conversation.count(turn, understood=True)

    @staticmethod
    async def _about_language(turn: Turn) -> None:
        known = turn.wish is None or turn.wish.language is not None
        form = form_meant(turn)
        question = "" if turn.command or form else question_beside_wish(turn.text)
        response = "utter_language_changed" if known else "utter_language_unsupported"
        turn.say(response, lead=bool(question or form))
        if form:
            turn.follow_with(form)
        elif question:
            answered = give_answer(turn, question, await find_answer(turn, question))
            conversation.count(turn, understood=answered)

    async def _about_offer(self, turn: Turn) -> None:
        """A yes accepts what was offered last, a no declines it."""
        offered = turn.slot("offer") or {}
        if offered.get("past") and not second_thoughts.takes_up(turn.text):
            offered = {}
        conversation.no_offer(turn)
        undo = None if offered.get("dropped") else form_to_undo(turn)
        wished = turn.intent != "deny" and wishes_plainly(turn.text, offered.get("task", ""))
        taken_up = not turn.command and (wished or second_thoughts.takes_up(turn.text))
        if says_withdraw(turn.text):
            turn.follow_with(form_of(WITHDRAW_CHANGE))
        elif form := undo or (form_meant(turn) if taken_up else None):
            turn.follow_with(form)
        elif cues.refuses_person(turn.text) and await off_loop(
            context().handoffs.withdraw, turn.conversation_id
        ):
            turn.say("utter_aborted_request_agent")
        elif not turn.command and cues.says_person(turn.text):
            turn.follow_with(form_of(REQUEST_AGENT))
        elif offered.get("dropped"):
            self._about_dropped(turn, offered["task"])
        elif not turn.command and turn.intent != "deny" and second_thoughts.says_cancel_it(turn.text):
            self._cancel_it(turn, offered.get("task"))
        elif turn.intent == "affirm" and offered.get("task") in TASKS:
            turn.set("pending_task", {"task": offered["task"], "text": offered.get("text", "")})
            turn.follow_with(form_of(offered["task"]))
        elif turn.intent == "affirm":
            turn.say("utter_affirm")
        elif offered:
            turn.say("utter_offer_declined")
        else:
            _nothing_under_way(turn) if turn.intent == "abort_task" else turn.say("utter_deny")

    @staticmethod
    def _cancel_it(turn: Turn, offered: str | None) -> None:
        """Nothing is under way that could be given up, so it may well be the service; begun if that was the subject."""
        if CANCEL_SERVICE in (offered, task_asked_about(turn.slot("last_question") or "")):
            turn.follow_with(form_of(CANCEL_SERVICE))
        else:
            _nothing_under_way(turn)
            turn.say("utter_offer_cancel_service")
            conversation.offer(turn, CANCEL_SERVICE)

    @staticmethod
    def _about_dropped(turn: Turn, task: str) -> None:
        """The customer has just dropped a task: only one who says so takes it up again."""
        if not turn.command and second_thoughts.takes_up_again(turn.text):
            turn.follow_with(form_of(task))
        elif turn.intent == "abort_task":
            _nothing_under_way(turn)
        else:
            turn.say(f"utter_{turn.intent}")

    async def _something_else(self, turn: Turn) -> None:
        """An isolated value, gibberish, or something that telecom operators do not do."""
        if form := form_meant(turn) or form_to_undo(turn):
            turn.follow_with(form)
            return
        if await self._looked_up(turn) or await self._reachable(turn):
            return
        if cues.says_bereaved(turn.text):
            turn.say("utter_bereaved")
            conversation.offer(turn, REQUEST_AGENT)
            return
        if MASKED_SECRET in turn.text and not account_number.read(turn.text):
            turn.say("utter_secret_early")
            return
        if turn.intent == "inform" and await self._informed(turn):
            return
        if turn.intent == "out_of_scope":
            turn.say("utter_out_of_scope", operator_name=operator(turn.operator).name)
        else:
            turn.say("utter_not_understood_at_all")
        conversation.count(turn, understood=False)

    @staticmethod
    async def _informed(turn: Turn) -> bool:
        """A value outside of a task: it takes up the task that was offered, is kept, or shows what is wished for."""
        today = await off_loop(context().accounts.today, turn.operator)
        found = entities.find(turn.text, turn.language, today, operator(turn.operator).country)
        number = account_number.read(turn.text)
        offered = turn.slot("offer") or {}
        if number:
            turn.set("account_number", number)
        if offered.get("task") in ACCOUNT_TASKS and not offered.get("dropped"):
            if not (number or found.address or found.email or found.date):
                return False
            # A question in the words that led to the offer had its answer.
            told = [one for one in sentences(offered.get("text", "")) if "?" not in one]
            said = " ".join([*told, turn.text])
            turn.set("pending_task", {"task": offered["task"], "text": said})
            turn.follow_with(form_of(offered["task"]))
            return True
        task = CHANGE_BILLING_ADDRESS if found.address else SWITCH_TO_EBILLING if found.email else None
        if number and (task := task_asked_about(turn.text) or task):
            turn.follow_with(form_of(task))  # who gives an account number wants it done
            return True
        if number:
            turn.say("utter_account_number_noted")
            return True
        if task is not None:
            turn.say(f"utter_offer_{task}")
            conversation.offer(turn, task)
        return task is not None

    async def _reachable(self, turn: Turn) -> bool:
        """A telephone number or e-mail address for the person who will take over, if one was called."""
        found = contact.read(turn.text, operator(turn.operator).country)
        if found is None or found.kind == "other":
            return False
        if not await off_loop(context().handoffs.update, turn.conversation_id, contact=found.value):
            return False
        turn.say("utter_agent_with_contact")
        return True

    async def _looked_up(self, turn: Turn) -> bool:
        """The classifier may take a real question for something else; the documents know better. What only the question
        before it explains (« et par chèque ? ») is a question even if they have no answer."""
        follows = self._follows(turn)
        asked = questions.is_question(turn.text) and len(turn.text.split()) >= WORDS_OF_A_QUESTION
        if not (follows or asked):
            return False
        answer = await find_answer(turn, turn.text)
        if not follows and (answer is None or answer.outcome != ANSWERED):
            return False
        conversation.count(turn, understood=give_answer(turn, turn.text, answer))
        return True

    @staticmethod
    def _follows(turn: Turn) -> bool:
        """After an answer, and not clearly about something else; without a question mark only a few words."""
        if not turn.slot("last_question") or not goes_on(turn.text):
            return False
        if turn.intent == "out_of_scope" and turn.confidence >= FAIRLY_SURE:
            return False
        few = len(turn.text.split()) <= FEW_WORDS and not any(map(str.isdigit, turn.text))
        return questions.is_question(turn.text) or few


def _nothing_under_way(turn: Turn) -> None:
    """Nothing can be given up; what was done before stays."""
    turn.say("utter_done_stays" if turn.slot("done") else "utter_nothing_under_way")


def _question_after(text: str) -> str:
    """The questions after thanks or a greeting."""
    said = sentences(text)
    asked = [one for one in said if "?" in one and len(one.split()) >= WORDS_AFTER_THANKS]
    return " ".join(asked) if len(said) > 1 else ""


class ActionDefaultFallback(ActionSmallTalk):
    """When no rule applies, or the classifier gives up."""

    def name(self) -> str:
        return "action_default_fallback"
