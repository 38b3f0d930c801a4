"""The index in service: followed when another version takes its place."""

from types import SimpleNamespace

from actions.services import IndexInService


class Store:
    """An index store whose current version can be changed; `loaded` are the versions that were read."""

    def __init__(self) -> None:
        self.version, self.loaded = "000001", []

    def current(self) -> str:
        return self.version

    def load(self, version: str, *, encoder_id: str):
        self.loaded.append((version, encoder_id))
        return SimpleNamespace(version=version)


def test_a_new_version_is_loaded_at_the_next_question(monkeypatch) -> None:
    store, encoder = Store(), SimpleNamespace(id="e5", warm_up=lambda: None)
    searcher = lambda index, encoder, **_: SimpleNamespace(search=lambda question, **_: index.version)  # noqa: E731
    monkeypatch.setattr("actions.services.Searcher", searcher)
    knowledge = IndexInService(store, encoder)  # type: ignore[arg-type]
    knowledge.warm_up()
    assert knowledge.search("?", operator="primus", language="fr") == "000001"
    assert knowledge.search("?", operator="primus", language="fr") == "000001"
    store.version = "000002"
    assert knowledge.search("?", operator="primus", language="fr") == "000002"
    assert store.loaded == [("000001", "e5"), ("000002", "e5")]
