"""The world of tests/privacy, with an index of two passages and an encoder without a model."""

from __future__ import annotations

import pytest

from knowledge.index.published import Publisher
from knowledge.index.store import Index, IndexStore, build
from knowledge.passages import Passage, Source
from knowledge.retrieval.search import Searcher
from tests.knowledge.fakes import FakeEncoder
from tests.privacy.conftest import demo_database, world  # noqa: F401
from tests.privacy.world import World


def passage(
    text: str, question: str, *, key: str | None, language: str = "fr", operator: str = "primus"
) -> Passage:
    source = Source("Aide", f"help.{language}.md")
    return Passage(operator, language, source, (), "faq", question, text, (), key)


BILL = passage("Votre facture est dans votre compte en ligne.", "Où trouver ma facture ?", key="find-bill")
BILL_EN = passage("Your bill is in your online account.", "Where is my bill?", key="find-bill", language="en")
OUTAGE = passage("Redémarrez le modem, puis appelez-nous.", "Que faire en cas de panne ?", key=None)
OTHER = passage("Votre box est en panne.", "Panne", key="x", operator="alsatis")


@pytest.fixture
def encoder() -> FakeEncoder:
    return FakeEncoder()


@pytest.fixture
def store(world: World, encoder: FakeEncoder) -> IndexStore:  # noqa: F811
    found = IndexStore(world.settings.index_dir)
    found.save(build([BILL, BILL_EN, OUTAGE, OTHER], encoder))  # type: ignore[arg-type]
    return found


@pytest.fixture
def publisher(store: IndexStore, encoder: FakeEncoder) -> Publisher:
    return Publisher(store, encoder)  # type: ignore[arg-type]


def best_passage(store: IndexStore, encoder: FakeEncoder, question: str, language: str = "fr") -> str:
    """What a search that begins now puts first."""
    index: Index = store.load()
    answer = Searcher(index, encoder).search(question, operator="primus", language=language)  # type: ignore[arg-type]
    return answer.hits[0].passage.id
