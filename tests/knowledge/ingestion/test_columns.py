"""Tables whose columns only gaps part: a price never goes to the wrong plan; what cannot be told is reported."""

from __future__ import annotations

import pytest
from fpdf import FPDF

from knowledge.ingestion.columns import UNREAD

FR = """Tarifs des options

Les options sont facturées chaque mois.

Option               Essentiel      Famille      Pro
Messagerie vocale    3 $            inclus       inclus
Adresse IP fixe                                  15 $
Antivirus            5 $            4 $
Wi-Fi étendu                        8 $          6 $

Les taxes sont en sus.
"""
EN = """Plan prices

Prices are per month.

Plan            Term         Price
Basic           12 months    $45
                24 months    $40
Family          12 months    $65
                24 months    $60
Student offers
Campus          none         $35

Taxes are extra.
"""


def set_out(rows, widths, *, by_column: bool = False, leading: float = 7, aligned: str = "L") -> bytes:
    """A PDF of a table without lines; a line feed breaks a cell, and the rows are then set apart."""
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Helvetica", size=11)
    pdf.multi_cell(0, 6, "Les prix / The prices:", new_x="LMARGIN", new_y="NEXT")
    top, cells = pdf.get_y() + 6, []
    for n, row in enumerate(rows):
        for m, cell in enumerate(row):
            place = pdf.l_margin + sum(widths[:m])
            cells += [
                (m, n, k, place, top + leading * k, line) for k, line in enumerate(cell.split("\n")) if line
            ]
        high = max(cell.count("\n") for cell in row)
        top += leading * (high + 1) + (4 if any("\n" in cell for row in rows for cell in row) else 0)
    for m, _, _, left, high, line in sorted(cells) if by_column else cells:
        pdf.set_xy(left, high)
        pdf.cell(widths[m], leading, line, align=aligned)
    pdf.set_xy(pdf.l_margin, top + 6)
    pdf.multi_cell(0, 6, "Les taxes sont en sus. Taxes are extra.", new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def rows_of(passages) -> list[str]:
    """The rows that a document's tables give."""
    return [line for p in passages if p.kind == "table" for line in p.text.split("\n") if line[0] == "-"]


def test_an_empty_cell_moves_no_price_to_another_plan(passages):
    assert rows_of(passages(FR)) == [
        "- Option : Messagerie vocale ; Essentiel : 3 $ ; Famille : inclus ; Pro : inclus",
        "- Option : Adresse IP fixe ; Pro : 15 $",
        "- Option : Antivirus ; Essentiel : 5 $ ; Famille : 4 $",
        "- Option : Wi-Fi étendu ; Famille : 8 $ ; Pro : 6 $",
    ]


def test_a_name_that_stands_for_several_rows_is_said_in_each(passages):
    assert rows_of(passages(EN)) == [
        "- Plan: Basic; Term: 12 months; Price: $45",
        "- Plan: Basic; Term: 24 months; Price: $40",
        "- Plan: Family; Term: 12 months; Price: $65",
        "- Plan: Family; Term: 24 months; Price: $60",
        "- Student offers",
        "- Plan: Campus; Term: none; Price: $35",
    ]


@pytest.mark.parametrize(
    ("over", "rows"),
    [
        (
            "                 Résidentiel             Affaires",
            [
                "- Vitesse : 100 Mbit/s ; Résidentiel Mois : 50 $ ; Résidentiel An : 540 $ ; Affaires Mois : 70 $ ; Affaires An : 756 $",
                "- Vitesse : 500 Mbit/s ; Résidentiel Mois : 80 $ ; Résidentiel An : 864 $ ; Affaires Mois : 110 $ ; Affaires An : 1 188 $",
            ],
        ),
        ("                 Résidentiel Affaires Autres             Élèves", []),
    ],
)
def test_heads_over_heads_are_said_with_them_or_not_at_all(read, over, rows):
    text = f"""Tarifs

Ces tarifs valent dès le mois de mars.

{over}
Vitesse          Mois        An          Mois        An
100 Mbit/s       50 $        540 $       70 $        756 $
500 Mbit/s       80 $        864 $       110 $       1 188 $

Écrivez-nous pour commander.
"""
    result = read(text)
    assert rows_of(result.passages) == rows
    assert bool(result.notes) is (not rows)


PLANS = [
    ("Plan", "Débit / speed", "Prix / price"),
    ("Base", "30 Mbit/s", "45 $"),
    ("Max", "940 Mbit/s", "95 $"),
]


@pytest.mark.parametrize("by_column", [False, True])
@pytest.mark.parametrize("aligned", ["L", "R", "C"])
def test_rows_of_a_pdf_stay_rows_in_whatever_order_the_file_gives_them(passages, by_column, aligned):
    data = set_out([*PLANS, ("Fibre", "", "75 $")], (60, 50, 40), by_column=by_column, aligned=aligned)
    assert rows_of(passages(data, "plans.pdf", language="en")) == [
        "- Plan: Base; Débit / speed: 30 Mbit/s; Prix / price: 45 $",
        "- Plan: Max; Débit / speed: 940 Mbit/s; Prix / price: 95 $",
        "- Plan: Fibre; Prix / price: 75 $",
    ]


def test_cells_of_several_lines_are_one_where_space_parts_the_rows(passages):
    rows: list[tuple[str, ...]] = [
        ("Plan", "What it includes", "Price"),
        ("Internet Unlimited\nPlus", "60 GB at full speed and\nhotspot on two devices", "$65"),
        ("Student", "20 GB", "$35"),
    ]
    data = set_out(rows, (60, 80, 40), leading=5)
    assert rows_of(passages(data, "plans.pdf", language="en")) == [
        "- Plan: Internet Unlimited Plus; What it includes: 60 GB at full speed and hotspot on two devices; Price: $65",
        "- Plan: Student; What it includes: 20 GB; Price: $35",
    ]


@pytest.mark.parametrize("widths", [(40, 15, 40), (30, 14, 30)])
def test_narrow_gaps_part_cells_where_all_rows_have_them(passages, widths):
    rows = [
        ("Pays", "Fixe", "Mobile"),
        *((f"Zone {name}", f"0,1{n} $", f"0,3{n} $") for n, name in enumerate("ABC")),
    ]
    assert rows_of(passages(set_out(rows, widths), "tarifs.pdf", language="fr")) == [
        f"- Pays : Zone {name} ; Fixe : 0,1{n} $ ; Mobile : 0,3{n} $" for n, name in enumerate("ABC")
    ]


def test_heads_that_come_again_on_every_page_are_heads(passages):
    rows = [
        ("Pays", "Fixe", "Mobile"),
        *((f"Pays numéro {n}", f"0,{n} $", f"1,{n} $") for n in range(10, 30)),
    ]
    text = "\n".join(f"{a:20}{b:12}{c}" for a, b, c in rows)
    again = "\n".join(
        f"{a:20}{b:12}{c}"
        for a, b, c in [rows[0], *((f"Île {n}", f"2,{n} $", f"3,{n} $") for n in range(10, 30))]
    )
    found = rows_of(passages(f"Tarifs\n\nLes prix sont à la minute.\n\n{text}\f{again}\n", language="fr"))
    assert len(found) == 40
    assert found[-1] == "- Pays : Île 29 ; Fixe : 2,29 $ ; Mobile : 3,29 $"


def test_a_table_that_can_be_read_in_two_ways_is_left_out_and_reported(read):
    data = set_out([*PLANS, ("Plus", "", ""), ("Fibre", "500 Mbit/s", "75 $")], (60, 50, 40))
    result = read(data, "plans.pdf", language="fr")
    assert [entry.reason for entry in result.dropped["plans.pdf"]] == [UNREAD]
    assert "columns cannot be told apart" in result.notes[0]
    assert not any("75 $" in p.text for p in result.passages)


def test_a_table_in_two_halves_side_by_side_is_one(passages):
    text = "Tarifs\n\nLes prix sont à la minute.\n\n" + "\n".join(
        f"{a:14}{b:12}{c:14}{d}"
        for a, b, c, d in [
            ("Pays", "Prix", "Pays", "Prix"),
            ("Algérie", "0,12 $", "Italie", "0,04 $"),
            ("Belgique", "0,05 $", "Japon", "0,06 $"),
        ]
    )
    assert rows_of(passages(text + "\n\nLes taxes sont en sus.\n")) == [
        "- Pays : Algérie ; Prix : 0,12 $",
        "- Pays : Belgique ; Prix : 0,05 $",
        "- Pays : Italie ; Prix : 0,04 $",
        "- Pays : Japon ; Prix : 0,06 $",
    ]


def test_columns_of_prose_are_no_table(passages):
    left = [
        "Le forfait de base coûte 25 $ par mois et",
        "comprend les appels locaux. Des frais de",
        "3 $ s'ajoutent.",
    ]
    right = [
        "Pour résilier, écrivez-nous trente jours",
        "avant la fin du mois. Des frais de 10 $",
        "sont exigés.",
    ]
    found = passages(set_out(list(zip(left, right, strict=True)), (95, 90), by_column=True), "deux.pdf")
    assert not rows_of(found)
    assert any(" ".join(left) in p.text for p in found)


def test_the_corner_of_a_table_may_be_empty(passages):
    rows = [("", "Appels", "Textos"), ("Zone 1", "2,00 $", "0,75 $"), ("Zone 2", "3,00 $", "0,80 $")]
    assert rows_of(passages(set_out(rows, (50, 40, 40)), "tarifs.pdf", language="fr")) == [
        "- Zone 1 ; Appels : 2,00 $ ; Textos : 0,75 $",
        "- Zone 2 ; Appels : 3,00 $ ; Textos : 0,80 $",
    ]


@pytest.mark.parametrize(
    ("language", "heads", "row"),
    [
        (
            "fr",
            ("Équipement", "Location", "Achat"),
            "- Équipement : Modem ; Location : 10,00 $ ; Achat : 180,00 $",
        ),
        ("en", ("Device", "Rental", "Purchase"), "- Device: Modem; Rental: 10,00 $; Purchase: 180,00 $"),
    ],
)
def test_a_rule_under_the_heads_of_a_table_makes_no_heading_of_them(passages, language, heads, row):
    lines = [heads, ("Modem", "10,00 $", "180,00 $"), ("Répéteur", "5,00 $", "90,00 $")]
    head, *rows = ["".join(cell.ljust(16) for cell in line).rstrip() for line in lines]
    text = "\n".join(["Tarif / Rates", "", head, "-" * 45, *rows, ""])
    (passage,) = passages(text, "tarif.txt", language=language)
    assert passage.text.split("\n")[0] == row
