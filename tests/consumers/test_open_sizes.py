"""ONNX files that leave sizes open, as exporters write them, for formats and runtimes that want them fixed."""

import subprocess

import numpy as np
import onnx
import pytest

from conftest import PROGRAM, ROOT

DETECT = ROOT / "examples/models/shapes.pt"


@pytest.fixture
def open_model(convert, tmp_path):
    return convert(DETECT, "--dynamic-size").rename(tmp_path / "open.onnx")


def test_sizes_are_chosen(open_model, ponte, run_onnx, tmp_path):
    picture = np.random.default_rng(1).random((1, 3, 128, 192), np.float32)
    expected = run_onnx(open_model, picture)["output0"]
    files = [tmp_path / name for name in ("x.onnx", "x.keras", "x.tflite")]
    ponte("convert", open_model, *(part for file in files for part in ("-o", file)), "--imgsz", "128,192")
    shape = onnx.load(files[0]).graph.input[0].type.tensor_type.shape
    assert [dim.dim_value for dim in shape.dim] == [1, 3, 128, 192]
    assert np.abs(run_onnx(files[0], picture)["output0"] - expected).max() < 1e-3


def test_the_head_is_found(open_model, ponte, tmp_path):
    ponte("convert", open_model, "--outputs", "split", "-o", tmp_path / "x.onnx")
    names = [output.name for output in onnx.load(tmp_path / "x.onnx").graph.output]
    assert names == ["boxes", "scores"]


def test_what_is_fixed_stays(convert, tmp_path):
    fixed = convert(DETECT)
    for options in (["--imgsz", "128"], ["--batch", "2"], ["--dynamic-size"]):
        command = [PROGRAM, "convert", fixed, "-o", tmp_path / "x.tflite", *options]
        result = subprocess.run(command, capture_output=True, text=True)
        assert result.returncode == 2 and "is fixed" in result.stderr and "\nhint: " in result.stderr


def test_formats_that_want_sizes_say_so(open_model, tmp_path):
    result = subprocess.run([PROGRAM, "convert", open_model, "-o", tmp_path / "x.tflite"], capture_output=True, text=True)
    assert result.returncode == 4 and "hint: --imgsz" in result.stderr


def test_the_decoding_of_an_exporter_is_made_anew(data, ponte, tmp_path):
    source = data / "models/onnx/yolo26n-coco-dyn-fp32-end2end.onnx"
    files = [tmp_path / name for name in ("x.keras", "x.tflite", "x_saved_model")]
    ponte("convert", source, *(part for file in files for part in ("-o", file)), "--imgsz", "320", "--batch", "1")


def test_predict_takes_a_size(open_model, ponte):
    picture = sorted((ROOT / "examples/images").iterdir())[0]
    assert "object" in ponte("predict", open_model, picture, "--imgsz", "192")
