"""The operators of TFLite files are those that XNNPACK takes, in the forms with which it is fastest."""

import collections

import numpy as np
import pytest

pytest.importorskip("ai_edge_litert", reason="LiteRT is not installed")

from conftest import DATA, ROOT
from litert_models import operators, open_model, partitions

# Nearest-neighbour resizing is the one thing that XNNPACK leaves to others: twice in the neck.
PARTITIONS = 3
MODELS = {"shapes": ROOT / "examples/models/shapes.pt",
          **{name: DATA / f"models/pt/{name}.pt" for name in ("yolov8n", "yolo11n", "yolo12n-rand")}}


@pytest.fixture(scope="module", params=MODELS)
def model(request):
    if not MODELS[request.param].exists():
        pytest.skip(f"no {request.param}; PONTE_TEST_DATA names the folder of real models")
    return MODELS[request.param]


@pytest.mark.parametrize("outputs,transposes", [("split", 0), ("joint", 1)])
def test_all_but_resizing_is_delegated(ponte, model, outputs, transposes, tmp_path):
    path = tmp_path / "m.tflite"
    ponte("convert", model, "-o", path, "--outputs", outputs, "--no-check")
    counts = collections.Counter(operators(path))
    assert partitions(path) == PARTITIONS, counts
    assert counts["TRANSPOSE"] == transposes, counts
    assert all(len(tensor["shape"]) <= 4 for tensor in open_model(path, "builtin").get_tensor_details())


def test_of_a_split_only_what_is_read_is_cut_out(ponte, data, tmp_path):
    path = tmp_path / "m.tflite"
    ponte("convert", data / "models/pt/yolov8n.pt", "-o", path, "--outputs", "split", "--no-check")
    counts = collections.Counter(operators(path))
    assert counts["SLICE"] == 8 and counts["SPLIT"] == 0, "one for each C2f: the concat takes the whole map"
    assert counts["SOFTMAX"] == 3, "boxes are decoded level by level"


def test_int8_dynamic_keeps_the_first_and_last_convolutions_in_floats(ponte, data, tmp_path):
    path = tmp_path / "m.tflite"
    options = ["--outputs", "split", "--precision", "int8-dynamic", "--no-check"]
    ponte("convert", data / "models/pt/yolov8n.pt", "-o", path, *options)
    assert operators(path).count("PAD") == 2, "which XNNPACK joins with convolutions of floats only"
    assert partitions(path) == PARTITIONS
    kernels = {tensor["name"]: tensor["dtype"] for tensor in open_model(path, "builtin").get_tensor_details()}
    floats = [name for name, dtype in kernels.items() if name.endswith("/kernel") and dtype == np.float32]
    last = [f"model.22.cv{branch}.{level}.2/kernel" for branch in (2, 3) for level in range(3)]
    assert sorted(floats) == ["model.0.conv/kernel", "model.1.conv/kernel", *last]
