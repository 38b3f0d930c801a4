"""Sentences, titles that run into clauses, and enumerations."""

from __future__ import annotations

import pytest

from knowledge.ingestion.sentences import enumeration, run_in_title, sentences


@pytest.mark.parametrize(
    "said",
    [
        ["M. Tremblay et Mme Roy habitent au 5, boul. Saint-Laurent.", "Ils paient par chèque."],
        ["Voir l'art. 5 du contrat, p. ex. Le chapitre 2.", "Fin."],
        ["Téléphonez au tél. 514 555-0100, poste 3.", "Demandez le no. 5."],
        ["« Comment résilier ? »", "Il faut écrire à aide@lunavox.example."],
        ["Le client a dit : « C'est trop cher. »", "Nous avons baissé le prix."],
        ["Quel dommage !", "Vous pouvez toutefois annuler (sans frais).", "Oui, vraiment…", "Écrivez-nous."],
        ["Les frais sont de 2 % par mois (c.-à-d. 26,82 % par an).", "3 mois sont offerts."],
        ["Ouvert de 8 h à 20 h, sauf le dimanche, le lundi, etc.", "Le samedi, nous fermons à 17 h."],
        ["Le forfait coûte 10,50 $ par mois.", "Les 2.5 Go de données s'ajoutent au 1er."],
        ["Rendez-vous sur www.lunavox.example.", "Puis cliquez sur https://pay.lunavox.example/a.b?c=d."],
        ["J.-P. Côté et A. Dupont ont signé.", "L'entente vaut un an."],
        ["Lunavox inc. Canada fournit le service.", "La société Lunavox inc.", "Elle est à Sherbrooke."],
    ],
)
def test_french_sentences(said):
    assert sentences(" ".join(said)) == said


@pytest.mark.parametrize(
    "said",
    [
        ["Mr. Smith and Dr. Jones live at 5 St. John's Road.", "They pay by card."],
        ["See art. 5, e.g. The second part.", "Call no. 5 at ext. 12."],
        ["Northfield Inc. Canada provides the service.", "You pay Northfield, Inc.", "The fee is $5.50."],
        ["We close at 8 p.m. Eastern time.", "The shop opens at 9 a.m.", "You may call before."],
        ["The U.S. Federal law applies.", "It does not apply outside the U.S.", "The customer agrees."],
        ['He said "Stop."', "Then he left!", "Why?", "Nobody knows."],
        ["Write to help@northfield.example.", "Or visit www.northfield.example.", "3 days later, we reply."],
        ["Version 2.0 of the app is out.", "It needs 1.5 GB."],
    ],
)
def test_english_sentences(said):
    assert sentences(" ".join(said)) == said


def test_a_line_of_its_own_is_a_sentence():
    assert sentences("Vous pouvez :\n- payer;\n- appeler.\n\nMerci. Bonne journée.") == [
        "Vous pouvez :",
        "- payer;",
        "- appeler.",
        "Merci.",
        "Bonne journée.",
    ]


def test_the_row_of_a_table_is_one_sentence():
    row = "- Minutes : 15 à 30 ; Crédit : 1 jour"
    assert sentences(row) == [row]


def test_numbers_of_steps_stay_with_their_step():
    assert sentences("1. Ouvrez l'application. 2. Touchez le mois.") == [
        "1. Ouvrez l'application.",
        "2. Touchez le mois.",
    ]


def test_nothing_of_a_long_text_is_lost():
    text = (
        "Le client paie 10,50 $ avant le 5. M. Roy vérifie (p. ex. le nom). « Est-ce juste ? » Oui ! " * 2000
    )
    assert " ".join(sentences(text)).split() == text.split()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Portage de numéro. Vous devez fournir une liste complète des numéros.", "Portage de numéro"),
        ("DROITS DU CLIENT – Lunavox doit vous fournir le service demandé.", "DROITS DU CLIENT"),
        ("Frais de retard - Des intérêts sont exigés après trente jours.", "Frais de retard"),
        ("Term: This agreement begins on the day that you sign it.", "Term"),
        ("By you. You may end the agreement at any time by calling us.", "By you"),
        ("Contact. Questions about this policy go to our privacy office.", "Contact"),
        ("Numéros de téléphone", "Numéros de téléphone"),
        ("Ceci est important. Vous devez lire tout ce qui suit avec attention.", None),
        ("Ouvrez l'application. Touchez ensuite le bouton bleu, en bas.", None),
        ("Open the app. Then tap the blue button at the bottom of the screen.", None),
        ("Attention : les délais peuvent varier selon le lieu de livraison.", None),
        ("M. Tremblay. Vous devez lui écrire une lettre recommandée.", None),
        ("les frais de mise en service", None),
        ("Vous payez la facture.", None),
        ("Oui.", None),
    ],
)
def test_titles_that_run_in(text, title):
    found, rest = run_in_title(text)
    assert found == title
    assert rest == text if title is None else text.endswith(rest)


def test_only_long_sentences_are_set_as_lists():
    short = "Vous pouvez : payer; appeler; écrire."
    assert enumeration(short) == short
    long = (
        "Le fournisseur doit : "
        + " ; ".join(
            f"remettre au client la chose numéro {n}, dans l'état et le délai convenus entre eux"
            for n in range(5)
        )
        + "."
    )
    lines = enumeration(long).split("\n")
    assert lines[0] == "Le fournisseur doit :"
    assert len(lines) == 6 and all(line.startswith("- remettre") for line in lines[1:])
