"""Every golden model as a TFLite file gives in LiteRT, with XNNPACK and without, what PyTorch gave."""

import numpy as np
import onnx
import pytest
from onnx import numpy_helper

pytest.importorskip("ai_edge_litert", reason="LiteRT is not installed")

import golden_compare as compare
from golden_cases import FOLDER, GOLDENS, TWO_HEADED, Case, assert_head_with_nms_outside, assert_head_without_nms
from litert_models import RESOLVERS, run_model

pytestmark = pytest.mark.skipif(not GOLDENS, reason=f"no golden outputs at {FOLDER}")
HEADS = [(name, "outside") for name in GOLDENS] + [(name, "inside") for name in TWO_HEADED]


def write(ponte, case, head, path, *options):
    two_headed = case.golden["end2end_head"] and head == "outside"
    branch = ["--one-to-many"] if two_headed else []
    ponte("convert", case.model, "-o", path, "--no-check", "--quiet", *case.options, *branch, *options)


def run(path, images, kernels):
    """The outputs by name, in ONNX layout."""
    outputs = run_model(path, kernels, images=np.ascontiguousarray(images.transpose(0, 2, 3, 1)))
    if "output1" in outputs:
        outputs["output1"] = outputs["output1"].transpose(0, 3, 1, 2)
    return outputs


@pytest.mark.parametrize("letter", ["a", "b"])
@pytest.mark.parametrize("name,head", HEADS)
def test_golden_model_gives_its_golden_outputs(name, head, letter, ponte, tmp_path):
    case = Case(name, letter)
    write(ponte, case, head, tmp_path / "m.tflite")
    for kernels in RESOLVERS:
        assert_head = assert_head_with_nms_outside if head == "outside" else assert_head_without_nms
        assert_head(case, run(tmp_path / "m.tflite", case.input(), kernels))


def with_rounded_weights(path):
    """The ONNX model with the weights of its convolutions and products in half precision, as float32 again."""
    model = onnx.load(path)
    weights = {node.input[1] for node in model.graph.node if node.op_type in ("Conv", "ConvTranspose", "Gemm")}
    for tensor in model.graph.initializer:
        if tensor.name in weights:
            rounded = numpy_helper.to_array(tensor).astype(np.float16).astype(np.float32)
            tensor.CopyFrom(numpy_helper.from_array(rounded, tensor.name))
    onnx.save(model, path)


DETECTORS = [name for name in GOLDENS if GOLDENS[name]["task"] == "detect" and name not in TWO_HEADED]


@pytest.mark.parametrize("name", DETECTORS)
def test_fp16_loses_no_more_than_rounding_the_weights(name, ponte, run_onnx, tmp_path):
    case = Case(name, "b")
    write(ponte, case, "outside", tmp_path / "m.tflite", "--precision", "fp16")
    write(ponte, case, "outside", tmp_path / "m.onnx")
    exact = run_onnx(tmp_path / "m.onnx", case.input())["output0"][0]
    with_rounded_weights(tmp_path / "m.onnx")
    rounded = run_onnx(tmp_path / "m.onnx", case.input())["output0"][0]
    for kernels in RESOLVERS:
        found = run(tmp_path / "m.tflite", case.input(), kernels)["output0"][0]
        for kind in case.kinds(exact):
            lost = compare.largest(kind.of(rounded) - kind.of(exact))
            compare.assert_near(kind.of(found), kind.of(exact), 1.5 * lost + kind.bar, f"{kernels}: {kind.name}")
