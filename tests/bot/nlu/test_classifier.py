"""The intent model learns, is calibrated to a probability, and says when it was not trained."""

from __future__ import annotations

import numpy as np
import pytest

from bot.nlu.classifier import IntentModel, NotFitted
from bot.nlu.text import fold, tidy
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


def test_probabilities_add_up_to_one(model):
    probabilities = model.predict_proba(["résilier", "new address", "?"])
    assert probabilities.shape == (3, 2)
    np.testing.assert_allclose(probabilities.sum(axis=1), 1, atol=1e-6)


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
