"""`ponte predict` finds what Ultralytics' predict found with the same checkpoint: every task, square and rectangular
inputs, heads with and without NMS."""

import numpy as np
import pytest

import predicting
from golden_cases import FOLDER, GOLDENS

PICTURE = FOLDER.parent.parent / "images" / "bus.jpg"
KINDS = ["predict_square", "predict_default", "predict_square_end2end"]
CASES = [(name, kind) for name, golden in GOLDENS.items() for kind in KINDS if kind in golden and "n" in golden[kind]]
CLASSIFIERS = [name for name, golden in GOLDENS.items() if golden["task"] == "classify"]


@pytest.fixture(autouse=True)
def with_data(data):
    """Skips all of it where the models are not."""


def options_of(golden, kind):
    options = ["--imgsz", golden["B"]["imgsz"]]
    if kind == "predict_default":
        options.append("--rect")
    # Ultralytics' default for heads of two branches is the one that needs NMS.
    if golden["end2end_head"] and kind != "predict_square_end2end":
        options.append("--one-to-many")
    return options


def boxes_of(stored):
    if "xyxy" in stored:
        return np.array(stored["xyxy"])
    corners = np.array(stored["xyxyxyxy"])
    return np.concatenate([corners.min(1), corners.max(1)], axis=1)


def decode_rows(counts, shape):
    """Run lengths row by row, zeros first."""
    values = np.arange(len(counts)) % 2
    return np.repeat(values, counts).reshape(shape).astype(bool)


def assert_masks(found, stored, expected):
    mask = predicting.mask_of(found["network_mask"])
    assert list(mask.shape) == stored["mask_shape"]
    area = stored["mask_area"][expected]
    assert abs(np.count_nonzero(mask) - area) <= max(2, 0.01 * area)
    if expected < len(stored.get("mask_rle", [])):
        assert predicting.iou(mask, decode_rows(stored["mask_rle"][expected], mask.shape)) >= 0.99


def assert_rotated(found, stored, expected):
    box = found["rotated_box"]
    assert np.allclose([box["cx"], box["cy"], box["width"], box["height"]], stored["xywhr"][expected][:4], atol=0.5)
    assert abs(box["angle"] - stored["xywhr"][expected][4]) < 1e-3
    corners = np.stack([box["x"], box["y"]], axis=1)
    assert np.allclose(corners, stored["xyxyxyxy"][expected], atol=0.5)


@pytest.mark.parametrize("name,kind", CASES, ids=lambda value: value.removeprefix("predict_"))
def test_predict_finds_what_ultralytics_found(name, kind, ponte):
    golden, stored = GOLDENS[name], GOLDENS[name][kind]
    extra = ["--network-masks"] if golden["task"] == "segment" else []
    model = FOLDER.parent / "pt" / golden["model"]
    found = predicting.predict(ponte, model, PICTURE, *options_of(golden, kind), *extra)
    for expected, match in predicting.pairs(found, stored["cls"], boxes_of(stored)):
        assert np.allclose(predicting.box_of(match), boxes_of(stored)[expected], atol=0.5)
        assert abs(match["confidence"] - stored["conf"][expected]) < 1e-3
        if "mask_area" in stored:
            assert_masks(match, stored, expected)
        if "xywhr" in stored:
            assert_rotated(match, stored, expected)
        if "keypoints" in stored:
            points = np.array(stored["keypoints"][expected])
            assert np.allclose(np.stack([match["keypoints"]["x"], match["keypoints"]["y"]], 1), points[:, :2], atol=0.5)
            assert np.allclose(match["keypoints"]["visible"], points[:, 2], atol=1e-3)


@pytest.mark.parametrize("name", CLASSIFIERS)
def test_classes_are_as_likely_as_ultralytics_says(name, ponte):
    golden = GOLDENS[name]
    found = predicting.predict(ponte, FOLDER.parent / "pt" / golden["model"], PICTURE, "--imgsz", golden["B"]["imgsz"])
    stored = golden["predict_square"]["top5"]
    assert [row["class"] for row in found] == [row["cls"] for row in stored]
    assert [row["name"] for row in found] == [row["name"] for row in stored]
    assert np.allclose([row["confidence"] for row in found], [row["p"] for row in stored], atol=1e-3)


@pytest.mark.parametrize("name", ["yolov8n-cls-lung", "yolov8n-pose", "yolo11n-obb-rand"])
@pytest.mark.parametrize("embedded", ["pre,post", "post"])
def test_models_with_steps_inside_say_the_same(name, embedded, ponte, tmp_path):
    golden, model = GOLDENS[name], tmp_path / "embedded.onnx"
    size = ["--imgsz", golden["B"]["imgsz"]]
    checkpoint = FOLDER.parent / "pt" / golden["model"]
    ponte("convert", checkpoint, "-o", model, "--embed", embedded, "--no-check", *size)
    usual, found = predicting.predict(ponte, checkpoint, PICTURE, *size), predicting.predict(ponte, model, PICTURE)
    assert [each["class"] for each in found] == [each["class"] for each in usual]
    for one, other in zip(usual, found):
        assert abs(one["confidence"] - other["confidence"]) < 1e-3  # graphs have no resize of Pillow's 8-bit steps
        for part in {"box", "keypoints", "rotated_box"} & set(one):
            for key, numbers in one[part].items():
                assert np.allclose(other[part][key], numbers, atol=0.01), (part, key)
