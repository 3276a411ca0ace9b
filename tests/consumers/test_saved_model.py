"""What ponte writes as SavedModels: TensorFlow loads them through every door and gives what PyTorch gave."""

import importlib.util
import json
import subprocess
import sys

import numpy as np
import pytest

from conftest import DATA, PROGRAM, ROOT
from golden_cases import GOLDENS, TWO_HEADED, Case, assert_head_with_nms_outside, assert_head_without_nms
from test_examples import CLASSES, EXAMPLES, assert_example, network_input

pytestmark = pytest.mark.skipif(not importlib.util.find_spec("tensorflow"), reason="TensorFlow is not installed")

RUNNER = ROOT / "tests/consumers/saved_model_runner.py"
DOORS = ["call", "call with a tensor by name", "signature", "attribute", "session", "C++ loader", "keras", "tflite"]
HEADS = [(name, "outside") for name in GOLDENS] + [(name, "inside") for name in TWO_HEADED]


def run_tensorflow(*arguments):
    command = [sys.executable, RUNNER, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=600)


def to_saved_model(model, folder, *options):
    command = [PROGRAM, "convert", model, "-o", folder, "--no-check", "--quiet", *options]
    run = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return folder


def golden_of_example(stem):
    stored = np.load(EXAMPLES / "golden" / f"{stem}.npz")
    return stored, network_input(stored["input"])


def assert_example_channels_last(stored, outputs):
    if "output1" in outputs:
        outputs = outputs | {"output1": outputs["output1"].transpose(0, 3, 1, 2)}
    assert_example(stored, outputs)


@pytest.fixture(scope="module", params=["shapes", "shapes-seg"])
def doors(request, tmp_path_factory):
    """The golden outputs of an example, and those that each door gave."""
    place = tmp_path_factory.mktemp("doors")
    stored, images = golden_of_example(request.param)
    np.save(place / "images.npy", images.transpose(0, 2, 3, 1))
    folder = to_saved_model(EXAMPLES / "models" / f"{request.param}.pt", place / "m_saved_model", "--imgsz", 320)
    run = run_tensorflow("run_doors", folder, place / "images.npy", place)
    return stored, place, run.stderr


@pytest.mark.parametrize("door", DOORS)
def test_every_door_gives_the_golden_outputs(door, doors):
    stored, place, said = doors
    assert (place / f"{door}.npz").exists(), said[-2000:]
    outputs = dict(np.load(place / f"{door}.npz"))
    if door == "attribute":
        outputs = {f"output{name}": value for name, value in outputs.items()}
    assert_example_channels_last(stored, outputs)


@pytest.fixture(scope="module")
def goldens(tmp_path_factory):
    place = tmp_path_factory.mktemp("goldens")
    jobs = []
    for name, head in HEADS:
        case = Case(name, "b")
        stem = f"{place}/{name}-{head}"
        options = ["--one-to-many"] if name in TWO_HEADED and head == "outside" else []
        to_saved_model(case.model, f"{stem}_saved_model", *case.options, *options)
        np.save(f"{stem}.npy", case.input().transpose(0, 2, 3, 1))
        jobs.append({"model": f"{stem}_saved_model", "input": f"{stem}.npy", "output": f"{stem}.npz"})
    (place / "jobs.json").write_text(json.dumps(jobs))
    return place, run_tensorflow("run_jobs", place / "jobs.json").stderr


@pytest.mark.skipif(not GOLDENS, reason="no golden outputs; PONTE_TEST_DATA names their place")
@pytest.mark.parametrize("name,head", HEADS)
def test_golden_model_gives_its_golden_outputs(name, head, goldens):
    place, said = goldens
    path = place / f"{name}-{head}.npz"
    assert path.exists(), said[-3000:]
    outputs = dict(np.load(path))
    if "output1" in outputs:
        outputs["output1"] = outputs["output1"].transpose(0, 3, 1, 2)
    assert_head = assert_head_with_nms_outside if head == "outside" else assert_head_without_nms
    assert_head(Case(name, "b"), outputs)


def test_weights_are_trainable_and_the_batch_is_open(tmp_path):
    folder = to_saved_model(EXAMPLES / "models" / "shapes.pt", tmp_path / "m_saved_model", "--outputs", "levels")
    run = run_tensorflow("train", folder)
    assert run.returncode == 0, run.stderr[-2000:]
    said = json.loads(run.stdout.splitlines()[-1])
    assert said["trainable"] == said["moved"] == len(said["variables"])
    assert "model.0/conv/kernel:0" in said["variables"]


def names_in(folder):
    return sorted(path.name for path in folder.iterdir())


def read_all(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_folder_names_and_equal_bytes(ponte, tmp_path):
    model = EXAMPLES / "models" / "shapes.pt"
    ponte("convert", model, "--to", "saved_model,onnx", "-o", tmp_path)
    ponte("convert", model, "-o", f"{tmp_path}/again_saved_model/", "--no-check")
    assert names_in(tmp_path) == ["again_saved_model", "shapes.onnx", "shapes_saved_model"]
    first, second = read_all(tmp_path / "shapes_saved_model"), read_all(tmp_path / "again_saved_model")
    variables = ["variables/variables.data-00000-of-00001", "variables/variables.index"]
    assert sorted(first) == ["metadata.yaml", "saved_model.pb", *variables]
    assert first == second


def test_parity_row_says_what_was_run(ponte, tmp_path):
    report = json.loads(ponte("convert", EXAMPLES / "models" / "shapes.pt", "-o", tmp_path / "m_saved_model", "--json"))
    written = report["written"][0]
    assert written["format"] == "saved_model" and len(written["parity"]) == 2
    assert "the folder itself was not run" in written["checked_with"]
    assert written["bytes"] == sum(len(content) for content in read_all(tmp_path / "m_saved_model").values())


def test_card_lies_where_ultralytics_looks(ponte, tmp_path):
    ponte("convert", EXAMPLES / "models" / "shapes.pt", "-o", tmp_path / "m_saved_model", "--no-check", "--imgsz", 320)
    lines = (tmp_path / "m_saved_model/metadata.yaml").read_text().splitlines()
    assert {'"task": "detect"', '"stride": 32', '"imgsz": [320, 320]', '"end2end": False'} <= set(lines)
    names = lines[lines.index("names:") + 1 :][:CLASSES]
    assert [line.split(":")[0] for line in names] == [f"  {i}" for i in range(CLASSES)]
    assert json.loads(names[0].split(": ")[1])


def fails(*arguments):
    command = [PROGRAM, "convert", EXAMPLES / "models" / "shapes.pt", "--no-check", *arguments]
    run = subprocess.run(command, capture_output=True, text=True)
    return run.returncode, run.stderr


def test_existing_folders_are_safe(ponte, tmp_path):
    ours, other, file = tmp_path / "a_saved_model", tmp_path / "b_saved_model", tmp_path / "c_saved_model"
    ponte("convert", EXAMPLES / "models" / "shapes.pt", "-o", ours, "--no-check")
    other.mkdir()
    (other / "thesis.tex").write_text("dear")
    file.write_text("a file")
    assert fails("-o", ours) == (2, f"error: {ours}: the folder exists already\nhint: pass --force to overwrite it\n")
    assert fails("-o", other, "--force")[0] == 2 and (other / "thesis.tex").read_text() == "dear"
    assert fails("-o", file, "--force")[0] == 2 and file.read_text() == "a file"
    assert fails("-o", ours, "--force", "--imgsz", "64")[0] == 0
    assert fails("-o", tmp_path / "nowhere" / "d_saved_model")[0] == 2
    assert names_in(tmp_path) == ["a_saved_model", "b_saved_model", "c_saved_model"]


def test_what_cannot_be_written_leaves_nothing(tmp_path):
    code, said = fails("-o", tmp_path / "m_saved_model", "--precision", "fp16")
    assert code == 2 and "--precision" in said
    code, said = fails("-o", tmp_path / "m_saved_model", "--batch-norm", "keep")
    assert code == 2 and list(tmp_path.iterdir()) == []


def run_one(folder, images, place):
    """The outputs by name, for pictures with channels first."""
    np.save(place / "i.npy", images.transpose(0, 2, 3, 1))
    job = {"model": str(folder), "input": f"{place}/i.npy", "output": f"{place}/o.npz"}
    (place / "jobs.json").write_text(json.dumps([job]))
    said = run_tensorflow("run_jobs", place / "jobs.json").stderr
    assert (place / "o.npz").exists(), said[-2000:]
    return dict(np.load(place / "o.npz"))


def test_a_saved_model_as_source_is_refused_as_such(ponte, tmp_path):
    ponte("convert", EXAMPLES / "models" / "shapes.pt", "-o", tmp_path / "m_saved_model", "--no-check")
    command = [PROGRAM, "convert", tmp_path / "m_saved_model", "-o", tmp_path / "m.onnx"]
    run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode == 4 and "SavedModels are written, but not read" in run.stderr


def test_suppression_inside_gives_the_same_objects(convert, run_onnx, tmp_path):
    model = EXAMPLES / "models" / "shapes-seg.pt"
    _, images = golden_of_example("shapes-seg")
    expected = run_onnx(convert(model, "--imgsz", 320, "--outputs", "detections"), images)
    folder = to_saved_model(model, tmp_path / "m_saved_model", "--imgsz", 320, "--embed", "post")
    found = run_one(folder, images, tmp_path)
    assert found["count"] == expected["count"] and found["count"][0] > 2
    rows, right = found["detections"], expected["detections"]
    assert np.abs(rows - right).max() < 1e-4 * right.max()
    assert (rows[..., 5] == right[..., 5]).all()


@pytest.mark.skipif(not DATA.is_dir(), reason="no test data")
def test_onnx_file_becomes_a_saved_model(data, tmp_path, run_onnx):
    source = data / "models/onnx/yolox-nano-coco-416-fp32.onnx"
    folder = to_saved_model(source, tmp_path / "m_saved_model")
    picture = np.random.default_rng(0).random((1, 3, 416, 416), dtype=np.float32) * 255
    outputs = run_one(folder, picture, tmp_path)
    for name, expected in run_onnx(source, picture).items():
        assert np.abs(outputs[name] - expected).max() < 1e-4 * np.abs(expected).max()
