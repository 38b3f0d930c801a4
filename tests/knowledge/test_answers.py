"""What of a passage is said."""

from __future__ import annotations

import pytest

from knowledge.ingestion.sentences import sentences
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


def test_a_faq_entry_is_whole():
    assert extract(passage(LONG, "faq"), {}) == LONG


ZONES = ["- Europe", *(f"- Pays : Ici{n} ; Fixe : 0,{n} $" for n in range(10, 30)), "- Asie"] + [
    f"- Pays : Là{n} ; Fixe : 0,{n} $" for n in range(10, 30)
]


@pytest.mark.parametrize(("row", "head"), [(5, 0), (21, None), (30, 21)])
def test_a_table_answers_with_its_row_below_the_row_that_heads_it(row, head):
    scores = {ZONES[row]: 0.9, ZONES[row + 1]: 0.8, ZONES[row + 2]: 0.7}
    lines = extract(passage("\n".join(ZONES), "table"), scores).split("\n")
    heads = [] if head is None else [ZONES[head]]
    assert [line for line in lines if line != "…"] == [*heads, *ZONES[row : row + 3]]


STEPS = {
    "fr": [
        "Pour remplacer votre modem :",
        "- Débranchez l’ancien modem et rangez-le dans sa boîte avec tous ses câbles. Gardez le bon de retour.",
        "- Branchez le nouveau modem à la prise murale avec le câble blanc, puis à une prise de courant proche.",
        "- Attendez que le voyant du haut soit vert et ne clignote plus. Cela prend jusqu’à 10 minutes.",
        "- Ouvrez l’application, choisissez « Mon matériel » et touchez « Ajouter un modem ».\n  - Entrez le code imprimé sous le modem.\n  - Donnez-lui un nom.",
        "- Rebranchez les appareils, le téléphone d’abord, et vérifiez que chacun a retrouvé la connexion.",
        "- Renvoyez l’ancien modem par la poste, sans frais, à l’aide de l’étiquette qui se trouve dans la boîte.",
    ],
    "en": [
        "To replace your modem:",
        "- Unplug the old modem and put it back into its box with all of its cables. Keep the return slip.",
        "- Plug the new modem into the wall with the white cable, and then into a power outlet that is near.",
        "- Wait until the light on top is green and no longer blinks. This takes up to 10 minutes altogether.",
        '- Open the app, choose "My equipment" and tap "Add a modem".\n  - Enter the code that is printed under the modem.\n  - Give it a name.',
        "- Connect your devices again, the telephone first, and check that each of them is back on the network.",
        "- Send the old modem back by post, free of charge, with the label that you will find in the new box.",
    ],
}
ASIDE = [
    f"Le modèle numéro {n} reste à nous pendant tout le contrat et le client le garde en bon état."
    for n in range(6)
]
both = pytest.mark.parametrize("language", ["fr", "en"])


@both
@pytest.mark.parametrize("likeliest", range(7))
def test_of_a_procedure_all_steps_are_told_whichever_is_likeliest(language, likeliest):
    text = "\n".join([" ".join(ASIDE), *STEPS[language]])
    scores = dict.fromkeys(sentences(STEPS[language][likeliest]), 0.9) | {ASIDE[3]: 0.8}
    answer = extract(passage(text), scores)
    assert "\n".join(STEPS[language]) in answer
    assert ASIDE[5] not in answer


@both
def test_steps_that_are_lines_of_their_own_are_told_together(language):
    word = {"fr": "Étape", "en": "Step"}[language]
    text = "\n".join(f"{word} {n}: {step[2:]}" for n, step in enumerate(STEPS[language][1:], 1))
    assert extract(passage(text, "text"), {}) == text


@both
def test_a_text_message_tells_the_first_steps_and_leaves_none_out(language):
    scores = dict.fromkeys(STEPS[language][5].split("\n"), 0.65) | dict.fromkeys(STEPS[language][2:3], 0.6)
    short = shorten(passage("\n".join(STEPS[language])), scores, lambda text: len(text) <= 300)
    assert short == " ".join(STEPS[language][:3])


@both
def test_a_text_message_begins_with_the_step_that_is_asked_about(language):
    scores = dict.fromkeys(STEPS[language][5].split("\n"), 0.8) | dict.fromkeys(STEPS[language][2:3], 0.6)
    short = shorten(passage("\n".join(STEPS[language])), scores, lambda text: len(text) <= 130)
    assert short == f"{STEPS[language][0]} … {STEPS[language][5]}"


@pytest.mark.parametrize(
    ("language", "question"), [("fr", "ça prend combien de temps ?"), ("en", "how long does it take?")]
)
def test_a_text_message_gives_the_figure_that_is_asked_for_from_whichever_step(language, question):
    short = shorten(passage("\n".join(STEPS[language])), {}, lambda text: len(text) <= 150, question)
    assert "10 minutes" in short and len(short) <= 150


CASES = {
    "fr": ["Nous donnons ces renseignements :"]
    + [f"- au service numéro {n}, qui les garde et ne les donne à personne ;" for n in range(12)],
    "en": ["We give this information:"]
    + [f"- to department number {n}, which keeps it and tells nobody else about it;" for n in range(12)],
}


@both
def test_items_that_are_left_out_of_a_list_leave_a_mark(language):
    lines = CASES[language]
    scores = {lines[1]: 0.9, lines[2]: 0.8, lines[8]: 0.7}
    answer = extract(passage("\n".join(lines), "list"), scores)
    assert answer.split("\n") == [*lines[:3], "…", lines[8], "…"]


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
