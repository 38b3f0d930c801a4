"""PDF: type and gaps tell headings; tables with rules are tables."""

from __future__ import annotations

import pytest
from fpdf import FPDF

from tests.knowledge.ingestion.office import pdf

LONG = "Un technicien passe entre huit heures et dix-sept heures pour vérifier la ligne, le modem et le filtre, et sa visite est gratuite quand la panne vient du réseau de Lunavox ou de celui d'un partenaire."


def test_larger_type_heads_and_bold_asks(passages):
    data = pdf(
        [
            ("heading", "Dépannage"),
            ("bold", "Le technicien est-il payant ?"),
            ("text", LONG),
            ("bold", "Et la fin de semaine ?"),
            ("text", "Il passe aussi le samedi."),
        ]
    )
    assert [(p.question, p.text) for p in passages(data, "guide.pdf")] == [
        ("Le technicien est-il payant ?", LONG),
        ("Et la fin de semaine ?", "Il passe aussi le samedi."),
    ]


def test_a_paragraph_broken_over_lines_is_one(passages):
    (passage,) = passages(pdf([("text", LONG)]), "guide.pdf")
    assert passage.text == LONG


def test_the_file_name_is_the_title_when_nothing_else_is(passages):
    assert (
        passages(pdf([("text", LONG)]), "guide-du-technicien.pdf")[0].source.document == "guide du technicien"
    )


def test_a_ruled_table_comes_in_its_place(passages):
    data = pdf(
        [
            ("heading", "Frais"),
            ("text", "Ces frais s'ajoutent à la facture."),
            [("Frais", "Montant"), ("Retard", "2 %"), ("Visite", "75 $")],
            ("heading", "Fin"),
            ("text", "Le contrat prend fin par écrit."),
        ]
    )
    table, end = passages(data, "frais.pdf")
    assert (
        table.text
        == "Ces frais s'ajoutent à la facture.\n- Frais : Retard ; Montant : 2 %\n- Frais : Visite ; Montant : 75 $"
    )
    assert end.heading_path == ("Fin",)


def test_pages_without_text_are_noted_and_the_others_read(read):
    result = read(
        pdf([("text", LONG)], [], [("text", "Il passe aussi le samedi, sur rendez-vous.")]), "guide.pdf"
    )
    assert result.problems == []
    assert result.notes == [
        "guide.pdf: 1 of 3 pages hold no text; if they are scans they need text recognition (OCR)."
    ]


HIGH = pytest.mark.parametrize(
    ("parts", "text"),
    [
        (("Le forfait coûte 89", "99", " $ par mois."), "Le forfait coûte 89,99 $ par mois."),
        (("The plan costs $45", "50", " a month."), "The plan costs $45.50 a month."),
        (("Le forfait coûte 52 $", "1", " par mois."), "Le forfait coûte 52 $ (1) par mois."),
        (("Le 1", "er", " mois est gratuit pour vous."), "Le 1er mois est gratuit pour vous."),
    ],
)


@HIGH
def test_what_stands_high_becomes_no_part_of_a_figure(passages, parts, text):
    made = FPDF()
    made.add_page()
    made.set_font("Helvetica", size=11)
    for n, part in enumerate(parts):
        made.char_vpos = "SUP" if n == 1 else "LINE"
        made.write(6, part)
    assert [p.text for p in passages(bytes(made.output()), "prix.pdf", language="fr")] == [text]


@HIGH
@pytest.mark.parametrize("width", [80, 30])
def test_what_stands_high_in_a_ruled_table_becomes_no_part_of_a_figure(passages, parts, text, width):
    made = FPDF()
    made.add_page()
    made.set_font("Helvetica", size=11)
    for row, label in enumerate(("Forfait", "Essentiel", "Confort")):
        left, top = made.l_margin, 20 + 24 * row
        made.rect(left, top, 40, 24)
        made.rect(left + 40, top, width, 24)
        made.set_xy(left, top)
        made.write(6, label)
        made.set_left_margin(left + 40)
        made.set_right_margin(made.w - left - 40 - width)
        made.set_xy(left + 40, top)
        for n, part in enumerate(parts if row == 1 else ("Prix " + str(row), "", "")):
            made.char_vpos = "SUP" if n == 1 else "LINE"
            made.write(6, part)
        made.char_vpos = "LINE"
        made.set_left_margin(left)
    (table,) = passages(bytes(made.output()), "prix.pdf", language="fr")
    assert f"Essentiel : {text}" in table.text


SHEETS = {
    "fr": (
        ("Télévision", [("Forfait de base", "25,00 $"), ("Sports", "15,00 $"), ("Films", "18,00 $")]),
        ("Téléphone", [("Ligne locale", "20,00 $"), ("Afficheur", "6,00 $"), ("Boîte vocale", "4,00 $")]),
    ),
    "en": (
        ("Television", [("Basic package", "$25.00"), ("Sports", "$15.00"), ("Movies", "$18.00")]),
        ("Telephone", [("Local line", "$20.00"), ("Caller ID", "$6.00"), ("Voicemail", "$4.00")]),
    ),
}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_lists_of_prices_side_by_side_are_read_one_after_the_other(passages, language):
    made = FPDF()
    made.add_page()
    made.set_font("Helvetica", "B", 18)
    made.cell(0, 12, "Tarifs / Prices")
    for (head, rows), left in zip(SHEETS[language], (12, 110), strict=True):
        made.set_xy(left, 30)
        made.set_font("Helvetica", "B", 13)
        made.cell(88, 7, head)
        made.set_font("Helvetica", size=10)
        for n, (name, price) in enumerate(rows):
            made.set_xy(left, 38 + 6 * n)
            made.cell(62, 6, name)
            made.cell(26, 6, price, align="R")
    found = passages(bytes(made.output()), "prix.pdf", language=language)
    colon = " : " if language == "fr" else ": "
    assert [(p.heading_path[-1], p.text) for p in found] == [
        (head, "\n".join(f"- {name}{colon}{price}" for name, price in rows))
        for head, rows in SHEETS[language]
    ]
