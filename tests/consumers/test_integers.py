"""Models in integers give the same numbers on every x86-64 processor, and what does not says so.

Integers are allowed one step: kernels round sums of floats, which are exact here, in their own way, at ties only."""

import json
import subprocess

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper
from processors import convolve_bytes, kinds, run_on, sums_of_bytes

X_SCALE, X_ZERO, W_SCALE, Y_ZERO = 0.02, 10, 0.001, 20


def large_weights(shape):
    """Half of them the largest there is: most sums of two neighbours leave 16 bits."""
    generator = np.random.default_rng(0)
    weights = generator.integers(-128, 128, shape)
    return np.where(generator.random(shape) < 0.5, 127, weights).astype(np.int8)


def random_bytes(*shape):
    return np.random.default_rng(1).integers(0, 256, shape).astype(np.uint8)


class Case:
    """A model of one product, its input, and the exact and the saturating result."""

    def __init__(self, nodes, constants, x, sums, output=TensorProto.UINT8):
        self.x, self.output = x, output
        self.step = 1.5 * X_SCALE * W_SCALE * np.abs(sums(False)).max() / 128
        self.exact, self.saturating = (self.result(sums(saturate)) for saturate in (False, True))
        constants = {**constants, "sx": np.float32(X_SCALE), "zx": np.uint8(X_ZERO), "sy": np.float32(self.step),
                     "zy": np.uint8(Y_ZERO)}
        tensors = [numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items()]
        ports = [helper.make_tensor_value_info("x", TensorProto.UINT8, x.shape)], \
                [helper.make_tensor_value_info("y", output, None)]
        graph = helper.make_graph([helper.make_node(*node[:3], **node[3]) for node in nodes], "g", *ports, tensors)
        self.model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)

    def result(self, sums):
        if self.output == TensorProto.INT32:
            return sums
        return np.clip(np.rint(sums * (X_SCALE * W_SCALE / self.step)) + Y_ZERO, 0, 255)

    def save(self, path):
        onnx.save(onnx.shape_inference.infer_shapes(self.model), path)
        return path


DEQUANTIZE_X = ("DequantizeLinear", ["x", "sx", "zx"], ["xf"], {})
QUANTIZE_Y = ("QuantizeLinear", ["yf", "sy", "zy"], ["y"], {})


def conv_case(channels, outputs, k, groups=1, operator=False):
    x, w = random_bytes(1, channels, 9, 9), large_weights((outputs, channels // groups, k, k))
    window = {"kernel_shape": [k, k], "pads": [k // 2] * 4, "group": groups}
    constants = {"w": w, "sw": np.full(outputs, W_SCALE, np.float32), "zw": np.zeros(outputs, np.int8)}
    nodes = [("QLinearConv", ["x", "sx", "zx", "w", "sw", "zw", "sy", "zy"], ["y"], window)] if operator else \
        [DEQUANTIZE_X, ("DequantizeLinear", ["w", "sw", "zw"], ["wf"], {"axis": 0}),
         ("Conv", ["xf", "wf"], ["yf"], window), QUANTIZE_Y]
    return Case(nodes, constants, x, lambda saturate: convolve_bytes(x, w, X_ZERO, groups, saturate))


def matrix_case(form):
    x, w = random_bytes(5, 64), large_weights((64, 8))
    constants = {"w": w.T if form == "Gemm" else w, "sw": np.float32(W_SCALE), "zw": np.int8(0)}
    dequantize_w = ("DequantizeLinear", ["w", "sw", "zw"], ["wf"], {})
    nodes = {"QLinearMatMul": [("QLinearMatMul", ["x", "sx", "zx", "w", "sw", "zw", "sy", "zy"], ["y"], {})],
             "MatMulInteger": [("MatMulInteger", ["x", "w", "zx", "zw"], ["y"], {})],
             "MatMul": [DEQUANTIZE_X, dequantize_w, ("MatMul", ["xf", "wf"], ["yf"], {}), QUANTIZE_Y],
             "Gemm": [DEQUANTIZE_X, dequantize_w, ("Gemm", ["xf", "wf"], ["yf"], {"transB": 1}), QUANTIZE_Y]}[form]
    output = TensorProto.INT32 if form == "MatMulInteger" else TensorProto.UINT8
    zeros = X_ZERO * w.astype(np.int64).sum(0)
    return Case(nodes, constants, x, lambda saturate: sums_of_bytes(x, w.T, saturate) - zeros, output)


CASES = {"3x3": lambda: conv_case(16, 16, 3), "1x1": lambda: conv_case(16, 16, 1),
         "picture": lambda: conv_case(3, 16, 3), "odd": lambda: conv_case(13, 7, 3),
         "groups": lambda: conv_case(16, 16, 3, 2), "qlinear_conv": lambda: conv_case(32, 20, 3, operator=True),
         **{form: (lambda form=form: matrix_case(form)) for form in ("MatMul", "Gemm", "QLinearMatMul", "MatMulInteger")}}
EXACT_AS_THEY_ARE = {"depthwise": lambda: conv_case(16, 16, 3, 16)}


def largest_difference(got, wanted):
    return np.abs(got.astype(np.float64) - wanted).max()


def weights_of(path):
    return [t.data_type for t in onnx.load(path).graph.initializer if len(t.dims) > 1]


@pytest.fixture(params=["with VNNI", "without VNNI"])
def kind(request):
    if request.param not in kinds():
        pytest.skip(f"nothing runs as on a processor {request.param} here")
    return request.param


@pytest.mark.parametrize("name", CASES | EXACT_AS_THEY_ARE)
def test_kernels_add_as_the_emulation_says(tmp_path, name, kind):
    """What all else here rests on: ONNX Runtime's kernels saturate in just this way, and without VNNI only."""
    case = (CASES | EXACT_AS_THEY_ARE)[name]()
    got, = run_on(kind, case.save(tmp_path / "m.onnx"), case.x)
    assert largest_difference(got, case.exact if kind == "with VNNI" else case.saturating) <= 1
    if name in CASES:
        assert largest_difference(case.saturating, case.exact) > 10


@pytest.mark.parametrize("name", CASES)
def test_what_is_written_is_the_same_on_every_processor(ponte, tmp_path, name, kind):
    case = CASES[name]()
    ponte("convert", case.save(tmp_path / "m.onnx"), "-o", tmp_path / "o.onnx")
    assert TensorProto.INT8 not in weights_of(tmp_path / "o.onnx")
    got, = run_on(kind, tmp_path / "o.onnx", case.x)
    assert largest_difference(got, case.exact) <= 1
    assert "the same numbers on every" in ponte("inspect", tmp_path / "o.onnx")


def test_weights_that_cannot_saturate_stay_as_they_are(ponte, tmp_path):
    case = EXACT_AS_THEY_ARE["depthwise"]()
    ponte("convert", case.save(tmp_path / "m.onnx"), "-o", tmp_path / "o.onnx")
    assert TensorProto.INT8 in weights_of(tmp_path / "o.onnx")


def with_fixed_input(case):
    """The same model on an input that is always case.x, whatever it is given, so that what it gives is known."""
    graph = case.model.graph
    graph.input[0].CopyFrom(helper.make_tensor_value_info("given", TensorProto.FLOAT, case.x.shape))
    graph.initializer.extend([numpy_helper.from_array(np.float32(0), "nothing"),
                              numpy_helper.from_array(case.x.astype(np.float32) - X_ZERO, "fixed"),
                              numpy_helper.from_array(np.float32(1), "one")])
    for node in reversed([helper.make_node("Mul", ["given", "nothing"], ["none"]),
                          helper.make_node("Add", ["none", "fixed"], ["numbers"]),
                          helper.make_node("QuantizeLinear", ["numbers", "one", "zx"], ["x"])]):
        graph.node.insert(0, node)
    return case


@pytest.mark.parametrize("name", CASES)
def test_for_vnni_signed_weights_stay_and_the_rest_is_told(ponte, program, tmp_path, name):
    """The difference without VNNI is computed, on whatever processor this is, and is what its kernels make it."""
    case = with_fixed_input(CASES[name]())
    source = case.save(tmp_path / "m.onnx")
    said = json.loads(ponte("convert", source, "-o", tmp_path / "o.onnx", "--target", "x64-vnni", "--json"))
    assert TensorProto.INT8 in weights_of(tmp_path / "o.onnx")
    assert {p.key: p.value for p in onnx.load(tmp_path / "o.onnx").metadata_props}["ponte.target"] == "x64-vnni"
    seen = json.loads(ponte("inspect", tmp_path / "o.onnx", "--json"))
    assert seen["saturable_products"] == 1 and seen["card"]["target"] == "x64-vnni"
    file, = said["written"]
    assert file["parity"][0]["max_abs"] == 0
    without = {other["name"]: other["parity"][0] for other in file["elsewhere"]}["x86-64 without VNNI"]
    difference = np.abs(case.saturating - case.exact)
    assert without["max_abs"] == pytest.approx(difference.max(), rel=1e-6, abs=1)
    assert without["mean_abs"] == pytest.approx(difference.mean(), rel=1e-3, abs=1e-2)
    # The source is of that kind as well.
    result = subprocess.run([program, "convert", source, "-o", tmp_path / "p.onnx"], capture_output=True, text=True)
    assert "on processors without VNNI the source itself gives other numbers" in result.stderr


def test_a_target_without_effect_is_refused(program, ponte, tmp_path):
    case = EXACT_AS_THEY_ARE["depthwise"]()
    source = case.save(tmp_path / "m.onnx")
    for output in ("o.onnx", "o.tflite", "o.keras"):
        command = [program, "convert", source, "-o", tmp_path / output, "--target", "x64-vnni"]
        result = subprocess.run(command, capture_output=True, text=True)
        assert result.returncode == 2 and "--target" in result.stderr, result.stderr
        assert not (tmp_path / output).exists()


def test_a_published_model_is_the_same_on_every_processor(ponte, data, tmp_path):
    ponte("convert", data / "models/onnx/yolo11n-coco-320-qdq.onnx", "-o", tmp_path / "o.onnx", "--no-check")
    picture = np.random.default_rng(0).random((1, 3, 320, 320), np.float32)
    results = [run_on(kind, tmp_path / "o.onnx", picture)[0] for kind in kinds()]
    if len(results) < 2:
        pytest.skip("there is one kind of processor here")
    assert np.array_equal(*results)
