"""Cents, powers and notes that stand high become no part of a figure in Word documents; web pages and PDF have tests of their own."""

from __future__ import annotations

import io

import docx
import pytest

from knowledge.ingestion.high_figures import levelled

CASES = [
    (("Le forfait coûte 89", "99", " $ par mois."), "Le forfait coûte 89,99 $ par mois."),
    (("The plan costs $45", "50", " a month."), "The plan costs $45.50 a month."),
    (("The plan costs $52", "1", " a month."), "The plan costs $52 (1) a month."),
    (("Le forfait coûte 52 $", "*", " par mois."), "Le forfait coûte 52 $ (*) par mois."),
    (("Le 1", "er", " mois est gratuit pour vous."), "Le 1er mois est gratuit pour vous."),
    (("La borne couvre 90 m", "2", " à l'intérieur."), "La borne couvre 90 m² à l'intérieur."),
]


def write(paragraph, parts):
    for n, part in enumerate(parts):
        paragraph.add_run(part).font.superscript = n == 1


@pytest.mark.parametrize(("parts", "text"), CASES)
def test_what_stands_high_in_word_becomes_no_part_of_a_figure(passages, parts, text):
    made = docx.Document()
    made.add_heading("Prix", 1)
    write(made.add_paragraph(), parts)
    made.add_heading("Tableau", 1)
    table = made.add_table(rows=2, cols=2)
    for cell, label in zip(
        (*table.rows[0].cells, table.rows[1].cells[0]), ("Nom", "Prix", "Fibre"), strict=True
    ):
        cell.text = label
    write(table.rows[1].cells[1].paragraphs[0], parts)
    data = io.BytesIO()
    made.save(data)
    paragraph, table = passages(data.getvalue(), "prix.docx", language="fr")
    assert paragraph.text == text
    assert f"Fibre : {text}" in table.text or f"Prix : {text}" in table.text


@pytest.mark.parametrize(
    ("before", "high", "after"),
    [("Fibre 500", "12", " mois"), ("89 $", "99", " par mois"), ("forfait", "2", "")],
)
def test_other_figures_that_stand_high_are_notes(before, high, after):
    assert levelled(before, high, after) == f" ({high})"
