"""Raw maps in every format and both layouts: what `convert` itself finds in order, and what decodes to what PyTorch gave.

At 640 x 640 the score map of P3 of a COCO model is (1, 80, 80, 80): sizes do not say where its channels are."""

import os

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import pytest

from golden_cases import FOLDER, GOLDENS, Case, assert_head_with_nms_outside

pytestmark = pytest.mark.skipif(not GOLDENS, reason=f"no golden outputs at {FOLDER}")

MODELS = ["yolov8n", "yolo11n", "yolo26n", "yolov5n-coco"]
# Pixels, of YOLOv5n's release file (models/yolov5n.yaml of its repository).
ANCHORS = {8: [(10, 13), (16, 30), (33, 23)], 16: [(30, 61), (62, 45), (59, 119)], 32: [(116, 90), (156, 198), (373, 326)]}


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def cells(rows, columns):
    y, x = np.mgrid[0:rows, 0:columns]
    return np.stack([x.ravel(), y.ravel()])


def decode_free(boxes, scores, stride):
    """(1, 4 * bins, H, W) and (1, classes, H, W) as (4 + classes, H * W): cx cy w h and probabilities."""
    rows, columns = boxes.shape[2:]
    bins = boxes.shape[1] // 4
    distances = boxes[0].reshape(4, bins, -1).astype(np.float64)
    if bins > 1:
        weights = np.exp(distances - distances.max(1, keepdims=True))
        distances = (weights * np.arange(bins)[:, None]).sum(1) / weights.sum(1)
    else:
        distances = distances[:, 0]
    centre = cells(rows, columns) + 0.5
    first, last = centre - distances[:2], centre + distances[2:]
    return np.concatenate([(first + last) / 2 * stride, (last - first) * stride, sigmoid(scores[0].reshape(scores.shape[1], -1))])


def decode_anchored(raw, stride):
    """(1, anchors * (5 + classes), H, W) as (anchors * H * W, 5 + classes)."""
    rows, columns = raw.shape[2:]
    numbers = sigmoid(raw[0].astype(np.float64).reshape(3, -1, rows * columns))
    sizes = np.array(ANCHORS[stride], np.float64)[:, :, None]
    centres = (numbers[:, :2] * 2 - 0.5 + cells(rows, columns)) * stride
    numbers = np.concatenate([centres, (numbers[:, 2:4] * 2) ** 2 * sizes, numbers[:, 4:]], 1)
    return numbers.transpose(0, 2, 1).reshape(3 * rows * columns, -1)


def decode(maps, layout):
    """`output0` as the checkpoint's family has it, from maps by name."""
    if layout == "nhwc":
        maps = {name: array.transpose(0, 3, 1, 2) for name, array in maps.items()}
    levels = [(level, 2**level) for level in (3, 4, 5)]
    if "anchored_p3" in maps:
        return np.concatenate([decode_anchored(maps[f"anchored_p{p}"], stride) for p, stride in levels])[None]
    parts = [decode_free(maps[f"boxes_p{p}"], maps[f"scores_p{p}"], stride) for p, stride in levels]
    return np.concatenate(parts, 1)[None]


def run_keras(path, images):
    import keras

    return {name: np.asarray(array) for name, array in keras.models.load_model(path)(images).items()}


def run_saved_model(path, images):
    import tensorflow as tf

    return {name: array.numpy() for name, array in tf.saved_model.load(str(path))(tf.constant(images)).items()}


def run_tflite(path, images):
    from litert_models import run_model

    return run_model(path, images=images)


RUNNERS = {"onnx": None, "keras": run_keras, "tflite": run_tflite, "saved_model": run_saved_model}
ENDINGS = {"onnx": ".onnx", "keras": ".keras", "tflite": ".tflite", "saved_model": "_saved_model"}


@pytest.mark.parametrize("layout", ["nchw", "nhwc"])
@pytest.mark.parametrize("name", MODELS)
def test_levels(name, layout, ponte, run_onnx, tmp_path):
    case = Case(name, "b")
    assert case.of_input["imgsz"] == 640
    options = ["--one-to-many"] if case.golden["end2end_head"] else []
    ponte("convert", case.model, "--to", ",".join(RUNNERS), "-o", tmp_path, "--outputs", "levels", "--io-layout", layout,
          *case.options, *options)
    images = case.input() if layout == "nchw" else np.ascontiguousarray(case.input().transpose(0, 2, 3, 1))
    for form, run in RUNNERS.items():
        maps = (run or run_onnx)(tmp_path / f"{case.model.stem}{ENDINGS[form]}", images)
        assert_head_with_nms_outside(case, {"output0": decode(maps, layout)})
