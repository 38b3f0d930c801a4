"""Questions with their answers, however a document sets them off."""

from __future__ import annotations

import pytest

from tests.knowledge.ingestion.office import word

FR = ("Comment redémarrer le modem ?", "Débranchez-le, attendez trente secondes, puis rebranchez-le.")
FR2 = ("Combien coûte une visite à domicile ?", "La visite coûte 75 $, sauf si la panne vient de nous.")
EN = ("How do I restart the modem?", "Unplug it, wait thirty seconds, then plug it back in.")
EN2 = ("How much is a home visit?", "A visit is $75, unless the fault turns out to be ours.")


@pytest.mark.parametrize(("first", "second"), [(FR, FR2), (EN, EN2)], ids=["fr", "en"])
@pytest.mark.parametrize(
    "layout",
    [
        "Q1. {0}\nR: {1}\n\nQ2. {2}\nR: {3}\n",
        "Q: {0}\nA: {1}\nQ: {2}\nA: {3}\n",
        "Q. {0}\nA. {1}\n\nQ. {2}\nA. {3}\n",
        "Q 1 – {0}\nRéponse : {1}\nQ 2 – {2}\nRéponse : {3}\n",
        "Question 1: {0}\nAnswer: {1}\n\nQuestion 2: {2}\nAnswer: {3}\n",
        "Question n° 1 : {0}\n{1}\n\nQuestion n° 2 : {2}\n{3}\n",
        "1) {0}\n{1}\n2) {2}\n{3}\n",
        "1. {0}\n   {1}\n\n2. {2}\n   {3}\n",
        "1 - {0}\n{1}\n2 - {2}\n{3}\n",
        "(1) {0} {1}\n(2) {2} {3}\n",
        "1{0}\n{1}\n2{2}\n{3}\n",
        "a) {0}\n{1}\nb) {2}\n{3}\n",
        "{0}\n\n{1}\n\n{2}\n\n{3}\n",
        "{0}\n{1}\n{2}\n{3}\n",
        "• {0}\n  {1}\n• {2}\n  {3}\n",
        "Q : {0} R : {1}\nQ : {2} R : {3}\n",
        "Q1: {0}\nA: {1}\n\n(2) {2}\n{3}\n",
        "Q 1) {0}\n{1}\n\n2 - {2}\n{3}\n",
        "Question 1 : {0}\nR – {1}\n\n2. {2}\n   {3}\n",
    ],
)
def test_a_plain_text_gives_each_question_its_answer(answers, layout, first, second):
    assert answers(layout.format(*first, *second)) == dict([first, second])


@pytest.mark.parametrize(("first", "second"), [(FR, FR2), (EN, EN2)], ids=["fr", "en"])
@pytest.mark.parametrize(
    "layout",
    [
        "<h1>FAQ</h1><h3>{0}</h3><p>{1}</p><h3>{2}</h3><p>{3}</p>",
        "<p><strong>{0}</strong></p><p>{1}</p><p><b>{2}</b></p><p>{3}</p>",
        "<p><b>{0}</b><br>{1}</p><p><b>{2}</b> {3}</p>",
        "<p>{0}</p><p>{1}</p><p>{2}</p><p>{3}</p>",
        "<details><summary>{0}</summary><p>{1}</p></details><details><summary>{2}</summary>{3}</details>",
        "<dl><dt>{0}</dt><dd>{1}</dd><dt>{2}</dt><dd>{3}</dd></dl>",
        "<ol><li><b>{0}</b><p>{1}</p></li><li><b>{2}</b><p>{3}</p></li></ol>",
        "<ul><li>{0}<br>{1}</li><li>{2}<br>{3}</li></ul>",
        "<p>Q: {0}</p><p>A: {1}</p><p>Q: {2}</p><p>A: {3}</p>",
        "<table><tr><td>{0}</td><td>{1}</td></tr><tr><td>{2}</td><td>{3}</td></tr></table>",
        "<div class=card><button aria-expanded=false>{0}</button><div hidden>{1}</div></div>"
        "<div class=card><button>{2}</button><div hidden><p>{3}</p></div></div>",
        "<div>Q1. {0}<br>{1}<br><br>Q2. {2}<br>{3}</div>",
    ],
)
def test_a_web_page_gives_each_question_its_answer(answers, layout, first, second):
    assert answers(
        f"<html><body><main>{layout.format(*first, *second)}</main></body></html>", "aide.html"
    ) == dict([first, second])


@pytest.mark.parametrize(("first", "second"), [(FR, FR2), (EN, EN2)], ids=["fr", "en"])
@pytest.mark.parametrize(
    "layout",
    [
        "## {0}\n\n{1}\n\n## {2}\n\n{3}\n",
        "**{0}**\n\n{1}\n\n**{2}**\n\n{3}\n",
        "**{0}**\n{1}\n\n**{2}**\n{3}\n",
        "{0}\n: {1}\n\n{2}\n: {3}\n",
        "1. **{0}**\n\n   {1}\n\n2. **{2}**\n\n   {3}\n",
    ],
)
def test_markdown_gives_each_question_its_answer(answers, layout, first, second):
    assert answers(layout.format(*first, *second), "aide.md") == dict([first, second])


@pytest.mark.parametrize(("first", "second"), [(FR, FR2), (EN, EN2)], ids=["fr", "en"])
@pytest.mark.parametrize("style", ["Bold", "Heading 2", "Normal", "List Number"])
def test_a_word_document_gives_each_question_its_answer(answers, style, first, second):
    parts = [(style, first[0]), ("Normal", first[1]), (style, second[0]), ("Normal", second[1])]
    assert answers(word(*parts), "aide.docx") == dict([first, second])


def test_an_answer_keeps_its_paragraphs_and_lists(answers):
    text = """FAQ Télévision

    1. Que faire si l'image se fige ?
    Commencez par ces vérifications :
    - le câble est-il bien branché ?
    - le décodeur est-il chaud au toucher ?
    Ensuite, redémarrez le décodeur.

    Si rien n'y fait, appelez-nous au 1 800 555-0133.

    2. Puis-je enregistrer deux émissions ?
    Oui, jusqu'à quatre à la fois.
    """
    found = answers(text)
    assert found["Que faire si l'image se fige ?"].split("\n") == [
        "Commencez par ces vérifications :",
        "- le câble est-il bien branché ?",
        "- le décodeur est-il chaud au toucher ?",
        "Ensuite, redémarrez le décodeur.",
        "Si rien n'y fait, appelez-nous au 1 800 555-0133.",
    ]
    assert found["Puis-je enregistrer deux émissions ?"] == "Oui, jusqu'à quatre à la fois."


def test_questions_within_an_answer_do_not_cut_it(answers):
    text = "1Déménagement ?\nVous partez bientôt ? Prévenez-nous dix jours avant.\nVous arrivez ? Un technicien passera.\n2Panne ?\nAppelez-nous à toute heure, même la fin de semaine.\n"
    assert (
        answers(text)["Déménagement ?"]
        == "Vous partez bientôt ? Prévenez-nous dix jours avant.\nVous arrivez ? Un technicien passera."
    )


def test_figures_that_begin_a_line_are_no_numbers_of_questions(answers):
    text = "1Le forfait comprend-il la 5G ?\nOui.\n4G et 5G sont comprises partout au pays.\n5Go de données suffisent-ils ?\nOui, pour des courriels et des cartes routières.\n2Puis-je partager ?\nNon, pas entre deux appareils.\n"
    found = answers(text)
    assert set(found) == {"Le forfait comprend-il la 5G ?", "Puis-je partager ?"}
    assert "4G et 5G sont comprises" in found["Le forfait comprend-il la 5G ?"]


def test_a_table_of_contents_of_questions_is_no_knowledge(read):
    contents = "1. Comment payer ?\n2. Quand payer ?\n3. Où payer ?\n\n"
    text = (
        "Aide Lunavox\n\n"
        + contents
        + "1. Comment payer ?\nPar carte.\n2. Quand payer ?\nAvant le 15 du mois.\n3. Où payer ?\nEn ligne ou au comptoir.\n"
    )
    result = read(text)
    assert [(p.question, p.text) for p in result.passages] == [
        ("Comment payer ?", "Par carte."),
        ("Quand payer ?", "Avant le 15 du mois."),
        ("Où payer ?", "En ligne ou au comptoir."),
    ]
    assert list(result.dropped_by_reason()) == ["table of contents"]


def test_a_question_without_answer_is_dropped_and_named(read):
    result = read(
        "Aide\n\nComment payer ?\n\nPar carte, en tout temps.\n\nPuis-je payer en or ?\n\nComment résilier ?\n\nPar écrit, trente jours d'avance.\n"
    )
    assert [p.question for p in result.passages] == ["Comment payer ?", "Comment résilier ?"]
    assert result.dropped_by_reason()["question without an answer"] == ["Puis-je payer en or ?"]


def test_numbered_questions_of_markdown_have_their_answers(answers):
    text = "# Transfert\n\n1. Combien de temps faut-il ?\nUn numéro mobile prend 3 heures.\n2. Est-ce payant ?\nNon, c’est gratuit.\n"
    assert answers(text, "transfert.md") == {
        "Combien de temps faut-il ?": "Un numéro mobile prend 3 heures.",
        "Est-ce payant ?": "Non, c’est gratuit.",
    }


def test_the_first_question_right_under_a_heading_is_one(answers):
    text = "FAQ Télé\nCombien de décodeurs puis-je avoir ?\nJusqu’à 6 par domicile.\nPuis-je enregistrer ?\nOui, jusqu’à 200 heures.\n"
    assert list(answers(text)) == ["Combien de décodeurs puis-je avoir ?", "Puis-je enregistrer ?"]


def test_a_lettered_list_in_an_answer_leaves_the_questions_alone(answers, passages):
    text = (
        "# Porting\n\n1. How long does it take?\nUp to 7 business days.\n2. Which numbers stay behind?\n   a) pager numbers\n   b) numbers abroad\n\n"
        "| Step | Time |\n|---|---|\n| Request | 5 minutes |\n| Activation | 2 hours |\n"
    )
    assert answers(text, "porting.md") == {
        "How long does it take?": "Up to 7 business days.",
        "Which numbers stay behind?": "- pager numbers\n- numbers abroad",
    }
    assert passages(text, "porting.md")[-1].kind == "table"


@pytest.mark.parametrize("kind", ["docx", "html"])
@pytest.mark.parametrize(
    ("rows", "after"),
    [
        (
            [("Quand la facture arrive-t-elle ?", "Le 5."), ("Comment payer ?", "Par carte.")],
            "Les frais de retard sont de 2 % par mois.",
        ),
        (
            [("When is the bill issued?", "On the 5th."), ("How do I pay?", "By card.")],
            "The late charge is 2% a month.",
        ),
    ],
)
def test_what_follows_a_table_of_questions_is_no_part_of_the_last_answer(passages, kind, rows, after):
    cells = "".join(f"<tr><td>{question}</td><td>{answer}</td></tr>" for question, answer in rows)
    data = (
        word(("Heading 1", "Aide"), rows, ("Normal", after))
        if kind == "docx"
        else f"<h1>Aide</h1><table>{cells}</table><p>{after}</p>"
    )
    found = passages(data, f"aide.{kind}", language="fr")
    assert [(p.question, p.text) for p in found] == [*rows, (None, after)]
