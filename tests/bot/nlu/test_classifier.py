"""The intent model learns, is calibrated to a probability, and says when it was not trained."""

from __future__ import annotations

import numpy as np
import pytest

from bot.nlu.classifier import IntentModel, NotFitted, spoken_name
from bot.nlu.text import fold
from knowledge.encoder.text import tidy
from tests.knowledge.fakes import FakeEncoder

WISHES = {
    "cancel": ["je veux résilier {}", "cancel {} please", "débranchez {}", "fermez {}", "terminate {}"],
    "move": [
        "nouvelle adresse pour {}",
        "j'ai déménagé, {}",
        "new address for {}",
        "i moved, {}",
        "on a déménagé {}",
    ],
}
THINGS = ["internet", "le mobile", "my line", "la télé", "phone", "la fibre"]


class Recorder(FakeEncoder):
    """Remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: set[str] = set()

    def encode_queries(self, texts: list[str]) -> np.ndarray:
        self.texts |= set(texts)
        return super().encode_queries(texts)


@pytest.fixture(scope="module")
def model() -> IntentModel:
    pairs = [
        (said.format(thing), intent)
        for intent, all_said in WISHES.items()
        for said in all_said
        for thing in THINGS
    ]
    return IntentModel(variants=0).fit(
        [text for text, _ in pairs], [intent for _, intent in pairs], FakeEncoder()
    )


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("je veux RESILIER la box", "cancel"),
        ("cancel the box please", "cancel"),
        ("jai demenage", "move"),
        ("new adress", "move"),
    ],
)
def test_misspelt_wishes_are_understood(model, text, intent):
    probabilities = model.predict_proba([text])[0]
    assert model.classes_[int(np.argmax(probabilities))] == intent


def test_probabilities_of_what_is_known_add_up_to_one(model):
    probabilities = model.predict_proba(["je veux résilier internet", "new address for la fibre"])
    assert probabilities.shape == (2, 2)
    np.testing.assert_allclose(probabilities.sum(axis=1), 1, atol=1e-6)


def test_of_a_stranger_the_model_is_less_sure(model):
    known, strange = model.predict_proba(["je veux résilier internet", "how do I bake sourdough"])
    assert strange.sum() < known.sum()


def test_out_of_scope_gets_what_resembles_no_example():
    pairs = [
        (said.format(thing), intent)
        for intent, all_said in WISHES.items()
        for said in all_said
        for thing in THINGS
    ]
    pairs += [
        (text, "out_of_scope") for text in ("quelle heure est-il", "qui a gagné le match", "asdf", "42 x 12")
    ]
    learnt = IntentModel(variants=0).fit(
        [text for text, _ in pairs], [intent for _, intent in pairs], FakeEncoder()
    )
    row = learnt.predict_proba(["the dishwasher leaks over everything"])[0]
    assert row.sum() == pytest.approx(1)
    assert learnt.classes_[int(row.argmax())] == "out_of_scope"


def test_an_example_is_misspelt_alike_whatever_stands_around_it(model):
    """So that a new example changes nothing but itself."""
    texts = [said.format("internet") for all_said in WISHES.values() for said in all_said]
    labels = [intent for intent, all_said in WISHES.items() for _ in all_said]
    few, seen = Recorder(), Recorder()
    IntentModel().fit(texts, labels, few)
    IntentModel().fit(["allô la planète", *texts], ["move", *labels], seen)
    assert few.texts <= seen.texts


def test_an_untrained_model_says_so():
    with pytest.raises(NotFitted):
        IntentModel().predict_proba(["bonjour"])


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("J’ai DÉMÉNAGÉ", "j'ai demenage"),
        ("écris à moi@exemple.org", "ecris a  emailaddress "),
        ("compte 4002", "compte 0000"),
    ],
)
def test_folding_keeps_what_the_n_grams_need(text, folded):
    assert fold(text).split() == folded.split()


def test_shouting_and_stuttering_are_calmed():
    assert tidy("C'EST TROPPPPP LENT") == "c'est tropp lent"


def test_the_name_of_an_intent_is_an_example_of_it():
    pairs = [
        ("je veux résilier la box", "cancel"),
        ("cancel the box", "cancel"),
        ("adresse", "CHECK_WALLET_BALANCE"),
    ]
    learnt = IntentModel(variants=0).fit([t for t, _ in pairs], [i for _, i in pairs], FakeEncoder())
    row = learnt.predict_proba(["wallet balance"])[0]
    assert learnt.classes_[int(row.argmax())] == "CHECK_WALLET_BALANCE"
    assert spoken_name("CHECK_WALLET_BALANCE") == "check wallet balance"
