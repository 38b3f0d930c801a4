"""Versions of the index: complete or absent, incremental, one encoder."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from dataclasses import replace

import pytest

from knowledge.errors import EncoderMismatch, NoIndex
from knowledge.index.store import IndexStore, build, with_documents
from knowledge.index.units import all_units
from knowledge.passages import Passage, Source
from tests.knowledge.fakes import FakeEncoder


def passage(text: str, *, operator: str = "primus", file: str = "aide.txt", **more) -> Passage:
    return Passage(operator, "fr", Source("Aide", file), ("Facturation",), "text", None, text, **more)


def test_a_saved_index_reads_back_the_same(tmp_path):
    index = build([passage("La facture part le 2.", variants=("quand part la facture",))], FakeEncoder())
    store = IndexStore(tmp_path)
    store.save(index)
    again = store.load(encoder_id="fake")
    assert again.passages == index.passages
    assert again.passages[0].variants == ("quand part la facture",)
    assert again.units == index.units
    assert (again.vectors == index.vectors).all()


def test_an_index_of_another_encoder_is_refused(tmp_path):
    store = IndexStore(tmp_path)
    store.save(build([passage("La facture part le 2.")], FakeEncoder("old")))
    with pytest.raises(EncoderMismatch, match="Run `guichet ingest` again"):
        store.load(encoder_id="new")


def test_without_an_index_the_command_to_run_is_named(tmp_path):
    with pytest.raises(NoIndex, match="guichet ingest"):
        IndexStore(tmp_path).load()


def test_unchanged_texts_are_not_encoded_again():
    encoder = FakeEncoder()
    first = build([passage("La facture part le 2."), passage("Le prélèvement passe le 5.")], encoder)
    before = encoder.encoded
    second = build([*first.passages, passage("Le chèque est accepté.")], encoder, known=first)
    assert encoder.encoded - before == second.manifest["encoded"] == 1
    assert (second.vectors[: len(first.vectors)] == first.vectors).all()


def test_a_document_s_title_stands_over_texts_whose_heading_other_documents_bear_too():
    first = passage("La facture part le 2.")
    alone = [unit.text for unit in all_units([first, passage("L'avis part le 5.")])]
    other = replace(first, source=Source("Mobile", "m.txt"))
    elsewhere = replace(other, operator="ooma")
    assert "Facturation\nLa facture part le 2." in alone
    assert [unit.text for unit in all_units([first, elsewhere])].count(
        "Facturation\nLa facture part le 2."
    ) == 2
    both = [unit.text for unit in all_units([first, other])]
    assert "Aide\nFacturation\nLa facture part le 2." in both
    assert "Mobile\nFacturation\nLa facture part le 2." in both


def test_an_ingestion_replaces_documents_of_the_same_name_and_leaves_the_others():
    known = build(
        [passage("ancien"), passage("tarifs", file="tarifs.txt"), passage("autre", operator="ooma")],
        FakeEncoder(),
    )
    kept = with_documents(known, "primus", [passage("nouveau")], replace=False)
    assert [p.text for p in kept] == ["autre", "tarifs", "nouveau"]
    assert [p.text for p in with_documents(known, "primus", [passage("nouveau")], replace=True)] == [
        "autre",
        "nouveau",
    ]


def test_the_last_three_versions_are_kept_and_an_earlier_one_can_be_put_back(tmp_path):
    store = IndexStore(tmp_path)
    for n in range(5):
        store.save(build([passage(f"version {n}")], FakeEncoder()))
    assert store.versions() == ["000003", "000004", "000005"]
    store.put_in_service("000004")
    assert store.load().passages[0].text == "version 3"
    with pytest.raises(NoIndex):
        store.put_in_service("000001")


def test_a_save_that_is_killed_half_way_leaves_the_index_in_service_untouched(tmp_path):
    IndexStore(tmp_path).save(build([passage("en service")], FakeEncoder()))
    script = """
        import os, signal, sys
        import numpy
        from knowledge.index.store import IndexStore, build
        from tests.knowledge.fakes import FakeEncoder
        from tests.knowledge.test_index import passage

        numpy.save = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
        IndexStore(sys.argv[1]).save(build([passage("jamais fini")], FakeEncoder()))
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(script), str(tmp_path)], capture_output=True)
    assert done.returncode == -9
    store = IndexStore(tmp_path)
    assert store.load().passages[0].text == "en service"
    assert store.versions() == ["000001"]
    store.save(build([passage("suivant")], FakeEncoder()))
    assert store.load().passages[0].text == "suivant"
