"""TFLite files run in LiteRT inside ponte: what it measures, finds and compares is what the phone will give."""

import json
import os
import subprocess

import numpy as np
import pytest

from conftest import PROGRAM, ROOT

SHAPES = ROOT / "examples/models/shapes.pt"
PICTURES = sorted((ROOT / "examples/images").iterdir())
WITHOUT = os.environ | {"PONTE_LITERT": "/nowhere/libLiteRt.so"}


def run(*args, env=None):
    return subprocess.run([PROGRAM, *map(str, args)], capture_output=True, text=True, env=env)


@pytest.fixture(scope="module")
def shapes(tmp_path_factory):
    path = tmp_path_factory.mktemp("litert") / "shapes.tflite"
    assert run("convert", SHAPES, "-o", path, "--no-check").returncode == 0
    return path


def objects(ponte, model, picture, *options):
    found = json.loads(ponte("predict", model, picture, "--json", *options))
    rows = found["images"][0]["objects"]
    return [(row["class"], row["confidence"], [row["box"][k] for k in ("x1", "y1", "x2", "y2")]) for row in rows]


def assert_same_objects(got, wanted, score, pixels):
    assert [row[0] for row in got] == [row[0] for row in wanted]
    for (_, a, box_a), (_, b, box_b) in zip(got, wanted, strict=True):
        assert abs(a - b) < score
        assert np.abs(np.subtract(box_a, box_b)).max() < pixels


# ---- the parity table


def test_written_file_is_measured_in_litert(ponte, tmp_path):
    written = json.loads(ponte("convert", SHAPES, "-o", tmp_path / "x.tflite", "--json"))["written"][0]
    assert written["checked_with"].startswith("LiteRT 2.3.0 against the source")
    assert {row["output"]: row["max_abs"] < 1e-3 * max(1, row["largest"]) for row in written["parity"]} == {
        "output0 boxes": True, "output0 scores": True}
    assert all(row["largest"] > 0 for row in written["parity"])


def test_without_litert_it_is_read_back_and_the_program_says_so(tmp_path):
    done = run("convert", SHAPES, "-o", tmp_path / "x.tflite", env=WITHOUT)
    assert done.returncode == 0
    assert "read back, ONNX Runtime" in done.stdout
    assert "LiteRT is not to be found" in done.stderr and "reading it back" in done.stderr


# What a TFLite file says, where its engine is missing or would quantize what the graph does not.
BY_ITS_GRAPH = "the source, operator by operator, in ONNX Runtime"


@pytest.mark.parametrize("precision,engine", [("fp32", "the source in LiteRT"), ("fp16", "the source in LiteRT"),
                                              ("int8-weights", "the source in LiteRT"), ("int8-dynamic", BY_ITS_GRAPH)])
def test_source_that_computes_in_floats_is_run_in_litert(precision, engine, ponte, tmp_path):
    """Matrices in 8 bits too, which ONNX Runtime's optimiser would multiply with rounded numbers."""
    ponte("convert", SHAPES, "-o", tmp_path / "x.tflite", "--precision", precision, "--no-check")
    written = json.loads(ponte("convert", tmp_path / "x.tflite", "-o", tmp_path / "x.onnx", "--json"))["written"][0]
    assert engine in written["checked_with"]
    for row in written["parity"]:
        assert row["largest"] > 0 and row["max_abs"] < 1e-5 * max(1, row["largest"]), row


def test_without_litert_the_source_is_run_in_onnxruntime(shapes, tmp_path):
    done = run("convert", shapes, "-o", tmp_path / "x.onnx", env=WITHOUT)
    assert done.returncode == 0 and BY_ITS_GRAPH in done.stdout


@pytest.mark.parametrize("model", ["tiny-yolo26-rand", "tiny-yolo11-seg-rand", "yolo26n-pose"])
def test_no_comparison_is_of_nothing(ponte, data, tmp_path, model):
    source = data / "models/pt" / f"{model}.pt"
    written = json.loads(ponte("convert", source, "-o", tmp_path / "x.tflite", "--json"))["written"][0]
    for row in written["parity"]:
        assert np.prod(row["shape"]) > 0 and row["largest"] > 0, row


# ---- finding and comparing


def test_finds_what_the_checkpoint_finds(ponte, shapes):
    for picture in PICTURES[:2]:
        assert_same_objects(objects(ponte, shapes, picture), objects(ponte, SHAPES, picture), 1e-3, 0.1)


@pytest.mark.parametrize("options", [("--outputs", "split"), ("--io-layout", "nchw"), ("--precision", "fp16")])
def test_other_forms_find_the_same(ponte, tmp_path, options):
    ponte("convert", SHAPES, "-o", tmp_path / "x.tflite", *options, "--no-check")
    assert_same_objects(objects(ponte, tmp_path / "x.tflite", PICTURES[0]), objects(ponte, SHAPES, PICTURES[0]), 5e-3, 0.5)


def test_without_litert_it_finds_the_same_and_says_what_runs_it(shapes):
    done = run("predict", shapes, PICTURES[0], "--json", env=WITHOUT)
    assert done.returncode == 0 and "ONNX Runtime runs it" in done.stderr
    with_it = run("predict", shapes, PICTURES[0], "--json")
    assert with_it.stderr == ""
    names = [[row["name"] for row in json.loads(text)["images"][0]["objects"]] for text in (done.stdout, with_it.stdout)]
    assert names[0] == names[1]


def test_comparison_names_the_engines(ponte, shapes):
    compared = json.loads(ponte("compare", SHAPES, shapes, "--json"))
    assert compared["engines"][0].startswith("ONNX Runtime") and compared["engines"][1] == "LiteRT 2.3.0"
    assert compared["first_divergence"] == ""
    assert {row["stage"] for row in compared["stages"]} == {"picture", "letterbox", "tensor", "raw head", "decoded", "candidates", "kept"}


# ---- files that others made, quantized inside and at their ends


def matches(got, wanted):
    """How many of `wanted` are in `got`: same class, IoU over 0.8."""
    count = 0
    for index, _, (x1, y1, x2, y2) in wanted:
        for other, _, (u1, v1, u2, v2) in got:
            common = max(0, min(x2, u2) - max(x1, u1)) * max(0, min(y2, v2) - max(y1, v1))
            whole = (x2 - x1) * (y2 - y1) + (u2 - u1) * (v2 - v1) - common
            if index == other and common > 0.8 * whole:
                count += 1
                break
    return count


@pytest.mark.parametrize("quantized,reference", [
    ("tflite/yolov5n-coco-640-int8-u8io.tflite", "tflite/yolov5n-coco-640-fp16.tflite"),
    ("tflite/yolov8n-coco-640-int8full.tflite", "pt/yolov8n.pt"),
    ("tflite/yolov5n-coco-640-fp16.tflite", "pt/yolov5n-coco.pt"),
])
def test_quantized_files_find_what_the_floats_find(ponte, data, quantized, reference):
    for picture in (data / "images/bus.jpg", data / "images/zidane.jpg"):
        wanted = [o for o in objects(ponte, data / "models" / reference, picture) if o[1] > 0.5]
        got = objects(ponte, data / "models" / quantized, picture)
        assert len(wanted) >= 1 and matches(got, wanted) == len(wanted)


def test_rows_of_a_yolov5_file_are_brought_to_the_order_of_the_checkpoint(ponte, data):
    models = data / "models"
    compared = json.loads(ponte("compare", models / "pt/yolov5n-coco.pt", models / "tflite/yolov5n-coco-640-fp16.tflite", "--json"))
    assert compared["engines"][1] == "LiteRT 2.3.0"
    decoded = {row["output"]: row for row in compared["stages"] if row["stage"] == "decoded"}
    assert decoded["boxes"]["cosine"] > 0.9999 and decoded["scores"]["max_abs"] < 0.02


@pytest.mark.parametrize("name", ["truncated", "flipped"])
def test_damaged_files_do_not_reach_the_runtime(shapes, tmp_path, name):
    content = bytearray(shapes.read_bytes())
    if name == "truncated":
        content = content[: len(content) // 3]
    else:
        content[8:64] = bytes(255 - b for b in content[8:64])
    (tmp_path / "x.tflite").write_bytes(content)
    done = run("predict", tmp_path / "x.tflite", PICTURES[0])
    assert done.returncode == 3 and done.stderr.startswith("error: ")
