"""« et en ligne ? » is read with the question before it; a question that stands by itself is not."""

from __future__ import annotations

import pytest

from knowledge.index.store import build
from knowledge.passages import Passage, Source
from knowledge.retrieval.follow_up import asks_only, leans_on_last
from knowledge.retrieval.search import Searcher
from tests.knowledge.fakes import FakeEncoder

LEANING = [
    "et en ligne ?",
    "pis par chèque?",
    "et pour l'internet",
    "combien ?",
    "ça coûte combien",
    "et si c'est un dimanche",
    "même chose pour mon cell ?",
    "what about by phone?",
    "and on weekends",
    "how long does that take",
    "j'y ai droit ?",
    "and if it's late?",
    "same for TV?",
    "c'est combien ?",
    "et si je veux que ce soit plus tard ?",
    "when is that?",
    "how much?",
    "super, et y a un numéro à mettre dessus ?",
    "great, and what about weekends?",
]
WHOLE = [
    "comment est-ce que je peux payer ma facture d'internet en ligne",
    "quelles sont vos heures d'ouverture le samedi à Montréal ?",
    "où est ma facture",
    "where is my bill",
    "do you sell second hand phones in your downtown shop",
    "avez-vous des forfaits pour les aînés",
    "et je voudrais savoir aussi comment je fais pour payer ma facture en ligne",
]


@pytest.mark.parametrize("question", LEANING)
def test_a_part_of_a_question_leans_on_the_one_before(question):
    assert leans_on_last(question)


@pytest.mark.parametrize("question", WHOLE)
def test_a_whole_question_stands_by_itself(question):
    assert not leans_on_last(question)


@pytest.fixture
def searcher() -> Searcher:
    def passage(text: str) -> Passage:
        return Passage("primus", "fr", Source("Aide", "aide.md"), (), "text", None, text)

    texts = ["payer la facture en ligne", "payer la facture par chèque", "se brancher en ligne au portail"]
    return Searcher(build([passage(text) for text in texts], FakeEncoder()), FakeEncoder())


def test_a_follow_up_is_searched_both_ways_and_the_clearly_surer_counts(searcher):
    alone = searcher.search("et par chèque", operator="primus", language="fr")
    after = searcher.search("et par chèque", operator="primus", language="fr", before="payer la facture")
    assert after.confidence >= alone.confidence
    assert after.hits[0].passage.text == "payer la facture par chèque"
    assert after.question == "et par chèque"


def test_words_that_the_documents_do_not_know_are_not_pulled_along(searcher):
    alone = searcher.search("et les pizzas ?", operator="primus", language="fr")
    after = searcher.search("et les pizzas ?", operator="primus", language="fr", before="payer la facture")
    assert after.read_as == "et les pizzas ?" and after.confidence == alone.confidence


@pytest.mark.parametrize("message", ["", "????", "👍", "!!!", "где мой счёт", "t'es qui", "I am from here"])
def test_what_asks_nothing_is_no_follow_up(searcher, message):
    after = searcher.search(message, operator="primus", language="fr", before="payer la facture en ligne")
    assert after.read_as == message


@pytest.mark.parametrize("message", ["hhhhhhjjj lol", "где мой счёт", "????"])
def test_the_task_under_way_gives_noise_no_meaning(searcher, message):
    found = searcher.search(message, operator="primus", language="fr", topic="payer la facture en ligne")
    assert found.read_as == message


def test_a_question_inside_a_task_is_read_with_its_topic_if_that_is_surer(searcher):
    found = searcher.search("par chèque", operator="primus", language="fr", topic="payer la facture")
    assert found.hits[0].passage.text == "payer la facture par chèque"
    assert found.confidence >= searcher.search("par chèque", operator="primus", language="fr").confidence


def test_a_question_that_names_nothing_has_no_answer_of_its_own(searcher):
    alone = searcher.search("c'est combien ?", operator="primus", language="fr")
    assert (alone.outcome, alone.hits, alone.confidence) == ("no_answer", [], 0.0)
    after = searcher.search("c'est combien ?", operator="primus", language="fr", before="payer par chèque")
    assert after.hits[0].passage.text == "payer la facture par chèque"


@pytest.mark.parametrize(
    "question",
    [
        "combien ?",
        "how much?",
        "c'est combien ?",
        "how much is it?",
        "ça coûte combien ?",
        "how long does it take?",
    ],
)
def test_who_asks_only_how_much_or_when_names_nothing(question):
    assert asks_only(question)


@pytest.mark.parametrize(
    "question", ["combien coûte la poste ?", "how much is roaming?", "long distance", "oui", "", "????"]
)
def test_what_has_a_subject_or_asks_nothing_is_something_else(question):
    assert not asks_only(question)
