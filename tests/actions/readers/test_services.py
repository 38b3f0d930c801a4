"""Which service is meant."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pytest

from actions.readers import services
from actions.readers.services import Ambiguous


@dataclass(frozen=True)
class Service:
    id: str
    kind: str
    plan: str
    monthly_fee: Decimal


MOBILE = Service("P-MOB-1", "mobile", "Mobile Essentiel 20 Go", Decimal("35.00"))
FIBRE = Service("P-INT-2", "internet", "Fibre 300", Decimal("59.90"))
HOME = Service("P-TEL-3", "telephone", "Ligne résidentielle", Decimal("19.99"))
TV = Service("P-TV-4", "tv", "Télé Sélect 40", Decimal("45.00"))
ALL = (MOBILE, FIBRE, HOME, TV)

UNLIMITED = Service("P-MOB-9", "mobile", "Mobile Illimité", Decimal("65.00"))
RADIO = Service("A-THD-1", "internet", "THD Radio 30", Decimal("34.90"))
VOICE = Service("O-VOX-1", "voice", "Téléphonie d'entreprise Pro (6 postes)", Decimal("179.70"))
FAX = Service("O-FAX-1", "fax", "Télécopie sans papier", Decimal("12.95"))


@pytest.mark.parametrize(
    ("french", "english", "service"),
    [
        ("le mobile", "the mobile one", MOBILE),
        ("mon cell", "my cell phone", MOBILE),
        ("le cellulaire pas l'autre", "mobile, not the internet", MOBILE),
        (
            "oups pas l'internet haha c'est le cell qu'il faut canceller",
            "oops not the internet it's the mobile",
            MOBILE,
        ),
        ("l'internet svp", "the internet one", FIBRE),
        ("juste la fibre 300, pas le mobile", "just the fibre 300, not the mobile plan", FIBRE),
        ("la fibre", "fibre please", FIBRE),
        ("le wifi", "my wifi", FIBRE),
        ("la box", "the box", FIBRE),
        ("la box télé", "the set-top box for TV", TV),
        ("internat", "intrenet", FIBRE),
        ("la ligne fixe", "the landline", HOME),
        ("le téléphone de maison", "home phone", HOME),
        ("la télé", "the TV package", TV),
        ("le premier", "the first one", MOBILE),
        ("la deuxième", "the second one", FIBRE),
        ("le dernier", "the last one please", TV),
        ("le 2", "number 2", FIBRE),
        ("P-INT-2", "p int 2", FIBRE),
        ("fibre trois cents, fibre 300", "fiber 300", FIBRE),
        ("mobil esentiel 20 go", "Mobile Essentiel", MOBILE),
        ("télésélect", "tele select", TV),
        ("celui à 19,99 $", "the $19.99 one", HOME),
        ("celui qui finit par TEL-3", "the one whose ID ends in 3", HOME),
        ("le plus cher", "the most expensive", FIBRE),
        ("gardez mon cell mais annulez l'internet", "keep my cell but cancel the internet", FIBRE),
        ("juste la télé, gardez internet", "only the TV, keep the rest", TV),
        ("le mobile. Non attendez, la télé", "the mobile, wait, no, the TV", TV),
        ("l'internet, pardon, le mobile", "the internet. What am I saying, no, the mobile", MOBILE),
    ],
)
def test_one_service_is_chosen(french, english, service):
    assert services.choose(french, ALL, "fr") == service
    assert services.choose(english, ALL, "en") == service


@pytest.mark.parametrize(
    ("text", "offered", "wanted", "all_wanted"),
    [
        ("le mobile", (MOBILE, UNLIMITED, FIBRE), (MOBILE, UNLIMITED), False),
        ("the phone", ALL, (MOBILE, HOME), False),
        ("l'internet", (FIBRE, RADIO), (FIBRE, RADIO), False),
        ("le wifi pis la télé", ALL, (FIBRE, TV), False),
        ("the internet and the phone, not the TV", ALL, (MOBILE, FIBRE, HOME), False),
        ("les deux", (VOICE, FAX), (VOICE, FAX), True),
        ("both", (VOICE, FAX), (VOICE, FAX), True),
        ("tous les services", ALL, ALL, True),
        ("everything", ALL, ALL, True),
        ("keep my cell, cancel the rest", ALL, (FIBRE, HOME, TV), True),
    ],
)
def test_several_are_ambiguous(text, offered, wanted, all_wanted):
    assert services.choose(text, offered, "fr") == Ambiguous(wanted, all_wanted)


@pytest.mark.parametrize(
    ("text", "offered", "service"),
    [
        ("l'illimité", (MOBILE, UNLIMITED, FIBRE), UNLIMITED),
        ("internet fibre", (FIBRE, RADIO), FIBRE),
        ("la radio", (FIBRE, RADIO), RADIO),
        ("la ligne de fax", (VOICE, FAX), FAX),
        ("je veux enlever la ligne de fax, ça sert à rien", (VOICE, FAX), FAX),
        ("cancel the fax line, nobody uses it", (VOICE, FAX), FAX),
        ("VoIP", (VOICE, FAX), VOICE),
        ("the phone lines", (VOICE, FAX), VOICE),
        ("internet", (FIBRE,), FIBRE),
    ],
)
def test_a_plan_or_finer_kind_tells_alike_services_apart(text, offered, service):
    assert services.choose(text, offered, "fr") == service


@pytest.mark.parametrize(
    "text",
    [
        "",
        "oui",
        "je sais pas",
        "le 7",
        "c'est trop cher",
        "combien ça coûte ?",
        "satellite dish",
        "<b>mobile</b>",
    ],
)
def test_other_texts_choose_nothing(text):
    assert services.choose(text, (MOBILE, HOME, TV), "fr") is None


def test_nothing_is_chosen_among_nothing():
    assert services.choose("le mobile", (), "fr") is None


def test_a_kind_the_customer_does_not_have_is_not_chosen():
    assert services.choose("le mobile", (FIBRE,), "fr") is None


FIVE = Service("P-5", "mobile", "Mobile 5 Go", Decimal("30.00"))
FIFTEEN = Service("P-15", "mobile", "Mobile 15 Go", Decimal("40.00"))


@pytest.mark.parametrize(
    ("text", "service"),
    [
        ("le 5 go, pas celui de 15", FIVE),
        ("the 15 gig one", FIFTEEN),
        ("le deuxième dans la liste", FIFTEEN),
        ("the last of them", FIFTEEN),
    ],
)
def test_a_size_tells_plans_apart(text, service):
    assert services.choose(text, (FIVE, FIFTEEN), "fr") is service


@pytest.mark.parametrize(
    "text", ["last Friday", "le premier décembre", "the first of the month", "my 5g phone"]
)
def test_a_day_or_a_network_is_no_place_in_the_list(text):
    assert not isinstance(services.choose(text, (FIVE, FIFTEEN), "en"), Service)


def test_what_stays_is_not_meant():
    assert services.choose("the old phone line. The fibre stays.", (HOME, FIBRE), "en") is HOME
    assert services.choose("il me reste internet à couper", (HOME, FIBRE), "fr") is FIBRE


@pytest.mark.parametrize("text", ["deux secondes", "euh une seconde", "one second", "give me a second"])
def test_a_moment_is_no_place_in_the_list(text):
    assert services.choose(text, ALL, "fr") is None


@pytest.mark.parametrize(
    "text", ["L'internet. Non, qu'est-ce que je dis, l'autre !", "The internet. Wait, no no, the other one!"]
)
def test_after_a_retraction_the_other_one_is_meant(text):
    assert services.choose(text, (FIBRE, HOME), "fr") is HOME
    assert services.choose(text, (FIBRE, HOME, TV), "fr") == Ambiguous((HOME, TV))


@pytest.mark.parametrize(
    ("text", "believes"),
    [
        ("you're leaving my internet alone, and this is only the phone, right?", True),
        ("c'est juste le mobile que vous coupez, hein ?", True),
        ("I'd still have my phone, right?", False),
        ("et le téléphone alors ?", False),
        ("combien pour juste le mobile ?", False),
    ],
)
def test_a_question_may_take_a_service_for_granted(text, believes):
    assert services.believes(text) is believes


def test_a_service_named_is_not_left_out_with_its_kind():
    fax, seats = (
        Service("O-FAX-8", "phone", "Fax Line", Decimal("19.95")),
        Service("O-V-1", "voip", "Office 6 seats", Decimal("149.70")),
    )
    assert services.choose("just the fax line, not the phone seats", (seats, fax), "en") == fax
    assert services.choose("la ligne fax line, pas les postes de téléphone", (seats, fax), "fr") == fax
