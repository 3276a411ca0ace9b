"""Sizes, opsets and names that users choose come out as they were meant; what cannot be carried is refused by name."""

import ast
import json

import numpy as np
import onnx
import pytest

import checkpoint
from conftest import ROOT
from hostile import UNSUPPORTED, convert as convert_whatever

DETECT = ROOT / "examples/models/shapes.pt"
PICTURES = sorted((ROOT / "examples/images").iterdir())
NAMES = ["it's", 'say "ring"', "back\\slash", "two\nlines", "Kreis ○ 円", ""]


def noise(*shape):
    return np.random.default_rng(0).random(shape, np.float32)


def output_of(outputs):
    return outputs["output0"]


# ---- sizes and opsets


def test_open_batch_gives_each_picture_what_it_gets_alone(convert, run_onnx):
    pictures = noise(3, 3, 320, 320)
    single = convert(DETECT)
    alone = [output_of(run_onnx(single, picture[None])) for picture in pictures]
    together = output_of(run_onnx(convert(DETECT, "--batch", "dynamic"), pictures))
    np.testing.assert_allclose(together, np.concatenate(alone), atol=1e-3)


@pytest.mark.parametrize("height,width", [(320, 320), (192, 416), (32, 64)])
def test_open_size_gives_what_that_size_gives(height, width, convert, run_onnx):
    picture = noise(1, 3, height, width)
    fixed = output_of(run_onnx(convert(DETECT, "--imgsz", f"{height},{width}"), picture))
    open_size = output_of(run_onnx(convert(DETECT, "--dynamic-size", "--batch", "dynamic"), picture))
    np.testing.assert_allclose(open_size, fixed, atol=1e-3)


@pytest.mark.parametrize("opset", [13, 15, 18, 20, 22, 24])
def test_every_opset_gives_the_same(opset, convert, run_onnx):
    picture = noise(1, 3, 320, 320)
    usual = output_of(run_onnx(convert(DETECT), picture))
    path = convert(DETECT, "--opset", opset)
    assert onnx.load(path).opset_import[0].version == opset
    np.testing.assert_allclose(output_of(run_onnx(path, picture)), usual, atol=1e-3)


# ---- names


@pytest.fixture
def renamed(tmp_path):
    """The detector, its classes named so that every format has to quote them."""
    root = checkpoint.read(DETECT)
    root["model"].state["names"] = dict(enumerate(NAMES))
    checkpoint.write(root, tmp_path / "renamed.pt")
    return tmp_path / "renamed.pt"


def test_names_survive_quoting(renamed, convert, ponte):
    path = convert(renamed).rename(renamed.with_name("once.onnx"))
    metadata = {entry.key: entry.value for entry in onnx.load(path).metadata_props}
    assert list(ast.literal_eval(metadata["names"]).values()) == NAMES
    ponte("convert", path, "-o", path.with_name("twice.onnx"), "--no-check")
    for model in (renamed, path, path.with_name("twice.onnx")):
        assert list(json.loads(ponte("inspect", model, "--json"))["card"]["names"].values()) == NAMES


# ---- objects


def rows_of(file):
    return [(row["name"], round(row["confidence"], 3)) for row in json.loads(file.read_text())]


def test_predict_options_choose_among_the_objects(ponte, tmp_path):
    def found(*options):
        file = tmp_path / "rows.json"
        ponte("predict", DETECT, *PICTURES[:3], "--save-json", file, "--force", *options)
        return rows_of(file)

    everything = found("--conf", "0.1")
    assert {name for name, _ in everything} > {"circle", "ring"}
    assert found("--conf", "0.6") == [row for row in everything if row[1] > 0.6]
    assert found("--conf", "0.1", "--classes", "0,5") == [row for row in everything if row[0] in ("circle", "ring")]
    assert len(found("--max-det", "2")) == 2 * 3
    assert len(found("--agnostic", "--iou", "0.3")) <= len(found())
    assert {name for name, _ in found("--rect")} == {name for name, _ in found()}


# ---- what cannot be carried


def refused_checkpoints():
    root = checkpoint.read(DETECT)
    root["model"].state["_modules"]["model"].state["_modules"]["3"].made_by = checkpoint.Name("my.blocks", "MyBlock")
    yield root, "model.3: class MyBlock is not known"
    weight = checkpoint.tensor("FloatStorage", bytes(4), 1, [1])
    yield {"a.weight": weight, "a.bias": weight}, "a state dict: weights without the network"
    yield {"state_dict": {"a.weight": weight}, "epoch": 3}, "a state dict: weights without the network"
    yield {"epoch": 3}, "no network in the checkpoint; it has: epoch"
    yield [1, 2], "the checkpoint's network is a list"


def assert_refused(model, reason):
    result = convert_whatever(model, "--quiet")
    assert result.returncode == UNSUPPORTED
    assert f"error: {model}: {reason}" in result.stderr


def test_refused_checkpoints_say_why(tmp_path):
    for root, reason in refused_checkpoints():
        checkpoint.write(root, tmp_path / "model.pt")
        assert_refused(tmp_path / "model.pt", reason)


def test_hdf5_without_a_model_is_recognised(tmp_path):
    (tmp_path / "model.pt").write_bytes(b"\x89HDF\r\n\x1a\n" + bytes(100))
    assert_refused(tmp_path / "model.pt", "HDF5")
