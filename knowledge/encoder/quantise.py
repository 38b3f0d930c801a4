"""Int8 weights for the encoder that lose little (build time).

ONNX Runtime's dynamic quantisation gives all activations of a layer one scale. In encoders like ours one channel of a
layer is twenty times as large as the others, so these keep four bits of eight. Each layer's input is therefore divided by a
factor for each channel, and its weights multiplied by it, as in Xiao et al., "SmoothQuant" (2023); the factors are chosen for
each layer by the error that they leave on a few texts.
"""

from __future__ import annotations

import logging
import tempfile
from collections import Counter
from pathlib import Path

import numpy as np
import onnx
from onnx import ModelProto, NodeProto, helper, numpy_helper

LAYERS = ("MatMul", "Attention")
# How much of a channel's range moves from activations to weights; and the range, in medians, above which it is cut down.
SHARES = (0.4, 0.6, 0.7, 0.8, 0.9, 1.0)
CUTS = (1.0, 1.5, 2.0, 3.0, 4.0, 6.0)
SMALLEST = 1e-5


def quantise(
    source: Path, target: Path, *, heads: int, width: int, calibration: list[dict[str, np.ndarray]]
) -> None:
    """Write the float model `source` with int8 weights to `target`.

    Args:
        heads, width: attention heads and hidden size of the transformer; its attention becomes one operator a layer where
            the library knows its form.
        calibration: what the model reads for some typical texts, by the name of the input, one text each.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
        fused, smoothed = Path(scratch) / "fused.onnx", Path(scratch) / "smoothed.onnx"
        _fuse_attention(source, fused, heads, width)
        onnx.save(smooth(onnx.load(fused), calibration), smoothed)
        quantize_dynamic(
            smoothed,
            target,
            weight_type=QuantType.QInt8,
            per_channel=True,
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )


def smooth(model: ModelProto, calibration: list[dict[str, np.ndarray]]) -> ModelProto:
    """The same function, with channels of like range before each layer that has its weights to itself."""
    weights = {i.name: i for i in model.graph.initializer}
    uses = Counter(name for node in model.graph.node for name in node.input)
    layers = [
        node
        for node in model.graph.node
        if node.op_type in LAYERS and node.input[1] in weights and uses[node.input[1]] == 1
    ]
    if not layers:
        return model
    seen = _inputs_of(model, layers, calibration)
    for layer in layers:
        weight = numpy_helper.to_array(weights[layer.input[1]])
        factors = best_factors(seen[layer.input[0]], weight)
        if factors is not None:
            scaled = numpy_helper.from_array(weight * factors[:, None], layer.input[1])
            weights[layer.input[1]].CopyFrom(scaled)
            _divide(model, layer, factors)
    return model


def best_factors(texts: list[np.ndarray], weight: np.ndarray) -> np.ndarray | None:
    """What to divide each channel by so that the quantised layer is nearest to the exact one; None: nothing helps.

    Args:
        texts: the layer's input for each text, shape (tokens, channels).
        weight: shape (channels, outputs).
    """
    ranges = np.maximum(np.max([np.abs(text).max(axis=0) for text in texts], axis=0), SMALLEST)
    rows = np.maximum(np.abs(weight).max(axis=1), SMALLEST)
    candidates = [ranges**share / rows ** (1 - share) for share in SHARES]
    candidates = [found / found.mean() for found in candidates]
    candidates += [np.maximum(ranges / (cut * np.median(ranges)), 1) for cut in CUTS]
    exact = [text @ weight for text in texts]
    least, best = _error(texts, weight, exact), None
    for factors in candidates:
        error = _error([text / factors for text in texts], weight * factors[:, None], exact)
        if error < least:
            least, best = error, factors
    return None if best is None else best.astype(np.float32)


def _error(texts: list[np.ndarray], weight: np.ndarray, exact: list[np.ndarray]) -> float:
    """Sum of squares that 8 bits make of difference: one scale an output for weights, one a text for activations."""
    scales = np.maximum(np.abs(weight).max(axis=0), SMALLEST) / 127
    rounded = np.round(weight / scales) * scales
    return sum(
        float(((_eight_bits(text) @ rounded - wanted) ** 2).sum())
        for text, wanted in zip(texts, exact, strict=True)
    )


def _eight_bits(values: np.ndarray) -> np.ndarray:
    low, high = min(0.0, values.min()), max(0.0, values.max())
    scale = max(high - low, SMALLEST) / 255
    zero = round(-low / scale)
    return (np.clip(np.round(values / scale) + zero, 0, 255) - zero) * scale


def _inputs_of(
    model: ModelProto, layers: list[NodeProto], calibration: list[dict[str, np.ndarray]]
) -> dict[str, list[np.ndarray]]:
    """What comes into each layer for each text, by the input's name; shape (tokens, channels)."""
    import onnxruntime

    names = sorted({layer.input[0] for layer in layers})
    watched = ModelProto()
    watched.CopyFrom(model)
    watched.graph.output.extend(onnx.ValueInfoProto(name=name) for name in names)
    session = onnxruntime.InferenceSession(watched.SerializeToString(), providers=["CPUExecutionProvider"])
    found: dict[str, list[np.ndarray]] = {name: [] for name in names}
    wanted = {i.name for i in session.get_inputs()}
    for feed in calibration:
        values = session.run(names, {name: value for name, value in feed.items() if name in wanted})
        for name, value in zip(names, values, strict=True):
            found[name].append(value[0])
    return found


def _divide(model: ModelProto, layer: NodeProto, factors: np.ndarray) -> None:
    """Put a division by the channels' factors before the layer."""
    name = f"{layer.name}/smoothing"
    model.graph.initializer.append(numpy_helper.from_array(1 / factors, name))
    node = helper.make_node("Mul", [layer.input[0], name], [f"{name}/output"], name=f"{name}/Mul")
    model.graph.node.insert(list(model.graph.node).index(layer), node)
    layer.input[0] = node.output[0]


def _fuse_attention(source: Path, target: Path, heads: int, width: int) -> None:
    """Attention as one operator a layer. The other fusions of the library are left out: they are no faster on a processor."""
    from onnxruntime.transformers import optimizer
    from onnxruntime.transformers.fusion_options import FusionOptions

    options = FusionOptions("bert")
    for name in (
        "enable_embed_layer_norm",
        "enable_skip_layer_norm",
        "enable_bias_skip_layer_norm",
        "enable_gelu",
        "enable_bias_gelu",
    ):
        setattr(options, name, False)
    logging.getLogger("onnxruntime.transformers").setLevel(logging.ERROR)
    optimizer.optimize_model(
        str(source), "bert", num_heads=heads, hidden_size=width, optimization_options=options, opt_level=0
    ).save_model_to_file(str(target))
