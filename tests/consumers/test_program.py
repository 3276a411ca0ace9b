"""The contract of the program, on the shipped example models."""

import ast
import json
import pathlib
import subprocess

import numpy as np
import onnx
import onnxruntime
import pytest

ROOT = pathlib.Path(__file__).parents[2]
DETECT = ROOT / "examples/models/shapes.pt"
SEGMENT = ROOT / "examples/models/shapes-seg.pt"
PICTURES = sorted((ROOT / "examples/images").iterdir())


@pytest.fixture
def ponte(program):
    """Runs the program and gives whatever came of it."""

    def run(*arguments):
        return subprocess.run([program, *map(str, arguments)], capture_output=True, text=True)

    return run


@pytest.fixture
def detector(ponte, tmp_path):
    path = tmp_path / "shapes.onnx"
    assert ponte("convert", DETECT, "-o", path, "--no-check").returncode == 0
    return path


def errors(result):
    return [line for line in result.stderr.splitlines() if line.startswith("error: ")]


def test_usage_errors_exit_2(ponte, tmp_path, detector):
    cases = [
        ["convert", tmp_path / "missing.pt", "-o", tmp_path / "x.onnx"],
        ["convert", DETECT, "-o", tmp_path / "x.unknown"],
        ["convert", DETECT, "-o", detector],
        ["convert", DETECT, "-o", tmp_path / "x.onnx", "--outputs", "none"],
        ["convert", DETECT, "-o", tmp_path / "x.onnx", "--imgsz", "-3"],
        ["convert", DETECT, "-o", tmp_path / "x.onnx", "--disable-rule", "no_such_rule"],
        ["convert", detector, "-o", tmp_path / "x.onnx", "--imgsz", "640"],
        ["convert", "--no-such-option"],
        ["no-such-verb"],
        [],
    ]
    for arguments in cases:
        result = ponte(*arguments)
        assert (result.returncode, len(errors(result))) == (2, 1), arguments
        assert result.stdout == ""


def test_damaged_input_exits_3_and_leaves_nothing(ponte, tmp_path):
    broken = tmp_path / "broken.pt"
    broken.write_bytes(DETECT.read_bytes()[:5000])
    result = ponte("convert", broken, "-o", tmp_path / "x.onnx")
    assert (result.returncode, len(errors(result))) == (3, 1)
    assert f"error: {broken}: " in result.stderr
    assert list(tmp_path.iterdir()) == [broken]


def test_existing_output_is_replaced_only_with_force(ponte, detector):
    before = detector.read_bytes()
    assert ponte("convert", DETECT, "-o", detector, "--outputs", "split", "--no-check").returncode == 2
    assert detector.read_bytes() == before
    assert ponte("convert", DETECT, "-o", detector, "--outputs", "split", "--no-check", "--force").returncode == 0
    assert detector.read_bytes() != before


def test_same_input_same_bytes(ponte, detector, tmp_path):
    assert ponte("convert", DETECT, "-o", tmp_path / "again.onnx", "--no-check").returncode == 0
    assert (tmp_path / "again.onnx").read_bytes() == detector.read_bytes()


def test_onnx_to_onnx_is_idempotent(ponte, detector, tmp_path):
    assert ponte("convert", detector, "-o", tmp_path / "once.onnx", "--no-check").returncode == 0
    assert ponte("convert", tmp_path / "once.onnx", "-o", tmp_path / "twice.onnx", "--no-check").returncode == 0
    assert (tmp_path / "once.onnx").read_bytes() == (tmp_path / "twice.onnx").read_bytes()


@pytest.mark.parametrize("model", [DETECT, SEGMENT], ids=lambda path: path.stem)
@pytest.mark.parametrize("arguments", ["--outputs joint", "--outputs split", "--outputs levels", "--batch dynamic",
                                       "--dynamic-size", "--imgsz 128,192", "--opset 13", "--opset 20", "--opset 25"])
def test_checker_accepts_what_is_written(ponte, model, arguments, tmp_path):
    path = tmp_path / "x.onnx"
    result = ponte("convert", model, "-o", path, *arguments.split())
    assert result.returncode == 0, result.stderr
    onnx.checker.check_model(path, full_check=True)


def test_nodes_carry_the_module_path(detector):
    names = [node.name for node in onnx.load(detector).graph.node]
    assert len(set(names)) == len(names)
    assert "model.0.conv" in names
    assert any(name.endswith(".cv2.0.0.conv") for name in names)


def test_metadata_are_those_that_ultralytics_reads(detector):
    metadata = {entry.key: entry.value for entry in onnx.load(detector).metadata_props}
    names = ast.literal_eval(metadata["names"])
    assert list(names.values()) == ["circle", "square", "triangle", "star", "cross", "ring"]
    assert ast.literal_eval(metadata["imgsz"]) == [320, 320]
    assert (metadata["task"], metadata["stride"], metadata["batch"], metadata["end2end"]) == ("detect", "32", "1", "False")


def test_split_and_joint_say_the_same(ponte, detector, tmp_path):
    split = tmp_path / "split.onnx"
    assert ponte("convert", detector, "-o", split, "--outputs", "split").returncode == 0
    feed = {"images": np.random.default_rng(0).random((1, 3, 320, 320), np.float32)}
    (joint,) = onnxruntime.InferenceSession(detector).run(None, feed)
    boxes, scores = onnxruntime.InferenceSession(split).run(None, feed)
    centre, size = joint[0, :2], joint[0, 2:4]
    np.testing.assert_allclose(boxes[0].T, np.concatenate([centre - size / 2, centre + size / 2]), atol=1e-3)
    np.testing.assert_allclose(scores[0].T, joint[0, 4:], atol=1e-6)


def test_json_is_one_object_on_stdout(ponte, detector, tmp_path):
    converted = json.loads(ponte("convert", DETECT, "-o", tmp_path / "x.onnx", "--json").stdout)
    assert converted["card"]["task"] == "detect"
    assert max(row["max_abs"] for row in converted["written"][0]["parity"]) < 0.1
    inspected = json.loads(ponte("inspect", DETECT, "--json").stdout)
    assert inspected["parameters"] == 132106
    found = json.loads(ponte("predict", detector, PICTURES[0], "--json").stdout)
    assert set(found["images"][0]["objects"][0]) == {"image", "class", "name", "confidence", "box"}
    compared = json.loads(ponte("compare", DETECT, detector, "--json").stdout)
    assert compared["first_divergence"] == ""


def test_quiet_says_nothing_on_stderr(ponte, tmp_path):
    assert ponte("convert", DETECT, "-o", tmp_path / "x.onnx", "--quiet").stderr == ""


def labelled_boxes(picture):
    """(class, x1, y1, x2, y2), as fractions of the picture."""
    rows = (ROOT / "examples/labels" / (picture.stem + ".txt")).read_text().split("\n")
    for kind, cx, cy, w, h in (map(float, row.split()) for row in rows if row):
        yield int(kind), cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2


def overlap(a, b):
    width, height = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    shared = max(width, 0) * max(height, 0)
    return shared / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - shared)


def test_predict_finds_the_labelled_shapes(ponte, detector, tmp_path):
    result = ponte("predict", detector, *PICTURES, "-o", tmp_path / "drawn", "--json")
    found = wanted = right = 0
    for picture, seen in zip(PICTURES, json.loads(result.stdout)["images"]):
        sides = np.array([seen["width"], seen["height"]] * 2)
        boxes = [(o["class"], *(np.array(list(o["box"].values())) / sides)) for o in seen["objects"]]
        labels = list(labelled_boxes(picture))
        found, wanted = found + len(boxes), wanted + len(labels)
        right += sum(any(k == kind and overlap(b, box) > 0.5 for k, *b in boxes) for kind, *box in labels)
        assert (tmp_path / "drawn" / picture.name).stat().st_size > 1000
    assert right / wanted >= 0.9
    assert right / found >= 0.9


def test_compare_finds_a_changed_weight(ponte, detector, tmp_path):
    model = onnx.load(detector)
    weight = next(i for i in model.graph.initializer if i.name == "model.4.cv2.conv.weight")
    values = onnx.numpy_helper.to_array(weight).copy()
    values[0] *= 1.5
    weight.CopyFrom(onnx.numpy_helper.from_array(values, weight.name))
    onnx.save(model, tmp_path / "changed.onnx")
    result = ponte("compare", detector, tmp_path / "changed.onnx", "--max-abs", "0.001")
    assert result.returncode == 1
    assert "first stage that differs by more than rounding: raw head" in result.stdout


def test_developers_can_stop_and_look(ponte, tmp_path):
    stopped = ponte("convert", DETECT, "-o", tmp_path / "a.onnx", "--stop-after", "3", "--json")
    assert sum(n for rule, n in json.loads(stopped.stdout)["rules"].items() if rule.startswith("fuse_")) <= 3
    kept = ponte("convert", DETECT, "-o", tmp_path / "b.onnx", "--disable-rule", "fuse_conv_batch_norm", "--json")
    assert "fuse_conv_batch_norm" not in json.loads(kept.stdout)["rules"]
    dumped = ponte("convert", DETECT, "-o", tmp_path / "c.onnx", "--dump-after", "fuse", "--no-check")
    assert "conv(" in dumped.stderr and "graph " in dumped.stderr


def test_program_starts_without_the_engine(program, tmp_path):
    command = [program, "convert", DETECT, "-o", tmp_path / "x.onnx"]
    environment = {"PONTE_ONNXRUNTIME": str(tmp_path / "nothing.so")}
    assert subprocess.run([*command, "--no-check"], env=environment, capture_output=True).returncode == 0
    checked = subprocess.run([*command, "--force"], env=environment, capture_output=True, text=True)
    assert (checked.returncode, len(errors(checked))) == (5, 1)


@pytest.mark.parametrize("ending, options", [
    ("onnx", ["--batch-norm", "keep"]), ("tflite", ["--batch-norm", "keep"]), ("onnx", ["--precision", "fp16"]),
    ("keras", ["--precision", "int8-weights"])])
def test_what_a_format_cannot_do_is_refused_before_anything_is_written(ponte, tmp_path, ending, options):
    first, second = tmp_path / ("first.keras" if "keep" in options else "first.tflite"), tmp_path / f"second.{ending}"
    result = ponte("convert", DETECT, "-o", first, "-o", second, "--no-check", *options)
    assert result.returncode == 2 and options[0] in result.stderr
    assert not list(tmp_path.iterdir())
