"""Whole addresses of Canada, France and the United States, in both languages, on one line or several."""

from __future__ import annotations

import pytest

from actions.readers import address
from actions.readers.address import Address, Incomplete

CANADIAN = [
    (
        "2520 rue Sainte-Catherine Est, app. 3, Montréal (Québec) H2K 2J4",
        Address("2520 rue Sainte-Catherine Est, app. 3", "Montréal", "QC", "H2K 2J4", "CA"),
    ),
    (
        "31 Lakeview Drive, Kanata, Ontario K2L 3Z4",
        Address("31 Lakeview Drive", "Kanata", "ON", "K2L 3Z4", "CA"),
    ),
    (
        "31 Lakeview Drive Kanata Ontario K2L 3Z4",
        Address("31 Lakeview Drive", "Kanata", "ON", "K2L 3Z4", "CA"),
    ),
    ("31 Lakeview Dr\nKanata ON\nK2L 3Z4", Address("31 Lakeview Dr", "Kanata", "ON", "K2L 3Z4", "CA")),
    ("12 rue des Lilas à Laval H7N 1A1", Address("12 rue des Lilas", "Laval", "QC", "H7N 1A1", "CA")),
    ("12 rue des Lilas Laval h7n1a1", Address("12 rue des Lilas", "Laval", "QC", "H7N 1A1", "CA")),
    ("12 rue des Lilas, H7N-1A1 Laval", Address("12 rue des Lilas", "Laval", "QC", "H7N 1A1", "CA")),
    (
        "12 rue Jacques-Cartier Trois-Rivières QC G8T 1A1",
        Address("12 rue Jacques-Cartier", "Trois-Rivières", "QC", "G8T 1A1", "CA"),
    ),
    (
        "45 bd bourget app 3 sherbrooke j1k2r1",
        Address("45 bd Bourget app 3", "Sherbrooke", "QC", "J1K 2R1", "CA"),
    ),
    (
        "100-2520 rue Ontario Est, Montréal H2K 2J4",
        Address("100-2520 rue Ontario Est", "Montréal", "QC", "H2K 2J4", "CA"),
    ),
    (
        "apt 4, 5520 avenue du Parc, Montréal H2V 4H1",
        Address("apt 4, 5520 avenue du Parc", "Montréal", "QC", "H2V 4H1", "CA"),
    ),
    (
        "1250 boul. René-Lévesque O, bureau 2200, Montréal, Québec, Canada H3B 4W8",
        Address("1250 boul. René-Lévesque O, bureau 2200", "Montréal", "QC", "H3B 4W8", "CA"),
    ),
    (
        "340, boulevard Charest Ouest, Québec G1K 1X3",
        Address("340, boulevard Charest Ouest", "Québec", "QC", "G1K 1X3", "CA"),
    ),
    ("200 Wellington St W Toronto M5V 3C7", Address("200 Wellington St W", "Toronto", "ON", "M5V 3C7", "CA")),
    (
        "1055 West Hastings, suite 900, Vancouver BC V6E 2E9",
        Address("1055 West Hastings, suite 900", "Vancouver", "BC", "V6E 2E9", "CA"),
    ),
    (
        "unit 12, 88 Harbour Drive, St. John's, NL A1B 2C3",
        Address("unit 12, 88 Harbour Drive", "St. John's", "NL", "A1B 2C3", "CA"),
    ),
    ("45 O'Connor, Ottawa K1P 1A4", Address("45 O'Connor", "Ottawa", "ON", "K1P 1A4", "CA")),
    ("12 1/2 Main St, Moncton NB E1C 1A1", Address("12 1/2 Main St", "Moncton", "NB", "E1C 1A1", "CA")),
    ("77 QUEEN ST #4 KINGSTON ON K7K 1A1", Address("77 Queen St #4", "Kingston", "ON", "K7K 1A1", "CA")),
    ("1 March Road, Kanata K2K 1A1", Address("1 March Road", "Kanata", "ON", "K2K 1A1", "CA")),
    ("404 4e Avenue, La Sarre J9Z 1A1", Address("404 4e Avenue", "La Sarre", "QC", "J9Z 1A1", "CA")),
    ("CP 118, Rimouski G5L 7B7", Address("CP 118", "Rimouski", "QC", "G5L 7B7", "CA")),
    (
        "case postale 340, succ. Centre-ville, Québec (Québec) G1R 4P3",
        Address("case postale 340, succ. Centre-ville", "Québec", "QC", "G1R 4P3", "CA"),
    ),
    (
        "PO Box 310, Station Main, Winnipeg MB R3C 2H6",
        Address("PO Box 310, Station Main", "Winnipeg", "MB", "R3C 2H6", "CA"),
    ),
    ("C.P. 1000 Succ. A Montréal H3C 1A1", Address("C.P. 1000 Succ. A", "Montréal", "QC", "H3C 1A1", "CA")),
    ("110, 8e Rue Est, Rimouski G5L 2J8", Address("110, 8e Rue Est", "Rimouski", "QC", "G5L 2J8", "CA")),
    ("12-B rue des Lilas, Laval H7N 1A1", Address("12-B rue des Lilas", "Laval", "QC", "H7N 1A1", "CA")),
    (
        "adresse : 45 rue Cartier ville : Gatineau code postal : J8X 1A1",
        Address("45 rue Cartier", "Gatineau", "QC", "J8X 1A1", "CA"),
    ),
    ("Laval, 12 rue des Lilas, H7N 1A1", Address("12 rue des Lilas", "Laval", "QC", "H7N 1A1", "CA")),
    ("RR 2, Napanee ON K7R 3K7", Address("RR 2", "Napanee", "ON", "K7R 3K7", "CA")),
    ("route rurale 2, Magog J1X 3W3", Address("route rurale 2", "Magog", "QC", "J1X 3W3", "CA")),
]
NUMBERED_STREETS = [
    (
        "7260 12 Street SE, Suite 300, Calgary, Alberta T2H 2S5",
        Address("7260 12 Street SE, Suite 300", "Calgary", "AB", "T2H 2S5", "CA"),
    ),
    (
        "Suite 300, 7260 12 Street SE, Calgary AB T2H 2S5",
        Address("Suite 300, 7260 12 Street SE", "Calgary", "AB", "T2H 2S5", "CA"),
    ),
    ("300-7260 12 St SE Calgary T2H 2S5", Address("300-7260 12 St SE", "Calgary", "AB", "T2H 2S5", "CA")),
    ("7260, 12 Street SE, Calgary T2H 2S5", Address("7260 12 Street SE", "Calgary", "AB", "T2H 2S5", "CA")),
    ("7260 12A Street SE Calgary T2H 2S5", Address("7260 12A Street SE", "Calgary", "AB", "T2H 2S5", "CA")),
    (
        "10155 102 Street NW, Edmonton, AB T5J 4G8",
        Address("10155 102 Street NW", "Edmonton", "AB", "T5J 4G8", "CA"),
    ),
    ("13450 102 Avenue, Surrey, BC V3T 5X3", Address("13450 102 Avenue", "Surrey", "BC", "V3T 5X3", "CA")),
    ("13450 102 Ave Surrey BC V3T 5X3", Address("13450 102 Ave", "Surrey", "BC", "V3T 5X3", "CA")),
    ("1200 8e Rue, Shawinigan G9T 4L3", Address("1200 8e Rue", "Shawinigan", "QC", "G9T 4L3", "CA")),
    ("51 4 rue Est, Amos J9T 1A1", Address("51 4 rue Est", "Amos", "QC", "J9T 1A1", "CA")),
    ("350 5th Avenue, New York, NY 10118", Address("350 5th Avenue", "New York", "NY", "10118", "US")),
    ("350 5 Ave, New York, NY 10118", Address("350 5 Ave", "New York", "NY", "10118", "US")),
    # the first number is none of the street's, which has a name
    ("0412 12 rue des Lilas, Laval H7N 1A1", Address("12 rue des Lilas", "Laval", "QC", "H7N 1A1", "CA")),
]
FRENCH = [
    ("12 bis rue des Lilas 31000 Toulouse", Address("12 bis rue des Lilas", "Toulouse", None, "31000", "FR")),
    ("14, rue X, bât. B, 65000 Tarbes", Address("14, rue X, bât. B", "Tarbes", None, "65000", "FR")),
    (
        "9, impasse des Tilleuls\n31600 Muret\nFrance",
        Address("9, impasse des Tilleuls", "Muret", None, "31600", "FR"),
    ),
    ("12 rue du 4 septembre 75002 Paris", Address("12 rue du 4 septembre", "Paris", None, "75002", "FR")),
    (
        "4 place du 8 mai 1945 09200 Saint-Girons",
        Address("4 place du 8 mai 1945", "Saint-Girons", None, "09200", "FR"),
    ),
    (
        "12 RUE DES LILAS 31000 TOULOUSE CEDEX 3",
        Address("12 rue des Lilas", "Toulouse Cedex 3", None, "31000", "FR"),
    ),
    ("12 rue des Lilas, Toulouse (31000)", Address("12 rue des Lilas", "Toulouse", None, "31000", "FR")),
    (
        "10 chemin de la Côte Villefranche de Lauragais 31290",
        Address("10 chemin de la Côte", "Villefranche de Lauragais", None, "31290", "FR"),
    ),
    ("12345 rue Longue 31000 Toulouse", Address("12345 rue Longue", "Toulouse", None, "31000", "FR")),
    ("8 all. des Roses, 31400 Toulouse", Address("8 all. des Roses", "Toulouse", None, "31400", "FR")),
    ("97400 Saint-Denis, 12 rue de Paris", Address("12 rue de Paris", "Saint-Denis", None, "97400", "FR")),
    ("12 cours Lafayette 69003 Lyon 3e", Address("12 cours Lafayette", "Lyon", None, "69003", "FR")),
    ("lieu-dit Le Bosc, 09300 Lavelanet", Address("lieu-dit Le Bosc", "Lavelanet", None, "09300", "FR")),
    ("BP 40221, 69003 Lyon", Address("BP 40221", "Lyon", None, "69003", "FR")),
    (
        "Résidence Les Tilleuls, bât C, 34000 Montpellier",
        Address("Résidence Les Tilleuls, bât C", "Montpellier", None, "34000", "FR"),
    ),
    (
        "5e étage, tour B, 92 avenue Jean-Jaurès, 69007 Lyon",
        Address("5e étage, tour B, 92 avenue Jean-Jaurès", "Lyon", None, "69007", "FR"),
    ),
]
AMERICAN = [
    (
        "3900 Wasatch Boulevard, Suite 120, Salt Lake City, UT 84124",
        Address("3900 Wasatch Boulevard, Suite 120", "Salt Lake City", "UT", "84124", "US"),
    ),
    (
        "19 Church Street Burlington Vermont 05401-4417",
        Address("19 Church Street", "Burlington", "VT", "05401-4417", "US"),
    ),
    ("350 5th Ave, New York, NY 10118", Address("350 5th Ave", "New York", "NY", "10118", "US")),
]


@pytest.mark.parametrize(
    ("country", "text", "expected"),
    [
        *(("CA", *case) for case in CANADIAN),
        *(("FR", *case) for case in FRENCH),
        *(("US", *case) for case in AMERICAN),
    ],
)
def test_a_whole_address_is_read(country, text, expected):
    assert address.read(text, country) == expected


@pytest.mark.parametrize(("text", "expected"), NUMBERED_STREETS)
def test_a_street_that_is_numbered_keeps_the_number_of_the_house(text, expected):
    assert address.read(text, "CA") == expected


@pytest.mark.parametrize(
    ("text", "country", "street", "city"),
    [
        ("14 bis allée des Soupirs toulouse", "FR", "14 bis allée des Soupirs", "Toulouse"),
        ("12 rue Jean Jaurès aix en provence", "FR", "12 rue Jean Jaurès", "Aix en Provence"),
        ("8 avenue de la Gare Montauban svp", "FR", "8 avenue de la Gare", "Montauban"),
        ("12 rue des lilas laval", "CA", "12 rue des Lilas", "Laval"),
        ("1200 8e Rue shawinigan", "CA", "1200 8e Rue", "Shawinigan"),
        ("7260 12 Street SE Calgary", "CA", "7260 12 Street SE", "Calgary"),
        ("31 lakeview drive kanata", "CA", "31 Lakeview Drive", "Kanata"),
    ],
)
def test_a_known_place_at_the_end_is_the_city(text, country, street, city):
    found = address.read(text, country)
    assert isinstance(found, Incomplete) and found.missing == ("postal_code",)
    assert (found.partial.street, found.partial.city) == (street, city)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("12 rue de Toulouse", "FR"),
        ("45 boulevard Laval", "CA"),
        ("45 rue Saint-Jean", "CA"),
        ("8 rue Victor Hugo", "FR"),
        ("7 rue Jacques Cartier", "CA"),
        ("12 chemin du Lac Beauport", "CA"),
        ("7 rue du Mont Royal", "CA"),
        ("12 rue Notre Dame Est", "CA"),
        ("45 avenue Jean Moulin", "FR"),
        ("4 rue du Général Leclerc", "FR"),
        ("3 rue du Pont Neuf", "FR"),
        ("10 rue Émile Zola", "FR"),
        ("10 rue Louis Pasteur", "FR"),
        ("4 rue du Général Gambetta", "FR"),
        ("3 rue des Trois Fontaines", "FR"),
        ("3 rue de la Croix Rouge", "FR"),
    ],
)
def test_a_street_called_like_a_place_keeps_its_name(text, country):
    found = address.read(text, country)
    assert isinstance(found, Incomplete)
    assert (found.partial.street, found.missing) == (text, ("city", "postal_code"))


@pytest.mark.parametrize(
    "wrapping",
    [
        "{}",
        "mettez {} svp",
        "ma nouvelle adresse est le {}, merci",
        "je déménage au {} le 3 mars",
        "envoyez dorénavant mes factures au {} à partir de demain",
        "my new address is {}",
        "please send it to {} from now on",
        "hi, we moved to {} on July 1st, thanks!",
        "account 4002-1877: {}, call me at 514-555-0188",
        "mon compte 4002-1877, mon courriel a@b.ca, adresse : {}",
        "non, pas le 9 rue Foch, {}",
    ],
)
@pytest.mark.parametrize(
    ("country", "text", "expected"),
    [("CA", *CANADIAN[1]), ("CA", *CANADIAN[0]), ("FR", *FRENCH[0]), ("FR", *FRENCH[1])],
)
def test_what_is_said_around_an_address_is_left_out(wrapping, country, text, expected):
    assert address.read(wrapping.format(text), country) == expected


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("12 rue Victor-Hugo, 31000 Toulouse, France", "CA", "FR"),
        ("12 rue Victor-Hugo 31000 Toulouse", "CA", "FR"),
        ("12 rue des Lilas, Laval QC H7N 1A1", "FR", "CA"),
        ("2200 Commerce Blvd, Dallas TX 75201", "CA", "US"),
    ],
)
def test_the_country_is_told_by_the_address(text, country, expected):
    found = address.read(text, country)
    assert isinstance(found, Address) and found.country == expected


@pytest.mark.parametrize(
    ("text", "country", "missing", "problem"),
    [
        ("rue Cartier, Laval H7N 1A1", "CA", ("street_number",), None),
        ("Birch Avenue, Guelph, Ontario N1G 2W1", "CA", ("street_number",), None),
        ("66 rue Cartier", "CA", ("city", "postal_code"), None),
        ("18 Birch Ave, Thunder Bay", "CA", ("postal_code",), None),
        ("3450 avenue du Parc app. 12, H2X 2H5", "CA", ("city",), None),
        ("9 avenue Foch 33000", "FR", ("city",), None),
        ("14 place du Marché, Castres", "FR", ("postal_code",), None),
        ("H2X 2H5", "CA", ("street", "city"), None),
        ("Laval, Québec", "CA", ("street", "postal_code"), None),
        ("12 rue des Lilas, Laval H7N 1A", "CA", ("postal_code",), "postal_code_invalid"),
        ("12 rue des Lilas, 3100 Toulouse", "FR", ("postal_code",), "postal_code_invalid"),
        ("12 rue des Lilas, 99000 Toulouse", "FR", ("postal_code",), "postal_code_invalid"),
        ("31 Lakeview Drive, Kanata, Ontario H7N 1A1", "CA", ("postal_code",), "postal_code_region_mismatch"),
        ("12 rue des Lilas, Laval (Québec) K2L 3Z4", "CA", ("postal_code",), "postal_code_region_mismatch"),
        (
            "3900 Wasatch Blvd, Salt Lake City, NV 84124",
            "US",
            ("postal_code",),
            "postal_code_region_mismatch",
        ),
    ],
)
def test_what_is_missing_or_wrong_is_named(text, country, missing, problem):
    found = address.read(text, country)
    assert isinstance(found, Incomplete)
    assert (found.missing, found.problem) == (missing, problem)


@pytest.mark.parametrize(
    ("code", "region"),
    [
        ("A1A 1A1", "NL"), ("B3H 1A1", "NS"), ("C1A 1A1", "PE"), ("E1A 1A1", "NB"), ("G1A 1A1", "QC"), ("H1A 1A1", "QC"),
        ("J1A 1A1", "QC"), ("K1A 0B1", "ON"), ("L1A 1A1", "ON"), ("R3C 1A1", "MB"), ("S4P 1A1", "SK"), ("T2P 1A1", "AB"),
        ("V6E 1A1", "BC"), ("X0A 1A1", "NU"), ("X1A 1A1", "NT"), ("Y1A 1A1", "YT"),
    ],
)  # fmt: skip
def test_the_province_comes_from_the_postal_code(code, region):
    found = address.read(f"12 Main Street, Smalltown {code}", "CA")
    assert isinstance(found, Address) and (found.region, found.postal_code) == (region, code)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Québec", "QC"), ("Que.", "QC"), ("QC", "QC"), ("qc", "QC"), ("PQ", "QC"), ("Ont.", "ON"), ("Ontario", "ON"), ("on", "ON"),
        ("Colombie-Britannique", "BC"), ("C.-B.", "BC"), ("Nouveau-Brunswick", "NB"), ("N.-B.", "NB"), ("Nouvelle-Écosse", "NS"),
        ("Nova Scotia", "NS"), ("Île-du-Prince-Édouard", "PE"), ("PEI", "PE"), ("Terre-Neuve-et-Labrador", "NL"), ("Alta.", "AB"),
    ],
)  # fmt: skip
def test_provinces_are_known_by_their_names_in_both_languages(name, code):
    first = {
        "QC": "H7N",
        "ON": "K2L",
        "BC": "V6E",
        "NB": "E1C",
        "NS": "B3H",
        "PE": "C1A",
        "NL": "A1B",
        "AB": "T2P",
    }[code]
    found = address.read(f"12 Main Street, Smalltown, {name} {first} 1A1", "CA")
    assert found == Address("12 Main Street", "Smalltown", code, f"{first} 1A1", "CA")


@pytest.mark.parametrize(
    ("text", "street", "city"),
    [
        ("455 rue st joseph est quebec g1k 3b7", "455 rue St-Joseph Est", "Quebec"),
        (
            "Lieu-dit Le Bousquet, 250 chemin des Vignes, 81250 Alban",
            "Lieu-dit Le Bousquet, 250 chemin des Vignes",
            "Alban",
        ),
        ("5 rue St. Paul, Montréal H2Y 1Z5", "5 rue St-Paul", "Montréal"),
        ("88 ch ste foy quebec g1s 2j1", "88 ch Ste-Foy", "Quebec"),
        ("8 rue st denis st jerome j7z 1a1", "8 rue St-Denis", "St Jerome"),
        ("12 av st laurent montreal h2y 1a1", "12 av St-Laurent", "Montreal"),
        ("120 boul st jean pointe claire h9r 3h8", "120 boul St-Jean", "Pointe Claire"),
        ("25 st joseph street toronto m4y 1j6", "25 St Joseph Street", "Toronto"),
        ("12 main st ottawa k1s 1b4", "12 Main St", "Ottawa"),
    ],
)
def test_a_saint_is_no_street(text: str, street: str, city: str):
    found = address.read(text, "CA")
    assert isinstance(found, Address)
    assert (found.street, found.city) == (street, city)


@pytest.mark.parametrize(
    ("text", "street", "city"),
    [
        (
            "ok so one twenty king street west suite nine sorry nine hundred hamilton ontario L8P 4V2",
            "120 King Street West suite 900",
            "Hamilton",
        ),
        ("forty four ten state street toronto M5V 2T6", "4410 State Street", "Toronto"),
        ("cent vingt rue king ouest bureau neuf cents sherbrooke J1H 1P8", "120 rue King Ouest bureau 900", "Sherbrooke"),
        ("quatre cent douze boulevard des laurentides app deux laval H7N 1A1", "412 boulevard des Laurentides app 2", "Laval"),
        ("12 Seven Oaks Drive, Toronto M5V 2T6", "12 Seven Oaks Drive", "Toronto"),
        ("12 rue des Sept Moulins, Laval H7N 1A1", "12 rue des Sept Moulins", "Laval"),
    ],
)  # fmt: skip
def test_dictated_numbers_are_written_in_digits(text: str, street: str, city: str):
    found = address.read(text, "CA")
    assert isinstance(found, Address)
    assert (found.street, found.city) == (street, city)


@pytest.mark.parametrize(
    "text",
    [
        "on a déménagé lundi au 12 rue des Lilas, Laval H7N 1A1",
        "I moved to 12 rue des Lilas, Laval H7N 1A1 on Monday",
    ],
)
def test_the_day_of_a_move_is_no_part_of_the_address(text: str):
    assert address.read(text, "CA") == Address("12 rue des Lilas", "Laval", "QC", "H7N 1A1", "CA")


@pytest.mark.parametrize("text", ["i have two lines on main street", "j'ai deux lignes et une rue à côté"])
def test_counted_things_are_no_address(text: str):
    assert address.read(text, "CA") is None


@pytest.mark.parametrize(
    "text",
    [
        "on est rendus au 1200 King Ouest bureau 5, toujours à Sherbrooke, J1H 1S2",
        "1200 King West suite 5, still in Sherbrooke, J1H 1S2",
    ],
)
def test_still_in_a_city_is_in_that_city(text):
    assert address.read(text, "CA").city == "Sherbrooke"


@pytest.mark.parametrize(
    ("text", "country", "postal_code", "city"),
    [
        ("the zip is 59771, I typed 59772", "US", "59771", "Bozeman"),
        ("59771, oops, sticky key", "US", "59771", "Bozeman"),
        ("no it's 59771, I typed it wrong", "US", "59771", "Bozeman"),
        ("no, Livingston 59047", "US", "59047", "Livingston"),
        ("31000, j'ai mis 31200", "FR", "31000", "Toulouse"),
        ("31000, faute de frappe", "FR", "31000", "Toulouse"),
        ("31000, j'avais mal lu", "FR", "31000", "Toulouse"),
        ("31210 trifouilly", "FR", "31210", "Trifouilly"),
    ],
)
def test_a_remark_beside_a_corrected_code_is_no_city(
    text: str, country: str, postal_code: str, city: str
) -> None:
    known = {
        "US": Address("P.O. Box 4417", "Bozeman", "MT", "59772", "US"),
        "FR": Address("12 rue des Lilas", "Toulouse", None, "31200", "FR"),
    }[country]
    found = address.read(text, country, known=known)
    assert isinstance(found, Address) and (found.postal_code, found.city) == (postal_code, city)
