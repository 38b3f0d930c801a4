"""What the encoder is trained on, and the loss it is trained with."""

from __future__ import annotations

import random

import pytest

from knowledge.encoder.batches import BatchRecipe, batches
from knowledge.encoder.training_data import documents, split

RECIPE = BatchRecipe(hurried=0.0)


@pytest.fixture(scope="module")
def training():
    return split(documents())[0]


def test_an_epoch_asks_every_question_once(training):
    asked = [text for batch in batches(training, RECIPE, random.Random(1)) for text, _ in batch.questions]
    wanted = [q.text for document in training for q in document.questions if q.passage is not None]
    assert sorted(asked) == sorted(wanted)


def test_a_question_names_its_own_passage(training):
    right = {
        q.text: document.passage_text(q.passage)
        for document in training
        for q in document.questions
        if q.passage is not None
    }
    for batch in batches(training, RECIPE, random.Random(2)):
        assert len(batch.shorts) == len(batch.passages)
        assert all(batch.passages[position] == right[text] for text, position in batch.questions)


def test_no_short_text_is_asked_in_the_same_batch(training):
    for batch in batches(training, RECIPE, random.Random(3)):
        asked = {text for text, _ in batch.questions}
        assert sum(short in asked for short in batch.shorts) <= len(batch.shorts) * 0.02


def test_documents_are_either_trained_on_or_held_out():
    training, held_out = split(documents())
    assert held_out and not {d.slug for d in training} & {d.slug for d in held_out}


@pytest.mark.parametrize("change", ["question", "stranger"])
def test_the_loss_grows_with_a_wrong_passage_and_with_an_answered_stranger(change):
    import torch

    from knowledge.encoder.fine_tune import contrast

    nothing = torch.tensor(0.5)
    cosines = torch.tensor([[0.9, 0.1], [0.1, 0.9], [0.2, 0.2]])
    worse = cosines.clone()
    if change == "question":
        worse[0] = torch.tensor([0.1, 0.9])
    else:
        worse[2, 1] = 0.9
    right = contrast(cosines, nothing, [0, 1], 0.05)
    assert contrast(worse, nothing, [0, 1], 0.05) > right + 1


def test_other_questions_of_the_same_passage_do_not_count_against_it():
    import torch

    from knowledge.encoder.fine_tune import contrast

    nothing = torch.tensor(0.0)
    alone = contrast(torch.tensor([[0.9, 0.0]]), nothing, [0], 0.05)
    together = contrast(torch.tensor([[0.9, 0.0], [0.9, 0.0]]), nothing, [0, 0], 0.05)
    assert torch.allclose(alone, together, atol=1e-5)


def test_questions_that_drift_apart_are_estranged():
    import torch
    from torch.nn.functional import normalize

    from knowledge.encoder.fine_tune import estrangement

    published = normalize(torch.randn(20, 8, generator=torch.Generator().manual_seed(1)), dim=1)
    turned = published.flip(1)
    drifted = published.clone()
    drifted[:10] = drifted[:10].flip(0)
    assert estrangement(turned, published) == pytest.approx(0, abs=1e-5)
    assert estrangement(drifted, published) > 0.1


@pytest.fixture
def stage(tmp_path):
    """Writes an adapter of one matrix."""
    import torch
    from safetensors.torch import save_file

    from knowledge.encoder.average import CONFIGURATION, WEIGHTS

    def make(name: str, value: float, *, rank: int = 2, alpha: float = 48.0):
        folder = tmp_path / name
        folder.mkdir()
        save_file({"lora_A": torch.full((rank, 3), value)}, folder / WEIGHTS)
        (folder / CONFIGURATION).write_text(f'{{"lora_alpha": {alpha}}}')
        return folder

    return make


@pytest.mark.parametrize("output", ["one", "two", "mean"])
def test_the_mean_of_two_stages_lies_between_them(stage, tmp_path, output):
    from safetensors.torch import load_file

    from knowledge.encoder.average import WEIGHTS, average

    average(stage("one", 1.0), stage("two", 3.0), tmp_path / output)
    assert load_file(tmp_path / output / WEIGHTS)["lora_A"].tolist() == [[2.0] * 3] * 2


@pytest.mark.parametrize(("other", "why"), [({"rank": 4}, "shape"), ({"alpha": 40.0}, "strength")])
def test_stages_of_different_shape_or_strength_have_no_mean(stage, tmp_path, other, why):
    from knowledge.encoder.average import average

    with pytest.raises(ValueError, match=why):
        average(stage("one", 1.0), stage("two", 3.0, **other), tmp_path / "mean")
