"""Every operator at every opset in which ONNX changed it: read and written by the program, it gives the same numbers.

Runs $PONTE (default build/ponte).
"""

import os
import pathlib
import subprocess
from dataclasses import dataclass, field

import numpy as np
import onnx
import onnx.reference
import onnxruntime
import pytest
from onnx import TensorProto, defs, helper, numpy_helper

PONTE = pathlib.Path(os.environ.get("PONTE", pathlib.Path(__file__).parents[2] / "build/ponte"))
pytestmark = pytest.mark.skipif(not PONTE.exists(), reason=f"{PONTE} is not built")

FIRST, LAST = 7, 25
rng = np.random.default_rng(1)


def floats(*shape):
    return rng.standard_normal(shape).astype(np.float32)


def ints(*values):
    return np.array(values, np.int64)


@dataclass
class Fixed:
    """An input that is an initializer of the model."""

    value: np.ndarray


@dataclass
class Case:
    op: str
    inputs: list  # arrays are inputs of the graph; None is absent
    attrs: dict = field(default_factory=dict)
    outputs: int = 1
    note: str = ""
    first: int = FIRST
    last: int = LAST
    written_from: int = 13  # the first opset that can express it
    tensors: dict = field(default_factory=dict)  # initializers that numpy has no type for


CASES = []


def case(op, *inputs, **options):
    names = {"outputs", "note", "first", "last", "written_from", "tensors"}
    attrs = {name: value for name, value in options.items() if name not in names}
    CASES.append(Case(op, list(inputs), attrs, **{name: options[name] for name in options.keys() & names}))


IMAGE = floats(2, 4, 6, 6)
POSITIVE = np.abs(IMAGE) + 0.5
MATRIX = floats(3, 4)
MASK = MATRIX > 0

# ---- elementwise
for op in "Abs Neg Exp Floor Ceil Round Sign Sin Cos Tan Atan Erf Identity Sigmoid Tanh Relu Softplus".split():
    case(op, IMAGE)
for op in "Log Sqrt Reciprocal".split():
    case(op, POSITIVE)
case("Not", MASK)
case("Mish", IMAGE)
case("HardSwish", IMAGE)
case("Gelu", IMAGE)
case("Gelu", IMAGE, approximate="tanh", note="tanh")
case("Swish", IMAGE)
case("Swish", IMAGE, alpha=0.5, note="alpha")
case("LeakyRelu", IMAGE)
case("LeakyRelu", IMAGE, alpha=0.2, note="alpha")
case("Elu", IMAGE, alpha=0.7)
case("Selu", IMAGE)
case("HardSigmoid", IMAGE)
case("HardSigmoid", IMAGE, alpha=0.3, beta=0.4, note="alpha")
for to in (TensorProto.INT32, TensorProto.FLOAT16, TensorProto.BOOL, TensorProto.DOUBLE, TensorProto.UINT8):
    case("Cast", POSITIVE, to=to, note=TensorProto.DataType.Name(to))
case("CastLike", IMAGE, Fixed(ints(1)))
for op in "Add Sub Mul Div".split():
    case(op, IMAGE, floats(4, 1, 1) + 3)
    case(op, IMAGE, Fixed(floats(1) + 3), note="fixed")
    case(op, ints(7, -7, 9), ints(2, 3, -4), note="integers")
case("Pow", POSITIVE, Fixed(np.array(2, np.float32)))
for op in "Min Max Sum Mean".split():
    case(op, IMAGE, floats(6))
    case(op, IMAGE, floats(6), floats(4, 1, 1), note="three")
    case(op, IMAGE, note="one")
case("Mod", ints(7, -7, 9), ints(2, 3, -4))
case("Mod", IMAGE, POSITIVE, fmod=1, note="fmod")
for op in "Less LessOrEqual Greater GreaterOrEqual".split():
    case(op, IMAGE, floats(6))
case("Equal", ints(1, 2, 3), ints(1, 3, 3))
for op in "And Or Xor".split():
    case(op, MASK, ~MASK[:1])
case("Where", MASK, MATRIX, floats(4))
case("Clip", IMAGE, min=-0.5, max=0.5, last=10)
case("Clip", IMAGE, max=0.5, last=10, note="max")
case("Clip", IMAGE, Fixed(np.float32(-0.5)), Fixed(np.float32(0.5)), first=11)
case("Clip", IMAGE, None, np.float32(0.5), first=11, note="max")
case("PRelu", IMAGE, Fixed(floats(4, 1, 1)))

# ---- convolution and products
case("Conv", IMAGE, Fixed(floats(8, 4, 3, 3)), Fixed(floats(8)), kernel_shape=[3, 3], pads=[1, 1, 1, 1])
case("Conv", IMAGE, Fixed(floats(8, 1, 3, 3)), group=4, strides=[2, 2], dilations=[2, 1], pads=[1, 0, 2, 1], note="groups")
for mode in ("SAME_UPPER", "SAME_LOWER", "VALID"):
    case("Conv", IMAGE, Fixed(floats(8, 4, 4, 3)), auto_pad=mode, strides=[2, 1], note=mode)
    case("ConvTranspose", IMAGE, Fixed(floats(4, 2, 4, 3)), auto_pad=mode, strides=[2, 2], note=mode)
case("Conv", floats(1, 3, 9), Fixed(floats(4, 3, 3)), note="one axis")
case("ConvTranspose", IMAGE, Fixed(floats(4, 2, 2, 2)), Fixed(floats(2)), strides=[2, 2])
case("ConvTranspose", IMAGE, Fixed(floats(4, 1, 3, 3)), group=4, strides=[2, 2], pads=[1, 1, 1, 1], output_padding=[1, 1],
     note="groups")
case("ConvTranspose", IMAGE, Fixed(floats(4, 2, 3, 3)), strides=[2, 2], output_shape=[12, 11], note="output_shape")
BYTES = rng.integers(0, 255, (1, 4, 6, 6), np.uint8)
KERNEL = rng.integers(-127, 127, (2, 4, 3, 3), np.int8)
ZERO = Fixed(np.uint8(128))
case("ConvInteger", BYTES, Fixed(KERNEL), ZERO, Fixed(np.int8(3)), pads=[1, 1, 1, 1])
case("ConvInteger", BYTES, Fixed(KERNEL), note="no zero points")
SCALE = Fixed(np.float32(0.1))
case("QLinearConv", BYTES, SCALE, ZERO, Fixed(KERNEL), Fixed(np.array([0.01, 0.02], np.float32)), Fixed(np.zeros(2, np.int8)),
     Fixed(np.float32(2)), ZERO, Fixed(np.array([5, -7], np.int32)), pads=[1, 1, 1, 1])
case("MatMul", floats(2, 3, 4), floats(4, 5))
case("MatMulInteger", BYTES[0, 0], Fixed(KERNEL.reshape(6, 12)), ZERO)
case("QLinearMatMul", BYTES[0, 0], SCALE, ZERO, Fixed(BYTES[0, 1]), SCALE, ZERO, Fixed(np.float32(4)), ZERO)
case("Gemm", MATRIX, Fixed(floats(5, 4)), Fixed(floats(5)), transB=1)
case("Gemm", floats(4, 3), floats(4, 5), floats(3, 5), transA=1, alpha=0.5, beta=2.0, note="scaled")
case("Gemm", MATRIX, floats(4, 5), first=11, note="no bias")

# ---- pooling, normalisation
for op in ("MaxPool", "AveragePool"):
    case(op, IMAGE, kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1])
    case(op, IMAGE, kernel_shape=[2, 2], note="strides by default")
    case(op, IMAGE, kernel_shape=[3, 3], strides=[2, 2], ceil_mode=1, first=10, note="ceil")
    case(op, IMAGE, kernel_shape=[3, 2], strides=[2, 2], auto_pad="SAME_UPPER", note="auto_pad")
case("MaxPool", IMAGE, kernel_shape=[2, 2], dilations=[2, 2], first=10, note="dilations")
case("AveragePool", IMAGE, kernel_shape=[3, 3], pads=[1, 1, 1, 1], count_include_pad=1, note="count_include_pad")
case("GlobalAveragePool", IMAGE)
case("GlobalMaxPool", IMAGE)
PER_CHANNEL = [Fixed(floats(4)) for _ in range(3)] + [Fixed(np.abs(floats(4)) + 0.1)]
case("BatchNormalization", IMAGE, *PER_CHANNEL, epsilon=1e-3)
case("InstanceNormalization", IMAGE, *PER_CHANNEL[:2])
case("LayerNormalization", IMAGE, Fixed(floats(6)), Fixed(floats(6)))
case("LayerNormalization", IMAGE, Fixed(floats(6, 6)), axis=2, note="axis")
for op in ("Softmax", "LogSoftmax"):
    case(op, IMAGE)
    case(op, IMAGE, axis=2, note="axis")
    case(op, IMAGE, axis=-1, first=11, note="last axis")

# ---- reductions
for op in "ReduceMax ReduceMin ReduceMean ReduceProd ReduceL1 ReduceL2 ReduceSumSquare ReduceLogSumExp ReduceLogSum".split():
    case(op, POSITIVE, axes=[1, 3], last=17)
    case(op, POSITIVE, Fixed(ints(-1, 1)), keepdims=0, first=18)
    case(op, POSITIVE, keepdims=0, note="all")
    case(op, POSITIVE, noop_with_empty_axes=1, first=18, note="no axes")
for op in "ReduceL1 ReduceL2 ReduceSumSquare".split():
    case(op, IMAGE, noop_with_empty_axes=1, first=18, note="no axes, negative")
case("ReduceSum", IMAGE, axes=[1, 3], last=12)
case("ReduceSum", IMAGE, Fixed(ints(-1, 1)), first=13)
case("ReduceSum", IMAGE, note="all")
for op in ("ArgMax", "ArgMin"):
    case(op, IMAGE)
    case(op, IMAGE, axis=-1, keepdims=0, first=11, note="last axis")
    case(op, np.round(IMAGE), axis=1, select_last_index=1, first=12, note="last one")
case("TopK", IMAGE, k=3, axis=3, last=9, outputs=2)
case("TopK", IMAGE, Fixed(ints(3)), first=10, outputs=2)
case("TopK", IMAGE, Fixed(ints(2)), axis=1, largest=0, first=11, outputs=2, note="smallest")
case("CumSum", IMAGE, Fixed(np.array(2, np.int32)))
case("CumSum", IMAGE, Fixed(np.array(-1, np.int64)), exclusive=1, reverse=1, note="reverse")

# ---- moving data
case("Concat", IMAGE, floats(2, 1, 6, 6), axis=1)
case("Concat", IMAGE, IMAGE, axis=-1, first=11, note="last axis")
case("Split", IMAGE, axis=1, split=[1, 3], last=12, outputs=2)
case("Split", IMAGE, Fixed(ints(1, 3)), axis=1, first=13, outputs=2)
case("Split", IMAGE, axis=1, last=17, outputs=2, note="equal")
case("Split", IMAGE, axis=-1, num_outputs=4, first=18, outputs=4, note="num_outputs")
case("Slice", IMAGE, starts=[0, 1], ends=[2, 9], axes=[2, 3], last=9)
case("Slice", IMAGE, starts=[0, 1], ends=[1, -1], last=9, note="no axes")
case("Slice", IMAGE, Fixed(ints(0, -1)), Fixed(ints(5, -9)), Fixed(ints(2, -1)), Fixed(ints(2, -2)), first=10)
case("Slice", IMAGE, Fixed(np.array([1], np.int32)), Fixed(np.array([2], np.int32)), first=10, note="int32")
case("Slice", IMAGE, ints(1), ints(5), Fixed(ints(3)), first=10, note="starts at run time")
case("Gather", IMAGE, Fixed(ints(1, 0, 3)), axis=1)
case("Gather", IMAGE, Fixed(np.array(-1, np.int64)), axis=-1, first=11, note="scalar")
case("GatherElements", MATRIX, ints(0, 1, 2, 0).reshape(1, 4))
case("GatherElements", MATRIX, ints(0, -1, 2).reshape(3, 1), axis=1, note="axis")
case("GatherND", MATRIX, Fixed(ints(0, 1, 2, 3).reshape(2, 2)))
case("GatherND", floats(2, 3, 4), ints(1, 0).reshape(2, 1), batch_dims=1, first=12, note="batch")
case("ScatterND", MATRIX, Fixed(ints(0, 2).reshape(2, 1)), floats(2, 4))
case("ScatterND", MATRIX, Fixed(ints(0, 0).reshape(2, 1)), floats(2, 4), reduction="add", first=16, written_from=16, note="add")
case("ScatterND", MATRIX, Fixed(ints(0, 0).reshape(2, 1)), floats(2, 4), reduction="max", first=18, written_from=18, note="max")
case("ScatterElements", MATRIX, ints(0, 2).reshape(1, 2), floats(1, 2))
case("ScatterElements", MATRIX, ints(0, 0).reshape(2, 1), floats(2, 1), axis=1, reduction="add", first=16, written_from=16,
     note="add")
case("Scatter", MATRIX, ints(0, 2).reshape(1, 2), floats(1, 2), last=10)
case("Transpose", IMAGE, perm=[0, 2, 3, 1])
case("Transpose", IMAGE, note="reversed")
case("Reshape", IMAGE, Fixed(ints(0, -1, 3)))
case("Reshape", IMAGE, ints(8, 36), note="at run time")
case("Reshape", floats(0, 3), Fixed(ints(3, 0)), allowzero=1, first=14, written_from=14, note="allowzero")
case("Flatten", IMAGE)
case("Flatten", IMAGE, axis=0, note="axis 0")
case("Flatten", IMAGE, axis=-1, first=11, note="last axis")
case("Squeeze", IMAGE[:1, :1], axes=[0, 1], last=12)
case("Squeeze", IMAGE[:1, :1], Fixed(ints(0, -3)), first=13)
case("Squeeze", IMAGE[:1, :1], note="all")
case("Unsqueeze", MATRIX, axes=[0, 3], last=12)
case("Unsqueeze", MATRIX, Fixed(ints(0, -1)), first=13)
case("Expand", floats(3, 1), Fixed(ints(2, 1, 4)))
case("Tile", MATRIX, Fixed(ints(2, 3)))
case("Pad", IMAGE, pads=[0, 0, 1, 2, 0, 0, 2, 1], last=10)
case("Pad", IMAGE, pads=[0, 0, 1, 2, 0, 0, 2, 1], value=3.0, last=10, note="value")
case("Pad", IMAGE, Fixed(ints(0, 0, 1, 2, 0, 0, 2, 1)), Fixed(np.float32(3)), first=11)
case("Pad", IMAGE, Fixed(ints(1, 2)), None, Fixed(ints(-1)), first=18, note="axes")
for mode in ("edge", "reflect"):
    case("Pad", IMAGE, pads=[0, 0, 1, 2, 0, 0, 2, 1], mode=mode, last=10, note=mode)
    case("Pad", IMAGE, Fixed(ints(0, 0, 1, 2, 0, 0, 2, 1)), mode=mode, first=11, note=mode)
TWICE = Fixed(np.array([1, 1, 2, 2], np.float32))
for mode in ("nearest", "linear"):
    case("Upsample", IMAGE, scales=[1.0, 1.0, 2.0, 2.0], mode=mode, last=8, note=mode)
    case("Upsample", IMAGE, TWICE, mode=mode, first=9, last=9, note=mode)
    case("Resize", IMAGE, TWICE, mode=mode, first=10, last=10, note=mode)
    case("Resize", IMAGE, Fixed(np.array([1, 1, 0.6, 0.6], np.float32)), mode=mode, first=10, last=10, note=f"{mode} smaller")
    case("Resize", IMAGE, Fixed(floats(0)), TWICE, mode=mode, first=11, note=mode)
    case("Resize", IMAGE, Fixed(floats(0)), Fixed(floats(0)), Fixed(ints(2, 4, 9, 4)), mode=mode, first=11, note=f"{mode} sizes")
for coordinates in ("asymmetric", "align_corners", "pytorch_half_pixel"):
    case("Resize", IMAGE, None, TWICE, mode="linear", coordinate_transformation_mode=coordinates, first=13, note=coordinates)
case("Resize", IMAGE, None, TWICE, mode="linear", coordinate_transformation_mode="half_pixel_symmetric", first=19,
     written_from=19, note="half_pixel_symmetric")
case("Resize", IMAGE, None, TWICE, mode="cubic", cubic_coeff_a=-0.5, exclude_outside=1, first=13, note="cubic")
for nearest in ("floor", "ceil", "round_prefer_ceil"):
    case("Resize", IMAGE, None, Fixed(np.array([1, 1, 1.5, 0.7], np.float32)), nearest_mode=nearest, first=13, note=nearest)
case("Resize", IMAGE, None, Fixed(np.array([2, 3], np.float32)), axes=[2, 3], first=18, note="axes")
case("Resize", IMAGE, None, None, Fixed(ints(9, 3)), axes=[-1, 2], mode="linear", first=18, note="axes sizes")
case("Resize", IMAGE, None, None, Fixed(ints(2, 4, 3, 3)), mode="linear", antialias=1, first=18, written_from=18,
     note="antialias")
case("DepthToSpace", IMAGE, blocksize=2)
case("DepthToSpace", IMAGE, blocksize=2, mode="CRD", first=11, note="CRD")
case("SpaceToDepth", IMAGE, blocksize=2)
case("Trilu", MATRIX)
case("Trilu", MATRIX, Fixed(np.array(1, np.int64)), upper=0, note="lower")
case("Dropout", IMAGE, last=11)
case("Dropout", IMAGE, Fixed(np.float32(0.3)), first=12)

# ---- shapes and indices
case("Shape", IMAGE)
case("Shape", IMAGE, start=-2, first=15, written_from=15, note="start")
case("Shape", IMAGE, start=1, end=-1, first=15, written_from=15, note="start end")
case("Size", IMAGE)
case("Range", np.array(2, np.int64), np.array(9, np.int64), np.array(3, np.int64))
case("ConstantOfShape", Fixed(ints(2, 3)), value=helper.make_tensor("v", TensorProto.INT64, [1], [7]))
case("ConstantOfShape", ints(2, 3), note="zeros at run time")
case("OneHot", ints(1, 0, 3), Fixed(ints(4)), Fixed(np.array([-1, 2], np.float32)))
case("OneHot", ints(1, 0, 3), Fixed(ints(4)), Fixed(np.array([0, 1], np.float32)), axis=0, note="axis")
case("NonZero", MASK)
BOXES = np.sort(rng.random((1, 20, 2, 2), np.float32), axis=2).reshape(1, 20, 4)
case("NonMaxSuppression", BOXES, rng.random((1, 3, 20), np.float32), Fixed(ints(5)), Fixed(np.float32(0.4)), Fixed(np.float32(0.2)))
case("NonMaxSuppression", BOXES, rng.random((1, 3, 20), np.float32), Fixed(ints(5)), center_point_box=1, note="centers")

# ---- quantization
case("QuantizeLinear", IMAGE, SCALE, ZERO)
case("QuantizeLinear", IMAGE, SCALE, note="no zero point")
case("QuantizeLinear", IMAGE, Fixed(np.abs(floats(4)) + 0.1), Fixed(np.zeros(4, np.int8)), axis=1, first=13, note="channels")
case("QuantizeLinear", IMAGE, SCALE, output_dtype=TensorProto.INT8, first=21, written_from=21, note="output_dtype")
case("DequantizeLinear", BYTES, SCALE, ZERO)
case("DequantizeLinear", Fixed(KERNEL), Fixed(np.abs(floats(2))), Fixed(np.zeros(2, np.int8)), axis=0, first=13, note="channels")
case("DequantizeLinear", Fixed(np.array([1, -2], np.int32)), SCALE, note="int32")
case("DequantizeLinear", "four", SCALE, first=21, written_from=21, note="int4",
     tensors={"four": helper.make_tensor("four", TensorProto.INT4, [3], [1, -8, 7])})
case("DequantizeLinear", Fixed(np.array([1, 65535], np.uint16)), SCALE, first=21, written_from=21, note="uint16")
case("DynamicQuantizeLinear", IMAGE, outputs=3)

# ---- constants
case("Constant", value=numpy_helper.from_array(MATRIX))
case("Constant", value_float=0.5, first=12, note="float")
case("Constant", value_ints=[1, 2], first=12, note="ints")


def changes_of(op):
    """The opsets from FIRST to LAST in which the operator is not what it was before."""
    versions = {s.since_version for s in defs.get_all_schemas_with_history() if s.domain == "" and s.name == op}
    return sorted({max(v, FIRST) for v in versions if v <= LAST} | {LAST})


def opsets_of(case):
    versions = [v for v in changes_of(case.op) if case.first <= v <= case.last]
    return versions or [max(case.first, changes_of(case.op)[0])]


def build(case, opset):
    """The model, and what to feed it."""
    names, inputs, initializers, feeds = [], [], list(case.tensors.values()), {}
    for i, given in enumerate(case.inputs):
        name = f"i{i}"
        if given is None:
            name = ""
        elif isinstance(given, str):
            name = given
        elif isinstance(given, Fixed):
            initializers.append(numpy_helper.from_array(np.asarray(given.value), name))
        else:
            value = np.asarray(given)
            inputs.append(helper.make_tensor_value_info(name, helper.np_dtype_to_tensor_dtype(value.dtype), value.shape))
            feeds[name] = value
        names.append(name)
    outputs = [f"o{i}" for i in range(case.outputs)]
    node = helper.make_node(case.op, names, outputs, name="the/node", **case.attrs)
    graph = helper.make_graph([node], "one", inputs, [onnx.ValueInfoProto(name=name) for name in outputs], initializers)
    opset_id = helper.make_opsetid("", opset)
    model = helper.make_model(graph, opset_imports=[opset_id], ir_version=helper.find_min_ir_version_for([opset_id]))
    return onnx.shape_inference.infer_shapes(model), feeds


# What ONNX Runtime gives for these depends on the processor (docs/integers.md), and is not what is asked here.
IN_INTEGERS = {"QLinearConv", "QLinearMatMul", "MatMulInteger"}


def run_source(model, feeds):
    """As the source means it, on any processor."""
    if IN_INTEGERS & {node.op_type for node in model.graph.node}:
        return onnx.reference.ReferenceEvaluator(model).run(None, feeds)
    return run(model, feeds)


def run(model, feeds):
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    if any(node.op_type == "QuantizeLinear" for node in model.graph.node):
        # Operator by operator: kernels of integers add otherwise from processor to processor (docs/integers.md).
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    return session.run(None, feeds)


def convert(source, target, *arguments):
    subprocess.run([PONTE, "convert", source, "-o", target, "--no-check", "--force", *arguments], check=True)
    model = onnx.load(target)
    onnx.checker.check_model(model, full_check=True)
    return model


def check_same(expected, actual):
    assert len(expected) == len(actual)
    for wanted, given in zip(expected, actual):
        assert wanted.dtype == given.dtype and wanted.shape == given.shape
        np.testing.assert_allclose(given, wanted, rtol=1e-5, atol=1e-5)


PARAMETERS = [
    pytest.param(c, v, id=f"{c.op}-{v}" + (f"-{c.note.replace(' ', '_')}" if c.note else "")) for c in CASES for v in opsets_of(c)
]


@pytest.mark.parametrize("case, opset", PARAMETERS)
def test_operator(case, opset, tmp_path):
    model, feeds = build(case, opset)
    try:
        expected = run_source(model, feeds)
    except Exception as error:  # the types of these exceptions are not public
        pytest.skip(f"ONNX Runtime does not run the original: {error}")
    onnx.save(model, tmp_path / "in.onnx")
    written_at = {max(17, case.written_from), max(opset, case.written_from)}
    for target in sorted(written_at):
        written = convert(tmp_path / "in.onnx", tmp_path / f"{target}.onnx", "--opset", str(target))
        check_same(expected, run(written, feeds))
        again = convert(tmp_path / f"{target}.onnx", tmp_path / "again.onnx", "--opset", str(target))
        assert again == written


DATA = pathlib.Path(os.environ.get("PONTE_TEST_DATA", pathlib.Path(__file__).parents[2] / "../shared/data")) / "models"
# Its shapes are computed from an input of unknown length, so that the rank of a result is known only when it runs.
UNKNOWN_RANK = DATA / "onnx_helpers/mask-yolov8-seg.onnx"
REAL = sorted(set(DATA.glob("onnx*/*.onnx")) - {UNKNOWN_RANK})


@pytest.mark.skipif(not REAL, reason=f"there are no models in {DATA}")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_real_model(path, tmp_path):
    original = onnx.load(path)
    opset = max(13, *(entry.version for entry in original.opset_import if entry.domain in ("", "ai.onnx")))
    written = convert(path, tmp_path / "out.onnx", "--opset", str(opset))
    feeds = feeds_of(original, path.stem)
    check_same(run_source(original, feeds), run(written, feeds))


@pytest.mark.skipif(not UNKNOWN_RANK.exists(), reason=f"there are no models in {DATA}")
def test_unknown_rank_is_refused(tmp_path):
    command = [PONTE, "convert", UNKNOWN_RANK, "-o", tmp_path / "out.onnx", "--no-check", "--quiet"]
    result = subprocess.run(command, capture_output=True, text=True)
    assert result.returncode == 4
    assert "the number of dimensions of the result is not known" in result.stderr
    assert list(tmp_path.iterdir()) == []


HELPERS = {
    "nms-yolov5": lambda random: {"detection": random(1, 300, 85), "config": np.array([50, 0.5, 0.2])},
    "nms-yolov8": lambda random: {"detection": random(1, 84, 300), "config": np.array([50, 0.5, 0.2])},
    "nms-yolov8-seg": lambda random: {"detection": random(1, 116, 300), "config": np.array([80, 50, 0.5, 0.2])},
}


def feeds_of(model, stem):
    """Something plausible for each input."""
    generator = np.random.default_rng(2)
    given = HELPERS[stem](lambda *shape: generator.random(shape)) if stem in HELPERS else {}
    sizes = {"batch": 1, "height": 320, "width": 256}
    feeds = {}
    for value in model.graph.input:
        kind = value.type.tensor_type
        shape = [d.dim_value or sizes.get(d.dim_param, 0) for d in kind.shape.dim]
        array = given[value.name] if value.name in given else generator.random(shape)
        feeds[value.name] = array.astype(helper.tensor_dtype_to_np_dtype(kind.elem_type))
    return feeds
