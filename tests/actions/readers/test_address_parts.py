"""An address piece by piece: completed, corrected, its capitals, its street line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actions.readers import address, postal_codes, regions
from actions.readers.address import Address, Incomplete
from actions.readers.address_case import with_capitals
from actions.readers.address_street import parse

WHOLE = Address("2250 rue Sainte-Catherine Est, app. 3", "Montréal", "QC", "H2K 2J4", "CA")
KANATA = Address("31 Lakeview Drive", "Kanata", "ON", "K2L 3Z4", "CA")
CALGARY = Address("7260 12 Street SE, Suite 300", "Calgary", "AB", "T2H 2S5", "CA")
TOULOUSE = Address("12 rue des Lilas", "Toulouse", None, "31000", "FR")


@pytest.mark.parametrize(
    ("messages", "country", "expected"),
    [
        (
            ["66 rue Cartier", "Laval", "H7N 1A1"],
            "CA",
            Address("66 rue Cartier", "Laval", "QC", "H7N 1A1", "CA"),
        ),
        (
            ["rue Cartier, Laval", "c'est le 66", "h7n1a1 svp"],
            "CA",
            Address("66 rue Cartier", "Laval", "QC", "H7N 1A1", "CA"),
        ),
        (
            ["rue Cartier à Laval H7N 1A1", "soixante-six"],
            "CA",
            Address("66 rue Cartier", "Laval", "QC", "H7N 1A1", "CA"),
        ),
        (["K2L 3Z4", "31 Lakeview Drive", "it's in Kanata"], "CA", KANATA),
        (["Kanata, Ontario", "31 Lakeview Drive, K2L 3Z4"], "CA", KANATA),
        (["31 Lakeview Drive, Kanata", "K2L 3Z", "sorry, K2L 3Z4"], "CA", KANATA),
        (["31 Lakeview Drive, Kanata", "12345", "K2L 3Z4"], "CA", KANATA),
        (["31 Lakeview Drive, Kanata, Ontario H7N 1A1", "K2L 3Z4"], "CA", KANATA),
        (["31 Lakeview Drive, Kanata, Québec K2L 3Z4", "it's Ontario"], "CA", KANATA),
        (["12 rue des Lilas", "Toulouse", "31000"], "FR", TOULOUSE),
        (["12 rue des Lilas, Toulouse", "3100", "31000"], "FR", TOULOUSE),
        (["31000 Toulouse", "12 rue des Lilas"], "FR", TOULOUSE),
        (["12 rue des Lilas, 31000", "c'est à Toulouse"], "FR", TOULOUSE),
        (
            ["12 rue des Lilas 31000", "Saint-Machin-des-Bois"],
            "FR",
            replace(TOULOUSE, city="Saint-Machin-des-Bois"),
        ),
        (
            ["12 rue des Lilas Laval", "Laval", "H7N 1A1"],
            "CA",
            Address("12 rue des Lilas", "Laval", "QC", "H7N 1A1", "CA"),
        ),
    ],
)
def test_missing_parts_complete_the_address(messages, country, expected):
    known = None
    for message in messages[:-1]:
        found = address.read(message, country, known=known)
        assert isinstance(found, Incomplete), message
        known = found.partial
    assert address.read(messages[-1], country, known=known) == expected


@pytest.mark.parametrize(
    ("text", "known", "changed"),
    [
        ("non, c'est le 2520", WHOLE, {"street": "2520 rue Sainte-Catherine Est, app. 3"}),
        ("c'est pas le 2250 c'est le 2520", WHOLE, {"street": "2520 rue Sainte-Catherine Est, app. 3"}),
        ("2520 rue Sainte-Catherine Est", WHOLE, {"street": "2520 rue Sainte-Catherine Est, app. 3"}),
        ("app. 12 pas 3", WHOLE, {"street": "2250 rue Sainte-Catherine Est, app. 12"}),
        ("non c'est rue des Érables", WHOLE, {"street": "2250 rue des Érables, app. 3"}),
        ("pas Montréal, Laval", WHOLE, {"city": "Laval"}),
        ("le code postal est H2K 2J5", WHOLE, {"postal_code": "H2K 2J5"}),
        ("the postal code was wrong, it's K2L 3Z5", KANATA, {"postal_code": "K2L 3Z5"}),
        ("wait, it's K2L 3Z6 not 3Z4", KANATA, {"postal_code": "K2L 3Z6"}),
        ("ce n'est pas Montréal mais Laval", WHOLE, {"city": "Laval"}),
        ("oui mais app. 5", WHOLE, {"street": "2250 rue Sainte-Catherine Est, app. 5"}),
        (
            "l'appartement c'est le 302 pas le 3",
            WHOLE,
            {"street": "2250 rue Sainte-Catherine Est, appartement 302"},
        ),
        ("it's 33 not 31", KANATA, {"street": "33 Lakeview Drive"}),
        ("13 not 31", KANATA, {"street": "13 Lakeview Drive"}),
        ("hmm no, the civic number should be 13 not 31", KANATA, {"street": "13 Lakeview Drive"}),
        ("the civic number should be 13", KANATA, {"street": "13 Lakeview Drive"}),
        ("number 13", KANATA, {"street": "13 Lakeview Drive"}),
        ("change 31 to 13 please", KANATA, {"street": "13 Lakeview Drive"}),
        ("7062 not 7260", CALGARY, {"street": "7062 12 Street SE, Suite 300"}),
        ("15 not 12", CALGARY, {"street": "7260 15 Street SE, Suite 300"}),
        ("le 2520, pas le 2250", WHOLE, {"street": "2520 rue Sainte-Catherine Est, app. 3"}),
        ("le bon numéro c'est 2520", WHOLE, {"street": "2520 rue Sainte-Catherine Est, app. 3"}),
        ("le numéro devrait être 2520", WHOLE, {"street": "2520 rue Sainte-Catherine Est, app. 3"}),
        ("remplacez 2250 par 2520", WHOLE, {"street": "2520 rue Sainte-Catherine Est, app. 3"}),
        ("c'est le 302, pas le 3", WHOLE, {"street": "2250 rue Sainte-Catherine Est, app. 302"}),
        ("c'est le 21, pas le 12", TOULOUSE, {"street": "21 rue des Lilas"}),
        ("same street, number 412 now", KANATA, {"street": "412 Lakeview Drive"}),
        ("correction: 64 Church Street, not 31", KANATA, {"street": "64 Church Street"}),
        ("actually it's Lakeview Crescent", KANATA, {"street": "31 Lakeview Crescent"}),
        ("unit 4", KANATA, {"street": "31 Lakeview Drive, unit 4"}),
        ("the city is Ottawa", KANATA, {"city": "Ottawa"}),
        ("14 bis", TOULOUSE, {"street": "14 bis rue des Lilas"}),
        ("code postal 31500", TOULOUSE, {"postal_code": "31500"}),
        ("c'est à Muret, 31600", TOULOUSE, {"city": "Muret", "postal_code": "31600"}),
        ("oh and it's unit 12", KANATA, {"street": "31 Lakeview Drive, unit 12"}),
        ("its missing the unit number 4b", KANATA, {"street": "31 Lakeview Drive, unit 4b"}),
        ("bât. C", TOULOUSE, {"street": "12 rue des Lilas, bât. C"}),
    ],
)
def test_a_correction_changes_just_that_part(text, known, changed):
    assert address.read(text, known.country, known=known) == replace(known, **changed)


@pytest.mark.parametrize(
    ("text", "street"),
    [
        ("ben c'est au 1455 des Récollets, apt 6", "1455 des Récollets, apt 6"),
        ("c'est le 230 de la Montagne", "230 de la Montagne"),
        ("au 340 de l'Église", "340 de l'Église"),
    ],
)
def test_a_street_may_go_without_its_kind(text, street):
    found = address.read(text, "CA")
    assert isinstance(found, address.Incomplete) and found.partial.street == street


@pytest.mark.parametrize(
    "text", ["je pars le 3 du mois", "le 12 de la semaine prochaine", "le 15 des mois pairs"]
)
def test_a_day_is_no_street(text):
    assert address.read(text, "CA") is None


RESIDENCE = Address(
    "12 bis avenue Jean Jaurès, résidence Les Tilleuls bât C appt 14", "Toulouse", "Occitanie", "31000", "FR"
)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("attends le bâtiment c'est B", "bâtiment B appt 14"),
        ("non, appartement 15", "bât C appartement 15"),
        ("bât B appt 15", "bât B appt 15"),
        ("c'est le bâtiment B, pas C", "bâtiment B appt 14"),
        ("it's building B", "building B appt 14"),
        ("the apartment is actually 15", "bât C apartment 15"),
        ("c'est au 3e étage", "bât C appt 14 3e étage"),
    ],
)
def test_a_building_and_a_door_are_two_things(text, end):
    found = address.read(text, "FR", known=RESIDENCE)
    assert isinstance(found, Address) and found.street.endswith(f"Les Tilleuls {end}")


def test_a_whole_new_address_takes_the_place_of_the_known_one():
    assert address.read("64 Church Street, Ottawa K1P 1A4", "CA", known=WHOLE) == Address(
        "64 Church Street", "Ottawa", "ON", "K1P 1A4", "CA"
    )
    assert address.read("12 rue des Lilas, 31000 Toulouse, France", "CA", known=WHOLE) == TOULOUSE


def test_a_correction_to_another_province_is_asked_about():
    found = address.read("the postal code is H7N 1A1", "CA", known=KANATA)
    assert isinstance(found, Incomplete) and found.problem == "postal_code_region_mismatch"


@pytest.mark.parametrize(
    "text",
    [
        "oui",
        "non",
        "le 3 mars",
        "combien ça coûte ?",
        "je veux parler à un agent",
        "laisse tomber",
        "never mind",
        "un instant",
        "mon compte 4002-1877",
        "514-555-0188",
        "I'm 82 and I don't do email",
        "calcule 15 % de 80",
        "j'ai pas mon code postal",
        "le 5 décembre, pas le 2250",
    ],
)
@pytest.mark.parametrize("known", [WHOLE, replace(WHOLE, city=""), replace(WHOLE, street="rue Cartier")])
def test_other_messages_change_nothing(text, known):
    assert address.read(text, "CA", known=known) is None


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("12 RUE DES LILAS", "12 rue des Lilas"),
        ("31 lakeview drive", "31 Lakeview Drive"),
        ("12 bis rue de l'église", "12 bis rue de l'Église"),
        ("200 WELLINGTON ST W", "200 Wellington St W"),
        ("12b albert road", "12B Albert Road"),
        ("po box 310", "PO Box 310"),
        ("st-jean-sur-richelieu", "St-Jean-sur-Richelieu"),
        ("L'ISLE-JOURDAIN", "L'Isle-Jourdain"),
        ("la sarre", "La Sarre"),
        ("aix-en-provence", "Aix-en-Provence"),
        ("45 o'connor", "45 O'Connor"),
        ("12 rue du 4 septembre", "12 rue du 4 septembre"),
        ("12 rue McGill, App. B", "12 rue McGill, App. B"),
        ("12 RUE des Lilas", "12 RUE des Lilas"),
    ],
)
def test_capitals_are_set_only_where_all_letters_are_alike(typed, expected):
    assert with_capitals(typed) == expected


@pytest.mark.parametrize(
    "line",
    [
        "2520 rue Sainte-Catherine Est, app. 3",
        "app 4, 5520 avenue du Parc",
        "100-2520 rue Ontario",
        "14, rue X, bât. B",
        "3300 Bloor St W unit 210",
        "PO Box 310, Station Main",
        "5e étage, tour B, 92 avenue Jean-Jaurès",
        "7260 12 Street SE, Suite 300",
        "51 4 rue Est",
    ],
)
def test_the_pieces_of_a_street_line_make_the_line(line):
    assert str(parse(line)) == line


@pytest.mark.parametrize(
    ("code", "country", "exists"),
    [
        ("H7N 1A1", "CA", True), ("X0Z 1A1", "CA", False), ("D1A 1A1", "CA", False), ("31000", "FR", True), ("20000", "FR", True),
        ("97400", "FR", True), ("00123", "FR", False), ("99999", "FR", False), ("84124", "US", True), ("00000", "US", False),
    ],
)  # fmt: skip
def test_postal_codes_are_checked_by_country(code, country, exists):
    assert postal_codes.is_code(code, country) is exists


@pytest.mark.parametrize(
    ("typed", "normalised"),
    [
        ("h7n1a1", "H7N 1A1"),
        ("H7N-1A1", "H7N 1A1"),
        ("H7N  1A1", "H7N 1A1"),
        ("HOM 1AO", "H0M 1A0"),
        ("h2x.2h5", "H2X 2H5"),
    ],
)
def test_postal_codes_are_normalised(typed, normalised):
    assert [code.value for code in postal_codes.find(typed, "CA")] == [normalised]


@pytest.mark.parametrize("word", ["update it on", "on", "ne", "je n'en sais rien, ok or not", "pour ma"])
def test_small_words_are_no_province(word):
    assert regions.at_end(f"12 rue des Lilas {word}", "CA") is None


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("ah oui c'est vrai, c'est à Farnham", "Farnham"),
        ("oh sorry, I forgot, it's in Kanata", "Kanata"),
        ("je suis à Paris en vacances jusqu'à lundi", None),
        ("ben voyons donc, c'est à moi de choisir", None),
    ],
)
def test_the_last_clause_may_name_the_city_that_is_missing(text, city):
    known = Address("1475 rue Principale", "", "QC", "", "CA")
    found = address.read(text, "CA", known=known)
    assert (found.partial.city if isinstance(found, Incomplete) else None) == city


def test_a_unit_after_another_sentence_is_kept():
    text = "I gave you the wrong unit. The address is Unit 41, 2255 Sheppard Avenue East, Toronto, Ontario M2J 4Y3"
    assert address.read(text, "CA").street == "Unit 41, 2255 Sheppard Avenue East"
    text = "Je me suis trompée. L'adresse est app. 41, 2255 rue Fleury Est, Montréal H2B 1A1"
    assert address.read(text, "CA").street == "app. 41, 2255 rue Fleury Est"


@pytest.mark.parametrize(
    ("text", "country", "street", "city"),
    [
        ("Trois-Rivières, au 1420 de la rue Hart, pis l'appartement c'est le 6. G9A 4R7", "CA", "1420 rue Hart, appartement 6", "Trois-Rivières"),
        ("31200 Toulouse, résidence Les Tilleuls, bâtiment C, appartement 21, au 9 de la rue Ernest-Renan", "FR", "résidence Les Tilleuls, bâtiment C, appartement 21, 9 rue Ernest-Renan", "Toulouse"),
        ("S'il vous plaît. Pis c'est aux soins de Louise Gendron, 78 avenue Laurier Est à Montréal, H2T 1E4.", "CA", "aux soins de Louise Gendron, 78 avenue Laurier Est", "Montréal"),
        ("Head office stays at 4100 Yonge Street, that's not the one. The bills go to the warehouse, 140 Midair Court, unit 7, Brampton, Ontario, l6t 5v1", "CA", "140 Midair Court, unit 7", "Brampton"),
        ("Le bureau reste au 20 rue King. Les factures vont au 31 rue Fabre, Laval H7N 1A1", "CA", "31 rue Fabre", "Laval"),
        ("Dufresne inc., à l'attention de Karine, 2955 boulevard Taschereau, bureau 410, Longueuil, j4v3b8", "CA", "à l'attention de Karine, 2955 boulevard Taschereau, bureau 410", "Longueuil"),
    ],
)  # fmt: skip
def test_addresses_as_people_tell_them(text, country, street, city):
    found = address.read(text, country)
    assert isinstance(found, Address) and (found.street, found.city) == (street, city)
