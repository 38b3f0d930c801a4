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
    assert all(title not in p.heading_path for p in found) or "\n\n" not in head.strip()


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


def test_the_first_of_several_headings_stays_in_the_path(passages):
    text = "Factures\n\nElles arrivent le cinq de chaque mois.\n\nRetards\n\nDes frais de retard s'ajoutent chaque mois.\n"
    assert [p.heading_path for p in passages(text)] == [("Factures",), ("Retards",)]
