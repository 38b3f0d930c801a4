"""Markers: what is one, and what only looks like one."""

from __future__ import annotations

import pytest

from knowledge.ingestion.markers import mark


def read(*texts: str) -> list[tuple[str | None, str]]:
    return [(marker.text if marker else None, text) for marker, text in mark(texts)]


def test_english_words_that_look_like_units_stand_behind_numbers():
    assert read("3.1 To dispute an invoice", "3.2 Go to Settings") == [
        ("3.1", "To dispute an invoice"),
        ("3.2", "Go to Settings"),
    ]
    assert read("1 To de données", "2 To par mois", "3 Go") == [
        (None, "1 To de données"),
        (None, "2 To par mois"),
        (None, "3 Go"),
    ]


@pytest.mark.parametrize(
    "texts",
    [
        ["4G pour tous"],
        ["30. Le client, qui a reçu avis"],
        ["M. Tremblay est abonné"],
        ["12 Rue des Érables"],
        ["10 - 15 minutes"],
        ["1.5 Go de données"],
        ["-5 degrés"],
        ["+1 800 555-0100"],
        ["24/7"],
        ["Section 4 de la présente politique"],
        ["Article 12 du Code civil"],
        ["Quel est le prix ?"],
        ["Questions fréquentes"],
        ["A. Dupont a signé"],
        ["I agree"],
        ["v. Canada"],
        ["réponse. Composez le 711"],
        ["5Go de données suffisent-ils ?"],
        ["2024 – Nouveautés"],
    ],
)
def test_what_only_looks_like_a_marker(texts):
    assert read(*texts) == [(None, text) for text in texts]


@pytest.mark.parametrize(
    ("texts", "markers"),
    [
        (["1. Un", "2. Deux", "10. Dix"], ["1.", "2.", None]),
        (["8. Huit", "9. Neuf", "10. Dix"], ["8.", "9.", "10."]),
        (["1Un mot", "2Deux mots"], ["1", "2"]),
        (["(a) x", "(b) y"], ["(a)", "(b)"]),
        (["A. Objet", "B. Durée"], ["A.", "B."]),
        (["i) un", "ii) deux", "iii) trois", "iv) quatre"], ["i)", "ii)", "iii)", "iv)"]),
        (["1 Objet", "1.1 Texte", "1.2 Suite", "2 Fin"], ["1", "1.1", "1.2", "2"]),
        (["§ 3 Durée", "Article 4.2 – Fin", "Annexe B : Prix"], ["§ 3", "Article 4.2", "Annexe B"]),
        (["• un", "– deux", "* trois", "- + quatre"], ["•", "–", "*", "- +"]),
    ],
)
def test_markers_of_many_styles(texts, markers):
    assert [marker for marker, _ in read(*texts)] == markers


def test_i_is_roman_unless_h_comes_before():
    values = [
        marker.values for marker, _ in mark(["g) x", "h) y", "i) z", "1. a", "i) b", "ii) c"]) if marker
    ]
    assert values == [(7,), (8,), (9,), (1,), (1,), (2,)]


def test_answers_are_labelled_only_after_questions():
    assert read("A. Objet du contrat", "B. Durée du contrat")[0] == ("A.", "Objet du contrat")
    assert [marker.kind for marker, _ in mark(["Q. Qui ?", "R. Vous."]) if marker] == ["asks", "answers"]
    assert read("R. Tremblay a signé.") == [(None, "R. Tremblay a signé.")]
