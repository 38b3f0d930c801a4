"""What of a passage is said."""

from __future__ import annotations

import pytest

from knowledge.passages import Passage, Source
from knowledge.retrieval.answer import extract, shorten
from knowledge.retrieval.figures import ADDRESS, AMOUNT, DELAY, NUMBER, figures_in, figures_wanted

LONG = (
    "Le matériel reste la propriété de l’opérateur pendant toute la durée du contrat, quel que soit le forfait choisi par "
    "le client, et il doit être gardé en bon état de marche. "
    "Après la résiliation, le client le rapporte en boutique ou le renvoie par la poste dans son emballage d’origine, avec "
    "tous les câbles et la télécommande, en prenant soin d’y joindre le bon de retour. "
    "Le renvoi se fait dans les 30 jours. "
    "Passé ce délai, une somme de 120 € est facturée. "
    "Le colis est adressé au Service retours, 12 rue des Peupliers, 31000 Toulouse. "
    "Le client garde la preuve de dépôt de son colis jusqu’à la réception d’un courriel de confirmation, car elle seule "
    "fait foi en cas de perte pendant le transport."
)


def passage(text: str, kind: str = "clause") -> Passage:
    return Passage("exemple", "fr", Source("Conditions", "c.txt"), ("Matériel",), kind, None, text)


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("combien ça coûte si je le rends pas", "120 €"),
        ("j'ai combien de jours pour renvoyer la box ?", "30 jours"),
        ("where do I send the parcel?", "31000 Toulouse"),
    ],
)
def test_the_figure_that_is_asked_for_is_in_the_answer(question, shown):
    assert shown in extract(passage(LONG), {}, question)


def test_a_long_passage_is_cut_to_its_sentences_unchanged_and_in_order():
    answer = extract(passage(LONG), {}, "how much does it cost?")
    assert len(answer) < len(LONG)
    positions = [LONG.index(sentence) for sentence in answer.split("\n")]
    assert positions == sorted(positions)


def test_figures_come_along_even_if_nobody_asked_for_them():
    scores = dict.fromkeys(LONG.split(". ")[:1], 0.9)
    assert figures_in(extract(passage(LONG), scores, "à qui est le matériel ?"))


def test_a_faq_entry_and_a_table_row_are_whole():
    assert extract(passage(LONG, "faq"), {}) == LONG
    assert extract(passage(LONG, "table"), {}) == LONG


def test_a_short_form_fits_and_keeps_what_decides():
    short = shorten(passage(LONG), {}, lambda text: len(text) <= 160, "combien ça coûte ?")
    assert 0 < len(short) <= 160 and "120 €" in short


def test_nothing_is_cut_within_a_sentence():
    assert shorten(passage("Une phrase trop longue."), {}, lambda text: len(text) <= 5) == ""


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Des frais de 2,50 $ s’appliquent.", {AMOUNT}),
        ("A $25 fee applies within 10 business days.", {AMOUNT, DELAY}),
        ("Composez le 1 888 555-0199.", {NUMBER}),
        ("Écrivez à aide@exemple.fr.", {ADDRESS}),
        ("Le service est offert partout.", set()),
    ],
)
def test_figures_are_seen(text, kinds):
    assert figures_in(text) == kinds


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("c koi le num pour joindre qqn", NUMBER),
        ("how long do I have?", DELAY),
        ("y a-tu des frais ?", AMOUNT),
        ("quelle est votre adresse courriel ?", ADDRESS),
    ],
)
def test_what_a_question_asks_for_is_seen(question, kind):
    assert kind in figures_wanted(question)
