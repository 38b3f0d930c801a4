"""Policies and contracts: numbering of any style and depth, titles that run in, lists with what introduces them."""

from __future__ import annotations

import pytest

from tests.knowledge.ingestion.office import word


def outline(passages) -> list[tuple[str, str]]:
    return [(" > ".join(p.heading_path), p.text) for p in passages]


def test_decimal_numbers_nest_without_indentation(passages):
    text = """CONDITIONS DE SERVICE

1 Objet
1.1 Le présent contrat fixe les conditions du service.
1.2 Champ d'application
1.2.1 Il vise les clients résidentiels.
1.2.2 Il ne vise pas les revendeurs.
2 Durée
2.1 Le contrat est conclu pour un an.
2.2 Il se renouvelle de mois en mois.
"""
    assert outline(passages(text)) == [
        ("Objet", "- Le présent contrat fixe les conditions du service."),
        (
            "Objet > Champ d'application",
            "- Il vise les clients résidentiels.\n- Il ne vise pas les revendeurs.",
        ),
        ("Durée", "- Le contrat est conclu pour un an.\n- Il se renouvelle de mois en mois."),
    ]


def test_articles_keep_their_number_in_the_heading(passages):
    text = """Article 1 – Objet
Le présent règlement fixe les modalités du service.

Article 2. Facturation. Les factures sont émises le premier du mois et payables dans les quinze jours.

ARTICLE 3
RÉSILIATION
Le client peut résilier par lettre recommandée.

§ 4 Droit applicable
Le droit suisse est applicable.

Conformément à ce qui précède, l'article 4 du Code ne s'applique pas.
"""
    assert outline(passages(text)) == [
        ("Article 1 – Objet", "Le présent règlement fixe les modalités du service."),
        (
            "Article 2 – Facturation",
            "Les factures sont émises le premier du mois et payables dans les quinze jours.",
        ),
        ("ARTICLE 3 – RÉSILIATION", "Le client peut résilier par lettre recommandée."),
        (
            "§ 4 – Droit applicable",
            "Le droit suisse est applicable.\nConformément à ce qui précède, l'article 4 du Code ne s'applique pas.",
        ),
    ]


def test_letters_and_roman_numerals_nest(passages):
    text = """Terms of use

Section 2. Fees
(a) Monthly fees are due on the first day of the month.
(b) Late fees of 2% apply after:
   (i) fifteen days for residential customers;
   (ii) thirty days for business customers.
(c) Fees are not refundable.
"""
    assert outline(passages(text)) == [
        (
            "Section 2 – Fees",
            "- Monthly fees are due on the first day of the month.\n"
            "- Late fees of 2% apply after:\n"
            "  - fifteen days for residential customers;\n"
            "  - thirty days for business customers.\n"
            "- Fees are not refundable.",
        )
    ]


def test_the_letter_i_after_h_is_no_roman_one(passages):
    items = "\n".join(
        f"{letter}) appareil de type {letter.upper()}, prêté au client pour la durée du contrat"
        for letter in "abcdefghij"
    )
    (passage,) = passages(f"Équipement\n\nSont prêtés :\n{items}\n")
    assert passage.text.count("\n- ") == 10


def test_roman_sections_are_headings(passages):
    text = "I. Durée\nLe contrat dure un an.\nII. Prix\nLe prix figure au tarif.\nIII. Fin\nLe contrat prend fin par écrit.\n"
    assert outline(passages(text)) == [
        ("Durée", "Le contrat dure un an."),
        ("Prix", "Le prix figure au tarif."),
        ("Fin", "Le contrat prend fin par écrit."),
    ]


def test_roman_sections_hold_arabic_ones(passages):
    text = "I. FIN DE CONTRAT\n\n1. Préavis\n\nIl est de trente jours.\n\n2. Frais\n\nIls figurent au tarif.\n\nII. PLAINTES\n\n3. Délai\n\nLa réponse vient en dix jours.\n"
    assert [p.heading_path for p in passages(text)] == [
        ("FIN DE CONTRAT", "Préavis"),
        ("FIN DE CONTRAT", "Frais"),
        ("PLAINTES", "Délai"),
    ]


def test_plain_headings_under_one_in_capitals_keep_it(passages):
    text = "Guide\n\nLE MATÉRIEL\n\nEmplacement\n\nPosez le modem en hauteur.\n\nBris\n\nUn modem brisé est remplacé.\n"
    assert [p.heading_path for p in passages(text)] == [
        ("LE MATÉRIEL", "Emplacement"),
        ("LE MATÉRIEL", "Bris"),
    ]


@pytest.mark.parametrize(
    ("text", "sections"),
    [
        (
            "1. Durée\n\nLa garantie dure un an.\n\n2. Exclusions\n\na) les dommages causés par l'eau;\nb) la perte et le vol.\n\n3. Réclamations\n\na) Écrivez-nous.\nb) Joignez la facture.\n",
            ["Durée", "Exclusions", "Réclamations"],
        ),
        (
            "1. Term\n\nThe warranty lasts a year.\n\n2. Exclusions\na) damage by water;\nb) loss and theft.\n3. Claims\na) Write to us.\nb) Include the bill.\n",
            ["Term", "Exclusions", "Claims"],
        ),
    ],
)
def test_a_section_of_lettered_items_alone_is_a_section(passages, text, sections):
    assert [p.heading_path for p in passages(text)] == [(section,) for section in sections]


@pytest.mark.parametrize(
    ("contact", "glossary"),
    [("Nous joindre", "Lexique"), ("Contact us", "Definitions")],
)
@pytest.mark.parametrize("section", ["SERVICE MOBILE\n", "1. Service\n\n1.1 Mobile\n"])
def test_contact_and_glossary_stand_beside_the_last_section(passages, contact, glossary, section):
    text = f"{section}\nThe service is for you. Le service est pour vous.\n\n{contact}\nService mobile\n1 855 555-0133\n\n{glossary}\n\nCycle : the time between two bills, or le temps entre deux factures.\n"
    found = passages(text, language="fr")
    assert [p.heading_path for p in found[-2:]] == [(contact,), (glossary,)]


@pytest.mark.parametrize("point", ["", "."])
def test_sections_numbered_with_a_nought_stand_over_their_clauses(passages, point):
    text = f"AGREEMENT\n\n1.0{point} DEPOSIT\n1.1 A deposit may be asked for.\n1.2 It is returned.\n\n2.0{point} Facturation\n2.1 La facture est mensuelle.\n2.2 Elle est payable.\n\n3.0{point} FIN\n\nLe contrat prend fin par écrit.\n"
    assert [p.heading_path for p in passages(text, language="fr")] == [
        ("DEPOSIT",),
        ("Facturation",),
        ("FIN",),
    ]


@pytest.mark.parametrize(
    ("heading", "text"), [("Frais", "Une visite coûte 90 $."), ("Fees", "A visit costs $90.")]
)
def test_a_plain_heading_after_numbered_clauses_is_no_part_of_their_section(passages, heading, text):
    policy = f"1. Plaintes / Complaints\n1.1 Call us first, at any time.\n1.2 Écrivez-nous ensuite.\n\n{heading}\n\n{text}\n"
    assert passages(policy, language="fr")[-1].heading_path == (heading,)


def test_schedules_stand_beside_the_numbered_sections(passages):
    text = """1. Service levels
We repair faults within two working days.

2. Credits
You receive a credit for each day without service.

Schedule A – Response times
We answer urgent calls within one hour.
"""
    assert [p.heading_path for p in passages(text)] == [
        ("Service levels",),
        ("Credits",),
        ("Schedule A – Response times",),
    ]


def test_a_long_clause_and_its_list_are_parted_with_the_sentence_that_introduces_it(passages):
    clause = (
        "Le client utilise le service de façon raisonnable et répond de ceux qui s'en servent chez lui. " * 9
    )
    items = [
        f"la diffusion de {what}, par courriel, par message texte, par téléphone ou par tout autre moyen de communication qui passe par le réseau, que ce soit pour son propre compte ou celui d'autrui"
        for what in ("publicités", "virus", "menaces", "canulars")
    ]
    text = f"1. Usage\n   1. Usage normal. {clause}Sont interdites :\n" + "".join(
        f"      1. {item};\n" for item in items
    )
    found = passages(text)
    assert {p.heading_path for p in found} == {("Usage", "Usage normal")}
    assert found[0].text.startswith("Le client utilise")
    listed = [p for p in found if p.kind == "list"]
    assert sum(p.text.count("la diffusion de") for p in listed) == 4
    assert all(p.text.startswith("Sont interdites :\n- ") for p in listed)


def test_a_long_list_of_short_items_loses_none(passages):
    towns = [f"Saint-Exemple numéro {n}, municipalité de la région" for n in range(60)]
    found = passages(
        "Territoire\n\nLe service est offert dans ces municipalités :\n"
        + "".join(f"- {town}\n" for town in towns)
    )
    assert len(found) > 1
    assert all(p.text.startswith("Le service est offert dans ces municipalités :\n- ") for p in found)
    said = "\n".join(p.text for p in found)
    assert all(town in said for town in towns)


def test_an_enumeration_within_a_sentence_is_set_on_lines(passages):
    text = (
        "DROITS\n\n+ DROITS DU CLIENT – Lunavox doit : vous fournir le service à l'adresse que vous indiquez, dans les dix jours ouvrables qui suivent la commande; vous remettre un dépôt de garantie avec les intérêts courus, au plus tard un an après l'avoir perçu; et vous prévenir dix jours avant d'interrompre le service, "
        "par lettre, par courriel ou par téléphone.\n"
    )
    (passage,) = passages(text)
    assert passage.heading_path[-1] == "DROITS DU CLIENT"
    assert [line[:20] for line in passage.text.split("\n")] == [
        "Lunavox doit :",
        "- vous fournir le se",
        "- vous remettre un d",
        "- et vous prévenir d",
    ]


def test_steps_stay_one_list_even_when_a_sentence_follows_the_last(passages):
    steps = "1. Ouvrez l'application\n2. Touchez « Factures »\n3. Choisissez le mois\n"
    listed, after = passages(f"Payer en ligne\n\n{steps}Un reçu vous parvient par courriel.\n")
    assert listed.text == "- Ouvrez l'application\n- Touchez « Factures »\n- Choisissez le mois"
    assert after.text == "Un reçu vous parvient par courriel."


def test_items_without_markers_after_a_colon_are_a_list(passages):
    text = "Modes de paiement\nVous pouvez payer par :\nprélèvement bancaire\ncarte de crédit\nchèque\n\nFrais\nAucuns frais ne s'ajoutent à ces modes de paiement.\n"
    assert (
        passages(text)[0].text
        == "Vous pouvez payer par :\n- prélèvement bancaire\n- carte de crédit\n- chèque"
    )


def test_headings_without_blank_lines_are_seen(passages):
    text = "Guide de l'abonné\n\nVotre facture\nVous recevez une facture par mois, le cinq.\nElle est payable dans les 21 jours.\nVotre dépôt\nUn dépôt peut être demandé aux nouveaux clients.\n"
    assert outline(passages(text)) == [
        ("Votre facture", "Vous recevez une facture par mois, le cinq.\nElle est payable dans les 21 jours."),
        ("Votre dépôt", "Un dépôt peut être demandé aux nouveaux clients."),
    ]


def test_underlined_headings_have_levels(passages):
    text = "Welcome guide\n=============\n\nBilling\n-------\nBills are sent on the fifth of the month.\n\nMoving\n------\nTell us ten days before you move.\n"
    assert outline(passages(text)) == [
        ("Billing", "Bills are sent on the fifth of the month."),
        ("Moving", "Tell us ten days before you move."),
    ]


@pytest.mark.parametrize("tags", [("h2", "h3"), ("p", "p")])
def test_typed_numbers_in_a_web_page_nest(passages, tags):
    high, low = tags
    html = f"<h1>Policy</h1><{high}><b>1. Term</b></{high}><{low}><b>1.1 Renewal</b></{low}><p>It renews monthly.</p><{high}><b>2. Fees</b></{high}><p>Fees are listed online.</p>"
    assert outline(passages(html, "policy.html")) == [
        ("Term > Renewal", "It renews monthly."),
        ("Fees", "Fees are listed online."),
    ]


def test_word_lists_and_headings_make_the_same_outline(passages):
    data = word(
        ("Title", "Conditions d'utilisation"),
        ("Heading 1", "Équipement"),
        ("Normal", "Le client s'engage à :"),
        ("List Bullet", "rendre l'équipement dans les trente jours"),
        ("List Bullet", "signaler toute perte"),
        ("Heading 1", "Durée"),
        ("Normal", "4.1 Le contrat dure un an."),
        ("Normal", "4.2 Il prend fin par écrit."),
    )
    found = passages(data, "conditions.docx")
    assert found[0].source.document == "Conditions d'utilisation"
    assert outline(found) == [
        (
            "Équipement",
            "Le client s'engage à :\n- rendre l'équipement dans les trente jours\n- signaler toute perte",
        ),
        ("Durée", "- Le contrat dure un an.\n- Il prend fin par écrit."),
    ]


def test_definitions_keep_their_terms(passages):
    html = "<h1>Aide</h1><h2>Lexique</h2><dl><dt>Prorata</dt><dd>Part des frais d'un mois entamé.</dd><dt>Solde</dt><dt>Montant dû</dt><dd>Ce qui reste à payer sur la facture.</dd></dl>"
    assert outline(passages(html, "lexique.html")) == [
        ("Lexique > Prorata", "Part des frais d'un mois entamé."),
        ("Lexique > Solde / Montant dû", "Ce qui reste à payer sur la facture."),
    ]
    markdown = "# Help\n\n## Glossary\n\nProration\n: Part of the fee for a month that has begun.\n\nBalance\n: What is left to pay on the bill.\n"
    assert [p.heading_path for p in passages(markdown, "glossary.md")] == [
        ("Glossary", "Proration"),
        ("Glossary", "Balance"),
    ]


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("fr", "**Lunavox inc.** (« nous ») fournit le service."),
        ("en", '**Lunavox Inc.** ("we") provides the service.'),
    ],
)
def test_the_subject_of_a_sentence_in_bold_heads_nothing(passages, language, subject):
    (passage,) = passages(f"# Service\n\n## Objet / Purpose\n\n{subject}\n", "service.md", language=language)
    assert passage.heading_path == ("Objet / Purpose",)
    assert passage.text == subject.replace("**", "")


@pytest.mark.parametrize(
    "said",
    [
        "Important : le modem doit rester branché.",
        "Note: the modem must stay plugged in.",
        "À noter : c'est gratuit.",
    ],
)
@pytest.mark.parametrize("name", ["aide.md", "aide.html"])
def test_what_calls_for_attention_heads_nothing(passages, said, name):
    label, rest = said.split(":", 1)
    text = f"# Aide\n\n## Modem\n\n**{label}:**{rest}\n\nIl pèse 200 g / it weighs 200 g.\n"
    if name.endswith("html"):
        text = (
            f"<h1>Aide</h1><h2>Modem</h2><p><b>{label}:</b>{rest}</p><p>Il pèse 200 g / it weighs 200 g.</p>"
        )
    (passage,) = passages(text, name, language="fr")
    assert passage.heading_path == ("Modem",) and passage.text.startswith(f"{said}\n")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Aux États-Unis, un jour coûte 12 $.", "Ailleurs, il coûte 16 $."),
        ("A day in the US costs $12.", "Elsewhere it is $16."),
    ],
)
def test_clauses_on_lines_of_their_own_are_parted_in_markdown(passages, first, second):
    found = passages(f"# Policy\n\n## 4. Roaming\n\n4.1 {first}\n4.2 {second}\n", "policy.md", language="fr")
    assert "\n".join(p.text for p in found).split("\n") == [f"- {first}", f"- {second}"]


def test_a_reference_that_is_broken_over_lines_stays_in_its_sentence(passages):
    text = "# Policy\n\n## 4. Fees\n\nThe fee is the one that is given in section\n4.2 Roaming of the price list.\n"
    assert passages(text, "policy.md")[0].text.endswith("in section 4.2 Roaming of the price list.")


@pytest.mark.parametrize(
    ("clause", "head"),
    [("Le client paie ce qui reste, soit :", "Mois"), ("The customer pays what is left, which is:", "Month")],
)
def test_a_table_after_a_clause_that_announces_it_is_its_own(passages, clause, head):
    text = f"# Terms\n\n## 3. Fees\n\n3.1 {clause}\n\n| {head} | Total |\n|---|---|\n| 6 | 720 $ |\n| 12 | 480 $ |\n"
    (passage,) = passages(text, "terms.md", language="fr")
    assert passage.text.split("\n")[0].endswith(clause)
    assert "720 $" in passage.text and "480 $" in passage.text


def test_lists_in_word_nest_by_their_styles(passages):
    data = word(
        ("Heading 1", "Adresse"),
        ("List Bullet", "Tenez votre adresse à jour :"),
        ("List Bullet 2", "dans l'espace client ;"),
        ("List Bullet 2", "au 1 800 555-0177."),
        ("List Bullet", "Avisez-nous avant un déménagement."),
    )
    (passage,) = passages(data, "guide.docx", language="fr")
    assert [line.index("-") for line in passage.text.split("\n")] == [0, 2, 2, 0]
