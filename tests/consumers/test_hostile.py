"""Damaged models, and those that ask for calls, end in one line and exit code 3 or 4, quickly, and run nothing."""

import io
import random
import zipfile

import onnx
import pytest

import checkpoint
import hostile
from conftest import ROOT
from hostile import DAMAGED, REFUSED, complaints

CHECKPOINT = ROOT / "examples/models/shapes.pt"
MEANT_WELL = frozenset({0, *REFUSED})  # a change may happen to be harmless


@pytest.fixture(scope="module")
def onnx_file(tmp_path_factory):
    folder = tmp_path_factory.mktemp("onnx")
    model = folder / "shapes.pt"
    model.write_bytes(CHECKPOINT.read_bytes())
    result = hostile.convert(model)
    assert result.returncode == 0, result.stderr
    return (folder / "x.onnx").read_bytes()


def cuts(content):
    return ((f"first {size} bytes", content[:size]) for size in range(0, len(content), 1024))


def flips(content, places, count, seed):
    """Copies with one bit turned over, at places that are the same each time."""
    dice = random.Random(seed)
    for _ in range(count):
        place, bit = dice.choice(places), dice.randrange(8)
        changed = bytearray(content)
        changed[place] ^= 1 << bit
        yield f"bit {bit} of byte {place}", bytes(changed)


def outside_of_weights(content):
    """Places that are not in the raw data of larger tensors: there a flip changes what the file says."""
    places = set(range(len(content)))
    for tensor in onnx.load_model_from_string(content).graph.initializer:
        if len(tensor.raw_data) >= 64:
            begin = content.find(tensor.raw_data)
            places -= set(range(begin, begin + len(tensor.raw_data)))
    return sorted(places)


def zip_of(members):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return packed.getvalue()


def members_of(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_cut_checkpoints(tmp_path):
    assert not complaints(cuts(CHECKPOINT.read_bytes()), ".pt", tmp_path, {DAMAGED})


def test_cut_onnx_files(onnx_file, tmp_path):
    assert not complaints(cuts(onnx_file), ".onnx", tmp_path, {DAMAGED})


def test_checkpoints_with_a_flipped_bit(tmp_path):
    content = CHECKPOINT.read_bytes()
    assert not complaints(flips(content, range(len(content)), 300, seed=1), ".pt", tmp_path, MEANT_WELL)


def test_onnx_files_with_a_flipped_bit(onnx_file, tmp_path):
    changed = flips(onnx_file, outside_of_weights(onnx_file), 300, seed=2)
    assert not complaints(changed, ".onnx", tmp_path, MEANT_WELL)


def test_pickles_with_a_flipped_bit_and_the_right_crc(tmp_path):
    members = members_of(CHECKPOINT)
    name = next(name for name in members if name.endswith("data.pkl"))
    pickled = members[name]
    changed = ((what, zip_of(members | {name: content}))
               for what, content in flips(pickled, range(len(pickled)), 200, seed=3))
    assert not complaints(changed, ".pt", tmp_path, MEANT_WELL)


# ---- calls


CALLS = [("posix", "system"), ("os", "system"), ("builtins", "exec"), ("subprocess", "Popen"), ("torch.hub", "load")]


def call_of(module, name, trace):
    """The result of a call that would make the file `trace`, as a pickle asks for it."""
    command = f"open({str(trace)!r}, 'w')" if name == "exec" else f"touch {trace}"
    return checkpoint.Object(checkpoint.Name(module, name), (["sh", "-c", command] if name == "Popen" else command,))


def put_at_root(checkpoint_root, call):
    return call


def put_for_network(checkpoint_root, call):
    return checkpoint_root | {"model": call}


def put_for_layer(checkpoint_root, call):
    checkpoint_root["model"].state["_modules"]["model"].state["_modules"]["3"] = call
    return checkpoint_root


def put_for_weight(checkpoint_root, call):
    first = checkpoint_root["model"].state["_modules"]["model"].state["_modules"]["0"]
    first.state["_modules"]["conv"].state["_parameters"]["weight"] = call
    return checkpoint_root


@pytest.mark.parametrize("module,name", CALLS)
@pytest.mark.parametrize("put", [put_at_root, put_for_network, put_for_layer, put_for_weight])
def test_calls_in_place_of_what_is_needed(put, module, name, tmp_path):
    model, trace = tmp_path / "model.pt", tmp_path / "was_called"
    checkpoint.write(put(checkpoint.read(CHECKPOINT), call_of(module, name, trace)), model)
    result = hostile.convert(model)
    assert result.returncode in REFUSED and f"{module}.{name}" in result.stderr, result.stderr
    assert not trace.exists()


@pytest.mark.parametrize("module,name", CALLS)
def test_calls_beside_the_network_are_named_and_not_made(module, name, tmp_path):
    model, trace = tmp_path / "model.pt", tmp_path / "was_called"
    checkpoint.write(checkpoint.read(CHECKPOINT) | {"extra": call_of(module, name, trace)}, model)
    result = hostile.convert(model)
    warnings = [line for line in result.stderr.splitlines() if line.startswith("warning: ")]
    assert result.returncode == 0 and any(f"{module}.{name}" in line for line in warnings), result.stderr
    assert not trace.exists()
