"""Web pages: their text without what surrounds it."""

from __future__ import annotations

import pytest

PAGE = """<html lang="en"><head><title>Aide : facturation | Lunavox</title></head><body>
<header><a href="/">Lunavox</a><nav><a href="/a">Accueil</a></nav></header>
<div class="cookie-banner">Nous utilisons des cookies. <button>Accepter</button></div>
<div class="breadcrumb">Accueil &gt; Aide</div>
<main><h1>Aide : facturation</h1>
<ul><li><a href="#a">Recevoir ma facture</a></li><li><a href="#b">Payer</a></li><li><a href="#c">Contester</a></li></ul>
<h2>Recevoir ma facture</h2><p>Elle est émise le 5 de chaque mois.<span aria-hidden="true">→</span></p>
<h2>Payer</h2><p>Payez en ligne, <a href="https://pay.lunavox.example">ici</a>, ou <a href="/x">au comptoir</a>.</p>
<form><label>Votre avis</label><input><button>Envoyer</button></form>
</main><footer>Mentions légales</footer><script>var x = "code";</script></body></html>"""


def test_only_the_main_text_is_knowledge(read):
    result = read(PAGE, "page.html")
    assert [(p.heading_path, p.text) for p in result.passages] == [
        (("Recevoir ma facture",), "Elle est émise le 5 de chaque mois."),
        (("Payer",), "Payez en ligne, ici (https://pay.lunavox.example), ou au comptoir."),
    ]
    assert "Nous utilisons des cookies. Accepter" in result.dropped_by_reason()["navigation"]


def test_the_language_is_the_texts_own_not_the_pages_claim(read):
    assert {p.language for p in read(PAGE, "page.html").passages} == {"fr"}


def test_the_title_is_the_pages_heading(read):
    assert read(PAGE, "page.html").passages[0].source.document == "Aide : facturation"


def test_a_page_within_one_form_is_read(passages):
    page = '<html><body><form id="aspnetForm"><div><h1>Terms</h1><p>You may cancel at any time.</p><p>We reply within two days.</p></div></form></body></html>'
    assert passages(page, "page.html")[0].text == "You may cancel at any time.\nWe reply within two days."


def test_several_articles_are_all_read(passages):
    page = "<body><article><h2>Moving</h2><p>Tell us ten days before you move.</p></article><article><h2>Faults</h2><p>Report a fault at any hour.</p></article></body>"
    assert [p.heading_path for p in passages(page, "page.html")] == [("Moving",), ("Faults",)]


def test_line_breaks_part_paragraphs_in_a_page_without_tags(passages):
    page = "<body><div>Politique de retour<br><br>Vous rendez le modem dans les trente jours.<br>Il est facturé autrement.<br><br>1. Emballez-le.<br>2. Postez-le.</div></body>"
    found = passages(page, "page.html")
    assert found[0].text.startswith("Vous rendez le modem")
    assert found[-1].text.endswith("\n- Emballez-le.\n- Postez-le.")


def test_nested_lists_keep_their_shape(passages):
    page = "<h1>Étapes</h1><p>Pour payer :</p><ol><li>Ouvrez l'application<ul><li>sur iPhone : en bas</li><li>sur Android : en haut</li></ul></li><li>Touchez le mois</li></ol>"
    (passage,) = passages(page, "page.html")
    assert (
        passage.text
        == "Pour payer :\n- Ouvrez l'application\n  - sur iPhone : en bas\n  - sur Android : en haut\n- Touchez le mois"
    )


@pytest.mark.parametrize(
    "banner",
    [
        "<div id=onetrust-banner-sdk><p>Nous respectons votre vie privée.</p></div>",
        "<div><p>Nous utilisons des témoins pour améliorer votre expérience.</p><button>D'accord</button></div>",
        "<div class=rgpd-consent><p>Nous respectons votre vie privée.</p></div>",
        "<div><p>This site uses cookies to improve your experience.</p></div>",
    ],
)
def test_a_banner_about_cookies_is_dropped_and_named(read, banner):
    page = f"<html lang=fr><body>{banner}<h1>Aide</h1><h2>Panne</h2><p>Appelez-nous à toute heure du jour.</p></body></html>"
    result = read(page, "aide.html", language="fr")
    assert [p.text for p in result.passages] == ["Appelez-nous à toute heure du jour."]
    assert len(result.dropped_by_reason()["navigation"]) == 1


def test_the_lights_of_a_modem_are_no_cookies(passages):
    text = "Si les témoins du modem restent éteints, vérifiez les paramètres et rebranchez-le."
    page = f"<h1>Aide</h1><h2>Modem</h2><p>{text}</p>"
    assert [p.text for p in passages(page, "aide.html", language="fr")] == [text]


def test_what_stands_outside_the_main_part_is_named(read):
    page = "<body><div>Promotion : deux mois offerts</div><main><h1>Aide</h1><p>Appelez-nous à toute heure du jour ou de la nuit.</p></main></body>"
    result = read(page, "aide.html", language="fr")
    assert [p.text for p in result.passages] == ["Appelez-nous à toute heure du jour ou de la nuit."]
    assert result.dropped_by_reason()["outside the page's main part"] == ["Promotion : deux mois offerts"]


ACCORDIONS = {
    "buttons": "<div class=acc><button>{0}</button><div><p>{1}</p></div></div><div class=acc><button>{2}</button><div><p>{3}</p></div></div>",
    "aria": "<h3><button aria-expanded=false>{0}</button></h3><div>{1}</div><h3><button aria-controls=b>{2}</button></h3><div id=b>{3}</div>",
    "role": "<div role=button>{0}</div><div><p>{1}</p></div><div role=button>{2}</div><div><p>{3}</p></div>",
    "links": "<a data-toggle=collapse href=#a>{0}</a><div id=a>{1}</div><a data-bs-toggle=collapse href=#b>{2}</a><div id=b>{3}</div>",
    "classes": "<div class=question>{0}</div><div class=answer>{1}</div><div class=question>{2}</div><div class=answer>{3}</div>",
    "boxes": "<input type=checkbox id=a><label for=a>{0}</label><div>{1}</div><input type=checkbox id=b><label for=b>{2}</label><div>{3}</div>",
    "boxes of a list": "<ul><li><input type=radio name=n id=a><label for=a>{0}</label><div>{1}</div></li><li><input type=radio name=n id=b><label for=b>{2}</label><div>{3}</div></li></ul>",
}


@pytest.mark.parametrize("kind", ACCORDIONS)
def test_the_titles_of_an_accordion_head_their_panels(passages, kind):
    said = ("Le voyant est rouge", "C’est une panne.", "Frais de retard", "Ils sont de 3 % par mois.")
    page = f"<html><body><main><h1>Aide</h1>{ACCORDIONS[kind].format(*said)}</main></body></html>"
    found = [(p.heading_path[-1], p.text) for p in passages(page, "aide.html", language="fr")]
    assert found == [(said[0], said[1]), (said[2], said[3])]


def test_buttons_that_do_something_are_no_headings(passages):
    page = "<html><body><main><h1>Aide</h1><p>La facture arrive le 5.</p><button>Imprimer</button><p>Elle se paie en ligne.</p></main></body></html>"
    assert (
        passages(page, "aide.html", language="fr")[0].text
        == "La facture arrive le 5.\nElle se paie en ligne."
    )


def test_what_is_struck_out_is_gone(passages):
    page = "<html><body><p>Le forfait coûte <s>65 $</s> <del>60 $</del> 55 $ par mois.</p></body></html>"
    assert passages(page, "prix.html", language="fr")[0].text == "Le forfait coûte 55 $ par mois."


def test_a_head_of_two_rows_names_each_column(passages):
    page = (
        "<table><thead><tr><th rowspan=2>Forfait</th><th colspan=2>Vitesse</th></tr><tr><th>reçue</th><th>envoyée</th></tr></thead>"
        "<tbody><tr><td>Base</td><td>100</td><td>20</td></tr><tr><td>Plus</td><td>500</td><td>50</td></tr></tbody></table>"
    )
    (passage,) = passages(page, "forfaits.html", language="fr")
    assert "- Forfait : Base ; Vitesse reçue : 100 ; Vitesse envoyée : 20" in passage.text


def test_what_follows_a_panel_is_no_part_of_its_answer(answers, passages):
    page = (
        "<html><body><h1>Aide</h1><details><summary>Puis-je suspendre mon service ?</summary><p>Oui, pour 10 $ par mois.</p></details>"
        "<p>Nos boutiques acceptent les retours du lundi au vendredi.</p>"
        "<a data-toggle=collapse href=#a>Frais de retard</a><div id=a>Ils sont de 3 %.</div><p>Le wi-fi des parcs est gratuit.</p></body></html>"
    )
    assert answers(page, "aide.html") == {"Puis-je suspendre mon service ?": "Oui, pour 10 $ par mois."}
    said = [(p.heading_path, p.text) for p in passages(page, "aide.html", language="fr")]
    assert (("Frais de retard",), "Ils sont de 3 %.") in said
    assert (("Aide",), "Le wi-fi des parcs est gratuit.") in said


def test_the_icon_of_an_accordion_is_no_part_of_its_title(answers):
    page = "<html><body><h1>Aide</h1><h3><button aria-expanded=false>Comment réinitialiser le modem ?<span>+</span></button></h3><div>Appuyez sur RESET.</div></body></html>"
    assert answers(page, "aide.html", language="fr") == {
        "Comment réinitialiser le modem ?": "Appuyez sur RESET."
    }


def test_a_page_of_few_words_is_in_the_language_that_it_declares(read):
    page = '<html lang="en"><body><h1>Rates</h1><table><tr><th>Destination</th><th>Rate</th></tr><tr><td>Mexico</td><td>$0.12</td></tr></table></body></html>'
    result = read(page, "rates.html")
    assert result.problems == [] and result.passages[0].language == "en"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>89<sup>99</sup> $ par mois pour la fibre</p>", "89,99 $ par mois pour la fibre"),
        ("<p>$89<sup>99</sup> a month for fibre</p>", "$89.99 a month for fibre"),
        ("<p>Le 1<sup>er</sup> mois coûte 10 $.</p>", "Le 1er mois coûte 10 $."),
        ("<p>The service covers 80 m<sup>2</sup> at most.</p>", "The service covers 80 m² at most."),
        (
            "<p>Le forfait coûte 40 $<sup>1</sup>.</p><p><sup>1</sup> Taxes en sus.</p>",
            "Le forfait coûte 40 $ (Taxes en sus).",
        ),
        (
            "<p>It costs $40<sup><a href='#n1'>1</a></sup> a month.</p><p id='n1'>1. Taxes extra.</p>",
            "It costs $40 (Taxes extra) a month.",
        ),
        (f"<p>40 Go<sup>2</sup> par mois</p><p><sup>2</sup> {'Longue note. ' * 20}</p>", None),
    ],
)
def test_what_stands_high_becomes_no_part_of_a_figure(passages, html, text):
    (passage,) = passages(f"<h1>Forfaits / Plans</h1>{html}", "forfaits.html", language="fr")
    assert text is None or passage.text == text
    assert not any(wrong in passage.text for wrong in ("8999", "$1", "401", "Go2"))


def test_footnotes_of_markdown_stand_with_what_they_limit(passages):
    text = "# Plans\n\n## Family\n\nIt costs $65 a month[^tax].\n\n[^tax]: Taxes extra.\n\n## Contact\n\nCall us any day.\n"
    assert [p.text for p in passages(text, "plans.md")] == [
        "It costs $65 a month (Taxes extra).",
        "Call us any day.",
    ]


@pytest.mark.parametrize("note", ["Taxes en sus. " * 15, "Sauf le samedi.<br><sup>2</sup> Taxes en sus."])
def test_a_note_that_is_not_read_where_it_belongs_stays(passages, note):
    html = f"<h1>Forfaits</h1><h2>Prix<sup>1</sup></h2><p>Le forfait coûte 40 $ par mois.</p><p><sup>1</sup> {note}</p>"
    assert "Taxes en sus." in passages(html, "forfaits.html")[-1].text


def test_buttons_of_a_page_are_no_answer_but_links_in_a_sentence_are(passages):
    html = (
        "<h1>Promotion</h1><h2>Fibre</h2><p>La fibre coûte 40 $ par mois.</p><a class='btn btn-primary' href='/c'>Je commande</a>"
        "<div><a href='#'>Choose</a></div><p>Pour payer, <a class='btn' href='/p'>ouvrez votre compte</a> en tout temps.</p>"
    )
    assert [p.text for p in passages(html, "promo.html", language="fr")] == [
        "La fibre coûte 40 $ par mois.\nPour payer, ouvrez votre compte en tout temps."
    ]


@pytest.mark.parametrize(
    "section",
    [
        "<section class='modalites'><h2>Paiement</h2><p>{}</p></section>",
        "<div class='shared-plan'><h2>Paiement</h2><p>{}</p></div>",
        "<h2 id='consentement'>Paiement</h2><p>{}</p>",
        "<h2 class='share-title'>Paiement</h2><p>{}</p>",
        "<section id='cookies'><h2>Paiement</h2><p>{}</p></section>",
        "<h2>Paiement</h2><div id='cookies'>{}</div>",
        "<h2>Paiement</h2><div class='cookie-policy'>{}</div>",
        "<div class='modal-like modal'><h2>Paiement</h2><p>{}</p></div>",
    ],
)
def test_a_section_is_no_furniture_for_its_name(passages, section):
    page = f"<html lang=fr><body class='modal-open'><h1>Aide</h1><p>Voici nos réponses.</p>{section.format('La somme est due en 18 jours.')}</body></html>"
    found = passages(page, "aide.html", language="fr")[-1]
    assert (found.heading_path[-1], found.text) == ("Paiement", "La somme est due en 18 jours.")


@pytest.mark.parametrize(
    "furniture",
    [
        "<div class='cookieConsent'><h2>Your choice</h2><p>We value your privacy.</p><button>Accept</button></div>",
        "<div id='cookie-notice'>We value your privacy.</div>",
        "<div id='onetrust-pc-sdk'><h2>Your choice</h2><p>We value your privacy.</p></div>",
        "<div class='share-buttons'><h3>Share</h3><a href='/f'>Blue network</a></div>",
        "<div class='modal fade'><h3>Sign in</h3><p>Type your PIN.</p><input><button>Go</button></div>",
        "<ol class='site-breadcrumb'><li>Help</li><li>Bills</li></ol>",
    ],
)
def test_furniture_is_known_by_whole_words_of_its_name(passages, furniture):
    page = f"<html lang=en><body>{furniture}<h1>Help</h1><h2>Bills</h2><p>Bills come on the 4th of the month.</p></body></html>"
    assert [p.text for p in passages(page, "help.html", language="en")] == [
        "Bills come on the 4th of the month."
    ]


def test_steps_within_a_panel_do_not_end_it(answers):
    page = (
        "<html lang=fr><body><h1>Aide</h1><details><summary>Comment brancher la borne ?</summary><ol><li>Posez-la au centre.</li><li>Allumez-la.</li></ol>"
        "<p>Le voyant devient bleu en six minutes.</p></details><p>Le wi-fi des parcs est gratuit.</p></body></html>"
    )
    assert answers(page, "aide.html", language="fr") == {
        "Comment brancher la borne ?": "- Posez-la au centre.\n- Allumez-la.\nLe voyant devient bleu en six minutes."
    }


@pytest.mark.parametrize(
    "card",
    [
        "<article><header><h2>{}</h2></header><p>{}</p></article>",
        "<section><div class=header><h2>{}</h2></div><p>{}</p></section>",
        "<div class=card><header><h2>{}</h2></header><p>{}</p></div>",
    ],
)
def test_only_the_pages_own_header_is_furniture(passages, card):
    cards = card.format("Rent a modem", "It costs $6 a month.") + card.format(
        "Buy a modem", "It sells for $130."
    )
    page = f"<html lang=en><body><header><a href=/>Lunavox</a><h2>Closer to you</h2></header><h1>Modems</h1><p>You need one modem.</p>{cards}</body></html>"
    assert [(p.heading_path[-1:], p.text) for p in passages(page, "modems.html", language="en")] == [
        ((), "You need one modem."),
        (("Rent a modem",), "It costs $6 a month."),
        (("Buy a modem",), "It sells for $130."),
    ]


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("faq-q", "faq-a"),
        ("faq-question", "faq-answer"),
        ("accordionTitle", "accordionContent"),
        ("panel-heading", "panel-body"),
    ],
)
def test_what_answers_one_question_titles_no_other(answers, asked, answered):
    said = {
        "Can I lend my modem?": "No, it stays at your address.",
        "Is a deposit due?": "Yes, $40 for six months.",
        "Where do I return it?": "At any of our counters.",
    }
    pairs = "".join(
        f"<div class={asked}>{question}</div> <div class={answered}>{answer}</div>"
        for question, answer in said.items()
    )
    page = f"<html lang=en><body><h1>Help</h1><div class=faq>{pairs}</div></body></html>"
    assert answers(page, "help.html", language="en") == said


def test_a_short_list_in_a_cell_is_the_columns_value(passages):
    page = (
        "<html lang=fr><body><h1>Forfaits</h1><table><tr><th>Forfait</th><th>Prix</th><th>Comprend</th></tr>"
        "<tr><td>Cuivre</td><td>35 $</td><td><ul><li>12 Go</li><li>Textos illimités ;</li></ul></td></tr>"
        "<tr><td>Étain</td><td>48 $</td><td>Au choix :<ul><li>30 Go</li><li>Itinérance</li></ul></td></tr></table></body></html>"
    )
    (passage,) = passages(page, "forfaits.html", language="fr")
    assert passage.text == (
        "- Forfait : Cuivre ; Prix : 35 $ ; Comprend : 12 Go, Textos illimités\n"
        "- Forfait : Étain ; Prix : 48 $ ; Comprend : Au choix : 30 Go, Itinérance"
    )


def test_a_table_for_layout_is_read_cell_by_cell(passages):
    page = (
        "<html lang=en><body><h1>Help</h1><table><tr><td><ul><li><a href=/a>Bills</a></li><li>Moves</li></ul></td>"
        "<td><h2>Bills</h2><p>Bills come on the 4th of the month.</p></td></tr></table></body></html>"
    )
    assert passages(page, "help.html", language="en")[-1].text == "Bills come on the 4th of the month."


TABS = {
    "controls": "<div role=tablist><button role=tab aria-controls=a>{0}</button><button role=tab aria-controls=b>{2}</button></div><div role=tabpanel id=a>{1}</div><div role=tabpanel id=b hidden>{3}</div>",
    "labelled": "<div role=tablist><span role=tab id=a>{0}</span><span role=tab id=b>{2}</span></div><div role=tabpanel aria-labelledby=a>{1}</div><div role=tabpanel aria-labelledby=b>{3}</div>",
    "links": "<ul class=nav-tabs><li><a data-toggle=tab href='#a'>{0}</a></li><li><a data-toggle=tab href='#b'>{2}</a></li></ul><div><div id=a>{1}</div><div id=b>{3}</div></div>",
}


@pytest.mark.parametrize("kind", TABS)
def test_a_tab_heads_its_panel(read, kind):
    said = ("Maison", "<p>De 9 h à 20 h.</p>", "Bureau", "<h3>Urgences</h3><p>Jour et nuit.</p>")
    page = f"<html lang=fr><body><h1>Aide</h1><h2>Soutien</h2>{TABS[kind].format(*said)}<p>Le soutien est gratuit.</p></body></html>"
    result = read(page, "aide.html", language="fr")
    assert [(p.heading_path, p.text) for p in result.passages] == [
        (("Soutien", "Maison"), "De 9 h à 20 h."),
        (("Soutien", "Bureau", "Urgences"), "Jour et nuit."),
        (("Soutien",), "Le soutien est gratuit."),
    ]
    assert result.dropped_by_reason() == {}


def test_an_accordion_that_calls_itself_tabs_is_read(answers):
    page = (
        "<html lang=en><body><h1>Help</h1><div role=tablist><div role=tab id=t1><h4><a data-toggle=collapse href='#c1' aria-controls=c1>Is there a fee?</a></h4></div>"
        "<div id=c1 role=tabpanel aria-labelledby=t1>Yes, $9.</div><div role=tab id=t2><h4><a data-toggle=collapse href='#c2' aria-controls=c2>When is it due?</a></h4></div>"
        "<div id=c2 role=tabpanel aria-labelledby=t2>On the 4th.</div></div></body></html>"
    )
    assert answers(page, "help.html", language="en") == {
        "Is there a fee?": "Yes, $9.",
        "When is it due?": "On the 4th.",
    }


def test_the_labels_of_a_form_are_no_headings(passages):
    page = (
        "<html lang=en><body><h1>Help</h1><p>Write to us.</p><form><label for=a>Your e-mail</label><input id=a><p>We reply in two days.</p>"
        "<input type=checkbox id=b value=yes><label for=b>Send me offers</label><p>You may change your mind.</p></form></body></html>"
    )
    (passage,) = passages(page, "help.html", language="en")
    assert passage.text == "Write to us.\nWe reply in two days.\nYou may change your mind."


@pytest.mark.parametrize(
    "cards", ["<div class=grid><div>{}</div><div>{}</div></div>", "<ul><li>{}</li><li>{}</li></ul>"]
)
def test_what_follows_cards_stands_beside_them(passages, cards):
    made = cards.format("<h3>Famille</h3><p>8 $ par ligne.</p>", "<h3>Aînés</h3><p>12 $ par mois.</p>")
    page = f"<html lang=fr><body><h1>Prix</h1><p>Les prix sont en dollars.</p><h2>Rabais</h2>{made}<p>Un seul rabais par compte est accordé.</p></body></html>"
    assert [(p.heading_path, p.text) for p in passages(page, "prix.html", language="fr")][1:] == [
        (("Rabais", "Famille"), "8 $ par ligne."),
        (("Rabais", "Aînés"), "12 $ par mois."),
        (("Rabais",), "Un seul rabais par compte est accordé."),
    ]


@pytest.mark.parametrize(
    "part",
    [
        '<section class="modalites"><h2>Délais</h2><p>Vous avez 21 jours pour payer.</p></section>',
        '<div class="shared-plan"><h2>Shared plan</h2><p>Four lines cost $90 a month.</p></div>',
        '<h2 id="consentement">Retrait</h2><p>Il prend effet en dix jours.</p>',
        '<section id="cookies"><h2>Cookies</h2><p>They expire after 13 months.</p></section>',
    ],
)
def test_a_name_that_only_looks_like_furniture_is_text(passages, part):
    (passage,) = passages(f"<body><main>{part}</main></body>", "page.html")
    assert len(passage.heading_path) == 1 and passage.text


@pytest.mark.parametrize(
    "name",
    ["cookie-consent", "cookieBanner", "consent", "share-buttons", "modal", "skip-link", "page-breadcrumb"],
)
def test_furniture_is_known_by_its_name(read, name):
    page = f'<body><main><div class="{name}"><p>Accept everything now.</p></div><h2>Moving</h2><p>Tell us.</p></main></body>'
    assert [p.text for p in read(page, "page.html").passages] == ["Tell us."]


def test_the_header_of_a_card_keeps_its_title(passages):
    cards = "".join(
        f"<article><header><h2>{title}</h2></header><p>{text}</p></article>"
        for title, text in (("Prêt", "Sans frais."), ("Buying", "It costs $149."))
    )
    page = f"<body><header><h2>Lunavox</h2></header>{cards}<footer><h2>Legal</h2></footer></body>"
    assert [p.heading_path for p in passages(page, "page.html")] == [("Prêt",), ("Buying",)]


def test_questions_and_answers_in_plain_divisions(passages):
    page = "<body><h1>Help</h1>" + "".join(
        f'<div class="faq-question">{question}</div><div class="faq-answer">{answer}</div>'
        for question, answer in (
            ("Puis-je assurer mon appareil ?", "Oui, neuf."),
            ("How do I claim?", "Call us."),
        )
    )
    found = [(p.question, p.text) for p in passages(page + "</body>", "page.html")]
    assert found == [("Puis-je assurer mon appareil ?", "Oui, neuf."), ("How do I claim?", "Call us.")]


def test_a_numbered_list_does_not_end_its_panel(passages):
    page = "<body><h1>Aide</h1>" + "".join(
        f"<details><summary>{question}</summary><ol><li>{first}</li><li>{second}</li></ol><p>{rest}</p></details>"
        for question, first, second, rest in (
            (
                "Mon Internet est lent ?",
                "Débranchez le modem.",
                "Faites le test.",
                "La visite est sans frais.",
            ),
            ("No tone?", "Unplug it.", "Wait.", "A visit costs $50."),
        )
    )
    found = {p.question: p.text.splitlines()[-1] for p in passages(page + "</body>", "page.html")}
    assert found == {"Mon Internet est lent ?": "La visite est sans frais.", "No tone?": "A visit costs $50."}


def test_a_list_in_a_cell_stays_in_its_row(passages):
    page = (
        "<body><h1>Plans</h1><table><tr><th>Plan</th><th>Price</th><th>Includes</th></tr>"
        "<tr><td>Or</td><td>75 $</td><td><ul><li>50 Go</li><li>Itinérance</li></ul></td></tr>"
        "<tr><td>Silver</td><td>$60</td><td>20 GB</td></tr></table></body>"
    )
    (passage,) = passages(page, "page.html")
    assert passage.text.splitlines()[0] == "- Plan: Or; Price: 75 $; Includes: 50 Go, Itinérance"


@pytest.mark.parametrize(
    "tabs",
    [
        '<ul role="tablist"><li><a role="tab" href="#p1">Perte</a></li><li><a role="tab" href="#p2">Theft</a></li></ul>',
        '<div role="tablist"><button role="tab" aria-controls="p1">Perte</button><button role="tab" aria-controls="p2">Theft</button></div>',
        '<div role="tablist"><button role="tab" id="t1">Perte</button><button role="tab" id="t2">Theft</button></div>',
    ],
)
def test_a_tab_panel_has_the_title_of_its_tab(passages, tabs):
    panels = '<div role="tabpanel" id="p1" aria-labelledby="t1"><p>La franchise est de 200 $.</p></div><div role="tabpanel" id="p2" aria-labelledby="t2"><p>You pay $250.</p></div>'
    page = f"<body><h1>Protection</h1><h2>Franchise</h2>{tabs}{panels}</body>"
    assert [(p.heading_path[-1], p.text) for p in passages(page, "page.html")] == [
        ("Perte", "La franchise est de 200 $."),
        ("Theft", "You pay $250."),
    ]
