"""Days in words, from Saturday 21 November 2026."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.readers import dates
from actions.readers.date_calendar import Problem

TODAY = date(2026, 11, 21)


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("french", "english", "expected"),
    [
        ("demain", "tomorrow", "2026-11-22"),
        ("après-demain", "the day after tomorrow", "2026-11-23"),
        ("à la fin du mois", "at the end of the month", "2026-11-30"),
        ("à la fin du mois prochain", "the end of next month", "2026-12-31"),
        ("le dernier jour de mai", "the last day of May", "2027-05-31"),
        ("fin décembre", "end of December", "2026-12-31"),
        ("le premier lundi de janvier", "the first Monday of January", "2027-01-04"),
        ("le dernier vendredi du mois", "the last Friday of the month", "2026-11-27"),
        ("le 2e mardi du mois prochain", "the 2nd Tuesday of next month", "2026-12-08"),
        ("le premier lundi 11 janvier", "first Monday January 11", "2027-01-11"),
        ("début janvier", "beginning of January", "2027-01-01"),
        ("mi-décembre", "mid December", "2026-12-15"),
        ("fin de l'année", "end of the year", "2026-12-31"),
        ("fin du trimestre", "end of the quarter", "2026-12-31"),
        ("à la fin du prochain trimestre", "the end of next quarter", "2027-03-31"),
        ("début du trimestre prochain", "beginning of next quarter", "2027-01-01"),
        ("le 3", "the 3rd", "2026-12-03"),
        ("le 21", "the 21st", "2026-11-21"),
        ("le 31", "on the 31st", "2026-12-31"),
        ("le vingt-huit", "the twenty-eighth", "2026-11-28"),
        ("le 3 mars", "March 3", "2027-03-03"),
        ("le trois mars", "the third of March", "2027-03-03"),
        ("1er janvier 2027", "January 1st, 2027", "2027-01-01"),
        ("le 5 déc.", "Dec 5", "2026-12-05"),
        ("le 5 décembre 2026", "December 5, 2026", "2026-12-05"),
        ("le samedi 5 décembre à midi", "Saturday, December 5 at noon", "2026-12-05"),
        ("2026-12-01", "2026-12-01", "2026-12-01"),
        ("vendredi", "Friday", "2026-11-27"),
        ("vendredi prochain", "next Friday", "2026-11-27"),
        ("samedi", "Saturday", "2026-11-28"),
        ("lundi en huit", "a week from Monday", "2026-11-30"),
        ("jeudi dans deux semaines", "Thursday in two weeks", "2026-12-03"),
        ("mercredi de la semaine prochaine", "Wednesday next week", "2026-11-25"),
        ("vendredi le 4", "Friday the 4th", "2026-12-04"),
        ("dans 10 jours", "in 10 days", "2026-12-01"),
        ("dans deux semaines", "in two weeks", "2026-12-05"),
        ("d'ici une semaine", "within a week", "2026-11-28"),
        ("dans un mois", "in a month", "2026-12-21"),
        ("dans un an", "in a year", "2027-11-21"),
        ("dans une quinzaine", "a fortnight from now", None),
        ("à partir du 15", "from the 15th", "2026-12-15"),
        ("le 15 du mois prochain", "the 15th of next month", "2026-12-15"),
        ("le premier du mois prochain", "the first of next month", "2026-12-01"),
        ("dès février", "starting in February", "2027-02-01"),
        ("maintenant", "now", "2026-11-21"),
        ("tout de suite", "right away", "2026-11-21"),
        ("tsuite", "asap", "2026-11-21"),
        ("dès que possible", "as soon as possible", "2026-11-21"),
        ("au plus vite svp", "asap please", "2026-11-21"),
        ("aujourd'hui même", "effective today", "2026-11-21"),
        ("mnt", "rn", "2026-11-21"),
        ("mtn svp", "rn please", "2026-11-21"),
        ("maintnant", "ASAP!!", "2026-11-21"),
        ("tt de suite", "right now", "2026-11-21"),
        ("tt suite", "tdy", "2026-11-21"),
        ("dsq possible", "asap", "2026-11-21"),
        ("ajd", "today", "2026-11-21"),
        ("ce soir", "tonight", "2026-11-21"),
        ("à la fin du mois de janvier", "at the end of the month of January", "2027-01-31"),
        ("le 3 du mois de mars", "the 3rd of the month of March", "2027-03-03"),
        ("à Noël", "Christmas", "2026-12-25"),
        ("le lundi après Noël", "the Monday after Christmas", "2026-12-28"),
        ("le vendredi d'avant Noël", "the Friday before Christmas", "2026-12-18"),
        ("le premier lundi de l'année", "the first Monday of the new year", "2027-01-04"),
        ("le dernier vendredi de l'année", "the last Friday of the year", "2026-12-25"),
        ("le lundi de Pâques", "Easter Monday", "2027-03-29"),
        ("à la fête du Canada", "on Canada Day", "2027-07-01"),
        ("à la fête du travail", "on Labour Day", "2027-09-06"),
        ("d'aujourd'hui en huit", "a week from today", "2026-11-28"),
        ("au début de la nouvelle année", "at the start of the new year", "2027-01-01"),
        ("le lendemain de Noël", "the day after Christmas", "2026-12-26"),
        ("la veille de Noël", "the day before Christmas", "2026-12-24"),
        ("la veille du jour de l'an", "the day before New Year's", "2026-12-31"),
        ("le lendemain du jour de l’an", "the day after New Year's Day", "2027-01-02"),
        ("le 20 au lieu du 10", "the 20th instead of the 10th", "2026-12-20"),
        ("oui mais plutôt le 20 que le 10", "yes but make it the 20th rather than the 10th", "2026-12-20"),
        ("mettez le 20 à la place du 10", "the 20th, not the 10th", "2026-12-20"),
        ("deux semaines", "two weeks", "2026-12-05"),
        ("15", "15", "2026-12-15"),
    ],
)
def test_both_languages_name_the_same_day(french, english, expected):
    wanted = (
        {"fr": day(expected), "en": day(expected)}
        if expected
        else {"fr": day("2026-12-06"), "en": day("2026-12-05")}
    )
    assert dates.read(french, "fr", TODAY) == wanted["fr"]
    assert dates.read(english, "en", TODAY) == wanted["en"]


@pytest.mark.parametrize(
    ("text", "language", "country", "expected"),
    [
        ("3/12", "fr", "CA", "2026-12-03"),
        ("3/12", "en", "FR", "2026-12-03"),
        ("3/12", "en", "CA", "2027-03-12"),
        ("01/02/2027", "en", "CA", "2027-01-02"),
        ("01/02/2027", "fr", "FR", "2027-02-01"),
        ("15/09", "en", "CA", "2027-09-15"),
        ("12/25", "fr", "CA", "2026-12-25"),
        ("05/12/2026", "en", "CA", "2026-12-05"),  # 12 May is past, 5 December is not
        ("3-12-2026", "fr", "FR", "2026-12-03"),
        ("3.12.2026", "fr", "FR", "2026-12-03"),
    ],
)
def test_numbers_only_are_read_in_the_order_of_the_language(text, language, country, expected):
    assert dates.read(text, language, TODAY, country=country) == day(expected)


@pytest.mark.parametrize(
    ("french", "english", "kind"),
    [
        ("hier", "yesterday", "past"),
        ("il y a trois jours", "three days ago", "past"),
        ("vendredi dernier", "last Friday", "past"),
        ("le 3 mars 2025", "March 3, 2025", "past"),
        ("depuis lundi", "since Monday", "past"),
        ("le 31 février", "February 31", "impossible"),
        ("le 29 février", "February 29", "impossible"),
        ("31/04/2027", "31/04/2027", "impossible"),
        ("le 32", "the 32nd", "impossible"),
        ("dans deux ans", "in two years", "too_far"),
        ("le 3 mars 2029", "March 3, 2029", "too_far"),
        ("la semaine prochaine", "next week", "unclear"),
        ("le mois prochain", "next month", "unclear"),
        ("en mars", "in March", "unclear"),
        ("après Noël", "after Christmas", "unclear"),
        ("le lundi après les fêtes", "the Monday after the holidays", "unclear"),
        ("la première semaine de janvier", "the first week of January", "unclear"),
    ],
)
def test_a_day_that_cannot_be_taken_says_why(french, english, kind):
    assert dates.read(french, "fr", TODAY) == Problem(kind)
    assert dates.read(english, "en", TODAY) == Problem(kind)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("non pas le 15, le 25", "fr", "2026-11-25"),
        ("oups, plutôt le 28", "fr", "2026-11-28"),
        ("le 3, non, le 5 mars", "fr", "2027-03-05"),
        ("le 3 mars, finalement le 5 avril", "fr", "2027-04-05"),
        ("actually make that the 20th", "en", "2026-12-20"),
        ("not before the 15th, so the 16th", "en", "2026-12-16"),
        ("around the 10th of April, say the 10th", "en", "2027-04-10"),
        ("I meant March 13", "en", "2027-03-13"),
    ],
)
def test_corrections_count(text, language, expected):
    assert dates.read(text, language, TODAY) == day(expected)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("vendrdi prochain", "fr", "2026-11-27"),
        ("le 3 decmbre", "fr", "2026-12-03"),
        ("tt de suite", "fr", "2026-11-21"),
        ("ojd", "fr", "2026-11-21"),
        ("le 3 mars deux mille vingt-sept", "fr", "2027-03-03"),
        ("tmrw pls", "en", "2026-11-22"),
        ("tommorow", "en", "2026-11-22"),
        ("nxt friday", "en", "2026-11-27"),
        ("le next friday", "fr", "2026-11-27"),
        ("dès demain, tomorrow", "en", "2026-11-22"),
        ("2 weeks from tomorrow", "en", "2026-12-06"),
    ],
)
def test_sloppy_and_mixed_spelling_is_read(text, language, expected):
    assert dates.read(text, language, TODAY) == day(expected)


@pytest.mark.parametrize(
    "text",
    [
        "oui",
        "",
        "le mobile",
        "combien ça coûte ?",
        "I may be late",
        "12 rue du 4 septembre",
        "place du 8 mai 1945",
        "31 Lakeview Drive",
        "1 March Road, Kanata",
        "12 rue des Lilas 31000 Toulouse",
        "4002-1877",
        "73 105 093",
        "514-555-0188",
        "05 12 20 26 11",
        "59,90 €",
        "I paid the 84.50",
        "$12",
        "H7N 1A1",
        "24/7",
        "100/20 Mbps",
        "canceller la démarche en cours",
        "that's the one",
        "leave it for now",
        "à la fin de mon contrat",
        "<b>demain</b>",
    ],
)
def test_other_texts_name_no_day(text):
    assert dates.read(text, "fr", TODAY, country="CA") is None
    assert dates.read(text, "en", TODAY, country="CA") is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("tu te souviens de ce que j'ai dit hier ?", "fr"),
        ("j'ai reçu quatre sms de promo aujourd'hui, ça suffit", "fr"),
        ("how come I'm paying 12 bucks more than last month??", "en"),
        ("if I pay tomorrow will you still cut me off", "en"),
    ],
)
def test_a_day_in_a_question_or_story_is_no_answer(text, language):
    assert dates.read(text, language, TODAY) is None


@pytest.mark.parametrize("text", ["not by the 10th", "pas pour le 10", "ça ne sera pas vers le 10"])
def test_a_day_that_is_denied_is_not_taken(text):
    assert dates.read(text, "fr", TODAY) is None


def test_a_day_in_a_longer_wish_is_found():
    text = "je veux canceller mon internet à partir du 1er juillet parce que je pars vivre en Europe"
    assert dates.read(text, "fr", TODAY) == day("2027-07-01")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ah ok. Tout de suite d'abord, je suis déjà rendue là.", "2026-11-21"),
        ("Friday, the movers come that day so it has to match with the keys", "2026-11-27"),
        ("coupez ça tout de suite, je suis tanné de payer pour rien", "2026-11-21"),
        ("I'll tell you: right away", "2026-11-21"),
        ("Le 14, enfin c'est déjà passé donc maintenant", "2026-11-21"),
        ("le 20 finalement", "2026-12-20"),
        (
            "À la fin du mois... ah non, attendez, mettez le premier décembre, oui le premier décembre.",
            "2026-12-01",
        ),
        ("hmm, end of the month, or no, make it the first of December", "2026-12-01"),
        ("le 3 s'il vous plaît", "2026-12-03"),
        ("the 3rd works", "2026-12-03"),
        ("I told you already that I want it cut off on Friday", "2026-11-27"),
        ("Vendredi, je pense que ça irait", "2026-11-27"),
    ],
)
def test_a_day_that_opens_a_sentence_or_follows_its_verb_is_the_answer(text, expected):
    assert dates.read(text, "fr", TODAY) == day(expected)


@pytest.mark.parametrize(
    "text",
    [
        "je vous donne le reste tout de suite",
        "je vais vous dire ça maintenant",
        "I'll check right away",
        "let me find it right now",
        "I'll tell you: right now I can't",
        "Tomorrow, I will ask my husband",
        "demain, je demande à mon mari",
        "Bon, maintenant, je comprends pas",
        "je ne veux pas résilier tout de suite",
        "I don't want to cancel right away",
    ],
)
def test_what_the_customer_does_at_once_is_no_day(text):
    assert dates.read(text, "fr", TODAY) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("coupe mon internet le 31", ["2026-12-31"]),
        ("j'ai déménagé le 2, changez mon adresse", []),
        ("ma facture du 12 avril est trop élevée", []),
        ("le billet numéro 12", []),
        ("maintenant j'habite ailleurs", []),
        ("we move on July 1st", ["2027-07-01"]),
        ("I moved on March 3", []),
        ("L'atelier a passé au feu dans la nuit de dimanche.", []),
        ("j'ai parlé à quelqu'un lundi et il m'a dit de changer mon adresse", []),
        ("my payment went through today but I want paper bills", []),
        ("the line died Sunday and I want out effective Friday", ["2026-11-27"]),
        ("we were told to cancel by Friday", ["2026-11-27"]),
        ("on a décidé de partir, coupez internet vendredi", ["2026-11-27"]),
        ("changez mon adresse à partir de lundi, j'ai reçu les clés", ["2026-11-23"]),
    ],
)
def test_in_free_text_only_days_to_come_are_found(text, expected):
    found = dates.find(text, "fr", TODAY)
    assert [one.value for one in found] == [day(each) for each in expected]


@given(st.dates(TODAY, TODAY + timedelta(days=364)))
def test_every_day_of_the_coming_year_is_read_in_full_and_without_year(wanted):
    months = [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ]
    assert dates.read(f"le {wanted.day} {months[wanted.month - 1]} {wanted.year}", "fr", TODAY) == wanted
    assert dates.read(f"le {wanted.day} {months[wanted.month - 1]}", "fr", TODAY) == wanted
    assert dates.read(wanted.strftime("%B %d, %Y"), "en", TODAY) == wanted
    assert dates.read(wanted.strftime("%b %d"), "en", TODAY) == wanted
    assert dates.read(wanted.isoformat(), "en", TODAY) == wanted
    assert dates.read(wanted.strftime("%d/%m/%Y"), "fr", TODAY) == wanted


@given(st.dates(date(2024, 1, 1), date(2031, 12, 31)), st.integers(1, 31))
def test_a_day_alone_is_the_next_one_with_that_number(today, number):
    found = dates.read(f"le {number}", "fr", today)
    assert isinstance(found, date) and found.day == number
    assert today <= found < today + timedelta(days=62)


@given(st.dates(date(2024, 1, 1), date(2031, 12, 31)))
def test_the_end_of_the_month_is_its_last_day(today):
    found = dates.read("fin du mois", "fr", today)
    assert isinstance(found, date)
    assert found.month == today.month and (found + timedelta(days=1)).day == 1


@given(st.text(max_size=200), st.sampled_from(["fr", "en"]))
def test_any_text_is_read_without_error(text, language):
    found = dates.read(text, language, TODAY)
    assert found is None or isinstance(found, Problem) or TODAY <= found <= date(2027, 11, 21)
