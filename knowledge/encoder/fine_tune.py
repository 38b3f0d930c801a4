"""Adapt the encoder to telecom questions: contrastive learning with LoRA on our question-passage pairs.

    python -m knowledge.encoder.fine_tune [--epochs 4] [--output knowledge/encoder/adapter]

A batch holds the passages of a few documents, a few questions for each: every other passage of the same document
is a hard negative, which is just the choice that search makes within one operator. Questions that a document
does not answer are negatives of its passages. The curve goes to var/fine_tuning.csv; those of the committed adapter are in docs/.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.encoder.batches import Batch, BatchRecipe, batches
from knowledge.encoder.build import ADAPTER, BUNDLED, E5_PREFIXES, load_model
from knowledge.encoder.serving import QUESTION_TOKENS
from knowledge.encoder.training_data import TrainingDocument, documents, split

SEED = 20261121
CHUNK = 24  # texts of one forward pass


@dataclass(frozen=True)
class Recipe:
    """Hyper-parameters, chosen on the held-out documents."""

    epochs: float = 4.0
    learning_rate: float = 3e-4
    warm_up: float = 0.1  # share of the steps
    temperature: float = 0.03
    rank: int = 24
    dropout: float = 0.05
    shorts_weight: float = 2.0
    tokens_weight: float = 0.7
    likeness_weight: float = 1.0
    batch: BatchRecipe = field(default_factory=BatchRecipe)
    question_length: int = 64  # tokens
    passage_length: int = 160  # tokens


def with_lora(model, recipe: Recipe, start: Path | None):
    """Freeze the model and add trainable low-rank matrices to all linear layers of the transformer, or go on with
    those of an earlier run."""
    from peft import LoraConfig, PeftModel, get_peft_model

    if start is not None:
        model[0].model = PeftModel.from_pretrained(model[0].model, start, is_trainable=True)
        return model
    config = LoraConfig(
        r=recipe.rank,
        lora_alpha=2 * recipe.rank,
        lora_dropout=recipe.dropout,
        target_modules=["query", "key", "value", "dense"],
    )
    model[0].model = get_peft_model(model[0].model, config)
    return model


def questions_of(model, batch: Batch, recipe: Recipe) -> Embedded:
    """The batch's questions, then its strangers."""
    texts = [text for text, _ in batch.questions] + batch.strangers
    return _embed(model, [E5_PREFIXES["query"] + text for text in texts], recipe.question_length)


def scores_of(model, questions: Embedded, batch: Batch, recipe: Recipe) -> tuple[Any, Any, Any]:
    """The questions' and strangers' scores with the passages, by vectors and by tokens, and with the short texts."""
    passages = _embed(
        model, [E5_PREFIXES["passage"] + text for text in batch.passages], recipe.passage_length
    )
    shorts = _embed(model, [E5_PREFIXES["passage"] + text for text in batch.shorts], recipe.question_length)
    return (
        questions.vectors @ passages.vectors.T,
        late_interaction(questions, passages),
        questions.vectors @ shorts.vectors.T,
    )


def loss_of(scores, nothing, batch: Batch, recipe: Recipe):
    """Contrast of the questions with the passages, as whole vectors and token by token, and with the short texts.

    Args:
        scores: of scores_of.
        nothing: the learnt scores that a passage must exceed to answer at all, one for each kind of score.
    """
    positions = [position for _, position in batch.questions]
    weights = (1.0, recipe.tokens_weight, recipe.shorts_weight)
    return sum(
        weight * contrast(part, threshold, positions, recipe.temperature)
        for weight, part, threshold in zip(weights, scores, nothing, strict=True)
    )


def questions_as_published(model, batch: Batch, recipe: Recipe) -> Embedded:
    """The same questions to the model without its adapter."""
    import torch

    model.eval()
    with torch.no_grad(), model[0].model.disable_adapter():
        published = questions_of(model, batch, recipe)
    model.train()
    return published


def estrangement(vectors, published):
    """1 - Pearson's correlation of the distances between some texts, in the model and as published.

    Kept small, it keeps the model's general sense of likeness while questions move towards their passages.

    Args:
        vectors, published: of the same texts, shape (texts, dim) each.
    """
    import torch

    distances = torch.stack([torch.pdist(part) ** 2 for part in (vectors, published)])
    return 1 - torch.corrcoef(distances)[0, 1]


def between(scores, batch: Batch):
    """Where to start learning `nothing`: half-way between right passages and the best ones of strangers."""
    import torch

    asked = len(batch.questions)
    positions = torch.tensor([position for _, position in batch.questions])
    right = scores[:asked].gather(1, positions[:, None]).mean()
    return (right + scores[asked:].amax(dim=1).mean()) / 2


def late_interaction(questions: Embedded, passages: Embedded):
    """Of each question's tokens the cosine of the nearest token of a passage, on average; shape (questions, passages)."""
    import torch

    rows = []
    for tokens, mask in zip(questions.tokens, questions.mask, strict=True):
        said = tokens[mask][QUESTION_TOKENS]
        nearest = torch.einsum("qd,ptd->pqt", said, passages.tokens)
        nearest = nearest.masked_fill(~passages.mask[:, None, :], -1.0).amax(dim=2)
        rows.append(nearest.mean(dim=1))
    return torch.stack(rows)


def contrast(cosines, nothing, positions: list[int], temperature: float):
    """Cross entropy both ways: a question finds its passage among all, a passage its question among all.

    A stranger finds `nothing`, which every question's passage must beat. The other questions of a passage do not
    count against it; the strangers do.

    Args:
        cosines: shape (questions and strangers, passages); the strangers are the last rows.
        positions: the right passage of each question.
    """
    import torch
    from torch.nn.functional import cross_entropy

    asked, strangers = len(positions), len(cosines) - len(positions)
    target = torch.tensor(positions)
    choices = torch.cat([cosines, nothing.expand(len(cosines), 1)], dim=1)
    chosen = torch.cat([target, torch.full((strangers,), cosines.shape[1])])
    of_passage = cosines[:, target].T.clone()  # row i: every question's cosine with the passage of question i
    siblings = (target[:, None] == target[None, :]) & ~torch.eye(asked, dtype=torch.bool)
    of_passage[:, :asked] = of_passage[:, :asked].masked_fill(siblings, float("-inf"))
    return cross_entropy(choices / temperature, chosen) + cross_entropy(
        of_passage / temperature, torch.arange(asked)
    )


@dataclass(frozen=True)
class Embedded:
    """Texts as vectors, shape (texts, dim), and as token vectors, shape (texts, tokens, dim), all of length 1."""

    vectors: Any
    tokens: Any
    mask: Any


def _embed(model, texts: list[str], length: int) -> Embedded:
    """Texts of like length share a chunk: a batch holds words and stories, and padding would take most of the time."""
    import torch
    from torch.nn.functional import normalize, pad

    order = sorted(range(len(texts)), key=lambda n: len(texts[n]))
    vectors, tokens, masks = [], [], []
    for start in range(0, len(order), CHUNK):
        chosen = [texts[n] for n in order[start : start + CHUNK]]
        features = model.tokenizer(
            chosen, padding=True, truncation=True, max_length=length, return_tensors="pt"
        )
        # Half precision where the processor has matrix units for it: about four times faster, half the memory.
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=torch.cpu._is_amx_tile_supported()):
            output = model(dict(features))
        vectors.append(output["sentence_embedding"].float())
        tokens.append(normalize(output["token_embeddings"].float(), dim=-1))
        masks.append(features["attention_mask"].bool())
    width = max(mask.shape[1] for mask in masks)
    back = torch.argsort(torch.tensor(order))
    return Embedded(
        torch.cat(vectors)[back],
        torch.cat([pad(part, (0, 0, 0, width - part.shape[1])) for part in tokens])[back],
        torch.cat([pad(mask, (0, width - mask.shape[1])) for mask in masks])[back],
    )


def evaluate(model, held_out: list[TrainingDocument]) -> dict[str, float]:
    """Dense search within each held-out document: hit@1, MRR, and the AUC of answerable against unanswerable."""
    ranks, right, wrong = [], [], []
    for document in held_out:
        passages = model.encode(
            [E5_PREFIXES["passage"] + document.passage_text(n) for n in range(len(document.passages))],
            normalize_embeddings=True,
        )
        questions = model.encode(
            [E5_PREFIXES["query"] + q.text for q in document.questions], normalize_embeddings=True
        )
        for question, scores in zip(document.questions, questions @ passages.T, strict=True):
            if question.passage is None:
                wrong.append(scores.max())
            else:
                ranks.append(int((scores > scores[question.passage]).sum()))
                right.append(scores.max())
    auc = float(np.mean(np.array(right)[:, None] > np.array(wrong)[None, :]))
    return {
        "hit@1": float(np.mean([r == 0 for r in ranks])),
        "hit@3": float(np.mean([r < 3 for r in ranks])),
        "mrr": float(np.mean([1 / (r + 1) for r in ranks])),
        "auc": auc,
    }


def train(recipe: Recipe, output: Path, curve: Path, start: Path | None = None) -> None:
    """Fine-tune the bundled model and save the adapter (half precision) at every evaluation, the last one too."""
    import torch

    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    training, held_out = split(documents())
    with tempfile.TemporaryDirectory() as scratch:
        model = with_lora(load_model(BUNDLED, Path(scratch) / "model", adapter=None), recipe, start)
    with torch.no_grad():
        first = next(batches(training, recipe.batch, random.Random(0)))
        start_scores = scores_of(model, questions_of(model, first, recipe), first, recipe)
        nothing = torch.stack([between(part, first) for part in start_scores])
    nothing = torch.nn.Parameter(nothing)
    parameters = [p for p in model.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(
        [
            {"params": parameters, "lr": recipe.learning_rate, "weight_decay": 0.01},
            {"params": [nothing], "lr": 10 * recipe.learning_rate, "weight_decay": 0.0},
        ]
    )
    per_epoch = sum(1 for _ in batches(training, recipe.batch, random.Random(0)))
    steps = int(recipe.epochs * per_epoch)
    warm_up = max(1, int(recipe.warm_up * steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda n: min((n + 1) / warm_up, max(0.02, (steps - n) / max(1, steps - warm_up)))
    )
    print(
        f"{len(training)} documents, {len(held_out)} held out, {steps} steps, {sum(p.numel() for p in parameters):,} weights"
    )
    rows, began, losses = [], time.time(), []
    stream = (batch for _ in range(int(recipe.epochs) + 1) for batch in batches(training, recipe.batch, rng))
    for step, batch in zip(range(1, steps + 1), stream, strict=False):
        model.train()
        questions = questions_of(model, batch, recipe)
        loss = loss_of(scores_of(model, questions, batch, recipe), nothing, batch, recipe)
        away = estrangement(questions.vectors, questions_as_published(model, batch, recipe).vectors)
        (loss + recipe.likeness_weight * away).backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimiser.step()
        schedule.step()
        optimiser.zero_grad()
        losses.append(loss.item())
        print(
            f"{step}/{steps} loss {losses[-1]:.3f}, away {away.item():.3f}, {time.time() - began:.0f} s",
            flush=True,
        )
        if step % max(1, per_epoch // 3) == 0 or step == steps:
            model.eval()
            figures = evaluate(model, held_out)
            rows.append(
                {
                    "step": step,
                    "minutes": round((time.time() - began) / 60, 1),
                    "nothing": round(nothing[0].item(), 3),
                    "loss": round(float(np.mean(losses[-(per_epoch // 3) :])), 4),  # of the contrast alone
                    "away": round(away.item(), 4),
                    **{k: round(v, 4) for k, v in figures.items()},
                }
            )
            print(rows[-1], flush=True)
            save_adapter(model, output)
    with curve.open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


def save_adapter(model, output: Path) -> None:
    """Write the LoRA weights in half precision."""
    import torch
    from safetensors.torch import load_file, save_file

    model[0].model.save_pretrained(output)
    weights = output / "adapter_model.safetensors"
    save_file({name: tensor.to(torch.float16) for name, tensor in load_file(weights).items()}, weights)
    (output / "README.md").unlink(missing_ok=True)
    configuration = output / "adapter_config.json"
    described = json.loads(configuration.read_text()) | {"base_model_name_or_path": BUNDLED}
    configuration.write_text(json.dumps(described, indent=2, sort_keys=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--epochs", type=float, default=Recipe.epochs)
    parser.add_argument("--learning-rate", type=float, default=Recipe.learning_rate)
    parser.add_argument("--rank", type=int, default=Recipe.rank)
    parser.add_argument("--temperature", type=float, default=Recipe.temperature)
    parser.add_argument("--output", type=Path, default=ADAPTER)
    parser.add_argument("--start", type=Path, help="go on from this adapter instead of from nothing")
    parser.add_argument("--curve", type=Path, default=Path("var/fine_tuning.csv"))
    options = parser.parse_args()
    recipe = Recipe(
        epochs=options.epochs,
        learning_rate=options.learning_rate,
        rank=options.rank,
        temperature=options.temperature,
    )
    train(recipe, options.output, options.curve, options.start)


if __name__ == "__main__":
    main()
