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


def test_a_weight_that_two_layers_share_stays_as_it_is(layer, texts):
    twice = helper.make_node("MatMul", ["x", "w"], ["z"], name="twin")
    layer.graph.node.append(twice)
    layer.graph.node.append(helper.make_node("Add", ["y", "z"], ["sum"], name="add"))
    layer.graph.output[0].name = "sum"
    before = said(layer, texts)
    assert np.allclose(said(smooth(layer, [{"x": text} for text in texts]), texts), before, atol=1e-3)


@pytest.mark.integration
def test_a_transformer_keeps_its_vectors_and_its_attention_becomes_one_operator(tmp_path):
    import torch
    from transformers import BertConfig, BertModel

    torch.manual_seed(3)
    shape = BertConfig(
        vocab_size=60,
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=64,
        attn_implementation="eager",
    )
    names = ["input_ids", "attention_mask", "token_type_ids"]
    ids = torch.randint(2, 60, (3, 9))
    inputs = (ids, torch.ones_like(ids), torch.zeros_like(ids))
    axes = {name: {0: "batch", 1: "length"} for name in [*names, "token_embeddings"]}

    class TokenEmbeddings(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.transformer = BertModel(shape).eval()

        def forward(self, ids, mask, types):
            return self.transformer(
                input_ids=ids, attention_mask=mask, token_type_ids=types
            ).last_hidden_state

    torch.onnx.export(
        TokenEmbeddings(),
        inputs,
        str(tmp_path / "float.onnx"),
        input_names=names,
        output_names=["token_embeddings"],
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )
    feeds = [dict(zip(names, (part[n : n + 1].numpy() for part in inputs), strict=True)) for n in range(3)]
    quantise(tmp_path / "float.onnx", tmp_path / "int8.onnx", heads=4, width=32, calibration=feeds)
    operators = [node.op_type for node in onnx.load(tmp_path / "int8.onnx").graph.node]
    assert operators.count("QAttention") == 2
    exact, served = (
        onnxruntime.InferenceSession(str(tmp_path / f"{name}.onnx"), providers=["CPUExecutionProvider"])
        for name in ("float", "int8")
    )
    for feed in feeds:
        wanted, found = (session.run(["token_embeddings"], feed)[0].ravel() for session in (exact, served))
        assert wanted @ found / np.linalg.norm(wanted) / np.linalg.norm(found) > 0.999
