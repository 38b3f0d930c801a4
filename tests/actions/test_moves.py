"""What a message does inside a task: decided from the value, the phrase, the intent, in this order."""

import pytest

from actions.forms.fields import DateField, EmailField, SecretField, TextField
from actions.forms.moves import Evidence, Move, other_task_of, read_move
from actions.forms.reading import Problem, Reading, Value
from actions.language_wishes import wished_language
from actions.turn import Turn

EMAIL, DATE, REASON = EmailField(), DateField("end_date"), TextField("reason")


def turn(text: str, intent: str = "inform", confidence: float = 0.9, *, command: bool = False) -> Turn:
    """A turn with nothing else in it."""
    return Turn(
        conversation_id="c",
        operator="primus",
        channel="web",
        message_id="1",
        source_address=None,
        text="" if command else text,
        command=command,
        intent=intent,
        confidence=confidence,
        entities={},
        slots={},
        language="fr",
        wish=wished_language(text, intent, {}),
    )


def evidence(
    field: object = EMAIL,
    reading: Reading = None,
    *,
    task: str = "switch_to_ebilling",
    polarity: bool | None = None,
    corrects: bool = False,
    names_wrong: bool = False,
) -> Evidence:
    return Evidence(task, field, reading, polarity, corrects, names_wrong)  # type: ignore[arg-type]


VALUE = Value("jean@example.com")


@pytest.mark.parametrize("intent", ["inform", "ask_question", "out_of_scope", "cancel_service", "affirm"])
def test_what_reads_as_the_value_is_the_answer_whatever_the_intent(intent: str) -> None:
    assert read_move(turn("jean@example.com", intent), evidence(reading=VALUE)) is Move.ANSWER


def test_a_question_with_a_date_in_it_is_a_question() -> None:
    said = turn("combien ça coûte si j'arrête le 15 ?", "ask_question")
    assert read_move(said, evidence(DATE, Value("2026-12-15"))) is Move.QUESTION


@pytest.mark.parametrize("text", ["passez-moi quelqu'un, jean@example.com", "I want a human, not this"])
def test_a_person_counts_more_than_a_value(text: str) -> None:
    assert read_move(turn(text, "inform"), evidence(reading=VALUE)) is Move.PERSON


@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("laisse tomber", Move.ABORT),
        ("never mind", Move.ABORT),
        ("in English please", Move.LANGUAGE),
        ("pardon ?", Move.REPEAT),
        ("je ne sais pas", Move.LOST),
        ("I don't have one", Move.LOST),
    ],
)
@pytest.mark.parametrize("intent", ["inform", "out_of_scope"])
def test_set_phrases_do_not_need_the_classifier(text: str, move: Move, intent: str) -> None:
    assert read_move(turn(text, intent, 0.5), evidence()) is move


@pytest.mark.parametrize(
    ("intent", "move"),
    [
        ("greet", Move.SMALL_TALK),
        ("request_credit", Move.WISH),
        ("cancel_service", Move.OTHER_TASK),
        ("switch_to_ebilling", Move.SAME_TASK),
        ("request_agent", Move.PERSON),
        ("abort_task", Move.ABORT),
        ("inform", Move.UNCLEAR),
    ],
)
def test_without_value_or_phrase_the_intent_decides(intent: str, move: Move) -> None:
    assert read_move(turn("blou bla", intent), evidence()) is move


@pytest.mark.parametrize("intent", ["deny", "abort_task", "affirm", "cancel_service"])
@pytest.mark.parametrize(
    "text", ["en fait non, je veux plutôt résilier", "no wait, I want to cancel my plan instead"]
)
def test_another_task_in_so_many_words_needs_no_sure_classifier(text: str, intent: str) -> None:
    assert read_move(turn(text, intent, 0.35), evidence()) is Move.OTHER_TASK


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("je ne veux pas résilier", "deny"),
        ("non, je ne veux pas résilier", "deny"),
        ("I did not cancel my service", "deny"),
        ("you charged me after I cancelled my service, refund me", "request_credit"),
        ("I already paid to cancel my plan", "report_payment"),
        ("any news of my ticket about cancelling my service", "check_ticket"),
        ("merci, j'ai déjà résilié", "thank"),
        ("I want to complain about my cancellation", "complain"),
    ],
)
def test_a_task_that_is_only_named_is_not_wished_for(text: str, intent: str) -> None:
    assert read_move(turn(text, intent, 0.9), evidence()) is not Move.OTHER_TASK


@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("blabla", Move.UNCLEAR),
        ("fghj kl", Move.UNCLEAR),
        ("il fait tellement beau dehors", Move.SMALL_TALK),
        ("the weather is lovely outside", Move.SMALL_TALK),
    ],
)
def test_a_word_out_of_place_is_a_failed_answer_and_a_sentence_is_chat(text: str, move: Move) -> None:
    assert read_move(turn(text, "out_of_scope"), evidence()) is move


def test_an_unsure_intent_decides_nothing() -> None:
    assert read_move(turn("blou bla", "cancel_service", 0.2), evidence()) is Move.UNCLEAR


@pytest.mark.parametrize(
    "intent", ["inform", "complain", "change_billing_address", "check_ticket", "request_agent"]
)
def test_nearly_everything_is_a_reason(intent: str) -> None:
    said = turn("vos agents ne répondent jamais", intent)
    assert read_move(said, evidence(REASON, Value("vos agents…"))) is Move.ANSWER


def test_a_person_asked_for_at_the_reason_is_a_person() -> None:
    said = turn("je veux parler à un agent", "request_agent")
    assert read_move(said, evidence(REASON, Value("…"))) is Move.PERSON


@pytest.mark.parametrize(
    ("text", "intent", "polarity", "move"),
    [
        ("oui", "affirm", True, Move.AGREE),
        ("Oui, je suis au courant des frais, vous pouvez valider.", "affirm", None, Move.AGREE),
        ("yes, paper only please", "switch_to_paper", None, Move.AGREE),
        ("allez-y", "affirm", None, Move.AGREE),
        ("non", "deny", False, Move.REFUSE),
        ("hum non finalement", "deny", None, Move.REFUSE),
        ("non, je garde mon service", "deny", None, Move.ABORT),
        ("est-ce que ça coûte quelque chose ?", "ask_question", None, Move.QUESTION),
        ("ok mais combien ?", "ask_question", None, Move.QUESTION),
        ("oui mais attendez", "inform", None, Move.UNCLEAR),
        ("non, résiliez plutôt mon mobile", "cancel_service", None, Move.OTHER_TASK),
        ("Not a chance. Leave my internet exactly as it is.", "deny", None, Move.ABORT),
        ("yes, don't submit it", "affirm", None, Move.REFUSE),
        ("oui, ne changez rien", "affirm", None, Move.ABORT),
    ],
)
def test_at_the_confirmation(text: str, intent: str, polarity: bool | None, move: Move) -> None:
    assert read_move(turn(text, intent), evidence(None, polarity=polarity)) is move


def test_a_correction_counts_more_than_the_no_before_it() -> None:
    said = turn("non, le 3", "deny")
    assert read_move(said, evidence(None, polarity=False, corrects=True)) is Move.CORRECT


@pytest.mark.parametrize(
    ("intent", "move"),
    [
        ("affirm", Move.AGREE),
        ("deny", Move.REFUSE),
        ("request_agent", Move.PERSON),
        ("abort_task", Move.ABORT),
        ("ask_question", Move.QUESTION),
        ("cancel_service", Move.OTHER_TASK),
        ("inform", Move.ANSWER),
    ],
)
def test_buttons_mean_what_they_say(intent: str, move: Move) -> None:
    assert read_move(turn("", intent, 1.0, command=True), evidence()) is move


def test_a_problem_with_the_value_is_still_an_answer() -> None:
    said = turn("hier", "inform")
    assert read_move(said, evidence(DATE, Problem("utter_date_past"))) is Move.ANSWER


@pytest.mark.parametrize(
    ("text", "task", "move"),
    [
        ("c'est ça, annulez tout", "cancel_service", Move.AGREE),
        ("c'est ça, annulez tout", "switch_to_ebilling", Move.ABORT),
        ("oui, laissez tomber, n'annulez rien", "cancel_service", Move.ABORT),
        ("yes, cancel everything", "cancel_service", Move.AGREE),
        ("yes, never mind, cancel the request", "cancel_service", Move.ABORT),
    ],
)
def test_an_end_is_agreed_to_only_in_so_many_words(text: str, task: str, move: Move) -> None:
    asked = Evidence(task=task, field=None, reading=None, polarity=None)
    assert read_move(turn(text, "affirm"), asked) is move


@pytest.mark.parametrize("text", ["last Friday", "vendredi dernier"])
def test_a_past_day_is_the_answer_even_if_a_service_could_be_meant(text: str) -> None:
    past = Problem("utter_date_past", certain=True)
    assert read_move(turn(text), evidence(DATE, past, corrects=True)) is Move.ANSWER


def test_giving_up_one_task_for_another_is_a_wish_for_the_other() -> None:
    said = turn("forget the e-bill, I'd rather cancel my internet altogether", "switch_to_paper")
    assert other_task_of(said, "switch_to_ebilling") == "cancel_service"


@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("euh 2 secondes, mon mari me parle", Move.PATIENCE),
        ("hold on let me find my glasses", Move.PATIENCE),
        ("wait, no", Move.REFUSE),
        ("so no more emails after that right?", Move.QUESTION),
        ("bon ben tant pis pour les sous, allez-y", Move.AGREE),
        ("if thats what it takes, sure, yes", Move.AGREE),
        ("oui", Move.AGREE),
    ],
)
def test_roundabout_replies_to_the_last_question(text: str, move: Move) -> None:
    said = turn(text, "affirm" if move is Move.AGREE else "out_of_scope", 0.4)
    polarity = {"oui": True}.get(text)
    assert read_move(said, evidence(None, polarity=polarity)) is move


def test_a_question_why_is_no_failed_answer() -> None:
    said = turn("why do u even need that", "inform", 0.4)
    assert read_move(said, evidence(SecretField("pin"))) is Move.QUESTION


@pytest.mark.parametrize("text", ["c'est-tu le numéro sur ma facture", "is it the number on my bill"])
def test_a_question_that_the_classifier_takes_for_a_task_without_being_sure(text: str) -> None:
    assert read_move(turn(text, "switch_to_paper", 0.48), evidence()) is Move.QUESTION


@pytest.mark.parametrize(
    "text", ["what happens if I say yes", "si vous baissez le prix, oui", "trop cher, oui"]
)
@pytest.mark.parametrize("intent", ["ask_question", "deny", "abort_task"])
def test_a_yes_at_the_end_of_a_question_or_condition_is_none(text: str, intent: str) -> None:
    assert read_move(turn(text, intent, 0.9), evidence(None)) is not Move.AGREE


@pytest.mark.parametrize("text", ["ah mais dans ce cas c'est pas gratuit ?", "oh but then it isn't free?"])
def test_a_question_that_sounds_like_a_no_is_a_question(text: str) -> None:
    at_confirmation = Evidence(task="cancel_service", field=None, reading=None, polarity=None)
    assert read_move(turn(text, "deny", 0.6), at_confirmation) is Move.QUESTION
    assert read_move(turn(text.rstrip(" ?"), "deny", 0.6), at_confirmation) is Move.REFUSE
