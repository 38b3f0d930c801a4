"""The title of a document, which answers are shown with."""

from __future__ import annotations

import pytest

from tests.knowledge.ingestion.office import word

BODY = "Votre facture arrive le cinq de chaque mois. Le service Internet se paie d'avance.\n"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("Guide de l'abonné\n\nFacture\n\n", "Guide de l'abonné"),
        ("Connexion\n\nVotre service Internet\n\nFacture\n\n", "Votre service Internet"),
        ("Bienvenue\n\nVotre service Internet\n\n", "Votre service Internet"),
        ("Lunavox, c'est plusMC\n\nVotre service Internet\nAide\n\n", "Votre service Internet – Aide"),
        ("Nos autres horizons\n\nVotre service Internet\n\nFacture\n\n", "Votre service Internet"),
        ("FOIRE AUX QUESTIONS\n\nInternet\n\nFacture\n\n", "FOIRE AUX QUESTIONS"),
        ("Politique de facturation.\n\n", "Politique de facturation"),
        ("", "aide internet"),
    ],
)
def test_the_title_is_told_from_what_stands_above_it(passages, head, title):
    found = passages(head + BODY, "aide-internet.txt")
    assert found[0].source.document == title
    assert (
        all(p.heading_path == (title,) or title not in p.heading_path for p in found)
        or "\n\n" not in head.strip()
    )


def test_a_title_from_the_properties_must_fit_the_text(passages):
    parts = [
        ("Heading 1", "Facture"),
        ("Normal", BODY.strip()),
        ("Heading 1", "Retard"),
        ("Normal", "Des frais de retard s'ajoutent."),
    ]
    assert (
        passages(word(*parts, title="Facture et service Internet"), "a.docx")[0].source.document
        == "Facture et service Internet"
    )
    assert (
        passages(word(*parts, title="Untitled template v3"), "facturation_2025.docx")[0].source.document
        == "facturation 2025"
    )


@pytest.mark.parametrize("last", ["", "\nNous joindre\n\nComposez le 1 888 555-0199 en semaine.\n"])
def test_a_plain_heading_before_headings_in_capitals_is_the_title(passages, last):
    text = f"Déménager avec Lunavox\n\nPrévenez-nous dix jours à l'avance.\n\nFRAIS\nLe transfert coûte 55 $.\n\nDÉLAIS\nIl prend dix jours.\n{last}"
    found = passages(text)
    assert {p.source.document for p in found} == {"Déménager avec Lunavox"}
    assert [p.heading_path for p in found[:3]] == [("Déménager avec Lunavox",), ("FRAIS",), ("DÉLAIS",)]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (
            "Heures d'ouverture\n\nLundi au vendredi : 9 h à 18 h\nSamedi : 10 h à 17 h\n",
            ("Heures d'ouverture",),
        ),
        ("Roaming rates\n\nUnited States: $14 a day\nEurope: $17 a day\n", ("Roaming rates",)),
        ("Politique de crédit\n\nLa politique de crédit de Lunavox est sévère.\n", ()),
    ],
)
def test_the_title_heads_what_nothing_else_does_unless_it_is_said_there(passages, text, path):
    assert [p.heading_path for p in passages(text, language="fr")] == [path]


def test_the_first_of_several_headings_stays_in_the_path(passages):
    text = "Factures\n\nElles arrivent le cinq de chaque mois.\n\nRetards\n\nDes frais de retard s'ajoutent chaque mois.\n"
    assert [p.heading_path for p in passages(text)] == [("Factures",), ("Retards",)]


HOURS = "Nos boutiques\n\nLaval\nLundi au vendredi : 9 h à 18 h\nSamedi : 10 h à 17 h\n\nLongueuil\nLundi au samedi : 10 h à 21 h\nDimanche : 11 h à 17 h\n"
PRICES = "Our plans\n\nBasic 100\n100 Mb/s, unlimited\n$55 a month\n\nUltra 1000\n1 Gb/s, unlimited\n$85 a month, modem included\n"
DOTS = "Forfaits mobiles\n\nForfait Base .......... 25 $\nForfait Plus .......... 40 $\n\nFrais ponctuels\nCarte SIM : 10 $\nActivation : 45 $\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            HOURS,
            [
                (("Laval",), "Lundi au vendredi : 9 h à 18 h\nSamedi : 10 h à 17 h"),
                (("Longueuil",), "Lundi au samedi : 10 h à 21 h\nDimanche : 11 h à 17 h"),
            ],
        ),
        (
            PRICES,
            [
                (("Basic 100",), "100 Mb/s, unlimited\n$55 a month"),
                (("Ultra 1000",), "1 Gb/s, unlimited\n$85 a month, modem included"),
            ],
        ),
    ],
)
def test_hours_and_prices_are_no_headings(passages, text, found):
    assert [(p.heading_path, p.text) for p in passages(text)] == found


def test_no_price_is_lost_in_a_title(passages):
    said = "\n".join(p.text for p in passages(DOTS))
    assert all(price in said for price in ("25 $", "40 $", "10 $", "45 $"))


def test_entries_parted_by_blank_lines_are_no_title(passages):
    text = "Paiement refusé : 25 $\n\nCopie de facture : 3 $\n\nFacture papier : 4 $ par mois\n\nNous vous avisons 30 jours avant toute hausse.\n"
    (passage,) = passages(text)
    assert all(price in passage.text for price in ("25 $", "3 $", "4 $"))
