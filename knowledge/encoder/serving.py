"""The encoder at serve time: ONNX Runtime and `tokenizers`, no torch. Runs in both environments (Python 3.10+)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.encoder.relay import RELAY

CONFIGURATION = "encoder.json"
MODEL = "model.onnx"
BATCH = 32


class EncoderNotBuilt(FileNotFoundError):
    """There is no exported encoder in the folder."""


# Of a question's tokens: all but the start, the prefix "query :" and the end.
QUESTION_TOKENS = slice(3, -1)


class OnnxEncoder:
    """Turns texts into unit vectors.

    Usage: `encoder = OnnxEncoder(folder); encoder.warm_up(); encoder.encode_queries(["où est ma facture ?"])`.
    Light to make; the model loads in `warm_up`, or at the first text. One question runs fastest on one thread (waking a
    second one that may not spin takes longer than it saves); more threads are for many texts.
    """

    def __init__(self, folder: Path | str, *, threads: int = 1) -> None:
        self.folder = Path(folder)
        if not (self.folder / CONFIGURATION).exists():
            raise EncoderNotBuilt(f"No encoder in '{folder}'. Run `guichet encoder build` (or `make demo`).")
        configuration = json.loads((self.folder / CONFIGURATION).read_text(encoding="utf-8"))
        self.id: str = configuration[
            "id"
        ]  # of the file, which another machine may build a little differently
        self.source: str = configuration.get("source", "")  # the weights that it was built from
        self.dim: int = configuration["dim"]
        self._prefixes: dict[str, str] = configuration["prefixes"]
        self._max_length: int = configuration["max_length"]
        self._threads = threads
        self._session: Any = None
        self._tokenizer: Any = None
        self._inputs: set[str] = set()

    def warm_up(self) -> None:
        """Load the tokenizer and the model, and run it once."""
        if self._session is not None:
            return
        import onnxruntime
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(self.folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(self._max_length)
        self._tokenizer.no_padding()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # A helpdesk is idle most of the time; spinning threads would take the other processes' cores.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(
            str(self.folder / MODEL),
            options,
            providers=["CPUExecutionProvider"],
            disabled_optimizers=["SkipLayerNormFusion"],  # slower than the two operators that it joins
        )
        self._inputs = {i.name for i in self._session.get_inputs()}
        self.encode_queries(["bonjour"])

    def encode_queries(self, texts: list[str]) -> np.ndarray:
        """Vectors of what customers write: float32, shape (len(texts), dim), each of length 1."""
        return self._encode([self._prefixes["query"] + text for text in texts])

    def encode_passages(self, texts: list[str]) -> np.ndarray:
        """Vectors of what documents say: float32, shape (len(texts), dim), each of length 1."""
        return self._encode([self._prefixes["passage"] + text for text in texts])

    def encode_query_tokens(self, text: str) -> tuple[np.ndarray, np.ndarray]:
        """A question's vector, shape (1, dim), and those of its tokens, shape (tokens, dim), from one run of the model, or
        as another process has handed them on."""
        handed = RELAY.take(text)
        if handed is not None and handed.encoder == self.id:
            return handed.vector, handed.tokens
        vectors, (tokens,) = self._encode_tokens([self._prefixes["query"] + text])
        return vectors, tokens

    def encode_tokens(self, texts: list[str], *, queries: bool) -> tuple[np.ndarray, list[np.ndarray]]:
        """Texts' vectors and those of their tokens: float32, (len(texts), dim) and (tokens, dim) for each text."""
        prefix = self._prefixes["query" if queries else "passage"]
        return self._encode_tokens([prefix + text for text in texts])

    def _encode(self, texts: list[str]) -> np.ndarray:
        return self._encode_tokens(texts)[0]

    def _encode_tokens(self, texts: list[str]) -> tuple[np.ndarray, list[np.ndarray]]:
        self.warm_up()
        vectors = np.empty((len(texts), self.dim), np.float32)
        tokens: list[np.ndarray] = [vectors[:0]] * len(texts)
        # Texts of like length share a batch, so little is spent on padding.
        encodings = self._tokenizer.encode_batch(texts)
        order = sorted(range(len(texts)), key=lambda i: len(encodings[i].ids))
        for start in range(0, len(order), BATCH):
            rows = order[start : start + BATCH]
            token_ids = [encodings[i].ids for i in rows]
            hidden, mask = self._run(token_ids)
            weights = mask[:, :, None].astype(np.float32)
            vectors[rows] = _unit((hidden * weights).sum(axis=1) / weights.sum(axis=1))
            for row, states, ids in zip(rows, hidden, token_ids, strict=True):
                tokens[row] = _unit(states[: len(ids)])
        return vectors, tokens

    def _run(self, token_ids: list[list[int]]) -> tuple[np.ndarray, np.ndarray]:
        feed = model_inputs(token_ids)
        (hidden,) = self._session.run(None, {name: feed[name] for name in self._inputs})
        return hidden, feed["attention_mask"]


def model_inputs(token_ids: list[list[int]]) -> dict[str, np.ndarray]:
    """What the model reads for texts of these tokens, by name: int64, shape (texts, longest)."""
    width = max(map(len, token_ids))
    ids = np.ones((len(token_ids), width), np.int64)  # 1 is XLM-R's padding; the mask hides it anyway
    mask = np.zeros((len(token_ids), width), np.int64)
    for row, tokens in enumerate(token_ids):
        ids[row, : len(tokens)] = tokens
        mask[row, : len(tokens)] = 1
    return {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}


def _unit(vectors: np.ndarray) -> np.ndarray:
    return vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)
