"""Int8 weights: what one loud channel would drown stays heard."""

from __future__ import annotations

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from knowledge.encoder.quantise import best_factors, quantise, smooth

CHANNELS, OUTPUTS, LOUD = 64, 32, 5


@pytest.fixture
def weight():
    return np.random.default_rng(1).normal(size=(CHANNELS, OUTPUTS)).astype(np.float32)


@pytest.fixture
def texts():
    """Inputs of a layer, shape (1, tokens, channels), one channel of which is fifty times as large as the others."""
    found = np.random.default_rng(2).normal(size=(12, 1, 9, CHANNELS)).astype(np.float32)
    found[..., LOUD] *= 50
    return list(found)


@pytest.fixture
def layer(weight):
    node = helper.make_node("MatMul", ["x", "w"], ["y"], name="layer")
    shapes = [("x", CHANNELS), ("y", OUTPUTS)]
    x, y = (
        helper.make_tensor_value_info(n, onnx.TensorProto.FLOAT, [1, "tokens", size]) for n, size in shapes
    )
    graph = helper.make_graph([node], "layer", [x], [y], [numpy_helper.from_array(weight, "w")])
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def said(model: onnx.ModelProto, texts: list[np.ndarray]) -> np.ndarray:
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return np.concatenate([session.run(None, {"x": text})[0] for text in texts])


def test_a_smoothed_layer_computes_the_same(layer, texts):
    before = said(layer, texts)
    smoothed = smooth(layer, [{"x": text} for text in texts])
    assert [node.op_type for node in smoothed.graph.node] == ["Mul", "MatMul"]
    assert np.allclose(said(smoothed, texts), before, atol=1e-3)


def test_what_is_read_besides_by_other_models_is_left_out(layer, texts):
    smoothed = smooth(layer, [{"x": text, "token_type_ids": text} for text in texts])
    assert len(smoothed.graph.node) == 2


def test_a_loud_channel_costs_the_others_little(layer, texts, tmp_path):
    exact = said(layer, texts)
    onnx.save(layer, tmp_path / "float.onnx")
    quantize_dynamic(
        tmp_path / "float.onnx", tmp_path / "plain.onnx", weight_type=QuantType.QInt8, per_channel=True
    )
    quantise(
        tmp_path / "float.onnx",
        tmp_path / "ours.onnx",
        heads=1,
        width=CHANNELS,
        calibration=[{"x": text} for text in texts[:6]],
    )
    errors = {
        name: np.square(said(onnx.load(tmp_path / f"{name}.onnx"), texts[6:]) - exact[6:]).sum()
        for name in ("plain", "ours")
    }
    assert errors["ours"] < errors["plain"] / 3


def test_the_loud_channel_is_divided_most(weight, texts):
    factors = best_factors([text[0] for text in texts], weight)
    assert factors.argmax() == LOUD
    assert factors[LOUD] > 3 * np.median(factors)
