"""Models of `ponte convert --embed pre,post` in ONNX Runtime Web (WebAssembly, in node) give what ONNX Runtime gives."""

import base64
import json
import pathlib
import shutil
import subprocess

import numpy as np
import pytest
from test_embed import CLASSES, DETECT, IMAGES, SEGMENT, TASKS, as_inputs, network_outputs, open_session
from test_embed import picture, read_rgb, run
from test_embed import show_input, write_network  # noqa: F401 (a fixture)

from conftest import ROOT

NODE = shutil.which("node")
INSTALLED = ROOT / ".venv/web"
RUNNER = pathlib.Path(__file__).parent / "web/run.mjs"
TYPES = {"bool": bool, "uint8": np.uint8, "int32": np.int32, "int64": np.int64, "float32": np.float32}

pytestmark = pytest.mark.skipif(not (NODE and (INSTALLED / "node_modules/onnxruntime-web").is_dir()),
                                reason="no node, or no onnxruntime-web in .venv/web; `tools/setup tests` installs it")


def encode(array):
    name = next(name for name, dtype in TYPES.items() if array.dtype == dtype)
    return {"type": name, "dims": array.shape, "data": base64.b64encode(np.ascontiguousarray(array).tobytes()).decode()}


def decode(tensor):
    return np.frombuffer(base64.b64decode(tensor["data"]), TYPES[tensor["type"]]).reshape(tensor["dims"])


@pytest.fixture
def run_in_web(tmp_path):
    """run_in_web(model, runs) gives the outputs of each run by name, as open_session() and run() do natively."""

    def run_all(model, runs):
        encoded = [{name: encode(np.asarray(value)) for name, value in inputs.items()} for inputs in runs]
        request = tmp_path / "request.json"
        request.write_text(json.dumps({"model": str(model), "runs": encoded}))
        done = subprocess.run([NODE, RUNNER, INSTALLED, request], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return [{name: decode(tensor) for name, tensor in answer.items()} for answer in json.loads(done.stdout)]

    return run_all


def assert_same(found, expected, network_error):
    """Row by row; the sums of the network itself are made in another order."""
    assert {name: (value.shape, value.dtype) for name, value in found.items()} == \
           {name: (value.shape, value.dtype) for name, value in expected.items()}
    assert np.array_equal(found["classes"], expected["classes"])
    for name in found.keys() - {"classes", "masks"}:
        scale = 1 if name == "scores" else 100
        np.testing.assert_allclose(found[name], expected[name], rtol=0, atol=network_error * scale, err_msg=name)
    if "masks" in found:
        assert np.count_nonzero(found["masks"] != expected["masks"]) <= 1e-5 * found["masks"].size


@pytest.fixture
def embed(tmp_path, ponte):
    """embed(model, options) gives what takes pictures and thresholds, all of which have to be given (see docs/embed.md)."""

    def make(model, *options):
        path = tmp_path / "embedded.onnx"
        ponte("convert", model, "-o", path, "--embed", "pre,post", "--thresholds", "required", *options)
        return path

    return make


def inputs_of(image, class_count, **choices):
    """All of them; what is not chosen is as usual."""
    inputs = as_inputs({"confidence": 0.25, "iou": 0.7, "agnostic": False, "most": 300, **choices})
    inputs["class_mask"] = np.isin(np.arange(class_count), choices.get("classes", range(class_count)))
    return {"image": image, **inputs}


@pytest.mark.parametrize("model", [DETECT, SEGMENT], ids=lambda path: path.stem)
def test_trained_models_find_the_same(model, embed, run_in_web):
    choices = [{}, {"confidence": 0.6}, {"confidence": 0.05, "iou": 0.4, "agnostic": True}, {"most": 2}]
    runs = [inputs_of(read_rgb(path), 6, **chosen) for path in (IMAGES[0], IMAGES[-1]) for chosen in choices]
    assert len({inputs["image"].shape for inputs in runs}) == 2
    embedded, counts = embed(model), set()
    for inputs, found in zip(runs, run_in_web(embedded, runs), strict=True):
        assert_same(found, run(open_session(embedded), **inputs), network_error=1e-5)
        counts.add(len(found["scores"]))
    assert len(counts) > 2, "the thresholds do nothing"


def test_thresholds_may_be_left_out_of_usual_models(tmp_path, ponte, run_in_web):
    ponte("convert", DETECT, "-o", tmp_path / "embedded.onnx", "--embed", "pre,post", "--conf", "0.4")
    inputs = {"image": read_rgb(IMAGES[0])}
    found, = run_in_web(tmp_path / "embedded.onnx", [inputs])
    assert len(found["scores"]) > 0
    assert_same(found, run(open_session(tmp_path / "embedded.onnx"), **inputs), network_error=1e-5)


@pytest.mark.parametrize("task", TASKS)
def test_crowds_of_every_task_are_thinned_the_same(task, tmp_path, embed, run_in_web):
    write_network(tmp_path / "network.onnx", task, network_outputs(task, "columns", seed=3))
    choices = [{}, {"iou": 0.3, "most": 5}, {"classes": [0, CLASSES - 1]}, {"confidence": 0.9999}]
    runs = [inputs_of(np.zeros((*size, 3), np.uint8), CLASSES, **chosen)
            for size in [(101, 67), (33, 200)] for chosen in choices]
    embedded = embed(tmp_path / "network.onnx")
    for inputs, found in zip(runs, run_in_web(embedded, runs), strict=True):
        assert_same(found, run(open_session(embedded), **inputs), network_error=1e-6)


def test_batches_say_how_many(tmp_path, embed, run_in_web):
    singles = [network_outputs("detect", "columns", seed) for seed in (1, 2)]
    write_network(tmp_path / "network.onnx", "detect", [np.concatenate(both) for both in zip(*singles)])
    runs = [inputs_of(np.zeros((2, 70, 110, 3), np.uint8), CLASSES, confidence=value) for value in (0.25, 0.9)]
    for inputs in runs:
        del inputs["max_detections"]
    embedded = embed(tmp_path / "network.onnx", "--max-det", "25")
    for inputs, found in zip(runs, run_in_web(embedded, runs), strict=True):
        expected = run(open_session(embedded), **inputs)
        assert np.array_equal(found["count"], expected["count"]) and found["count"].any()
        assert_same(found, expected, network_error=1e-6)


def test_letterbox_has_the_same_bits(show_input, tmp_path, run_in_web):  # noqa: F811 (the fixture)
    session = show_input(640, 640)
    runs = [{"image": picture(*size)} for size in [(1, 1), (97, 61), (1280, 720), (640, 480)]]
    for inputs, found in zip(runs, run_in_web(tmp_path / "seen.onnx", runs), strict=True):
        assert np.array_equal(found["seen"], run(session, **inputs)["seen"]), inputs["image"].shape
