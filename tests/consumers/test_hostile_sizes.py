"""Models whose sizes lie, which nest without end or point elsewhere, end in one line and exit code 3 or 4."""

import io
import struct
import zipfile

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

import checkpoint
from conftest import ROOT
from hostile import DAMAGED, REFUSED, UNSUPPORTED, complaints

CHECKPOINT = ROOT / "examples/models/shapes.pt"
HUGE = [2**31, 2**60, 2**63 - 1]


# ---- archives


def edited(content, *changes):
    """The content with (place, struct format, number) written into it."""
    content = bytearray(content)
    for place, form, number in changes:
        struct.pack_into(form, content, place, number)
    return bytes(content)


def lying_archives():
    content = CHECKPOINT.read_bytes()
    end, entry, local = content.rfind(b"PK\6\6"), content.find(b"PK\1\2"), content.find(b"PK\3\4")
    for number in (0, 1, 0x7FFFFFFF, 0xFFFFFFFE, 0xFFFFFFFF):
        yield f"compressed size {number}", edited(content, (entry + 20, "<I", number))
        yield f"size {number}", edited(content, (entry + 24, "<I", number))
        yield f"both sizes {number}", edited(content, (entry + 20, "<I", number), (entry + 24, "<I", number))
        yield f"deflated to {number}", edited(content, (entry + 10, "<H", 8), (entry + 24, "<I", number))
    for number in (0, 1, *HUGE, 2**64 - 1):
        yield f"{number} members", edited(content, (end + 32, "<Q", number))
        yield f"directory of {number} bytes", edited(content, (end + 40, "<Q", number))
        yield f"directory at {number}", edited(content, (end + 48, "<Q", number))
    for number in (0, 1, 0xFFFF):
        yield f"directory name of {number} bytes", edited(content, (entry + 28, "<H", number))
        yield f"header name of {number} bytes", edited(content, (local + 26, "<H", number))
    yield "directory extra of 65535 bytes", edited(content, (entry + 30, "<H", 0xFFFF))
    yield "header extra of 65535 bytes", edited(content, (local + 28, "<H", 0xFFFF))
    yield "header at the end", edited(content, (entry + 42, "<I", len(content) - 1))
    yield "wrong CRC", edited(content, (entry + 16, "<I", 1))


def zip_of(pickled, method=zipfile.ZIP_STORED):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method, compresslevel=1) as archive:
        archive.writestr("archive/data.pkl", pickled)
    return packed.getvalue()


def test_archives_whose_sizes_lie(tmp_path):
    assert not complaints(lying_archives(), ".pt", tmp_path, {DAMAGED})


def test_archive_that_would_inflate_without_end(tmp_path):
    bomb = zip_of(bytes(300_000_000), zipfile.ZIP_DEFLATED)
    assert not complaints([("bomb", bomb)], ".pt", tmp_path, {DAMAGED})


# ---- pickles


LYING_PICKLES = {
    "no end": b"\x80\x02N",
    "empty stack": b"\x80\x02.",
    "protocol 0": b"(lp0\n.",
    "text longer than the file": b"\x80\x02X\xff\xff\xff\xffab.",
    "text of 2^64 bytes": b"\x80\x04\x8d" + b"\xff" * 8 + b"ab.",
    "frame of 2^63 bytes": b"\x80\x04\x95" + b"\xff" * 7 + b"\x7fN.",
    "memo entry 2^32": b"\x80\x02Nr\xff\xff\xff\xff.",
    "list in itself": b"\x80\x02]q\x00h\x00a.",
    "lists in lists": b"\x80\x02" + b"]" * 500_000 + b"a" * 499_999 + b".",
    "tuples in tuples": b"\x80\x02N" + b"\x85" * 500_000 + b".",
    "marks": b"\x80\x02" + b"(" * 5_000_000 + b".",
    "copies of a reference": b"\x80\x02N" + b"2" * 5_000_000 + b".",
    "many lists": b"\x80\x02" + b"]" * 5_000_000 + b".",
}


def test_pickles_that_lie_or_grow(tmp_path):
    files = [(name, zip_of(pickled)) for name, pickled in LYING_PICKLES.items()]
    assert not complaints(files, ".pt", tmp_path)


def layers(root):
    return root["model"].state["_modules"]["model"].state["_modules"]


def with_weight(**changes):
    """The checkpoint, its first weight with another size, stride, offset or number of elements."""
    root = checkpoint.read(CHECKPOINT)
    weight = layers(root)["0"].state["_modules"]["conv"].state["_parameters"]["weight"].args[0]
    storage, offset, dims, strides, *others = weight.args
    storage.count = changes.get("count", storage.count)
    dims, strides = changes.get("dims", dims), changes.get("strides", strides)
    weight.args = (storage, changes.get("offset", offset), dims, strides, *others)
    return root


def lying_tensors():
    for number in (*HUGE, 2**64, -1):
        yield f"{number} elements in the storage", with_weight(count=number)
        yield f"begins at {number}", with_weight(offset=number)
        yield f"first size {number}", with_weight(dims=(number, 3, 3, 3))
        yield f"first size {number}, strides 0", with_weight(dims=(number, 3, 3, 3), strides=(0, 0, 0, 0))
        yield f"first stride {number}", with_weight(strides=(number, 9, 3, 1))
    yield "too few strides", with_weight(strides=(1, 1))
    yield "a size more", with_weight(dims=(8, 3, 3, 3, 1))
    yield "no size", with_weight(dims=(), strides=())


def with_layer(number, **attributes):
    root = checkpoint.read(CHECKPOINT)
    layers(root)[number].state.update(attributes)
    return root


def nested_modules(depth, copies):
    """The first layer inside `depth` Sequentials, each of which holds the next `copies` times."""
    root = checkpoint.read(CHECKPOINT)
    inner = layers(root)["0"]
    places = {key: inner.state[key] for key in ("i", "f", "type") if key in inner.state}
    for _ in range(depth):
        state = inner.state | {"_modules": {str(i): inner for i in range(copies)}}
        inner = checkpoint.object_of("torch.nn.modules.container", "Sequential", state)
    inner.state.update(places)
    layers(root)["0"] = inner
    return root


def module_in_itself():
    root = checkpoint.read(CHECKPOINT)
    layers(root)["0"].state["_modules"]["conv"] = layers(root)["0"]
    return root


def lying_modules():
    for number in (*HUGE, 0, -1):
        for name in ("nc", "reg_max"):
            yield f"{name} {number}", with_layer("22", **{name: number})
        yield f"input from {number}", with_layer("22", f=[number, 18, 21])
        yield f"scale {number}", with_layer("10", scale_factor=number)
    yield "2^40 modules", nested_modules(depth=40, copies=2)
    yield "1000 levels", nested_modules(depth=100, copies=1)
    yield "module in itself", module_in_itself()


@pytest.mark.parametrize("cases", [lying_tensors, lying_modules])
def test_checkpoints_that_lie(cases, tmp_path):
    files = []
    for name, root in cases():
        checkpoint.write(root, tmp_path / "model.pt")
        files.append((name, (tmp_path / "model.pt").read_bytes()))
    assert not complaints(files, ".pt", tmp_path)


# ---- ONNX


def onnx_of(nodes, *initializers, size=(1, 3, 8, 8), opset=17):
    inputs = [helper.make_tensor_value_info("x", TensorProto.FLOAT, size)]
    outputs = [helper.make_tensor_value_info("y", TensorProto.FLOAT, None)]
    graph = helper.make_graph(nodes, "g", inputs, outputs, list(initializers))
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=8).SerializeToString()


def tensor_with(dims, **fields):
    return TensorProto(name="w", dims=dims, **{"data_type": TensorProto.FLOAT, **fields})


def external(**fields):
    tensor = tensor_with([1], data_location=TensorProto.EXTERNAL)
    for key, value in fields.items():
        tensor.external_data.add(key=key, value=value)
    return tensor


LYING_TENSORS = {
    "2^60 elements": tensor_with([2**60], raw_data=b"abcd"),
    "2^64 elements": tensor_with([2**32, 2**32], raw_data=b"abcd"),
    "2^60 in a list": tensor_with([2**60], float_data=[1]),
    "2^61 halves of a byte": tensor_with([2**61], raw_data=b"a", data_type=TensorProto.INT4),
    "negative": tensor_with([-1], raw_data=b"abcd"),
    "raw data too short": tensor_with([10], raw_data=b"abcd"),
    "raw data too long": tensor_with([1], raw_data=b"abcdefgh"),
    "raw data cut in an element": tensor_with([1], raw_data=b"abc"),
    "100 000 axes": tensor_with([1] * 100_000, raw_data=b"abcd"),
    "unknown type": tensor_with([1], raw_data=b"abcd", data_type=99),
    "external, absolute": external(location="/etc/passwd"),
    "external, above": external(location="../../etc/passwd"),
    "external, a device": external(location="/dev/zero"),
    "external, no name": external(location=""),
    "external, before the file": external(location="model.onnx", offset="-4", length="4"),
    "external, past 2^64": external(location="model.onnx", offset="18446744073709551612", length="8"),
    "external, past the end": external(location="model.onnx", offset="4096", length="4"),
}


def test_onnx_tensors_that_lie(tmp_path):
    add = helper.make_node("Add", ["x", "w"], ["y"])
    files = [(name, onnx_of([add], tensor)) for name, tensor in LYING_TENSORS.items()]
    assert not complaints(files, ".onnx", tmp_path)


def ints(name, *values):
    return numpy_helper.from_array(np.array(values, np.int64), name)


def greedy_graphs():
    """Small files whose operators ask for much; some are legal, as long as nobody computes them."""
    node = helper.make_node
    weight = numpy_helper.from_array(np.zeros((4, 3, 3, 3), np.float32), "w")
    for number in HUGE:
        yield f"fill {number}", onnx_of([node("ConstantOfShape", ["s"], ["y"])], ints("s", number, number))
        yield f"expand to {number}", onnx_of([node("Expand", ["c", "s"], ["y"])], ints("c", 1), ints("s", number))
        yield f"tile {number} times", onnx_of([node("Tile", ["x", "s"], ["y"])], ints("s", *[number] * 4))
        yield f"pad by {number}", onnx_of([node("Pad", ["x", "s"], ["y"])], ints("s", *[number] * 8))
        yield f"resize to {number}", onnx_of([node("Resize", ["x", "", "", "s"], ["y"])], ints("s", 1, 3, number, 8))
        yield f"reshape to {number}", onnx_of([node("Reshape", ["x", "s"], ["y"])], ints("s", number, 2, -1))
        yield f"split at {number}", onnx_of([node("Split", ["x", "s"], ["y", "z"], axis=1)], ints("s", number, number))
        yield f"flatten {number}", onnx_of([node("Flatten", ["x"], ["y"])], size=(1, number, number))
        lies = {"pads": [number] * 4, "strides": [number] * 2, "dilations": [number] * 2, "group": number}
        for name, value in lies.items():
            yield f"convolution of {name} {number}", onnx_of([node("Conv", ["x", "w"], ["y"], **{name: value})], weight)
        yield f"window of {number}", onnx_of([node("MaxPool", ["x"], ["y"], kernel_shape=[number, number])])
    doubled = [node("Concat", [f"c{i}", f"c{i}"], [f"c{i + 1}"], axis=0) for i in range(60)]
    yield "60 times doubled", onnx_of([*doubled, node("Identity", ["c60"], ["y"])], ints("c0", 1, 2))
    yield "divisions by zero", onnx_of([node("Div", ["a", "b"], ["y"])], ints("a", 1, -(2**63)), ints("b", 0, -1))
    yield "remainder of nothing", onnx_of([node("Mod", ["a", "b"], ["y"])], ints("a", 1, -(2**63)), ints("b", 0, -1))
    yield "node that waits for itself", onnx_of([node("Relu", ["y"], ["z"]), node("Relu", ["z"], ["y"])])
    yield "a value made twice", onnx_of([node("Relu", ["x"], ["y"]), node("Relu", ["x"], ["y"])])
    chain = [node("Relu", [f"v{i}" if i else "x"], [f"v{i + 1}" if i < 2999 else "y"]) for i in range(3000)]
    yield "a long chain", onnx_of(chain)


def test_onnx_graphs_that_ask_for_much(tmp_path):
    assert not complaints(greedy_graphs(), ".onnx", tmp_path, {0, *REFUSED})


def varint(number):
    encoded = bytearray()
    while number > 127:
        encoded.append(number & 127 | 128)
        number >>= 7
    return bytes(encoded + bytes([number]))


def field(number, content):
    return varint(number << 3 | 2) + varint(len(content)) + content


def nested_graphs(depth):
    """A model whose If holds a graph whose If holds a graph …; written by hand, since protobuf refuses to."""
    graph = b""
    for _ in range(depth):
        attribute = field(1, b"then_branch") + field(6, graph) + b"\xa0\x01\x05"
        graph = field(1, field(1, b"x") + field(2, b"y") + field(4, b"If") + field(5, attribute))
    output = helper.make_tensor_value_info("y", TensorProto.FLOAT, None).SerializeToString()
    return b"\x08\x08" + field(7, graph + field(12, output)) + field(8, b"\x10\x11")


def test_protobuf_that_lies(tmp_path):
    files = [
        ("groups in groups", b"\x08\x08" + b"\x0b" * 1_000_000),
        ("a number without end", b"\x08\x08" + b"\xff" * 100),
        ("a graph of 2^64 bytes", b"\x08\x08\x3a" + b"\xff" * 9 + b"\x01"),
        ("no graph", b"\x08\x08" * 1000),
        ("zeros", bytes(5000)),
    ]
    assert not complaints(files, ".onnx", tmp_path, {DAMAGED})
    assert not complaints([("graphs in graphs", nested_graphs(10_000))], ".onnx", tmp_path, {UNSUPPORTED})
