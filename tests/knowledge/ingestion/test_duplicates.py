"""What is said twice is kept once with both sources; what is answered in two ways is reported."""

from __future__ import annotations

import pytest

from knowledge.ingestion.duplicates import contradictions, merge, without_files
from knowledge.ingestion.ingest import read_documents
from knowledge.passages import Passage, Source


def faq(
    question: str | None, text: str, *, file: str = "a.txt", path: tuple[str, ...] = (), **more
) -> Passage:
    return Passage(
        "lunavox",
        "fr",
        Source(file.title(), file),
        path,
        "faq" if question else "clause",
        question,
        text,
        **more,
    )


def test_the_same_answer_in_two_documents_keeps_both_sources(tmp_path):
    text = "Aide\n\nComment payer ?\n\nPar carte, par chèque ou par prélèvement bancaire.\n"
    (tmp_path / "aide.txt").write_text(text, encoding="utf-8")
    (tmp_path / "guide.txt").write_text(
        text.replace("Aide", "Guide").replace("bancaire.", "bancaire !"), encoding="utf-8"
    )
    result = read_documents([tmp_path], operator="lunavox")
    (passage,) = result.passages
    assert passage.source.file == "aide.txt"
    assert [source.file for source in passage.other_sources] == ["guide.txt"]
    assert result.duplicates == 1 and result.contradictions == []


def test_both_sources_survive_the_index():
    (passage,) = merge([faq("Où ?", "Ici."), faq("Où ?", "Ici.", file="b.txt")])[0]
    again = Passage.from_dict(passage.to_dict())
    assert again == passage and again.other_sources == passage.other_sources
    data = passage.to_dict()
    del data["other_sources"]  # an index made before
    assert Passage.from_dict(data).other_sources == ()


@pytest.mark.parametrize(
    "second",
    [
        "Les frais de retard sont de 3 % par mois, à compter du trentième jour qui suit la date de la facture.",
        "Les frais de retard ne sont pas de 2 % par mois, à compter du trentième jour qui suit la date de la facture.",
        "Les frais de retard sont de 2 % par mois, à compter du trentième jour; écrivez à a@lunavox.example.",
    ],
)
def test_a_figure_a_no_or_an_address_makes_a_difference(second):
    first = "Les frais de retard sont de 2 % par mois, à compter du trentième jour qui suit la date de la facture."
    kept, merged = merge([faq("Quels frais ?", first), faq("Quels sont les frais ?", second)])
    assert len(kept) == 2 and merged == 0


def test_the_same_words_under_other_headings_are_kept():
    passages = [
        faq(None, "10 $ par mois.", path=("Internet", "Prix")),
        faq(None, "10 $ par mois.", path=("Télé", "Prix")),
    ]
    assert merge(passages) == (passages, 0)


def test_variants_of_merged_passages_are_kept():
    (passage,) = merge(
        [faq("Où ?", "Ici.", variants=("c où",)), faq("Où ?", "Ici.", file="b.txt", variants=("où ça",))]
    )[0]
    assert passage.variants == ("c où", "où ça")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("Quel est le délai ?", "Il est de dix jours."), ("Quel est le délai ?", "Il est de trente jours.")),
        (("Puis-je payer en retard ?", "Oui, jusqu'à dix jours."), ("Puis-je payer en retard?", "Non.")),
        (
            (
                "Que faire si je perds ma facture ?",
                "Pour changer l'adresse de courriel de votre facture, ouvrez votre profil.",
            ),
            (
                "Comment changer l'adresse ?",
                "Pour changer l'adresse de courriel de vos factures, appelez le 1 800 555-0100.",
            ),
        ),
    ],
)
def test_two_answers_to_one_question_are_reported(first, second):
    (pair,) = contradictions([faq(*first), faq(*second)])
    assert [pair.first.text, pair.second.text] == [first[1], second[1]]
    assert pair.to_dict()["files"] == ["a.txt", "a.txt"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (faq("Quel est le délai ?", "Dix jours."), faq("Quel est le prix ?", "Dix dollars.")),
        (
            faq("Quel est le délai ?", "Dix jours."),
            faq("Quel est le délai ?", "Dix jours. Le samedi compte."),
        ),
        (
            faq("Quel est le prix ?", "10 $.", path=("Internet",)),
            faq("Quel est le prix ?", "20 $.", path=("Télé",)),
        ),
        (faq("Comment activer ?", "Composez le *1."), faq("Comment annuler ?", "Composez le *2.")),
    ],
)
def test_answers_that_do_not_contradict_each_other(first, second):
    assert contradictions([first, second]) == []


def test_two_documents_may_contradict_each_other_under_other_headings():
    passages = [
        faq("Quel est le prix ?", "10 $.", path=("Internet",)),
        faq("Quel est le prix ?", "20 $.", file="b.txt", path=("Tarifs",)),
    ]
    assert len(contradictions(passages)) == 1


def test_a_document_that_goes_leaves_what_others_say_too():
    (both,) = merge([faq("Où ?", "Ici."), faq("Où ?", "Ici.", file="b.txt")])[0]
    (left,) = without_files([both, faq("Qui ?", "Vous.")], {"a.txt"})
    assert left.source.file == "b.txt" and left.other_sources == ()


def test_an_answer_that_names_another_question_is_given_its_text(answers):
    text = "Aide\n\n1. Quels papiers fournir ?\nUne pièce d'identité.\n2. Et pour une entreprise ?\nVoir la question 1.\n3. Et pour un mineur ?\nVoir la réponse à la question 2.\n"
    found = answers(text)
    assert (
        found["Et pour une entreprise ?"]
        == "Voir la question 1.\nQuels papiers fournir ?\nUne pièce d'identité."
    )
    assert found["Et pour un mineur ?"].endswith("Une pièce d'identité.")


def test_a_question_that_refers_to_itself_ends(answers):
    found = answers("Aide\n\n1. Qui ?\nVoir la question 2.\n2. Quoi ?\nVoir la question 1.\n")
    assert found["Qui ?"] == "Voir la question 2.\nQuoi ?\nVoir la question 1."


@pytest.mark.parametrize(
    "answer",
    [
        "Cliquez ici pour voir nos tarifs.",
        "Click here.",
        "Voir ci-dessus.",
        "See the page on billing.",
        "Consultez la section Tarifs du site.",
    ],
)
def test_an_answer_that_only_points_elsewhere_is_kept_and_named(read, answer):
    result = read(
        f"Aide en ligne\n\nQuels sont les prix ?\n\n{answer}\n\nComment payer ?\n\nVous pouvez payer par carte; cliquez ici pour le faire.\n",
        language="fr",
    )
    assert [p.question for p in result.passages] == ["Quels sont les prix ?", "Comment payer ?"]
    assert [p.question for p in result.referring] == ["Quels sont les prix ?"]


@pytest.mark.parametrize(
    ("other", "count"),
    [
        ("Des frais de 75 $ sont exigés si vous résiliez avant la fin de la première année.", 1),
        ("Aucuns frais de 50 $ ne sont exigés si vous résiliez avant la fin de la première année.", 1),
        ("Des frais de 50 $ sont exigés si vous résiliez avant la fin de votre première année.", 0),
        ("Le modem se rapporte en 75 jours dans la boîte où il vous est arrivé.", 0),
    ],
)
def test_two_documents_that_say_the_same_with_other_figures_contradict_each_other(other, count):
    def clause(text: str, file: str) -> Passage:
        return Passage("lunavox", "fr", Source("Guide", file), ("Frais",), "text", None, text)

    text = "Des frais de 50 $ sont exigés si vous résiliez avant la fin de la première année."
    assert len(contradictions([clause(text, "a.txt"), clause(other, "b.txt")])) == count
    assert contradictions([clause(text, "a.txt"), clause(other, "a.txt")]) == []
