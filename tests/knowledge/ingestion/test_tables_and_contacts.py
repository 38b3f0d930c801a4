"""Tables of every format read row by row; addresses and hours stay together."""

from __future__ import annotations

import pytest

from tests.knowledge.ingestion.office import pdf, word

ROWS = [
    ("Forfait", "Prix", "Données"),
    ("Essentiel", "25 $ par mois", "5 Go"),
    ("Confort", "35 $ par mois", "20 Go"),
]
FRENCH = "- Forfait : Essentiel ; Prix : 25 $ par mois ; Données : 5 Go\n- Forfait : Confort ; Prix : 35 $ par mois ; Données : 20 Go"
INTRO = "Voici les forfaits que nous vous offrons cette année :"


def html(rows) -> str:
    lines = ["".join(f"<td>{cell}</td>" for cell in row) for row in rows]
    return "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"


TEXTS = {
    "a cell a line": ("t.txt", f"{INTRO}\n\n" + "\n\n".join(cell for row in ROWS for cell in row) + "\n"),
    "a cell a line, dense": (
        "t.txt",
        f"{INTRO}\n\n" + "\n".join(cell for row in ROWS for cell in row) + "\n",
    ),
    "tabs": ("t.txt", f"{INTRO}\n\n" + "\n".join("\t".join(row) for row in ROWS) + "\n"),
    "spaces": (
        "t.txt",
        f"{INTRO}\n\n" + "\n".join("".join(f"{cell:<20}" for cell in row) for row in ROWS) + "\n",
    ),
    "bars": ("t.txt", f"{INTRO}\n\n" + "\n".join("| " + " | ".join(row) + " |" for row in ROWS) + "\n"),
    "markdown": (
        "t.md",
        f"{INTRO}\n\n|{'|'.join(ROWS[0])}|\n|---|---|---|\n"
        + "\n".join(f"|{'|'.join(row)}|" for row in ROWS[1:])
        + "\n",
    ),
    "html": ("t.html", f"<p>{INTRO}</p>{html(ROWS)}"),
    "word": ("t.docx", word(("Normal", INTRO), ROWS)),
    "pdf": ("t.pdf", pdf([("text", INTRO), ROWS])),
}


@pytest.mark.parametrize("layout", TEXTS)
def test_each_row_is_read_with_its_column_heads(passages, layout):
    name, content = TEXTS[layout]
    (passage,) = passages(content, name, language="fr")
    assert passage.kind == "table"
    assert passage.text == f"{INTRO}\n{FRENCH}"


def test_an_english_table_has_english_punctuation(passages):
    (passage,) = passages(
        "Our fees\n\nThese fees apply to every one of our customers.\n\n| Fee | Amount |\n|---|---|\n| Late payment | $5 |\n| Home visit | $75 |\n",
        "fees.md",
    )
    assert passage.text.endswith("- Fee: Late payment; Amount: $5\n- Fee: Home visit; Amount: $75")


def test_a_table_without_heads_gives_pairs(passages):
    rows = [("Service à la clientèle", "1 800 555-0100"), ("Soutien technique", "1 800 555-0101")]
    (passage,) = passages(html(rows), "t.html", language="fr")
    assert passage.text == "- Service à la clientèle : 1 800 555-0100\n- Soutien technique : 1 800 555-0101"


def test_names_and_amounts_by_turns_are_pairs(passages):
    text = "Tarifs\n\nLes options se paient chaque mois.\n\nOptions\nMessagerie vocale\n5 $\nAfficheur\n3 $\nRenvoi automatique\n2 $\n"
    table = passages(text)[-1]
    assert table.heading_path == ("Options",)
    assert table.text == "- Messagerie vocale : 5 $\n- Afficheur : 3 $\n- Renvoi automatique : 2 $"


def test_cells_that_span_rows_count_for_each(passages):
    text = "<table><tr><th>Zone</th><th>Pays</th><th>Prix</th></tr><tr><td rowspan=2>Europe</td><td>France</td><td>0,10 $</td></tr><tr><td>Belgique</td><td>0,15 $</td></tr></table>"
    (passage,) = passages(text, "t.html", language="fr")
    assert "- Zone : Europe ; Pays : Belgique ; Prix : 0,15 $" in passage.text


def test_a_long_table_is_cut_between_rows_and_each_part_is_introduced(passages):
    rows = [("Pays", "Prix la minute")] + [(f"Pays numéro {n}", f"{n},10 $") for n in range(80)]
    found = passages(f"<p>Ces prix valent pour les appels outre-mer :</p>{html(rows)}", "t.html")
    assert len(found) > 1
    assert all(p.text.startswith("Ces prix valent pour les appels outre-mer :\n- Pays : ") for p in found)
    assert sum(p.text.count("- Pays : ") for p in found) == 80


def test_a_table_for_layout_is_read_as_text(passages):
    text = "<h1>Aide</h1><table><tr><td><h3>Panne</h3><p>Appelez-nous à toute heure du jour ou de la nuit.</p></td><td><ul><li>Menu</li></ul></td></tr></table>"
    assert passages(text, "t.html")[0].heading_path == ("Panne",)


@pytest.mark.parametrize(
    "labels", [("Téléphone :", "Clavardage :", "Boutiques :"), ("Phone:", "Chat:", "Stores:")]
)
@pytest.mark.parametrize("name", ["aide.md", "aide.html"])
def test_labels_in_bold_head_their_own_lines_alone(passages, labels, name):
    lines = [
        f"{label} {said}"
        for label, said in zip(labels, ("1 888 555-0123", "8 - 22", "lunavox.example"), strict=True)
    ]
    if name.endswith("md"):
        text = "# Aide\n\n## Contact\n\n" + "  \n".join(f"**{line.replace(':', ':**', 1)}" for line in lines)
    else:
        text = "<h1>Aide</h1><h2>Contact</h2><p>" + "<br>".join(
            f"<b>{line.replace(':', ':</b>', 1)}" for line in lines
        )
    (passage,) = passages(text, name, language="fr")
    assert (passage.heading_path, passage.text) == (("Contact",), "\n".join(lines))


@pytest.mark.parametrize(
    ("language", "heads", "zone"),
    [("fr", "Pays Fixe Mobile", "Zone"), ("en", "Country Landline Mobile", "Area")],
)
def test_rows_of_a_large_table_stand_below_the_row_that_heads_them(passages, language, heads, zone):
    rows = [tuple(heads.split())]
    for n in range(1, 4):
        rows += [(f"{zone} {n}", "", ""), *((f"Pays-{n}-{m}", f"0,{m} $", f"1,{m} $") for m in range(10, 30))]
    found = passages(f"<h1>Prix</h1>{html(rows)}", "prix.html", language=language)
    assert len(found) > 3
    for passage in found:
        head = ""
        for row in passage.text.split("\n"):
            head = row if row.startswith(f"- {zone}") else head
            assert row == head or f"Pays-{head[-1]}-" in row


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "- Soutien technique : 24 h / 24\n- Facturation : 9 h à 17 h"),
        ("en", "- Support: 24/7\n- Billing: 9 to 5"),
    ],
)
@pytest.mark.parametrize("colon", [":", " :", ""])
def test_a_row_s_name_that_ends_with_a_colon_gets_no_second_one(passages, language, text, colon):
    rows = [line.removeprefix("- ").replace(" :", ":").split(": ") for line in text.split("\n")]
    page = "<h1>Aide</h1>" + html([(f"{name}{colon}", hours) for name, hours in rows])
    assert [p.text for p in passages(page, "aide.html", language=language)] == [text]


def test_a_contact_block_stays_together_under_its_name(passages):
    text = "Guide de l'abonné\n\nVous pouvez nous écrire ou nous appeler quand vous voulez.\n\nService à la clientèle\nTéléphone : 1 800 555-0199\nCourriel : aide@lunavox.example\nDu lundi au vendredi, de 8 h à 20 h\n"
    contact = passages(text)[-1]
    assert contact.kind == "contact"
    assert contact.heading_path == ("Service à la clientèle",)
    assert contact.text.split("\n")[1:] == [
        "Téléphone : 1 800 555-0199",
        "Courriel : aide@lunavox.example",
        "Du lundi au vendredi, de 8 h à 20 h",
    ]


@pytest.mark.parametrize("name", ["t.txt", "t.html"])
def test_a_postal_address_keeps_its_lines(passages, name):
    lines = ["The Privacy Office", "12 Harbour Street", "Halifax NS B3J 1A1"]
    text = "Privacy\n\nWrite to us at this address:\n\n" + "\n".join(lines) + "\n"
    page = "<h1>Privacy</h1><p>Write to us at this address:</p><address>" + "<br>".join(lines) + "</address>"
    (passage,) = passages(text if name == "t.txt" else page, name)
    assert passage.text == "Write to us at this address:\n" + "\n".join(lines)


@pytest.mark.parametrize(
    ("head", "question", "lines"),
    [
        (
            "Nous joindre",
            "3) Puis-je garder mon numéro ?\nOui, partout au pays.",
            ["Lunavox Mobile", "CP 4410, succursale B", "Québec (Québec) G1K 7X2"]
            + ["Tél. : 418 555-0110", "Téléc. : 418 555-0111"],
        ),
        (
            "Contact us",
            "3) Can I keep my number?\nYes, anywhere in the country.",
            ["Lunavox Mobile", "PO Box 4410, Station B", "Halifax NS B3J 1A1"]
            + ["Phone: 902 555-0110", "Fax: 902 555-0111"],
        ),
    ],
)
def test_a_contact_block_after_the_last_question_is_no_part_of_its_answer(passages, head, question, lines):
    first = "1) A ?\nB b b b b b b b b b.\n2) C ?\nD d d d d d d d d.\n"
    found = passages(
        f"FAQ\n\n{first}{question}\n\n{head}\n" + "\n".join(lines) + "\n",
        language="fr" if head.startswith("Nous") else "en",
    )
    assert found[-1].kind == "contact" and found[-1].heading_path == (head,)
    assert found[-1].text.split("\n") == [head, *lines]
    assert found[-2].text in ("Oui, partout au pays.", "Yes, anywhere in the country.")


@pytest.mark.parametrize(
    "lines",
    [
        (
            "Responsable des plaintes : Me Odile Roy",
            "Lunavox inc.",
            "18, rue du Port",
            "Sorel (Québec) J3P 2K5",
        ),
        (
            "Privacy officer: Ann Dorval",
            "Lunavox Ltd.",
            "18 Port Street, Sydney NS B1P 6K4",
            "Telephone: 1 866 555-0123",
        ),
    ],
)
def test_who_is_named_over_an_address_stands_in_the_text(passages, lines):
    page = f"<html><body><h1>Aide</h1><h2>Contact</h2><address>{'<br>'.join(lines)}</address></body></html>"
    (passage,) = passages(page, "aide.html", language="fr")
    assert passage.text == "\n".join(lines)


@pytest.mark.parametrize("head", ["<thead>{}</thead>", "{}"])
def test_a_title_across_a_table_stands_above_it(passages, head):
    heads = (
        "<tr><th colspan=3>Tarifs 2026</th></tr><tr><th>Appareil</th><th>Par mois</th><th>Franchise</th></tr>"
    )
    page = f"<h1>Protection</h1><table>{head.format(heads)}<tr><td>Tablette</td><td>9 $</td><td>90 $</td></tr><tr><td>Montre</td><td>4 $</td><td>40 $</td></tr></table>"
    (passage,) = passages(page, "page.html")
    assert passage.text == (
        "Tarifs 2026\n- Appareil : Tablette ; Par mois : 9 $ ; Franchise : 90 $\n- Appareil : Montre ; Par mois : 4 $ ; Franchise : 40 $"
    )


def test_a_title_across_the_middle_of_a_table_goes_with_the_rows_below_it(passages):
    rows = "<tr><th>Zone</th><th>Voice</th><th>Text</th></tr>" + "".join(
        f"<tr><th colspan=3>{zone}</th></tr><tr><td>{country}</td><td>{voice}</td><td>{text}</td></tr>"
        for zone, country, voice, text in (
            ("Zone 1", "Mexico", "$0.50", "$0.20"),
            ("Zone 2", "France", "$1.50", "$0.60"),
        )
    )
    note = "<tr><td colspan=3>Prices hold for twelve months.</td></tr>"
    (passage,) = passages(f"<h1>Roaming abroad</h1><table>{rows}{note}</table>", "page.html")
    assert passage.text.splitlines() == [
        "- Zone: Zone 1 – Mexico; Voice: $0.50; Text: $0.20",
        "- Zone: Zone 2 – France; Voice: $1.50; Text: $0.60",
        "- Prices hold for twelve months.",
    ]


def test_a_label_over_several_columns_is_said_once(passages):
    page = "<h1>Options</h1><table><tr><th>Forfait</th><th>Données</th><th>Prix</th></tr><tr><td>Essentiel</td><td>4 Go</td><td>29 $</td></tr><tr><td colspan=2>Appels internationaux</td><td>8 $</td></tr></table>"
    (passage,) = passages(page, "page.html")
    assert passage.text.splitlines()[1] == "- Forfait : Appels internationaux ; Prix : 8 $"


@pytest.mark.parametrize(
    "first", ["Responsable de la protection : Me Sylvaine Thibodeau", "Privacy officer: Sylvaine Thibodeau"]
)
def test_the_person_over_an_address_is_part_of_it(passages, first):
    page = f"<h1>Lunavox</h1><h2>Contact</h2><address>{first}<br>Lunavox inc.<br>2150, rue Saint-Denis<br>Rimouski (Québec) G5L 7P3<br>Tél. : 1 866 555-0177</address>"
    (passage,) = passages(page, "page.html")
    assert passage.kind == "contact" and passage.text.startswith(first)
