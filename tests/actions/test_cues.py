"""Set phrases, with what resembles them and means something else."""

import pytest

from actions import cues
from actions.sentences import sentences
from actions.tasks import (
    CANCEL_SERVICE,
    CHANGE_BILLING_ADDRESS,
    REQUEST_AGENT,
    SWITCH_TO_EBILLING,
    SWITCH_TO_PAPER,
    other_wish,
    says_withdraw,
    task_asked_about,
    tasks_named,
)

CASES = [
    (
        cues.says_abort,
        ["laisse tomber", "laissez faire", "oubliez ça", "annule ça", "never mind", "forget it", "cancel that", "stop", "on arrête là"],
        ["n'oubliez pas mon appartement", "annulez mon forfait", "cancel my plan", "stop sending paper bills", "laissez-moi finir"],
    ),
    (
        cues.says_person,
        ["passez-moi un agent", "je veux parler à quelqu'un", "a real person please", "call me back", "agent", "get me a supervisor"],
        ["pas besoin d'agent", "I don't want an agent", "vos agents sont impolis", "my representative was nice"],
    ),
    (
        cues.says_forgot_secret,
        ["j'ai oublié mon nip", "I forgot my PIN", "je me souviens plus du code", "can you send me a code"],
        ["mon nip est 1234", "le code postal est H7N 1A1"],
    ),
    (
        cues.says_dont_know,
        ["je ne sais pas", "je l'ai pas", "aucune idée", "no idea", "I can't find it", "où je trouve ça"],
        ["c'est le 4410-2287", "it's on my bill: 44102287"],
    ),
    (
        cues.negates_wish,
        ["je ne veux pas résilier", "I don't want to cancel", "not looking to switch"],
        ["je veux résilier", "I want to cancel", "je ne veux pas payer"],
    ),
    (
        cues.asks_information,
        ["combien ça coûte", "what happens to my number", "est-ce que je garde mon numéro ?", "how do I pay"],
        ["pouvez-vous enregistrer ma résiliation ?", "could you update it please?", "je veux résilier"],
    ),
    (
        cues.says_nothing,
        ["non", "rien", "no thanks", "sans raison", "no particular reason", "I'd rather not say"],
        ["non, c'est trop cher", "rien ne marche", "nothing works here"],
    ),
    (
        cues.leans_yes,
        ["oui, je suis au courant", "yes, paper only", "d'accord, faites-le"],
        ["oui mais pas demain", "yes but later", "non"],
    ),
    (cues.leans_no, ["non, c'est le 2520", "hum non finalement", "nope, wrong"], ["oui", "normal", "note bien"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("says", "text"),
    [(says, text) for says, yes, _ in CASES for text in yes],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_a_set_phrase_is_heard(says, text: str) -> None:
    assert says(text)


@pytest.mark.parametrize(
    ("says", "text"),
    [(says, text) for says, _, no in CASES for text in no],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_what_only_resembles_it_is_not(says, text: str) -> None:
    assert not says(text)


def test_accents_and_apostrophes_do_not_matter() -> None:
    assert cues.says_forgot_secret("J’AI OUBLIE MON NIP") and cues.says_forgot_secret("j'ai oublié mon NIP")


@pytest.mark.parametrize(
    ("text", "tasks"),
    [
        ("changez mon adresse de facturation", [CHANGE_BILLING_ADDRESS]),
        ("I moved, update the billing address", [CHANGE_BILLING_ADDRESS]),
        ("update my e-mail address", []),
        ("je veux la facture électronique", [SWITCH_TO_EBILLING]),
        ("paper bills please", [SWITCH_TO_PAPER]),
        ("cancel my paper bill", [SWITCH_TO_EBILLING]),
        ("résiliez mon mobile", [CANCEL_SERVICE]),
        ("je déménage, résiliez mon internet", [CANCEL_SERVICE]),
        ("passez-moi un agent", [REQUEST_AGENT]),
        ("quelle heure est-il", []),
    ],
)
def test_tasks_are_recognised_by_name(text: str, tasks: list[str]) -> None:
    assert tasks_named(text) == tasks


@pytest.mark.parametrize(
    ("text", "task", "other"),
    [
        ("changez mon adresse et résiliez mon mobile", CHANGE_BILLING_ADDRESS, CANCEL_SERVICE),
        ("cancel my mobile plan and update my billing address", CANCEL_SERVICE, CHANGE_BILLING_ADDRESS),
        ("je veux résilier. Dois-je changer mon adresse de facturation ?", CANCEL_SERVICE, None),
        ("stop the e-bill and go back to paper bills", SWITCH_TO_PAPER, None),
        ("je ne veux pas résilier, je change mon adresse", CHANGE_BILLING_ADDRESS, None),
        ("changez mon adresse de facturation", CHANGE_BILLING_ADDRESS, None),
    ],
)
def test_a_second_wish_is_found(text: str, task: str, other: str | None) -> None:
    assert other_wish(text, task) == other


@pytest.mark.parametrize(
    "text", ["annulez ma résiliation", "withdraw my cancellation", "annulez mon changement d'adresse"]
)
def test_taking_back_is_no_cancellation(text: str) -> None:
    assert says_withdraw(text)


@pytest.mark.parametrize(
    ("text", "task"),
    [
        ("what do I owe if I cancel?", CANCEL_SERVICE),
        ("comment je fais pour changer mon adresse de facturation ?", CHANGE_BILLING_ADDRESS),
        ("où est mon modem ?", None),
    ],
)
def test_the_task_that_a_question_is_about(text: str, task: str | None) -> None:
    assert task_asked_about(text) == task


def test_sentences_keep_addresses_and_numbers_whole() -> None:
    text = "Mon courriel est j.leduc@example.com. J'habite au 12 rue X, app. 3 à Laval ! Merci."
    assert sentences(text) == [
        "Mon courriel est j.leduc@example.com.",
        "J'habite au 12 rue X, app. 3 à Laval !",
        "Merci.",
    ]
