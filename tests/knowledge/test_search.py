"""Search stays within one operator and one language, and knows when to be silent."""

from __future__ import annotations

import pytest

from knowledge.errors import NoIndex
from knowledge.index.store import build
from knowledge.passages import Passage, Source
from knowledge.retrieval.answer import extract
from knowledge.retrieval.confidence import Thresholds
from knowledge.retrieval.search import Searcher
from tests.knowledge.fakes import FakeEncoder

FR = "Votre facture est envoyée le deux de chaque mois par courriel."
EN = "Your bill is sent on the second of each month by e-mail."


def passage(operator: str, language: str, text: str, key: str | None = None, **more) -> Passage:
    return Passage(
        operator, language, Source("Aide", f"aide.{language}.md"), (), "text", None, text, key=key, **more
    )


@pytest.fixture
def searcher() -> Searcher:
    passages = [
        passage("primus", "fr", FR, "bill"),
        passage("primus", "en", EN, "bill"),
        passage("primus", "fr", "Le technicien passe entre huit heures et midi.", "visit"),
        passage("ooma", "fr", "Votre facture Ooma est envoyée par courriel le dix."),
    ]
    return Searcher(build(passages, FakeEncoder()), FakeEncoder())


@pytest.mark.parametrize(
    ("language", "question", "text"),
    [("fr", "facture envoyée par courriel", FR), ("en", "bill sent by e-mail", EN)],
)
def test_the_passage_comes_in_the_language_of_the_customer(searcher, language, question, text):
    answer = searcher.search(question, operator="primus", language=language)
    assert answer.hits[0].passage.text == text
    assert text not in [
        hit.passage.text
        for hit in searcher.search(
            question, operator="primus", language="en" if language == "fr" else "fr"
        ).hits
    ]


def test_a_passage_without_translation_is_still_found(searcher):
    answer = searcher.search("technicien midi", operator="primus", language="en")
    assert answer.hits[0].passage.key == "visit"


def test_of_twins_that_no_editor_paired_the_one_in_the_customers_language_is_found(monkeypatch):
    monkeypatch.setattr("knowledge.retrieval.twins.SAME", -1.0)  # the fake encoder knows no meaning
    monkeypatch.setattr("knowledge.retrieval.twins._figures", lambda passage: [])
    index = build([passage("primus", "fr", FR), passage("primus", "en", EN)], FakeEncoder())
    searcher = Searcher(index, FakeEncoder())
    for language, text in (("fr", FR), ("en", EN)):
        answer = searcher.search("bill sent by e-mail", operator="primus", language=language)
        assert [hit.passage.text for hit in answer.hits] == [text]


def test_no_passage_of_another_operator_is_ever_returned(searcher):
    for operator in ("primus", "ooma"):
        answer = searcher.search("facture Ooma courriel le dix", operator=operator, top_k=10, language="fr")
        assert {hit.passage.operator for hit in answer.hits} == {operator}


def test_an_operator_without_documents_is_an_error_that_says_what_to_do(searcher):
    with pytest.raises(NoIndex, match="guichet ingest PATH --operator alsatis"):
        searcher.search("facture", operator="alsatis")


@pytest.mark.parametrize(
    ("sure", "outcome"), [(0.9, "answered"), (0.5, "answered"), (0.3, "unsure"), (0.1, "no_answer")]
)
def test_confidence_decides_the_outcome(sure, outcome):
    assert Thresholds(answered=0.5, unsure=0.2).outcome(sure) == outcome


def test_a_silent_outcome_gives_no_answer_text():
    searcher = Searcher(
        build([passage("primus", "fr", FR)], FakeEncoder()),
        FakeEncoder(),
        thresholds=Thresholds(answered=1.1, unsure=1.1),
    )
    answer = searcher.search("recette de crêpes", operator="primus", language="fr")
    assert (answer.outcome, answer.text) == ("no_answer", "")


def test_a_long_passage_answers_with_its_best_sentences_in_reading_order():
    said = [
        f"Phrase numéro {n} qui parle de choses et d'autres pendant un moment, sans se presser, jusqu'au bout du sujet."
        for n in range(9)
    ]
    long = Passage("primus", "fr", Source("Aide", "aide.txt"), (), "clause", None, " ".join(said))
    text = extract(long, {said[7]: 0.9, said[2]: 0.8, said[4]: 0.7, said[0]: 0.1})
    assert text.split("\n") == [said[2], said[4], said[7]]


@pytest.mark.parametrize(
    ("heading", "text", "titles", "questions"),
    [
        (
            "Préavis",
            "Le client donne un préavis de {} jours avant de partir.",
            ("Contrat du forfait mobile", "Contrat de la télévision"),
            ("préavis mobile", "préavis télévision"),
        ),
        (
            "Notice",
            "The customer gives {} days of notice before leaving.",
            ("Terms of the mobile plan", "Terms of television"),
            ("notice mobile", "notice television"),
        ),
    ],
)
def test_passages_under_the_same_heading_are_told_apart_by_their_documents_titles(
    heading, text, titles, questions
):
    passages = [
        Passage("primus", "fr", Source(title, f"{n}.md"), (heading,), "text", None, text.format(days))
        for n, (title, days) in enumerate(zip(titles, (10, 90), strict=True))
    ]
    searcher = Searcher(build(passages, FakeEncoder()), FakeEncoder())
    found = [searcher.search(question, operator="primus", language="fr").hits[0] for question in questions]
    assert [hit.passage for hit in found] == passages


@pytest.mark.parametrize(
    ("heading", "item"),
    [
        ("Équipement", "- la pièce numéro {} de couleur {} ;"),
        ("Equipment", "- part number {} that is painted {};"),
    ],
)
def test_short_items_of_a_long_list_are_chosen_by_what_they_say(heading, item):
    colours = [
        *("rouge", "brun", "violet", "orange", "vert", "jaune", "noir"),
        "turquoise",
        *("bleu", "ocre", "gris", "mauve"),
    ]
    items = [item.format(n, colour).ljust(55, "x") for n, colour in enumerate(colours, 10)]
    found = Passage("primus", "fr", Source("Aide", "a.txt"), (heading,), "list", None, "\n".join(items))
    searcher = Searcher(build([found], FakeEncoder()), FakeEncoder(), thresholds=Thresholds(0, 0))
    text = searcher.search("turquoise", operator="primus", language="fr").text
    assert items[7] in text and items[5] not in text


@pytest.mark.parametrize(
    ("lead_in", "row"),
    [
        ("Prix par minute, taxes en sus.", "- Pays : {} ; Fixe : 0,{} $ ; Mobile : 1,{} $"),
        ("Prices per minute, taxes extra.", "- Country: {}; Landline: $0.{}; Mobile: $1.{}"),
    ],
)
@pytest.mark.parametrize("place", [3, 29])
def test_a_row_of_a_large_table_is_found_and_answered_with_what_introduces_it(lead_in, row, place):
    names = ["".join(chr(97 + (n * k) % 26) for k in (1, 3, 5, 7, 11)) for n in range(30)]
    rows = [row.format(name, n, n) for n, name in enumerate(names, 10)]
    table = Passage("primus", "fr", Source("Prix", "p.txt"), (), "table", None, "\n".join([lead_in, *rows]))
    searcher = Searcher(build([table], FakeEncoder()), FakeEncoder(), thresholds=Thresholds(0, 0))
    text = searcher.search(names[place], operator="primus", language="fr").text
    assert rows[place] in text.split("\n") and text.startswith(f"{lead_in}\n")
    assert len(text.split("\n")) < 10 and "…" in text


def test_a_short_passage_answers_whole():
    assert extract(passage("primus", "fr", FR), {}) == FR
