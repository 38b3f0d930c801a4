"""A question variant is in service from the next search on, survives an ingestion, and can be taken back."""

from __future__ import annotations

import pytest

from bot.review import corrections, publishing
from bot.review.errors import CorrectionRefused
from bot.review.models import PROPOSED, PUBLISHED, UNDONE
from knowledge.errors import NoPassage
from knowledge.index.published import read_published, with_published
from tests.privacy.world import NOW, World
from tests.review.conftest import BILL, BILL_EN, OTHER, OUTAGE, best_passage

SLANG = "mon papier à payer s’est perdu"


def variant(session, world: World, passage=BILL, text=SLANG):
    conversation = world_question(world, text)
    question = corrections.question_of(session, conversation, ("primus",))
    return corrections.propose_variant(session, question, passage, text, "camille", now=NOW)


def world_question(world: World, text: str, outcome: str = "no_answer", **options) -> int:
    return world.ask(world.conversation(**options), text, outcome)[0].id


@pytest.mark.parametrize(
    ("passage", "language", "text"),
    [(BILL, "fr", SLANG), (BILL_EN, "en", "the paper i owe you for went missing")],
)
def test_a_published_variant_leads_to_its_passage_at_once(store, encoder, publisher, passage, language, text):
    publisher.publish("primus", passage.id, text)
    index = store.load()
    found = next(p for p in index.passages if p.id == passage.id)
    assert found.variants == (text,)
    assert best_passage(store, encoder, text, language) == passage.id


def test_only_the_new_text_is_encoded(store, encoder, publisher):
    before = encoder.encoded
    publisher.publish("primus", BILL.id, SLANG)
    assert encoder.encoded == before + 1


def test_publishing_twice_changes_nothing(store, publisher):
    first = publisher.publish("primus", BILL.id, SLANG)
    assert publisher.publish("primus", BILL.id, SLANG) == first


def test_undoing_takes_back_that_variant_only(store, encoder, publisher):
    publisher.publish("primus", BILL.id, SLANG)
    publisher.publish("primus", OUTAGE.id, "plus de jus dans la boîte")
    publisher.undo("primus", "fr", BILL.id, BILL.key, SLANG)
    variants = {p.id: p.variants for p in store.load().passages}
    assert variants == {BILL.id: (), BILL_EN.id: (), OUTAGE.id: ("plus de jus dans la boîte",), OTHER.id: ()}


def test_a_passage_of_another_operator_is_none(publisher):
    with pytest.raises(NoPassage):
        publisher.publish("primus", OTHER.id, SLANG)


def test_an_ingestion_keeps_published_variants(store, publisher):
    publisher.publish("primus", BILL.id, SLANG)
    fresh = with_published([BILL, BILL_EN], read_published(store.folder))
    assert [p.variants for p in fresh] == [(SLANG,), ()]


def test_a_correction_says_whether_it_is_in_service(world: World, publisher):
    with world.sessions.begin() as session:
        correction = variant(session, world)
        assert correction.status == PROPOSED
        publishing.publish(session, correction, publisher, now=NOW)
        assert correction.status == PUBLISHED
        with pytest.raises(CorrectionRefused, match="already published"):
            publishing.publish(session, correction, publisher, now=NOW)
        publishing.undo(session, correction, publisher, now=NOW)
        assert correction.status == UNDONE
        with pytest.raises(CorrectionRefused, match="not published"):
            publishing.undo(session, correction, publisher, now=NOW)
