"""Bad input: each file is named with what was done, and the others are read."""

from __future__ import annotations

import io
import zipfile
import zlib

import pytest

from knowledge.ingestion.ingest import read_documents
from knowledge.ingestion.load import MAX_BYTES
from tests.knowledge.ingestion.office import pdf, word

GOOD = "Résiliation\n\nVous pouvez résilier à tout moment, sans frais, par écrit.\n"


def bomb() -> bytes:
    """A Word document whose text unpacks to 200 MB."""
    data = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(word(("Normal", "Texte")))) as source,
        zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(name, source.read(name) if name != "word/document.xml" else b" " * (200 * 2**20))
    return data.getvalue()


def pdf_bomb() -> bytes:
    """A PDF with one page that unpacks to 200 MB."""
    packed = zlib.compress(b" " * (200 * 2**20), 9)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n" % len(packed) + packed + b"\nendstream",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        data
        + b"xref\n0 5\n0000000000 65535 f \n"
        + table
        + b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(data)
    )


ODD = {
    "vide.txt": (b"", "is empty (0 bytes)"),
    "vide.docx": (b"", "is empty (0 bytes)"),
    "espaces.txt": (b" \n\t\n", "no text in it"),
    "vide.pdf": (pdf([]), "text recognition"),
    "verrou.pdf": (pdf([("text", "Secret")], password="secret"), "password"),
    "casse.pdf": (b"%PDF-1.7 and nothing else", "broken"),
    "bombe.pdf": (pdf_bomb(), "unpacks to far more"),
    "bombe.docx": (bomb(), "unpacks to 2"),
    "faux.docx": (b"not a zip file", "not a Word document"),
    "archive.docx": (b"PK\x05\x06" + bytes(18), "not a Word document"),
    "tableur.xlsx": (b"PK", "not supported"),
    "image.txt": (bytes(range(256)) * 40, "not a text file"),
    "page.html": (
        b"<html><body><nav>Menu</nav><script>x</script></body></html>",
        "If a script fills the page",
    ),
    "entete.md": (b"---\ntitle: [\n---\nTexte du document.", "front matter"),
    "deutsch.txt": (
        "Sehr geehrte Kundin, Ihre Rechnung wird am ersten Tag des Monats per E-Mail verschickt. Bitte zahlen Sie innerhalb von dreißig Tagen.".encode(),
        "'de'",
    ),
    "espanol.html": (
        b"<p>Usted puede cancelar su contrato en cualquier momento, sin costo alguno, enviando una carta a nuestra oficina.</p>",
        "'es'",
    ),
    "chiffres.txt": (b"1234 5678\n\n9012 3456\n", "too few words"),
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_file_is_named_and_the_others_are_read(tmp_path, name):
    content, reason = ODD[name]
    (tmp_path / name).write_bytes(content)
    (tmp_path / "resiliation.txt").write_text(GOOD, encoding="utf-8")
    result = read_documents([tmp_path], operator="lunavox")
    assert result.files == ["resiliation.txt"]
    (problem,) = result.problems
    assert problem.startswith(f"{name}: ") and reason in problem


def test_a_file_of_50_mb_is_refused_without_reading_it(tmp_path):
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(50 * 2**20)
    result = read_documents([large], operator="lunavox")
    assert result.problems == [f"large.txt: 50 MB is too large; {MAX_BYTES // 2**20} MB at most. Split it."]


def test_missing_files_and_empty_folders_are_named(tmp_path):
    (tmp_path / "vide").mkdir()
    result = read_documents([tmp_path / "rien.txt", tmp_path / "vide"], operator="lunavox")
    assert [problem.rsplit("/", 1)[-1].split(":")[0] for problem in result.problems] == ["rien.txt", "vide"]


def test_an_unreadable_file_is_named(tmp_path, monkeypatch):
    (tmp_path / "secret.txt").write_text(GOOD, encoding="utf-8")
    monkeypatch.setattr("pathlib.Path.read_bytes", _refuse)
    assert read_documents([tmp_path / "secret.txt"], operator="lunavox").problems == [
        "secret.txt: cannot be read (Permission denied)."
    ]


def _refuse(path):
    raise PermissionError(13, "Permission denied", str(path))


def test_two_documents_of_one_name_are_kept_apart(tmp_path):
    for folder, price in (("mobile", "20 $"), ("internet", "50 $")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "prix.txt").write_text(
            f"Prix\n\nLe forfait {folder} coûte {price} par mois.\n", encoding="utf-8"
        )
    named = read_documents(
        [tmp_path / "mobile" / "prix.txt", tmp_path / "internet" / "prix.txt"], operator="lunavox"
    )
    assert [p.source.file for p in named.passages] == ["mobile/prix.txt", "internet/prix.txt"]
    assert named.notes == [
        "prix.txt: 2 documents have this name; kept apart as 'mobile/prix.txt' and 'internet/prix.txt'."
    ]
    folder = read_documents([tmp_path], operator="lunavox")
    assert [p.source.file for p in folder.passages] == ["internet/prix.txt", "mobile/prix.txt"]
    assert folder.problems == []


def test_a_file_given_twice_is_read_once(tmp_path):
    path = tmp_path / "resiliation.txt"
    path.write_text(GOOD, encoding="utf-8")
    result = read_documents([path, tmp_path, path], operator="lunavox")
    assert len(result.passages) == 1 and result.duplicates == 0


@pytest.mark.parametrize("first", ["fr", "en"])
def test_short_passages_speak_their_own_language_where_a_document_speaks_both(passages, first):
    parts = {
        "fr": "Service à la clientèle\n\nNotre service à la clientèle est ouvert toute la semaine et répond à vos questions sur votre facture, votre forfait et votre matériel, sans frais.\n\nHeures d'ouverture\n\nHeures : lundi-vendredi 9 h-17 h\n\nRetard\n\nDes frais de 2 % par mois s'ajoutent au solde.\n\nSupport\n\nSupport : 1 888 555-0123 (option 2)\n",
        "en": "Customer service\n\nOur customer service is open all week and answers your questions about your bill, your plan and your equipment, and it is free of charge for all of our customers.\n\nOpening hours\n\nHours: Monday to Friday, 9 to 5\n\nReturns\n\nShip it back within 15 days.\n\nLine\n\nSupport: 1 888 555-0124 (option 3)\n",
    }
    second = "en" if first == "fr" else "fr"
    found = passages(f"{parts[first]}\n{parts[second]}", "aide.txt")
    assert [p.language for p in found] == [first] * 4 + [second] * 4


def test_an_english_word_or_two_make_no_french_document_bilingual(passages):
    text = "Forfaits\n\nLe forfait est facturé chaque mois et vous pouvez le changer en tout temps dans votre compte.\n\nWi-Fi at home\n\nCe forfait comprend deux bornes.\n\nOptions\n\nUnlimited: 25 $\nFree on demand: 0 $\n"
    assert {p.language for p in passages(text)} == {"fr"}


def test_a_document_says_its_language_or_is_told(read):
    german = "Ihre Rechnung wird am ersten Tag des Monats per E-Mail verschickt. Bitte zahlen Sie innerhalb von dreißig Tagen."
    assert read(german, language="fr").passages[0].language == "fr"
    assert read(f"---\nlanguage: en\n---\n{german}", "a.md").passages[0].language == "en"


def test_a_bilingual_document_marks_each_passage(read):
    text = """Avis de confidentialité

Vos renseignements personnels servent à vous fournir le service et à établir votre facture. Nous ne les vendons jamais, et vous pouvez les consulter en tout temps sur demande.

Privacy notice

We use your personal information to provide the service and to bill you for it. We never sell it, and you may ask to see it at any time by writing to our privacy office.
"""
    assert [p.language for p in read(text).passages] == ["fr", "en"]


def test_front_matter_and_variants_of_editors_are_taken(tmp_path):
    (tmp_path / "aide.fr.md").write_text(
        "---\ntitle: Aide\nlanguage: fr\ndate: 2024-05-06\n---\n\n## Comment payer ? {#pay}\n\nPar carte.\n",
        encoding="utf-8",
    )
    (tmp_path / "aide.questions.yml").write_text(
        "pay:\n  fr: [c koi le moyen de payer]\n  en:\n", encoding="utf-8"
    )
    (passage,) = read_documents([tmp_path], operator="lunavox").passages
    assert (passage.key, passage.variants) == ("pay", ("c koi le moyen de payer",))
    assert (passage.source.document, str(passage.source.date)) == ("Aide", "2024-05-06")


def test_broken_variants_are_named_and_the_document_is_read(tmp_path):
    (tmp_path / "aide.fr.md").write_text(
        "## Comment payer ? {#pay}\n\nVous pouvez payer par carte.\n", encoding="utf-8"
    )
    (tmp_path / "aide.questions.yml").write_text("pay: [", encoding="utf-8")
    result = read_documents([tmp_path], operator="lunavox")
    assert len(result.passages) == 1
    assert "aide.questions.yml: not valid YAML" in result.problems[0]


def test_files_of_other_kinds_in_a_folder_are_named_but_no_problem(tmp_path):
    (tmp_path / "resiliation.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "resiliation.questions.yml").write_text("", encoding="utf-8")
    (tmp_path / ".cache").write_text("x", encoding="utf-8")
    for name in ("logo.png", "LISEZMOI"):
        (tmp_path / name).write_bytes(b"x")
    result = read_documents([tmp_path], operator="lunavox")
    assert result.problems == []
    assert result.notes == [f"{tmp_path.name}: 2 file(s) of other kinds were not read (LISEZMOI, logo.png)."]
