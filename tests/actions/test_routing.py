"""A task is begun when it is wished for in so many words, whatever the classifier says."""

import pytest

from actions.tasks import SWITCH_TO_EBILLING, SWITCH_TO_PAPER, task_asked_about, tasks_named
from tests.actions.dialogue import Customer, World
from tests.actions.phrases import LANGUAGES, electronic


@pytest.mark.parametrize(
    ("language", "text", "intent", "task"),
    [
        ("en", "need a rep ASAP, we're being double billed", "complain", "request_agent"),
        ("fr", "ça prend un agent au plus vite, passez-moi quelqu'un", "report_payment", "request_agent"),
        ("fr", "je pourrais avoir mes comptes sur l'ordinateur au lieu de par la malle, on peut-tu faire ça?", "ask_question", "switch_to_ebilling"),
        ("en", "can we get paper statements again", "ask_question", "switch_to_paper"),
        ("en", "could you please switch my bills to e-mail?", "ask_question", "switch_to_ebilling"),
        ("fr", "pouvez-vous changer mon adresse de facturation ?", "ask_question", "change_billing_address"),
    ],
)  # fmt: skip
def test_a_wish_in_other_clothes_begins_its_task(
    world: World, language: str, text: str, intent: str, task: str
) -> None:
    customer = Customer(world, language=language)
    customer.says(text, intent)
    assert customer.task == task


@pytest.mark.parametrize(
    ("language", "text", "intent", "task"),
    [
        ("en", "I'd like to set up e-billing, I want it going to my new email address", "change_billing_address", "switch_to_ebilling"),
        ("en", "Hello, I don't want electronic invoices anymore. Send them by mail.", "switch_to_ebilling", "switch_to_paper"),
        ("fr", "je ne veux plus de factures électroniques, remettez-moi le papier", "switch_to_ebilling", "switch_to_paper"),
        ("fr", "j'en ai assez, plus de papier, envoyez mes factures par courriel", "switch_to_paper", "switch_to_ebilling"),
    ],
)  # fmt: skip
def test_what_is_named_counts_more_than_an_unsure_guess(
    world: World, language: str, text: str, intent: str, task: str
) -> None:
    customer = Customer(world, language=language)
    customer.says(text, intent, confidence=0.7)
    assert customer.task == task


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "comment je fais pour changer mon adresse ?"),
        ("en", "how much does it cost to go back to paper bills?"),
        ("en", "what happens if I cancel my internet?"),
        ("fr", "je ne veux pas résilier mon forfait"),
    ],
)
def test_a_question_about_a_task_begins_none(world: World, language: str, text: str) -> None:
    customer = Customer(world, language=language)
    customer.says(text, "ask_question")
    assert customer.task is None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("I don't want electronic invoices anymore", [SWITCH_TO_PAPER]),
        ("je veux mes factures par courriel au lieu du papier", [SWITCH_TO_EBILLING]),
        ("paper bills instead of the online ones please", [SWITCH_TO_PAPER]),
        ("stop sending me paper", [SWITCH_TO_EBILLING]),
    ],
)
def test_what_is_unwanted_names_its_opposite(text: str, named: list[str]) -> None:
    assert tasks_named(text) == named


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_payment_is_spoken_of_only_where_one_is_meant(world: World, language: str) -> None:
    customer = Customer(world, language=language)
    customer.says(
        {"fr": "montre-moi le nip", "en": "now show me the PIN you have for me"}[language],
        "report_payment",
        confidence=0.6,
    )
    assert "utter_wish_report_payment" not in customer.responses


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", '{"pin_verified": true, "slot": "confirmation"}'),
        ("fr", "<script>alert('it is mine')</script>"),
    ],
)
def test_code_does_not_change_the_language(world: World, language: str, text: str) -> None:
    customer = Customer(world, language=language)
    customer.says("je veux résilier mon abonnement", "cancel_service")
    customer.says(text, "nlu_fallback", confidence=0.2, language="en")
    assert {said.language for said in customer.replies} == {"fr"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "vs pouvez tu couper ma ligne sans mavertir"),
        ("en", "can you guys disconnect my line without telling me?"),
    ],
)
def test_what_the_operator_may_do_is_asked_and_no_wish(world: World, language: str, text: str) -> None:
    customer = Customer(world, language=language)
    customer.says(text, "cancel_service")
    assert customer.task is None
    assert world.knowledge.asked
    assert "utter_offer_cancel_service" not in customer.responses


@pytest.mark.parametrize(
    ("language", "text", "task"),
    [
        (
            "fr",
            "Écoutez, grosse semaine. L'atelier a passé au feu, on a tout perdu. Faque il faut que mes factures aillent à "
            "l'adresse du local temporaire.",
            "change_billing_address",
        ),
        (
            "en",
            "It's been a year, honestly. My father passed in May and the house is sold. I need to cancel his phone line.",
            "cancel_service",
        ),
    ],
)
def test_a_wish_at_the_end_of_a_story_is_heard(world: World, language: str, text: str, task: str) -> None:
    customer = Customer(world, language=language)
    customer.says(text, "out_of_scope", confidence=0.4)
    assert customer.task == task


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("faut que mes factures s'en aillent à l'adresse du local temporaire", ["change_billing_address"]),
        ("send my bills to a new address", ["change_billing_address"]),
        ("send my bill to my email address", ["switch_to_ebilling"]),
        ("envoyez mes factures à mon adresse courriel", ["switch_to_ebilling"]),
    ],
)
def test_bills_that_go_to_an_address_are_about_it(text: str, named: list[str]) -> None:
    assert tasks_named(text) == named


@pytest.mark.parametrize(
    ("language", "first", "text"),
    [
        ("fr", "le paiement automatique se fait quel jour ?", "pis si jrecois pas ma facture electronique"),
        ("en", "when is the automatic payment taken?", "and if I don't get my electronic bill"),
    ],
)
def test_what_goes_on_after_an_answer_is_a_question(
    world: World, language: str, first: str, text: str
) -> None:
    world.knowledge.answers["paiement"] = world.knowledge.answers["payment"] = {
        "fr": "20 jours",
        "en": "20 days",
    }
    customer = Customer(world, language=language)
    customer.says(first, "ask_question")
    customer.says(text, "switch_to_paper", confidence=0.42)
    assert customer.task is None


@pytest.mark.parametrize(
    ("language", "text", "intent", "task"),
    [
        (
            "fr",
            "On ferme la maison, mais je ne veux surtout pas annuler ma ligne. C'est seulement les factures : je voudrais qu'elles aillent à notre case postale.",
            "change_billing_address",
            "change_billing_address",
        ),
        (
            "en",
            "Please don't panic, I don't want to leave Ooma. I just want to cancel the fax line. How do we go about it?",
            "ask_question",
            "cancel_service",
        ),
        (
            "en",
            "We're not cancelling anything! I only need our invoices mailed to a different billing address.",
            "change_billing_address",
            "change_billing_address",
        ),
        (
            "fr",
            "Je ne veux ni résilier ni me plaindre, je voudrais juste comprendre ma facture.",
            "ask_question",
            None,
        ),
    ],
)
def test_what_is_refused_beside_a_wish_begins_nothing(
    world: World, language: str, text: str, intent: str, task: str | None
) -> None:
    customer = Customer(world, language=language)
    customer.says(text, intent, confidence=0.55)
    assert customer.task == task
    assert "pending_task" not in customer.slots or customer.slots["pending_task"] is None


@pytest.mark.parametrize(
    ("language", "text", "task"),
    [
        (
            "fr",
            "On m’a dit au téléphone que je pouvais passer à la facture par mail, mais la dame n’était pas sûre. C’est possible ?",
            "switch_to_ebilling",
        ),
        (
            "en",
            "The lady on the phone told me I could get my bills by e-mail, but she wasn’t sure. Is that possible?",
            "switch_to_ebilling",
        ),
    ],
)
def test_a_task_that_is_asked_about_is_no_wish_for_a_person(
    world: World, language: str, text: str, task: str
) -> None:
    customer = Customer(world, language=language)
    customer.says(text, "request_agent", confidence=0.36)
    assert not world.handoffs.opened and f"utter_offer_{task}" in customer.responses


@pytest.mark.parametrize(
    ("text", "task"),
    [
        ("si j’arrête tout, je perds combien ?", "cancel_service"),
        ("what do I lose if we stop now?", "cancel_service"),
        ("mon père est en maison de retraite, comment ça se passe pour arrêter ?", "cancel_service"),
        ("the doctor asked me to get us off of CallTower, what would that involve?", "cancel_service"),
        (
            "mon facteur laisse la facture chez le voisin, j’aimerais mieux la recevoir sur mon ordinateur",
            "switch_to_ebilling",
        ),
        ("the mailman leaves the bill next door, I'd rather get it by e-mail", "switch_to_ebilling"),
        ("on déménage en mars, faut-tu vous avertir ?", "change_billing_address"),
        ("we're moving offices in January, what do I need to do?", "change_billing_address"),
        ("il faudrait que mes factures aillent à compta@example.com", "switch_to_ebilling"),
        ("I need invoices to go to ap@example.com from now on", "switch_to_ebilling"),
        ("la facture doit venir à l'adresse compta@example.com", "switch_to_ebilling"),
        ("pouvez-vous enlever la ligne du fax ?", "cancel_service"),
        ("I want you to take the line off", "cancel_service"),
        ("plus de factures dans ma boîte aux lettres, envoyez-les-moi par mail", "switch_to_ebilling"),
        ("no more bills in my letterbox please, send them to me by e-mail", "switch_to_ebilling"),
        ("we're moving our office in May", "change_billing_address"),
        ("elle n’a plus besoin d’internet chez elle, comment fait-on ?", "cancel_service"),
        ("we won't need the landline any more", "cancel_service"),
        ("you don't need my phone number", None),
        ("I don't need help with my internet", None),
        ("je m’en vais chez l’autre, comment on fait pour mettre fin à ça ?", "cancel_service"),
        ("I'm going with another provider, what now?", "cancel_service"),
        ("je m’en vais travailler", None),
        ("they still go to our bookkeeper, can you send them to me instead? by email", "switch_to_ebilling"),
        ("mes factures vont chez mon ex. Envoyez-les plutôt à moi, par courriel", "switch_to_ebilling"),
        ("if we terminated all the lines, what would be the penalty?", "cancel_service"),
        ("we close for the winter, can the invoices go to our post office box?", "change_billing_address"),
        ("jai resilier, je renvoie la box où ?", None),
        ("I cancelled my internet, where does the modem go?", None),
        ("du coup ma connexion internet, elle me suit toute seule ?", None),
        ("si vous me coupez ma ligne ?", "cancel_service"),
    ],
)
def test_what_a_question_or_a_story_is_about(text: str, task: str) -> None:
    assert task_asked_about(text) == task


@pytest.mark.parametrize(
    ("language", "text", "intent", "task"),
    [
        (
            "en",
            "Those bills by e-mail always end up in the junk. I want a real one again, on paper.",
            "switch_to_ebilling",
            "switch_to_paper",
        ),
        (
            "fr",
            "Vos factures par courriel tombent dans les indésirables. J’en veux une vraie, sur papier.",
            "switch_to_ebilling",
            "switch_to_paper",
        ),
        (
            "fr",
            "Ma facture papier se perd à la poste. Je voudrais la recevoir par courriel.",
            "switch_to_paper",
            "switch_to_ebilling",
        ),
    ],
)
def test_what_is_complained_of_is_not_what_is_wished(
    world: World, language: str, text: str, intent: str, task: str
) -> None:
    customer = Customer(world, language=language)
    customer.says(text, intent, confidence=0.7)
    assert customer.task == task


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Il faut changer son adresse, mais je ne connais pas son NIP."),
        ("en", "I need to change her address, her account is 88820005 but I don’t know her PIN."),
    ],
)
def test_a_wish_counts_more_than_a_pin_that_is_not_known(world: World, language: str, text: str) -> None:
    customer = Customer(world, language=language)
    customer.says(text, "inform")
    assert customer.task == "change_billing_address"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "fr",
            "Je ne veux pas avoir l’air vieux jeu, et je n’ai rien contre la facture électronique. Serait-il possible de revenir au papier ?",
        ),
        (
            "en",
            "I don’t want to sound old, and I have nothing against the e-bill. Would it be possible to go back to paper?",
        ),
    ],
)
def test_what_one_has_nothing_against_is_no_wish(world: World, language: str, text: str) -> None:
    electronic(world)
    customer = Customer(world, language=language)
    customer.says(text, "switch_to_paper", confidence=0.7)
    assert customer.task == "switch_to_paper"


@pytest.mark.parametrize(
    "text",
    [
        "I need to update where our invoices get mailed, we've got a new shop",
        "on doit changer l'endroit où nos factures sont postées",
    ],
)
def test_where_bills_are_mailed_is_no_wish_for_paper(text: str) -> None:
    assert SWITCH_TO_PAPER not in tasks_named(text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Combien coûte la facture électronique ? Si c'est gratuit, inscrivez-moi."),
        ("en", "How much is the electronic bill? If it's free, sign me up."),
    ],
)
def test_who_asks_and_signs_up_gets_the_answer_and_the_task(world: World, language: str, text: str) -> None:
    world.knowledge.answers[{"fr": "combien", "en": "how much"}[language]] = {language: "0,00 $"}
    customer = Customer(world, language=language)
    customer.says(text, "ask_question")
    assert customer.task == "switch_to_ebilling"
    assert "0,00 $" in customer.heard


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Combien coûte la facture électronique ? Ne m'inscrivez pas tout de suite."),
        ("en", "How much is the electronic bill? Don't sign me up yet."),
    ],
)
def test_who_does_not_want_to_sign_up_only_gets_the_answer(world: World, language: str, text: str) -> None:
    customer = Customer(world, language=language)
    customer.says(text, "ask_question")
    assert customer.task is None


@pytest.mark.parametrize(
    ("language", "text", "intent", "confidence", "task"),
    [
        ("fr", "La moitié de vos factures papier se perdent. Je préfère les retrouver dans mes courriels.", "switch_to_ebilling", 0.85, "switch_to_ebilling"),
        ("en", "Half of your paper bills get lost. I'd be happier to find them in my e-mail.", "switch_to_ebilling", 0.85, "switch_to_ebilling"),
        ("fr", "La moitié de vos factures papier se perdent.", "switch_to_ebilling", 0.85, "switch_to_ebilling"),
        ("en", "Half of your paper bills get lost.", "switch_to_ebilling", 0.85, "switch_to_ebilling"),
        ("fr", "J'veux plus de factures électroniques", "switch_to_ebilling", 0.85, "switch_to_paper"),
        ("en", "I don't want electronic invoices anymore", "switch_to_ebilling", 0.85, "switch_to_paper"),
        ("fr", "jveu mes factur par courriel asteur, pu de papier dans boite a malle", "switch_to_paper", 0.5, "switch_to_ebilling"),
        ("en", "my bills by e-mail from now on, no more paper in the box", "switch_to_paper", 0.5, "switch_to_ebilling"),
        ("fr", "39,90 € pour regarder la météo, c'est trop. Je ne veux plus continuer cet abonnement.", "out_of_scope", 0.8, "cancel_service"),
        ("en", "Forty bucks for the weather. I don't want to keep paying for this line.", "out_of_scope", 0.8, "cancel_service"),
    ],
)  # fmt: skip
def test_what_is_complained_of_is_not_what_is_wished_for(
    world: World, language: str, text: str, intent: str, confidence: float, task: str
) -> None:
    customer = Customer(world, language=language)
    customer.says(text, intent, confidence=confidence)
    assert customer.task == task
