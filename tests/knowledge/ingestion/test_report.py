"""What `guichet ingest` tells: passages of a dry run, what was dropped and why, contradictions; exit code 0 only on success."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

from typer.testing import CliRunner

from bot.cli import app
from knowledge.index.store import IndexStore, build
from knowledge.ingestion.ingest import read_documents
from tests.knowledge.fakes import FakeEncoder

HELP = """Accueil | Aide | Nous joindre

Aide Lunavox

Quel est le délai de livraison ?

Le modem arrive en dix jours.

Quel est le délai de livraison ?

Le modem arrive en trois jours.

Quels sont les tarifs ?

Cliquez ici pour voir nos tarifs.

Puis-je payer en or ?

© 2024 Lunavox
"""


def guichet(*arguments: object):
    return CliRunner().invoke(app, ["ingest", *map(str, arguments), "--operator", "primus"])


def test_a_dry_run_lists_passages_and_changes_nothing(tmp_path):
    (tmp_path / "aide.txt").write_text(HELP, encoding="utf-8")
    shown = guichet(tmp_path / "aide.txt", "--dry-run", "--index", tmp_path / "index")
    assert shown.exit_code == 0
    assert not (tmp_path / "index").exists()
    assert (
        "[faq fr] Quel est le délai de livraison ?\n    Le modem arrive en dix jours.\n    (aide.txt)"
        in shown.output
    )
    assert "1 document(s), 3 passages (3 faq), 0 duplicate(s) merged." in shown.output
    assert "Dropped, navigation: 1 (Accueil | Aide | Nous joindre)" in shown.output
    assert "Dropped, legal footer: 1 (© 2024 Lunavox)" in shown.output
    assert "Dropped, question without an answer: 1 (Puis-je payer en or ?)" in shown.output
    assert (
        "Only refers elsewhere: Quels sont les tarifs ? -> Cliquez ici pour voir nos tarifs. (aide.txt)"
        in shown.output
    )
    assert (
        "Two answers, which may contradict each other:\n  Quel est le délai de livraison ? -> Le modem arrive en dix jours. (aide.txt)\n"
        in shown.output
    )


def test_the_summary_is_also_data(tmp_path):
    (tmp_path / "aide.txt").write_text(HELP, encoding="utf-8")
    summary = json.loads(guichet(tmp_path / "aide.txt", "--dry-run", "--json").output)
    assert summary["kinds"] == {"faq": 3}
    assert summary["dropped"] == {"navigation": 1, "legal footer": 1, "question without an answer": 1}
    assert summary["contradictions"][0]["answers"] == [
        "Le modem arrive en dix jours.",
        "Le modem arrive en trois jours.",
    ]


def test_an_unreadable_document_gives_exit_code_1_though_the_others_are_read(tmp_path):
    (tmp_path / "aide.txt").write_text(HELP, encoding="utf-8")
    (tmp_path / "casse.pdf").write_bytes(b"%PDF-1.4")
    shown = guichet(tmp_path, "--dry-run")
    assert shown.exit_code == 1
    assert "Skipped: casse.pdf: this PDF is broken" in shown.output
    assert "1 document(s), 3 passages" in shown.output


def test_an_ingestion_without_passages_leaves_the_index_in_service(tmp_path):
    version = in_service(tmp_path)
    (tmp_path / "casse.pdf").write_bytes(b"%PDF-1.4")
    assert guichet(tmp_path / "casse.pdf", "--index", tmp_path / "index").exit_code == 1
    assert IndexStore(tmp_path / "index").versions() == [version]


def test_an_ingestion_killed_while_it_encodes_leaves_the_index_in_service(tmp_path):
    version = in_service(tmp_path)
    (tmp_path / "aide.txt").write_text(HELP, encoding="utf-8")
    script = textwrap.dedent(
        """
        import os, signal, sys
        from dataclasses import replace
        from pathlib import Path
        from knowledge.index.store import IndexStore, build, with_documents
        from knowledge.ingestion.ingest import read_documents
        from tests.knowledge.fakes import FakeEncoder

        folder, document = map(Path, sys.argv[1:])
        store = IndexStore(folder)
        known = store.load()
        read = read_documents([document], operator="primus").passages
        found = [replace(p, text=f"{p.text} {n} €") for n in range(200) for p in read]
        passages = with_documents(known, "primus", found, replace=True)

        def killed(done, total):
            assert 0 < done < total
            os.kill(os.getpid(), signal.SIGKILL)

        store.save(build(passages, FakeEncoder(), progress=killed))
        """
    )
    arguments = [sys.executable, "-c", script, str(tmp_path / "index"), str(tmp_path / "aide.txt")]
    done = subprocess.run(arguments, cwd=Path(__file__).parents[3], check=False)
    assert done.returncode == -signal.SIGKILL
    store = IndexStore(tmp_path / "index")
    assert store.versions() == [version] and store.current() == version
    assert [p.text for p in store.load(encoder_id="fake").passages] == [
        "Le service est offert partout au pays."
    ]


def test_what_was_in_the_index_before_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr("knowledge.encoder.serving.OnnxEncoder", lambda *_, **__: FakeEncoder())
    for name, days in (("aide.txt", "dix"), ("tarifs.txt", "trois"), ("divers.txt", "quatre")):
        text = f"Aide\n\nQuel est le délai de livraison du {name[:4]} ?\n\nLe modem arrive en {days} jours.\n"
        (tmp_path / name).write_text(text, encoding="utf-8")
    index = ("--index", tmp_path / "index")
    assert guichet(tmp_path / "aide.txt", tmp_path / "divers.txt", *index).exit_code == 0
    again = (tmp_path / "aide.txt").read_text(encoding="utf-8").replace("dix", "cinq")
    (tmp_path / "aide.txt").write_text(again.replace("aide ?", "dive ?"), encoding="utf-8")
    shown = guichet(tmp_path / "aide.txt", *index).output
    assert "Replaced, from before: 1 document(s) (aide.txt)" in shown
    assert "Kept, from before: 1 document(s) (divers.txt)" in shown
    assert "-> Le modem arrive en quatre jours. (divers.txt)" in shown
    shown = guichet(tmp_path / "tarifs.txt", "--replace", *index).output
    assert "Gone, from before: 2 document(s) (aide.txt, divers.txt)" in shown
    assert "contradict" not in shown


def in_service(folder: Path) -> str:
    """An index with one passage, put in service."""
    (folder / "premier.txt").write_text(
        "Service\n\nLe service est offert partout au pays.\n", encoding="utf-8"
    )
    passages = read_documents([folder / "premier.txt"], operator="primus").passages
    return IndexStore(folder / "index").save(build(passages, FakeEncoder()))
