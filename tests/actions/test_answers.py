"""Free questions: answered with the source, or honestly not; offers are remembered."""

import pytest

from tests.actions.dialogue import Customer, World
from tests.actions.fakes import FakeKnowledge
from tests.actions.phrases import LANGUAGES, PERSON

ANSWER = {"fr": "Les frais dépendent de l'engagement.", "en": "The fee depends on the commitment."}
ABOUT_CANCELLING = {
    "fr": "si je résilie, qu'est-ce qui me reste à payer ?",
    "en": "what do I owe if I cancel?",
}


def knowing(world: World, **answers: dict[str, str]) -> World:
    """A world whose documents answer questions with these words in them."""
    world.knowledge = FakeKnowledge(answers)
    world.enter()
    return world


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_comes_with_its_source_from_the_operators_documents(world: World, language: str) -> None:
    knowing(world, résilie=ANSWER, cancel=ANSWER)
    customer = Customer(world, language=language, operator="alsatis")
    customer.says(ABOUT_CANCELLING[language], "ask_question")
    assert customer.replies[0].text == ANSWER[language]
    assert customer.replies[0].sources[0]["document"] == "Aide"
    assert world.knowledge.asked[0][1:] == ("alsatis", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_answer_also_comes_in_few_words_for_a_text_message(world: World, language: str) -> None:
    long = {language: text * 20 for language, text in ANSWER.items()}
    for channel, few_words in (("web", False), ("sms", True)):
        knowing(world, résilie=long, cancel=long)
        customer = Customer(world, language=language, operator="alsatis", channel=channel)
        customer.says(ABOUT_CANCELLING[language], "ask_question")
        said = customer.replies[0]
        assert said.text == long[language]
        assert ("short" in said.sources[0]) == few_words


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("channel", "confidence", "offered"), [("web", 0.6, True), ("web", 0.8, False), ("sms", 0.6, False)]
)
def test_beside_an_answer_that_may_be_another_questions_the_nearest_are_offered(
    world: World, language: str, channel: str, confidence: float, offered: bool
) -> None:
    knowing(world, frais=ANSWER, fee=ANSWER)
    world.knowledge.near, world.knowledge.confidence = ["A", "B", "C"], confidence
    customer = Customer(world, language=language, channel=channel)
    customer.says({"fr": "c'est quoi les frais ?", "en": "what is the fee?"}[language], "ask_question")
    assert customer.replies[0].text == ANSWER[language]
    assert ("utter_related_questions" in customer.responses) is offered
    if offered:
        assert [button["title"] for button in customer.replies[-1].buttons] == ["A", "B"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_what_if_about_a_task_is_answered_with_the_offer_to_do_it(world: World, language: str) -> None:
    knowing(world, résilie=ANSWER, cancel=ANSWER)
    customer = Customer(world, language=language)
    customer.says(ABOUT_CANCELLING[language], "ask_question")
    assert customer.task is None
    customer.says({"fr": "oui", "en": "yes"}[language], "affirm")
    assert customer.task == "cancel_service"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_offer_can_be_taken_by_its_button_and_declined(world: World, language: str) -> None:
    knowing(world, résilie=ANSWER, cancel=ANSWER)
    customer = Customer(world, language=language)
    customer.says(ABOUT_CANCELLING[language], "ask_question")
    customer.says({"fr": "non merci", "en": "no thanks"}[language], "deny")
    assert "utter_offer_declined" in customer.responses
    customer.says({"fr": "oui", "en": "yes"}[language], "affirm")
    assert customer.task is None
    customer.says(ABOUT_CANCELLING[language], "ask_question")
    customer.presses("/cancel_service")
    assert customer.task == "cancel_service"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_answer_is_said_so_and_a_person_is_offered(world: World, language: str) -> None:
    customer = Customer(world, language=language)
    customer.says(
        {"fr": "avez-vous un bureau à Gaspé ?", "en": "is there a shop in Moncton?"}[language], "ask_question"
    )
    assert "utter_no_answer" in customer.responses
    customer.presses("/request_agent")
    assert customer.handoff is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unsure_answer_suggests_questions_to_press(world: World, language: str) -> None:
    world.knowledge = FakeKnowledge(
        {"modem": ANSWER}, near=["Où est mon modem ?", "Quand payer ?", "Qui ?", "Quoi ?"]
    )
    world.enter()
    customer = Customer(world, language=language)
    customer.says({"fr": "c'est pour le truc là ?", "en": "about that thing?"}[language], "ask_question")
    titles = [button["title"] for button in customer.replies[0].buttons]
    assert titles[-3:] == ["Où est mon modem ?", "Quand payer ?", "Qui ?"]
    customer.presses('/ask_question{"question": "Où est mon modem ?"}')
    assert customer.replies[0].text == ANSWER[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_follow_up_is_read_with_the_question_before_it(world: World, language: str) -> None:
    knowing(world, **{"dépôt": ANSWER, "deposit": ANSWER})
    customer = Customer(world, language=language)
    customer.says(
        {"fr": "le dépôt est de combien ?", "en": "how much is the deposit?"}[language], "ask_question"
    )
    customer.says({"fr": "et ça se divise ?", "en": "can it be split?"}[language], "ask_question")
    assert customer.replies[0].text == ANSWER[language]


def test_a_passage_in_french_only_is_introduced_to_english_speakers(world: World) -> None:
    knowing(world, router={"fr": "Le routeur est dans la boîte."})
    customer = Customer(world, language="en")
    customer.says("where is the router?", "ask_question")
    (said,) = customer.replies
    assert said.language == "en" and "French" in said.text and "Le routeur" in said.text
    assert said.sources[0]["language"] == "fr"


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_failures_in_a_row_offer_a_person(world: World, language: str) -> None:
    customer = Customer(world, language=language)
    customer.says("bla bla", "out_of_scope")
    assert "utter_offer_person" not in customer.responses
    customer.says("bli bli", "nlu_fallback")
    assert "utter_offer_person" in customer.responses
    customer.says({"fr": "oui", "en": "yes"}[language], "affirm")
    assert customer.task == "request_agent"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("intent", ["check_ticket", "request_credit", "report_payment", "opt_out_marketing"])
def test_wishes_for_a_person_are_told_honestly_and_offered(world: World, intent: str, language: str) -> None:
    customer = Customer(world, language=language)
    customer.says({"fr": "faites quelque chose", "en": "do something"}[language], intent)
    assert f"utter_wish_{intent}" in customer.responses
    assert customer.handoff is None
    customer.says({"fr": "oui svp", "en": "yes please"}[language], "affirm")
    assert customer.handoff is not None


@pytest.mark.parametrize(
    ("language", "text"), [("fr", "vous m'avez prélevé deux fois"), ("en", "i think i was charged twice")]
)
def test_a_double_charge_is_heard_as_one(world: World, language: str, text: str) -> None:
    customer = Customer(world, language=language)
    customer.says(text, "request_credit", confidence=0.7)
    assert "utter_wish_request_credit" in customer.responses


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("intent", ["greet", "goodbye", "thank", "ask_capabilities", "affirm", "deny"])
def test_small_talk_is_short_and_in_the_language(world: World, intent: str, language: str) -> None:
    customer = Customer(world, language=language)
    customer.says({"fr": "bonjour", "en": "hello"}[language], intent)
    assert {said.language for said in customer.replies} == {language}
    assert customer.task is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Vous êtes un ange, merci. Et mon paiement automatique, il passe quel jour du mois ?"),
        ("en", "You're a star, thank you. And on which day does my paiement go through?"),
    ],
)
def test_a_question_after_thanks_is_answered(world: World, language: str, text: str) -> None:
    knowing(world, paiement=ANSWER)
    customer = Customer(world, language=language)
    customer.says(text, "thank", confidence=0.6)
    assert customer.replies[0].text == ANSWER[language]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Bonjour ! Comment allez-vous aujourd’hui, cher paiement ?"),
        ("en", "Hi there! How are you today?"),
    ],
)
def test_a_polite_question_is_no_question(world: World, language: str, text: str) -> None:
    customer = Customer(world, language=language)
    customer.says(text, "greet")
    assert customer.responses == ["utter_greet"]


def test_a_question_taken_for_something_else_is_still_looked_up(world: World) -> None:
    knowing(world, paiement=ANSWER)
    customer = Customer(world)
    customer.says("Et mon paiement automatique, il passe quand ?", "out_of_scope")
    assert customer.replies[0].text == ANSWER["fr"]


def test_an_isolated_account_number_is_kept_for_later(world: World) -> None:
    customer = Customer(world)
    customer.says("4410-2287", "inform")
    assert customer.slots["account_number"] == "44102287"
    customer.says("je déménage, changez mon adresse de facturation", "change_billing_address")
    assert customer.asked_for == "pin"


@pytest.mark.parametrize(
    ("language", "text"),
    [("fr", "je ne veux pas résilier, calmez-vous"), ("en", "I don't want to cancel, relax")],
)
def test_a_negated_wish_begins_nothing(world: World, language: str, text: str) -> None:
    customer = Customer(world, language=language)
    customer.says(text, "cancel_service")
    assert customer.task is None and "utter_not_meant" in customer.responses


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_doubtful_wish_is_offered_first(world: World, language: str) -> None:
    customer = Customer(world, language=language)
    customer.says(
        {"fr": "bof, mes affaires", "en": "well, my stuff"}[language], "cancel_service", confidence=0.35
    )
    assert customer.task is None
    customer.says({"fr": "oui", "en": "yes"}[language], "affirm")
    assert customer.task == "cancel_service"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_hardly_is_a_wish_is_not_offered(world: World, language: str) -> None:
    customer = Customer(world, language=language)
    said = {"fr": "je veux contester", "en": "I want to dispute it"}[language]
    customer.says(said, "cancel_service", confidence=0.25)
    assert customer.task is None and customer.responses == ["utter_not_understood_at_all"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_after_a_handoff_questions_are_still_answered(world: World, language: str) -> None:
    knowing(world, résilie=ANSWER, cancel=ANSWER)
    customer = Customer(world, language=language)
    customer.says(PERSON[language], "request_agent")
    customer.says(ABOUT_CANCELLING[language], "ask_question")
    assert ANSWER[language] in customer.heard and customer.asked_for == "reason"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("known", [True, False])
def test_a_follow_up_that_the_classifier_misses_is_still_a_question(
    world: World, language: str, known: bool
) -> None:
    asked = {"fr": "comment payer ma facture ?", "en": "how do I pay my bill?"}[language]
    follow_up = {"fr": "et par chèque ?", "en": "and by cheque?"}[language]
    knowing(world, payer=ANSWER, pay=ANSWER) if known else knowing(world, comment=ANSWER, how=ANSWER)
    customer = Customer(world, language=language)
    customer.says(asked, "ask_question")
    if not known:
        world.knowledge.answers.clear()
    customer.says(follow_up, "inform", confidence=0.44)
    if known:
        assert customer.replies[0].text == ANSWER[language]
    else:
        assert "utter_no_answer" in customer.responses
    assert "utter_not_understood_at_all" not in customer.responses


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_question_before_a_fragment_is_not_understood(world: World, language: str) -> None:
    customer = Customer(world, language=language)
    customer.says({"fr": "et par chèque ?", "en": "and by cheque?"}[language], "inform", confidence=0.44)
    assert "utter_not_understood_at_all" in customer.responses


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "vous avez bien reçu ma box ?"),
        ("fr", "mon remboursement est-il parti"),
        ("en", "has my refund gone out yet"),
        ("en", "did my return get there"),
        ("fr", "mon routeur est-il arrivé ?"),
        ("fr", "l'équipement est bien arrivé chez vous ?"),
        ("en", "is my SIM card on its way"),
    ],
)
def test_the_state_of_ones_own_file_is_for_a_person(world: World, language: str, text: str) -> None:
    customer = Customer(world, language=language)
    customer.says(text, "check_ticket", confidence=0.75)
    assert "utter_wish_check_ticket" in customer.responses


@pytest.mark.parametrize(
    ("language", "text", "intent"),
    [
        ("fr", "cmt je fais pr avoir ma facturre par la poste", "switch_to_paper"),
        ("fr", "Bonjour, comment je résilie ?", "cancel_service"),
        ("en", "how do i cancell my servise", "cancel_service"),
        ("en", "hw do I get bills by mail", "switch_to_paper"),
        ("fr", "cmt je peux recevoir mes factures papier de nouveau svp", "switch_to_paper"),
        ("fr", "cmt vous pouvez annuler mon forfait", "cancel_service"),
        ("fr", "koman on peut tu canceler mon internet", "cancel_service"),
        ("fr", "Comment ça marche pour résilier mon forfait ?", "cancel_service"),
        ("en", "hw can i get my bills by mail again", "switch_to_paper"),
        ("en", "hwo can you cancel my account", "cancel_service"),
        ("en", "how do i get out of this thing", "cancel_service"),
    ],
)
def test_who_asks_how_gets_an_answer_and_the_offer_instead_of_the_task(
    world: World, language: str, text: str, intent: str
) -> None:
    knowing(world, c=ANSWER, h=ANSWER)
    customer = Customer(world, language=language)
    customer.says(text, intent, confidence=0.6)
    assert customer.task is None
    assert customer.replies[0].text == ANSWER[language]
    customer.says({"fr": "oui", "en": "yes"}[language], "affirm")
    assert customer.task == intent


@pytest.mark.parametrize(
    ("language", "text", "confidence"),
    [
        ("en", "how about you mail me my bills on paper", 0.6),
        ("fr", "comment ça, je veux mes factures papier par la poste", 0.6),
        ("en", "how do I cancel? just cancel it", 0.95),
        ("en", "Hi, how are you? I'd like to cancel my internet please.", 0.8),
        ("en", "How many times do I have to ask? Cancel my internet", 0.8),
        ("fr", "Bonjour, comment allez-vous ? Je veux mes factures par la poste", 0.8),
    ],
)
def test_a_wish_that_only_sounds_like_a_question_begins_the_task(
    world: World, language: str, text: str, confidence: float
) -> None:
    customer = Customer(world, language=language)
    customer.says(text, "cancel_service" if "cancel" in text else "switch_to_paper", confidence=confidence)
    assert customer.task is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_how_without_an_answer_still_offers_the_task(world: World, language: str) -> None:
    customer = Customer(world, language=language)
    customer.says(
        {"fr": "cmt je fais pour résilier", "en": "hw do i cancel"}[language],
        "cancel_service",
        confidence=0.6,
    )
    assert "utter_no_answer" in customer.responses
    customer.says({"fr": "oui", "en": "yes"}[language], "affirm")
    assert customer.task == "cancel_service"


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("fr", "ok et par chèque", "utter_no_answer"),
        ("en", "and by cheque", "utter_no_answer"),
        ("en", "and who won the game last night?", "utter_out_of_scope"),
        ("fr", "et qui a gagné le match hier ?", "utter_out_of_scope"),
    ],
)
def test_only_what_may_go_on_with_the_last_question_does(
    world: World, language: str, text: str, said: str
) -> None:
    knowing(world, payer=ANSWER, pay=ANSWER)
    customer = Customer(world, language=language)
    customer.says(
        {"fr": "comment payer ma facture ?", "en": "how do I pay my bill?"}[language], "ask_question"
    )
    world.knowledge.answers.clear()
    off_topic = said == "utter_out_of_scope"
    customer.says(text, "out_of_scope" if off_topic else "inform", confidence=0.95 if off_topic else 0.4)
    assert said in customer.responses


@pytest.mark.parametrize(
    ("language", "text"),
    [("fr", "mon nouveau modem fonctionne mal"), ("en", "my new modem acts up")],
)
def test_a_device_alone_is_no_status(world: World, language: str, text: str) -> None:
    customer = Customer(world, language=language)
    customer.says(text, "check_ticket", confidence=0.75)
    assert "utter_wish_check_ticket" not in customer.responses
