"""The five original documents, where they are at hand: nothing of substance is lost, nothing misleads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from knowledge.folding import fold
from knowledge.ingestion.ingest import Ingestion, read_documents

SEEDS = Path(__file__).parents[4] / "shared" / "seeds"
NAMES = ("allstream", "alsatis", "calltower", "ooma", "primus")
pytestmark = pytest.mark.skipif(not SEEDS.exists(), reason=f"the original documents are not in {SEEDS}")


@pytest.fixture(scope="module")
def seeds() -> dict[str, Ingestion]:
    return {name: read_documents([SEEDS / f"{name}.txt"], operator=name) for name in NAMES}


def words(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", fold(text)))


@pytest.mark.parametrize("name", NAMES)
def test_every_sentence_stands_in_a_passage_or_was_dropped_for_a_reason(seeds, name):
    result = seeds[name]
    kept = " | ".join(
        words(" ".join([p.source.document, *p.heading_path, p.question or "", p.text]))
        for p in result.passages
    )
    dropped = " | ".join(words(entry.text) for entries in result.dropped.values() for entry in entries)
    lines = (SEEDS / f"{name}.txt").read_text(encoding="utf-8").split("\n")
    said = [words(sentence) for line in lines for sentence in re.split(r"(?<=[.;:?!])\s+", line)]
    said = [re.sub(r"^(?:\d{1,2} )+(?=[a-z])|^\d{1,2}(?=[a-z])", "", sentence) for sentence in said]
    assert [
        sentence
        for sentence in said
        if re.search("[a-z]", sentence) and sentence not in kept and sentence not in dropped
    ] == []


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("allstream", {"clause": 3, "list": 1, "text": 15}),
        ("alsatis", {"faq": 20}),
        ("calltower", {"list": 2, "text": 11}),
        ("ooma", {"clause": 17, "list": 8, "table": 2, "text": 4}),
        ("primus", {"contact": 1, "faq": 43, "text": 1}),
    ],
)
def test_the_passages_of_each_kind(seeds, name, kinds):
    assert seeds[name].problems == []
    assert seeds[name].summary()["kinds"] == kinds


def test_titles_and_headings_are_no_debris(seeds):
    assert {name: result.passages[0].source.document for name, result in seeds.items()} == {
        "allstream": "Allstream : votre partenaire de confiance",
        "alsatis": "Gérer mon contrat",
        "calltower": "Politique en matière d'informations réseau propriétaires du client",
        "ooma": "Conditions générales relatives aux services de téléphonie et de messagerie Ooma applicables aux entreprises clientes",
        "primus": "Primus - Service électronique résidentiel – Aide",
    }
    heads = {heading for result in seeds.values() for p in result.passages for heading in p.heading_path}
    assert not heads & {
        "Connexion Connect",
        "Nos autres métiers",
        "Search",
        "Generic filters",
        "Primus - obtenez-en plusMD",
    }


def test_the_credit_table_is_read_row_by_row(seeds):
    table = next(p for p in seeds["ooma"].passages if "Crédits de service" in p.text and p.kind == "table")
    assert (
        "- Minutes de temps d’arrêt : 121 à 240 minutes ; Montant du crédit de service : 6 jours de crédit"
        in table.text
    )
    times = next(p for p in seeds["ooma"].passages if "Heures de contact" in p.text)
    assert "Réponse initiale de priorité faible : 24 heures" in times.text


def test_clauses_three_levels_deep_have_their_path_and_lead_in(seeds):
    listed = [
        p
        for p in seeds["ooma"].passages
        if p.heading_path == ("Directives d’utilisation", "Utilisations interdites supplémentaires")
    ]
    assert len(listed) == 7
    assert all(p.text.startswith("Ni le Client ni aucun Utilisateur final") for p in listed)


def test_the_contents_of_questions_are_dropped_and_contradictions_reported(seeds):
    primus = seeds["primus"]
    assert len(primus.dropped_by_reason()["table of contents"]) == 46
    assert primus.duplicates == 1
    (pair,) = primus.contradictions
    assert {"choisissez simplement la section", "1 888 576 4899"} <= {
        words_in
        for words_in in ("choisissez simplement la section", "1 888 576 4899")
        if words_in in pair.first.text + pair.second.text
    }
    assert [p.question for p in primus.referring] == [
        "Quels sont les avantages de l'inscription au service électronique PRIMUS?"
    ]
