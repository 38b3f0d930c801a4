"""Items in a row: clauses without titles each apart, procedures whole, definitions by their terms, numbers that are referred to."""

from __future__ import annotations

import pytest

from knowledge.ingestion.items import points_back

CLAUSES = {
    "fr": (
        "Facturation",
        "Les factures sont produites le cinq de chaque mois et couvrent le mois qui vient.",
        "Le client dispose de 21 jours pour payer. Passé ce délai, le solde porte intérêt à 1,5 % par mois.",
        "Le client qui conteste une facture avise Lunavox par écrit avant l'échéance.",
        "Cette portion n'a pas à être payée pendant l'examen.",
    ),
    "en": (
        "Billing",
        "Bills are issued on the fifth of each month and cover the month that follows.",
        "You have 21 days to pay. After that, the balance bears interest at 1.5% a month.",
        "If you dispute a part of a bill, tell Lunavox in writing before it is due.",
        "This part need not be paid while we look into it, which takes 30 days.",
    ),
}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_clauses_without_titles_are_passages_of_their_own(passages, language):
    heading, *clauses = CLAUSES[language]
    lines = "".join(f"1.{n} {clause}\n\n" for n, clause in enumerate(clauses, 1))
    found = passages(f"1. {heading}\n\n{lines}", "policy.txt", language=language)
    assert [p.kind for p in found] == ["clause"] * 3
    assert {p.heading_path[-1] for p in found} == {heading}
    assert [p.text for p in found[:2]] == clauses[:2]
    assert found[2].text.split("\n") == clauses[2:], "a clause that points back stays with the one before"


@pytest.mark.parametrize(
    ("clause", "back"),
    [
        ("À l'échéance, il se renouvelle d'année en année.", True),
        ("At the end, it is renewed from year to year.", True),
        ("Dans ce cas, le dépôt est rendu.", True),
        ("However, the deposit is returned.", True),
        ("Ce contrat est régi par les lois du Québec.", False),
        ("This agreement is governed by the laws of Ontario.", False),
        ("Il faut avoir 18 ans pour ouvrir un compte.", False),
        ("If you cancel, you pay a fee.", False),
    ],
)
def test_clauses_that_need_the_one_before(clause, back):
    assert points_back(clause) is back


@pytest.mark.parametrize(
    "steps",
    [
        (
            "Débranchez le modem et rangez-le dans sa boîte. " + "Gardez le câble, il servira encore. " * 6,
            "Branchez le câble.",
            "Attendez que le voyant soit vert. L'opération prend dix minutes.",
            "Redémarrez.",
        ),
        (
            "Unplug the modem and put it in its box. " + "Keep the cable, it will be used again. " * 6,
            "Plug in the cable.",
            "Wait for the green light. This takes up to ten minutes.",
            "Restart.",
        ),
        (
            "Ouvrir l'application et toucher « Compte ». " + "Le mot de passe est celui du portail. " * 6,
            "Choisir la ligne.",
            "Redémarrer le téléphone. La carte est alors active.",
        ),
    ],
)
@pytest.mark.parametrize("introduction", ["", "{}\n\n"])
def test_a_procedure_stays_together_however_long_its_steps(passages, steps, introduction):
    lead_in = "Voici comment / Here is how:"
    text = "".join(f"{n}. {step}\n" for n, step in enumerate(steps, 1))
    (passage,) = passages(
        f"# Aide\n\n## Modem\n\n{introduction.format(lead_in)}{text}", "aide.md", language="fr"
    )
    assert passage.heading_path == ("Modem",)
    assert passage.text.split("\n") == ([lead_in] if introduction else []) + [
        f"- {step.strip()}" for step in steps
    ]


@pytest.mark.parametrize(
    "step", ["Débranchez l'appareil numéro {} et rangez-le.", "Unplug device number {} and put it away."]
)
def test_a_procedure_of_very_many_steps_stays_together(passages, step):
    steps = [f"{step.format(n)} {'Bla bla bla. ' * 6}".strip() for n in range(1, 40)]
    text = "".join(f"{n}. {said}\n" for n, said in enumerate(steps, 1))
    (passage,) = passages(f"# Aide\n\n## Modem\n\n{text}", "aide.md", language="fr")
    assert passage.text.split("\n") == [f"- {said}" for said in steps]


@pytest.mark.parametrize(
    ("word", "texts"),
    [
        ("Étape", ("Ouvrez l'espace client.", "Choisissez la ligne.", "Confirmez par le code reçu.")),
        ("Step", ("Open My Account.", "Choose the line.", "Confirm with the code you get.")),
    ],
)
@pytest.mark.parametrize("mark", ["###", "##"])
def test_headings_that_number_steps_make_one_procedure(passages, word, texts, mark):
    sections = "".join(
        f"{mark} {word} {n} : Partie / Part {n}\n\n{text}\n\n" for n, text in enumerate(texts, 1)
    )
    found = passages(
        f"# Guide\n\n{sections}## Prix / Price\n\n5 $ par carte / each.\n",
        "esim.md",
        language="fr",
    )
    procedure = "\n".join(f"- {word} {n} : Partie / Part {n}\n  {text}" for n, text in enumerate(texts, 1))
    assert [p.text for p in found] == [procedure, "5 $ par carte / each."]


@pytest.mark.parametrize(
    ("steps", "closing"),
    [
        (("Débranchez le modem.", "Attendez une minute."), "Besoin d'aide ? Composez le 1 800 555-0177."),
        (("Unplug the modem.", "Wait for a minute."), "Need help? Call 1 800 555-0177."),
    ],
)
def test_whom_to_ask_behind_the_steps_is_read_with_them(passages, steps, closing):
    text = f"# Aide\n\n## Modem\n\n1. {steps[0]}\n2. {steps[1]}\n\n{closing}\n\n## Contact\n\n{closing}\n"
    procedure, contact = passages(text, "aide.md", language="fr")
    assert procedure.text == f"- {steps[0]}\n- {steps[1]}\n{closing}"
    assert (contact.heading_path, contact.text) == (("Contact",), closing)


def test_clauses_that_command_nothing_are_no_procedure(passages):
    long = "Le service est fourni à l'adresse que le client a donnée. " * 4
    text = f"1. {long}\n\n2. Les taxes sont en sus.\n\n3. Le prix est celui du tarif.\n\n"
    assert len(passages(f"Conditions\n\nMobile\n\n{text}")) == 3


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        (
            "Lexique\n\nProrata : part d'un mois calculée en jours.\nFrais d'accès : montant mensuel de 1,25 $ pour chaque ligne.\n",
            ["Prorata", "Frais d'accès"],
        ),
        (
            "Glossary\n\nBilling cycle: the period between two invoices.\nLate charge: a charge of 2% a month on what is overdue.\n",
            ["Billing cycle", "Late charge"],
        ),
    ],
)
def test_lines_that_define_are_found_by_their_terms(passages, text, terms):
    found = passages(text)
    assert [p.heading_path[-1] for p in found] == terms
    assert all(p.text.startswith(term) for p, term in zip(found, terms, strict=True))


@pytest.mark.parametrize(
    "lines",
    [
        "Étape 1 : vérifiez que votre adresse est desservie.\nÉtape 2 : choisissez une date pour la visite.",
        "Step 1: check that we serve your new address.\nStep 2: choose a date for the visit of our staff.",
        "Lundi au vendredi : 9 h à 18 h\nSamedi : 10 h à 17 h",
    ],
)
def test_steps_and_hours_are_no_glossary(passages, lines):
    (passage,) = passages(f"Guide\n\nPour vous / For you\n\n{lines}\n", language="fr")
    assert passage.text == lines


@pytest.mark.parametrize(
    ("reference", "shown"),
    [
        ("Voir l'article 2.2.", True),
        ("See section 2.2.", True),
        ("Selon les articles 7.1 et 2.2.", True),
        ("Pour les frais, voir 2.2.", True),
        ("For the fees, see 2.2.", True),
        ("Écrivez-nous avant le terme.", False),
    ],
)
def test_clauses_that_a_reference_names_show_their_numbers(passages, reference, shown):
    text = f"""1. Durée

1.1 Le contrat dure un an.

2. Fin

2.1 Le contrat prend fin par écrit, avec un préavis de trente jours que vous nous donnez.

2.2 Si vous résiliez avant le terme, vous payez la moitié des frais mensuels qui restent à courir.

2.3 L'équipement nous est rendu dans les quinze jours qui suivent la fin du contrat.

{reference}
"""
    found = [p.text for p in passages(text, language="fr") if p.heading_path == ("Fin",)]
    assert len(found) >= 3
    assert [text[:4] in ("2.1 ", "2.2 ", "2.3 ") for text in found[:3]] == [shown] * 3


def test_a_heading_that_a_reference_names_shows_its_number(passages):
    text = "1. Durée\n\nLe contrat dure un an.\n\n2. Fin\n\nIl prend fin par écrit.\n\n3. Frais\n\nPour les frais, voir la section 2.\n"
    assert [p.heading_path for p in passages(text)] == [("1 Durée",), ("2 Fin",), ("3 Frais",)]


@pytest.mark.parametrize(
    ("clause", "steps"),
    [
        ("3.1 Pour contester une facture :", ("Écrivez-nous avant l'échéance.", "Payez le reste à temps.")),
        ("3.1 To dispute an invoice:", ("Write to us before it is due.", "Pay the rest on time.")),
    ],
)
def test_steps_after_a_clause_that_announces_them_are_its_own(passages, clause, steps):
    text = f"# Terms\n\n## 3. Fees\n\n{clause}\n\n1. {steps[0]}\n2. {steps[1]}\n\n3.2 Late amounts bear interest.\n"
    (passage,) = passages(text, "terms.md", language="fr")
    assert passage.text.split("\n")[1:3] == [f"  - {step}" for step in steps]


@pytest.mark.parametrize(
    ("head", "entry"), [("Frais divers", "Frais numéro {} : {} $"), ("Other fees", "Fee number {}: ${}")]
)
def test_a_long_list_of_fees_is_cut_into_parts_whose_lines_can_all_be_found(passages, head, entry):
    lines = [entry.format(n, 2 * n) for n in range(10, 45)]
    found = passages(f"Guide\n\nLe tarif / The rates.\n\n{head}\n" + "\n".join(lines) + "\n", language="fr")[
        1:
    ]
    assert all(p.heading_path == (head,) and p.text.count("\n") < 16 for p in found)
    assert "\n".join(p.text for p in found).split("\n") == lines
