"""Set phrases, with what resembles them and means something else."""

import pytest

from actions import cues, questions, second_thoughts
from actions.sentences import sentences
from actions.tasks import (
    CANCEL_SERVICE,
    CHANGE_BILLING_ADDRESS,
    REQUEST_AGENT,
    SWITCH_TO_EBILLING,
    SWITCH_TO_PAPER,
    earlier_wish,
    other_wish,
    part_about,
    says_withdraw,
    speaks_for,
    task_asked_about,
    tasks_named,
)

CASES = [
    (
        second_thoughts.takes_back,
        ["wait, scratch the 15th, make it December 20", "attendez, plutôt le 20 décembre", "non, le 20 décembre", "oops I meant the mobile", "hang on, it's unit 21 not 12", "hang on, I meant the 15th of December for the end date, not the 5th", "sorry, december 20", "actually make it the fibre instead", "*2027", "84107*", "atta, 2 décembre"],
        ["non, j'ai juste plus besoin d'internet", "No longer need the internet", "en fait mon internet est trop lent", "changer de fournisseur, leur internet est moins cher", "Sorry, I'm moving out December 20", "finalement je déménage le 15 décembre", "désolé, je pars au Mexique demain", "what the f***", "Atta 2 minutes", "attends, 2 h", "oui*"],
    ),
    (
        second_thoughts.takes_up,
        ["Hang on, changed my mind again. Let's do the e-bill after all please.", "bon c'est réfléchi, on le fait finalement, la facture électronique"],
        ["I changed my mind, don't cancel my internet after all", "non, ne résiliez pas mon internet finalement", "I decided not to cancel my plan after all", "finalement, pas besoin de changer mon adresse", "je garde ma facture papier finalement"],
    ),
    (
        second_thoughts.takes_up_again,
        ["ok changed my mind again lol, pls do cancel it", "finalement oui, faites-le", "bon, allez-y quand même", "j'ai encore changé d'idée", "ok do it after all"],
        ["no, not after all", "finalement on le fait pas", "oui, finalement non", "finalement oui, on oublie ça", "finalement je continue avec vous", "oui merci quand même", "actually do it another day", "ok go ahead and forget it", "ok", "oui", "never mind then", "ok please don't do it", "finalement je garde tout", "merci quand même", "pls do not cancel it after all"],
    ),
    (
        second_thoughts.ends_with_yes,
        ["bon ben tant pis pour les sous, allez-y 😭", "if thats what it takes, sure, yes", "never mind the fee, go ahead", "Yes! The dog will be sad, but yes", "oui! mon chien va être triste, mais oui"],
        ["what happens if I say yes", "si vous baissez le prix, oui", "I want to talk to my wife before I say yes", "plus tard oui", "trop cher, oui", "cancel my mobile instead, yes", "je garde mon service, ok", "tant pis, oubliez ça", "no, don't, ok", "ben là non merci, allez-y pas", "I'd rather wait, yes", "it's not right but yes", "ok?", "I'll think about it, yes", "peut-être, oui", "mauvaise date, oui", "j'hésite, oui", "yes but the date is wrong, yes", "oui mais plutôt le 15, oui"],
    ),
    (
        cues.asks_patience,
        ["euh 2 secondes, mon mari me parle", "ATTENDEZ JE CHERCHE MES LUNETTES", "one sec", "hold on let me find it", "un instant svp", "give me a minute", "je reviens"],
        ["wait I don't want that", "attendez c'est trop cher", "attends je sais pas", "wait until january", "je cherche un autre fournisseur", "one sec the number is 45 12", "dans deux minutes", "wait, how much is it?", "j'attends depuis deux heures", "I've been waiting a minute", "le 2"],
    ),
    (
        questions.ends_as_question,
        ["so no more emails after that right?", "c'est gratuit, hein ?", "le 5, c'est ça ?"],
        ["that's right", "c'est ça", "c'est ça que je veux"],
    ),
    (
        questions.asks_why_asked,
        ["why do u even need that 🙄", "pourquoi vous avez besoin de ça", "et à quoi ça vous sert, mon code ?", "what will you use it for?"],
        ["I don't need that"],
    ),
    (
        second_thoughts.agrees_to_end,
        ["c'est ça, annulez tout", "yes cancel everything please", "oui, résiliez tout"],
        ["oui j'ai changé d'idée, n'annulez pas", "yes, forget it, don't cancel", "oui laissez tomber l'annulation", "yes, never mind, cancel the request", "oui, annulez ma demande"],
    ),
    (
        second_thoughts.forbids,
        ["yes, don't cancel it", "oui, ne résiliez pas mon mobile", "ne faites rien", "please don't change anything"],
        ["oui, pas de problème", "yes don't worry go ahead", "oui n'oubliez pas la référence", "yes, please cancel", "oui changez-la"],
    ),
    (
        second_thoughts.says_keep,
        ["Not a chance. Leave my internet exactly as it is.", "non, touchez à rien", "non je garde mon service"],
        ["non, gardez la même date, c'est la ville", "no, don't change my phone number", "non, change pas la date"],
    ),
    (
        cues.says_abort,
        ["laisse tomber", "laissez faire", "oubliez ça", "annule ça", "never mind", "forget it", "cancel that", "stop", "on arrête là"],
        ["n'oubliez pas mon appartement", "annulez mon forfait", "cancel my plan", "stop sending paper bills", "laissez-moi finir"],
    ),
    (
        cues.says_person,
        ["passez-moi un agent", "je veux parler à quelqu'un", "a real person please", "call me back", "agent", "get me a supervisor", "j'en peux plus de votre robot", "y a quelqu'un pour m'aider", "I'm sick of this bot", "rappelez-moi demain", "ok agent then", "bon, quelqu'un alors", "rappelez-moi quand vous serez là"],
        ["pas besoin d'agent", "I don't want an agent", "vos agents sont impolis", "my representative was nice", "y a une personne dans la maison", "rappelez-moi, il me reste combien à payer ?", "rappelez-moi ce que je dois"],
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
        ["je veux résilier", "I want to cancel", "je ne veux pas payer", "je voudrais plus recevoir de papier, mettez-moi sur la facture électronique", "je veux plus recevoir mes factures par la poste"],
    ),
    (
        questions.asks_information,
        ["combien ça coûte", "what happens to my number", "est-ce que je garde mon numéro ?", "how do I pay"],
        ["pouvez-vous enregistrer ma résiliation ?", "could you update it please?", "je veux résilier"],
    ),
    (
        cues.says_nothing,
        ["non", "rien", "no thanks", "sans raison", "no particular reason", "I'd rather not say"],
        ["non, c'est trop cher", "rien ne marche", "nothing works here"],
    ),
    (
        second_thoughts.leans_yes,
        ["oui, je suis au courant", "yes, paper only", "d'accord, faites-le"],
        ["oui mais pas demain", "yes but later", "non"],
    ),
    (second_thoughts.leans_no, ["non, c'est le 2520", "hum non finalement", "nope, wrong"], ["oui", "normal", "note bien", "so no more emails after that right?", "no problem"]),
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


TWO_WISHES = {
    "fr": "Il me faut résilier mes deux lignes pour la fin de l'année. Ensuite, changez mon adresse de facturation pour le 12 rue des Lilas.",
    "en": "I need our two phone lines cancelled as of the end of the year. And once that's done, change my billing address to 12 Elm Street.",
}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_first_of_two_wishes_comes_first_and_each_has_its_part(language: str) -> None:
    text = TWO_WISHES[language]
    assert earlier_wish(text, CHANGE_BILLING_ADDRESS) == CANCEL_SERVICE
    assert earlier_wish(text, CANCEL_SERVICE) is None
    first, second = sentences(text)
    assert part_about(text, CANCEL_SERVICE, CHANGE_BILLING_ADDRESS) == first
    assert part_about(text, CHANGE_BILLING_ADDRESS, CANCEL_SERVICE) == second


@pytest.mark.parametrize(
    "text",
    [
        "J'ai résilié mon internet le mois passé. Changez mon adresse de facturation.",
        "I cancelled my internet last month. Please change my billing address.",
        "Please don't cancel my internet. Just change my billing address.",
        "I don't want my internet disconnected. Please change my billing address.",
        "Ne résiliez pas mon internet svp. Changez juste mon adresse de facturation.",
        "I need to know what happens if I cancel my internet. Change my billing address please.",
        "Je voudrais savoir comment résilier mon internet. Et changez mon adresse de facturation.",
    ],
)
def test_what_happened_or_is_asked_or_forbidden_is_no_other_wish(text: str) -> None:
    assert earlier_wish(text, CHANGE_BILLING_ADDRESS) is None
    assert other_wish(text, CHANGE_BILLING_ADDRESS) is None


@pytest.mark.parametrize(
    "text",
    [
        "If I want to cancel my internet I'll call. Please change my billing address.",
        "Je veux peut-être résilier mon mobile plus tard. Changez mon adresse de facturation.",
        "Ma résiliation est en retard svp. Changez mon adresse de facturation.",
    ],
)
def test_what_is_only_told_does_not_come_first(text: str) -> None:
    assert earlier_wish(text, CHANGE_BILLING_ADDRESS) is None


@pytest.mark.parametrize(
    "text",
    [
        "I'd like help, my internet is disconnected",
        "I need my internet, it stopped working",
        "I don't want my internet disconnected",
    ],
)
def test_an_outage_is_no_cancellation(text: str) -> None:
    assert tasks_named(text) == []


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("BEN OUI CEST CA QUE JE VEUX LE PAPIER", True),
        ("yes I want the paper", True),
        ("oui", False),
        ("yes drop the paper bill", False),
        ("oui, par courriel", False),
    ],
)
def test_who_speaks_for_paper_does_not_give_it_up(text: str, stays: bool) -> None:
    assert speaks_for(text, SWITCH_TO_PAPER, SWITCH_TO_EBILLING) is stays


def test_one_sentence_with_two_wishes_is_not_cut() -> None:
    text = "changez mon adresse et résiliez mon mobile"
    assert part_about(text, CANCEL_SERVICE, CHANGE_BILLING_ADDRESS) == text


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
        ("combien de jours d'avis on a avant que vous coupiez la ligne?", None),
        ("when do you cut the line if I pay late?", None),
        ("do you charge a fee to cancel?", CANCEL_SERVICE),
        ("my repair request, is it moving?", None),
        ("can we move our numbers to you?", None),
        ("retirer mon nom de vos listes", None),
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


@pytest.mark.parametrize(
    ("text", "waits"),
    [
        ("oh wait, does that mean I lose the fax number?", False),
        ("attends, je perds mon numéro ?", False),
        ("wait, how long is it?", True),
        ("attendez, c'est long l'attente ?", True),
        ("what is the wait time?", True),
    ],
)
def test_who_says_wait_does_not_ask_how_long_it_takes(text: str, waits: bool) -> None:
    assert questions.asks_waiting(text) is waits


@pytest.mark.parametrize(
    ("text", "died"),
    [
        ("mon mari est décédé et l'abonnement est à son nom", True),
        ("my mother passed away last week", True),
        ("le titulaire vient de mourir", True),
        ("la ligne est morte", False),
        ("my modem just died", False),
    ],
)
def test_a_death_is_told_from_a_dead_line(text: str, died: bool) -> None:
    assert cues.says_bereaved(text) is died


@pytest.mark.parametrize(
    ("text", "supposes"),
    [
        ("et si je résilie avant la fin", True),
        ("what happens if I leave before the end?", True),
        ("si je pars, je voudrais mon dernier relevé par la poste", False),
        ("si je peux résilier aujourd'hui", False),
        ("I'd like to cancel if I can", False),
    ],
)
def test_a_mere_supposition_asks(text: str, supposes: bool) -> None:
    assert questions.only_supposes(text) is supposes


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("le modem je le rends où", True),
        ("pis je paye quand", True),
        ("la box je fais quoi avec", True),
        ("ça coûte combien", True),
        ("je sais pas quand", False),
        ("je sais où", False),
        ("je vous dirai quand", False),
        ("j’habite où je veux", False),
    ],
)
def test_a_question_of_spoken_french_may_end_with_its_word(text: str, asks: bool) -> None:
    assert questions.is_question(text) is asks
