"""Encodings, hyphens, margins and debris: what reaches a passage is what a reader would read aloud."""

from __future__ import annotations

import pytest

from tests.knowledge.ingestion.office import pdf

FR = "Résiliation\n\nVous pouvez résilier à tout moment, sans frais, après l’échéance ; écrivez à Cœur-de-Loire Télécom.\n"
EN = "Cancellation\n\nYou may cancel at any time – it’s free – by writing to “Northfield Café” before the due date.\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
@pytest.mark.parametrize("text", [FR, EN], ids=["fr", "en"])
def test_any_encoding_is_read(passages, encoding, text):
    (passage,) = passages(text.encode(encoding))
    assert passage.text == text.split("\n")[2]


@pytest.mark.parametrize("encoding", ["cp850", "mac_roman"])
def test_old_eight_bit_encodings_are_told_by_their_accents(passages, encoding):
    text = "Votre facture détaillée\n\nÀ compter de février, la facture détaillée coûte très peu. Dès que vous l'avez reçue, vérifiez-la.\n"
    assert passages(text.encode(encoding))[0].text.startswith(
        "À compter de février, la facture détaillée coûte"
    )


def test_a_page_in_the_encoding_that_it_declares(passages):
    page = '<html><head><meta charset="iso-8859-1"></head><body><p>Le forfait d’été coûte 20 € par mois.</p></body></html>'
    assert passages(page.encode("cp1252"), "page.html")[0].text == "Le forfait d’été coûte 20 € par mois."


def test_a_few_broken_bytes_do_not_turn_a_text_to_gibberish(passages):
    data = ("Été\n\n" + "Les frais d'accès sont payés à la première échéance de février. " * 5).encode()
    assert "payés à la première" in passages(data.replace("accès".encode(), b"acc\xe8s", 1))[0].text


def test_soft_hyphens_ligatures_and_odd_spaces_are_resolved(passages):
    text = "Rési\u00adliation du ser\u00advice\n\nL\u2019of\ufb01ce est ou\u00ad\nvert de 8\u202fh à 20\u00a0h\u2009; l'a\ufb03che est e\u0301lectronique.\u200b\n"
    (passage,) = passages(text)
    assert passage.source.document == "Résiliation du service"
    assert passage.text == "L’office est ouvert de 8 h à 20 h ; l'affiche est électronique."


def test_windows_and_old_mac_line_ends_are_the_same(passages):
    texts = [FR.replace("\n", end) for end in ("\n", "\r\n", "\r")]
    assert len({passages(text)[0].text for text in texts}) == 1


WRAPPED = """Politique d'usage acceptable

Cette politique vise tous les abonnés de Lunavox et toute personne qui se
sert du service avec leur permission. L'abonné en répond. Lunavox peut
suspendre le service lorsque du trafic malveillant en provient, et le réta-
blit dès que la cause est éliminée; téléphonez-nous au plus tôt, rendez-
vous en boutique ou écrivez-nous pour que le service soit rétabli.

Usage normal

Les forfaits illimités sont faits pour un ménage ordinaire. Un ménage qui
transfère plus de cinq téraoctets par mois peut être invité, dans les
15\u00a0jours ouvrables, à passer à un forfait d'affaires.
"""


def test_lines_broken_at_a_margin_are_joined(passages):
    first, second = passages(WRAPPED)
    assert "qui se sert du service" in first.text and "Lunavox peut suspendre" in first.text
    assert "le rétablit dès" in first.text
    assert "rendez-vous en boutique" in first.text
    assert second.heading_path == ("Usage normal",) and "dans les 15 jours ouvrables" in second.text


def test_short_lines_that_no_margin_broke_stay_apart(passages):
    text = "Heures\n\nNos boutiques sont ouvertes ainsi :\nle lundi de 9 h à 17 h\nle jeudi de 9 h à 21 h\nle samedi de 10 h à 16 h\n"
    assert passages(text)[0].text.count("\n- ") == 3


@pytest.mark.parametrize(
    ("debris", "reason"),
    [
        ("© 2024 Lunavox inc. Tous droits réservés.", "legal footer"),
        ("© 2024 Lunavox Inc. All rights reserved.", "legal footer"),
        ("Accueil | Forfaits | Nous joindre", "navigation"),
        ("Retour en haut", "navigation"),
        ("Back to top", "navigation"),
        ("Cette réponse vous a-t-elle été utile ?", "navigation"),
        ("Was this article helpful? Yes No", "navigation"),
        ("Page 3 de 12", "running head or foot"),
        ("- 4 -", "running head or foot"),
        ("Dernière mise à jour : 3 février 2024", "date line"),
        ("Last updated: February 3, 2024", "date line"),
        ("Last updated: February 3, 2024 · 3 min read", "date line"),
        ("Mis à jour le 3 février 2024 | 4 minutes de lecture", "date line"),
    ],
)
def test_debris_between_texts_is_left_out_and_named(read, debris, reason):
    text = f"Retards\n\nDes frais de 2 % s'ajoutent à la facture payée en retard.\n\n{debris}\n\nReports\n\nUn report de dix jours peut être demandé par téléphone.\n"
    result = read(text)
    assert [p.heading_path for p in result.passages] == [("Retards",), ("Reports",)]
    assert "".join(p.text for p in result.passages).count(debris) == 0
    assert result.dropped_by_reason() == {reason: [debris]}


def test_the_date_of_a_document_is_read_in_both_languages(passages):
    for line in ("Dernière mise à jour : 3 février 2024", "Last updated: February 3, 2024"):
        (passage,) = passages(f"Guide\n{line}\n\nUn report de dix jours peut être demandé par téléphone.\n")
        assert passage.source.date.isoformat() == "2024-02-03"


def test_a_menu_at_either_end_is_left_out(read):
    menu = "Accueil\nForfaits mobiles\nTélévision\nMon compte\n"
    result = read(f"{menu}\nRetards\n\nDes frais de 2 % s'ajoutent à la facture payée en retard.\n\n{menu}")
    assert [(p.source.document, p.text) for p in result.passages] == [
        ("Retards", "Des frais de 2 % s'ajoutent à la facture payée en retard.")
    ]
    assert len(result.dropped_by_reason()["navigation"]) == 8


def test_a_repeated_line_that_leads_nowhere_is_no_heading(passages):
    parts = "".join(
        f"{what} en retard\n\nDes frais s'ajoutent au montant de la {what.lower()}.\n\nHaut de la liste\n\n"
        for what in ("Facture", "Caution", "Location")
    )
    assert [p.heading_path for p in passages("Guide\n\n" + parts)] == [
        ("Facture en retard",),
        ("Caution en retard",),
        ("Location en retard",),
    ]


def test_a_heading_that_comes_in_every_section_stays(passages):
    parts = "".join(
        f"Forfait {name}\n\nPrix\n\nIl coûte {price} $ par mois.\n\n"
        for name, price in (("Base", 20), ("Plus", 40), ("Max", 60))
    )
    assert [p.heading_path[-1] for p in passages("FORFAITS\n\n" + parts)] == ["Prix"] * 3


@pytest.mark.parametrize(
    "contents",
    [
        "Table des matières\n\n1. Objet ............ 2\n2. Prix ............. 3\n3. Fin .............. 4\n\n",
        "Sommaire\n\nObjet . . . . . . 2\nPrix . . . . . . 3\nFin . . . . . . 4\n\n",
        "Sommaire\n\n1. Objet 2\n2. Prix 3\n3. Fin 4\n\n",
        "1. Objet\n2. Prix\n3. Fin\n\n",
    ],
)
def test_a_table_of_contents_is_left_out(passages, contents):
    text = (
        contents
        + "1. Objet\nCe contrat porte sur le service.\n\n2. Prix\nLe prix figure au tarif.\n\n3. Fin\nLe client résilie par écrit.\n"
    )
    assert [(p.heading_path, p.text) for p in passages(text)] == [
        (("Objet",), "Ce contrat porte sur le service."),
        (("Prix",), "Le prix figure au tarif."),
        (("Fin",), "Le client résilie par écrit."),
    ]


def test_the_same_short_list_in_two_sections_is_no_table_of_contents(passages):
    ways = "- par courriel\n- par la poste\n- par téléphone\n"
    found = passages(
        f"Aide\n\nRésilier\n\nVous résiliez :\n{ways}\nSe plaindre\n\nVous vous plaignez :\n{ways}"
    )
    assert [p.text for p in found] == [
        "Vous résiliez :\n" + ways.strip(),
        "Vous vous plaignez :\n" + ways.strip(),
    ]


def test_running_heads_and_feet_of_pages_are_left_out(read):
    pages = [
        [
            ("heading", "Facturation"),
            (
                "text",
                "La facture est émise le cinq de chaque mois et couvre le mois à venir, ainsi que les appels du mois précédent, que vous ayez",
            ),
        ],
        [
            ("text", "choisi la facture sur papier ou la facture électronique."),
            ("heading", "Fin"),
            ("text", "Le contrat prend fin par écrit."),
        ],
        [("heading", "Plaintes"), ("text", "Le service des plaintes vous répond en dix jours.")],
    ]
    result = read(pdf(*pages, head="Lunavox - Guide de l'abonné", foot="Page {page} de 3"), "guide.pdf")
    assert [(p.heading_path, p.text) for p in result.passages] == [
        (("Facturation",), pages[0][1][1] + " choisi la facture sur papier ou la facture électronique."),
        (("Fin",), "Le contrat prend fin par écrit."),
        (("Plaintes",), "Le service des plaintes vous répond en dix jours."),
    ]
    assert set(result.dropped_by_reason()["running head or foot"]) == {
        "Lunavox - Guide de l'abonné",
        *(f"Page {n} de 3" for n in (1, 2, 3)),
    }
    assert result.passages[0].source.document == "Lunavox - Guide de l'abonné"


def test_form_feeds_part_the_pages_of_a_text(passages):
    pages = [
        f"NORTHFIELD HANDBOOK\n\n{head}\n\n{text}\n\n{n}\n"
        for n, (head, text) in enumerate(
            (
                ("Bills", "Bills are sent on the fifth."),
                ("Moving", "Tell us ten days before you move."),
                ("Faults", "Report a fault at any hour."),
            ),
            1,
        )
    ]
    assert [(p.heading_path, p.text) for p in passages("\f".join(pages))] == [
        (("Bills",), "Bills are sent on the fifth."),
        (("Moving",), "Tell us ten days before you move."),
        (("Faults",), "Report a fault at any hour."),
    ]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        (
            "If you cancel, the fee is the lesser of\n$240 or the balance.",
            "the lesser of $240 or the balance.",
        ),
        ("En cas de résiliation, les frais sont de\n240 $ au plus.", "les frais sont de 240 $ au plus."),
        ("Jusqu’à la fin du cycle de factu-\nration.", "cycle de facturation."),
        ("Appelez le 1 800 555-\n0142 au moins un jour avant.", "1 800 555-0142 au moins un jour avant."),
    ],
)
def test_a_line_that_cannot_end_there_goes_on(passages, text, whole):
    assert passages(text)[0].text.endswith(whole)


@pytest.mark.parametrize(
    ("first", "rest"),
    [
        ("Le contrat dure", "24 mois à compter de l'activation."),
        ("Vous devez nous donner un avis d'au moins", "30 jours."),
        ("Le client retourne le modem, sans quoi il paie", "149 $ de frais."),
        ("You must give us", "30 days of notice before the end."),
        ("We give you", "14 days of notice, then a second notice."),
        ("The contract lasts", "24 months and is renewed."),
    ],
)
def test_a_line_that_ends_before_its_figure_goes_on(passages, first, rest):
    (passage,) = passages(f"Conditions\n\nFin / End\n\n{first}\n{rest}\n", language="fr")
    assert passage.text == f"{first} {rest}"


@pytest.mark.parametrize(
    ("heading", "entry"), [("Forfait Famille", "65 $ par mois"), ("Contact us", "1 888 555-0123")]
)
def test_a_heading_before_a_figure_stays_one(passages, heading, entry):
    found = passages(f"Conditions\n\nNous vous aidons / We help you.\n\n{heading}\n{entry}\n", language="fr")
    assert not any(f"{heading} {entry}" in p.text for p in found)


@pytest.mark.parametrize(
    ("heading", "sentence"),
    [
        (
            "Témoins",
            "Pour refuser les témoins de mesure, ouvrez vos préférences ; nos cookies expirent après 13 mois.",
        ),
        ("Cookies", "You can refuse our cookies in your settings; they expire after 13 months."),
        ("Prix", "En vigueur le 1er mars 2027, et ce jusqu’au 28 février 2029."),
        ("Price", "Effective January 1, 2027 your price is $45 until 2029."),
        ("Droits", "Nos guides sont protégés : tous droits réservés, sauf copie pour soi."),
        ("Copies", "All rights reserved, except copies for your own use."),
        ("Sommaire", "Le contrat dure 24 mois."),
        ("Contents", "The box holds a modem and two cables."),
    ],
)
@pytest.mark.parametrize(
    ("name", "page"),
    [("a.md", "# Lunavox\n\n## {}\n\n{}\n"), ("a.html", "<h1>Lunavox</h1><h2>{}</h2><p>{}</p>")],
)
def test_sentences_that_sound_like_debris_are_kept(passages, name, page, heading, sentence):
    assert [(p.heading_path[-1], p.text) for p in passages(page.format(heading, sentence), name)] == [
        (heading, sentence)
    ]


@pytest.mark.parametrize(
    "line", ["Mise à jour : 12 janvier 2026", "En vigueur le 1er mars 2027", "Last updated: January 12, 2026"]
)
def test_a_line_with_nothing_but_a_date_is_the_documents(read, line):
    result = read(f"# Lunavox\n\n{line}\n\n## Contrat\n\nLe contrat dure 24 mois.\n", "a.md")
    assert [p.text for p in result.passages] == ["Le contrat dure 24 mois."]
    assert result.passages[0].source.date is not None
