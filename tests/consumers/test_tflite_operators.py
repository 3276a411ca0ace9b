"""Operators that checkpoints seldom have: LiteRT gives for the TFLite file what ONNX Runtime gives for its source."""

import subprocess

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

pytest.importorskip("ai_edge_litert", reason="LiteRT is not installed")

from litert_models import RESOLVERS, operators, run_model

RANDOM = np.random.default_rng(7)


def node(op, *constants, **attributes):
    """A node whose first input is the picture."""
    return op, constants, attributes


def weight(*dims):
    return RANDOM.standard_normal(dims).astype(np.float32)


FLOATS = {value: np.float32(value) for value in (-1, 0, 0.25, 1, 6)}
CASES = {
    "leaky_relu": (node("LeakyRelu", alpha=0.1), "LEAKY_RELU"),
    "relu6_in_a_conv": (node("Clip", FLOATS[0], FLOATS[6]), "CONV_2D"),
    "relu_n1_to_1": (node("Clip", FLOATS[-1], FLOATS[1]), "RELU_N1_TO_1"),
    "clip": (node("Clip", FLOATS[0], FLOATS[0.25]), "MINIMUM"),
    "argmax": (node("ArgMax", axis=1, keepdims=0), "ARG_MAX"),
    "argmax_keeping_axes": (node("ArgMax", axis=2, keepdims=1), "ARG_MAX"),
    "bilinear": (node("Resize", np.zeros(0, np.float32), np.array([1, 1, 1.5, 2], np.float32), mode="linear"),
                 "RESIZE_BILINEAR"),
    "bilinear_corners": (node("Resize", np.zeros(0, np.float32), np.array([1, 1, 2, 3], np.float32), mode="linear",
                              coordinate_transformation_mode="align_corners"), "RESIZE_BILINEAR"),
    "block_transposed_conv": (node("ConvTranspose", weight(4, 3, 2, 2), weight(3), strides=[2, 2]), "DEPTH_TO_SPACE"),
    "overlapping_transposed_conv": (node("ConvTranspose", weight(4, 3, 4, 4), weight(3), strides=[2, 2],
                                         pads=[1, 1, 1, 1]), "TRANSPOSE_CONV"),
    "padded_transposed_conv": (node("ConvTranspose", weight(4, 3, 3, 3), strides=[2, 2], pads=[1, 1, 1, 1],
                                    output_padding=[1, 1]), "TRANSPOSE_CONV"),
    "grouped_conv": (node("Conv", weight(6, 2, 3, 3), weight(6), group=2, pads=[1, 1, 1, 1]), "CONV_2D"),
    "strided_conv_of_odd_size": (node("Conv", weight(6, 4, 3, 3), strides=[2, 3], pads=[1, 1, 1, 1]), "CONV_2D"),
    "large_depthwise_conv": (node("Conv", weight(4, 1, 7, 7), weight(4), group=4, pads=[3, 3, 3, 3]),
                             "DEPTHWISE_CONV_2D"),
}


def write_onnx(path, case):
    op, constants, attributes = case
    tensors = [numpy_helper.from_array(np.asarray(value), f"c{i}") for i, value in enumerate(constants)]
    made = helper.make_node(op, ["x", *(tensor.name for tensor in tensors)], ["y"], **attributes)
    kind = TensorProto.INT64 if op == "ArgMax" else TensorProto.FLOAT
    # Behind something whose channels are told from its other axes.
    start = helper.make_node("Conv", ["images", "w"], ["x"])
    eye = numpy_helper.from_array(np.eye(4, dtype=np.float32).reshape(4, 4, 1, 1), "w")
    images = helper.make_tensor_value_info("images", TensorProto.FLOAT, [1, 4, 10, 11])
    graph = helper.make_graph([start, made], "g", [images], [helper.make_tensor_value_info("y", kind, None)],
                              [eye, *tensors])
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), path)


@pytest.mark.parametrize("name", CASES)
def test_operator(name, ponte, run_onnx, tmp_path):
    case, written_as = CASES[name]
    write_onnx(tmp_path / "m.onnx", case)
    # Ports as they are, so that both runtimes give the same.
    ponte("convert", tmp_path / "m.onnx", "-o", tmp_path / "m.tflite", "--io-layout", "nchw")
    picture = 3 * np.random.default_rng(1).standard_normal((1, 4, 10, 11)).astype(np.float32)
    wanted = run_onnx(tmp_path / "m.onnx", picture)["y"]
    for kernels in RESOLVERS:
        found = run_model(tmp_path / "m.tflite", kernels, images=picture)["y"]
        assert found.shape == wanted.shape
        assert np.abs(found - wanted).max() <= 1e-5 * max(1, np.abs(wanted).max()), kernels
    assert written_as in operators(tmp_path / "m.tflite")


def test_a_factor_that_sizes_do_not_say_is_refused(program, tmp_path):
    write_onnx(tmp_path / "m.onnx", node("Resize", np.zeros(0, np.float32), np.array([1, 1, 1, 1.5], np.float32),
                                         mode="linear"))
    command = [program, "convert", tmp_path / "m.onnx", "-o", tmp_path / "m.tflite"]
    result = subprocess.run(command, capture_output=True, text=True)
    assert result.returncode == 4 and "resize by a factor" in result.stderr
