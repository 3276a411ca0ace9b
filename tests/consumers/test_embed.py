"""Models that take pictures and give objects: `ponte convert --embed`."""

import json
import os
import pathlib
import subprocess
import sys

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import TensorProto, helper

cv2 = pytest.importorskip("cv2")

ROOT = pathlib.Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests/vision"))
from make_letterbox_hashes import letterbox  # noqa: E402
from noise import picture  # noqa: E402

import object_reference as reference  # noqa: E402
from predicting import predict  # noqa: E402

DETECT, SEGMENT = (ROOT / "examples/models" / name for name in ("shapes.pt", "shapes-seg.pt"))
IMAGES = sorted((ROOT / "examples/images").iterdir())
LETTERBOXES = int(os.environ.get("PONTE_LETTERBOXES", 20))


def open_session(path):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def run(session, **inputs):
    names = [output.name for output in session.get_outputs()]
    return dict(zip(names, session.run(names, {name: np.asarray(value) for name, value in inputs.items()})))


def read_rgb(path):
    return np.ascontiguousarray(cv2.imread(str(path))[:, :, ::-1])


def to_tensor(image):
    return np.ascontiguousarray(image.transpose(2, 0, 1)[None]).astype(np.float32) / 255


# ---- before the network


@pytest.fixture
def show_input(tmp_path, ponte):
    """show_input(height, width, options) opens a model that gives what a network of that input would be fed."""

    def make(height, width, *options, batch=1, card=None):
        shape = [batch, 3, height, width]
        ports = [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name in ("images", "seen")]
        node = helper.make_node("Identity", ["images"], ["seen"])
        model = helper.make_model(helper.make_graph([node], "network", ports[:1], ports[1:]),
                                  opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
        helper.set_model_props(model, card or {})
        onnx.save(model, tmp_path / "network.onnx")
        ponte("convert", tmp_path / "network.onnx", "-o", tmp_path / "seen.onnx", "--embed", "pre", "--force", *options)
        onnx.checker.check_model(str(tmp_path / "seen.onnx"), full_check=True)
        return open_session(tmp_path / "seen.onnx")

    return make


def random_sizes(count):
    """Pictures from 1 x 1 to 4032 x 3024, most of them small."""
    rng = np.random.default_rng(7)
    yield from [(1, 1), (1, 700), (640, 640), (1280, 1280)]
    if count > 20:
        yield (4032, 3024)
    for _ in range(count - 4):
        largest = np.log([4033, 3025]) if count > 20 else np.log(1500)
        yield tuple(int(side) for side in np.exp(rng.uniform(0, largest, 2)))


def test_letterbox_equals_opencv_to_the_bit(show_input):
    session = show_input(640, 640)
    assert [(i.name, i.type, len(i.shape)) for i in session.get_inputs()] == [("image", "tensor(uint8)", 3)]
    for width, height in random_sizes(LETTERBOXES):
        image = picture(width, height)
        seen = run(session, image=image)["seen"]
        assert np.array_equal(seen, to_tensor(letterbox(image, 640, 640, 0))), (width, height)


@pytest.mark.parametrize("height,width", [(384, 640), (33, 65)])
def test_letterbox_into_any_box(height, width, show_input):
    session = show_input(height, width)
    for size in [(100, 37), (37, 100), (641, 480), (2, 3)]:
        image = picture(*size)
        assert np.array_equal(run(session, image=image)["seen"], to_tensor(letterbox(image, width, height, 0))), size


def test_network_of_open_size_gets_the_smallest_box(show_input):
    session = show_input("height", "width")
    for size in [(810, 1080), (1080, 810), (640, 480), (3, 500), (333, 333)]:
        image = picture(*size)
        assert np.array_equal(run(session, image=image)["seen"], to_tensor(letterbox(image, 640, 640, 32))), size


def test_batch_of_pictures(show_input):
    images = np.stack([picture(123, 45), picture(123, 45)[::-1]])
    expected = np.concatenate([to_tensor(letterbox(image, 64, 64, 0)) for image in images])
    for batch in [2, "batch"]:
        assert np.array_equal(run(show_input(64, 64, batch=batch), image=images)["seen"], expected)


def test_opencv_users_give_bgr(show_input):
    image = picture(50, 30)
    expected = to_tensor(letterbox(image, 64, 64, 0))
    bgr = np.ascontiguousarray(image[:, :, ::-1])
    assert np.array_equal(run(show_input(64, 64, "--colour", "bgr"), image=bgr)["seen"], expected)


def antialiased(image, axis, size):
    """One pass of Pillow's bilinear resampling, rounded to bytes."""
    scale = image.shape[axis] / size
    centres, reach = (np.arange(size) + 0.5) * scale, max(scale, 1)
    distance = np.abs(np.arange(image.shape[axis]) + 0.5 - centres[:, None]) / reach
    weights = np.clip(1 - distance, 0, None)
    weights /= weights.sum(1, keepdims=True)
    return np.floor(np.moveaxis(np.tensordot(weights, image.astype(float), (1, axis)), 0, axis) + 0.5)


def test_classifier_input_is_resized_with_antialias_and_cut(show_input):
    session = show_input(64, 64, card={"task": "classify", "names": "{0: 'a', 1: 'b'}"})
    for width, height in [(100, 150), (301, 64), (64, 64), (40, 90), (333, 200)]:
        image, shorter = picture(width, height), min(width, height)
        sizes = [64 * side // shorter for side in (height, width)]
        resized = antialiased(antialiased(image, 1, sizes[1]), 0, sizes[0])
        top, left = (round((side - 64) / 2) for side in sizes)
        expected = resized[top:top + 64, left:left + 64].transpose(2, 0, 1)[None] / 255
        np.testing.assert_allclose(run(session, image=image)["seen"], expected, atol=1.01 / 255, err_msg=f"{width} x {height}")


# ---- after the network

TASKS = ["detect", "segment", "pose", "obb"]
EXTRA = {"detect": 0, "segment": 4, "pose": 6, "obb": 1}  # numbers per anchor
CLASSES = 3


def crowd(task, anchors, seed, size=96):
    """(1, 4 + classes + extra, anchors): clusters of boxes that overlap, with scores that are often equal."""
    rng = np.random.default_rng(seed)
    centres = rng.uniform(0, size, (8, 2))
    rows = np.zeros((anchors, 4 + CLASSES + EXTRA[task]), np.float32)
    rows[:, :2] = centres[rng.integers(0, 8, anchors)] + rng.normal(0, 3, (anchors, 2))
    rows[:, 2:4] = rng.uniform(8, 40, (anchors, 2))
    rows[:, 4:4 + CLASSES] = rng.integers(0, 256, (anchors, CLASSES)) / 256 * rng.choice([0.3, 1], (anchors, 1))
    extra = rng.normal(0, 1, (anchors, EXTRA[task]))
    rows[:, 4 + CLASSES:] = extra * (30 if task == "pose" else 1) + (size / 2 if task == "pose" else 0)
    return np.ascontiguousarray(rows.T[None])


def end_to_end(columns, task):
    """The same as rows of an end-to-end head."""
    boxes, scores, extra = np.split(columns[0].T, [4, 4 + CLASSES], 1)
    if task != "obb":
        boxes = np.concatenate([boxes[:, :2] - boxes[:, 2:] / 2, boxes[:, :2] + boxes[:, 2:] / 2], 1)
    return np.concatenate([boxes, scores.max(1)[:, None], scores.argmax(1)[:, None], extra], 1)[None].astype(np.float32)


def anchored(columns):
    """The same as rows of YOLOv5, with objectness."""
    boxes, scores, extra = np.split(columns[0].T, [4, 4 + CLASSES], 1)
    objectness = np.random.default_rng(1).uniform(0.5, 1, (len(boxes), 1))
    return np.concatenate([boxes, objectness, scores, extra], 1)[None].astype(np.float32)


def write_network(path, task, outputs, size=96, final=False):
    """A file as Ultralytics exports them whose outputs do not depend on the picture; there is one set for each."""
    batch = len(outputs[0])
    ports = [helper.make_tensor_value_info("images", TensorProto.FLOAT, [batch, 3, size, size])]
    nodes = [helper.make_node("ReduceMean", ["images"], ["mean"], keepdims=0),
             helper.make_node("Mul", ["mean", "nothing"], ["zero"])]
    constants = [onnx.numpy_helper.from_array(np.float32(0), "nothing")]
    for i, output in enumerate(outputs):
        ports.append(helper.make_tensor_value_info(f"output{i}", TensorProto.FLOAT, output.shape))
        nodes.append(helper.make_node("Add", [f"stored{i}", "zero"], [f"output{i}"]))
        constants.append(onnx.numpy_helper.from_array(output, f"stored{i}"))
    graph = helper.make_graph(nodes, "network", ports[:1], ports[1:], constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    card = {"task": task, "names": str({i: f"class{i}" for i in range(CLASSES)}), "stride": "32", "end2end": str(final),
            "imgsz": str([size, size])}
    if task == "pose":
        card["kpt_shape"] = "[2, 3]"
    helper.set_model_props(model, card)
    onnx.save(model, path)


def assert_same_objects(found, expected, mask_pixels=1e-5):
    assert np.array_equal(found["classes"], expected["classes"])
    np.testing.assert_allclose(found["scores"], expected["scores"], rtol=0, atol=1e-6)
    for name in ["boxes", "keypoints", "rotated_boxes"]:
        assert (name in found) == (name in expected)
        if name in found:
            np.testing.assert_allclose(found[name], expected[name], rtol=0, atol=2e-3)
    if "masks" in expected:
        assert found["masks"].shape == expected["masks"].shape and found["masks"].dtype == np.uint8
        assert np.count_nonzero(found["masks"] != expected["masks"]) <= mask_pixels * expected["masks"].size


@pytest.fixture
def embedded(tmp_path, ponte):
    """embedded(model, options) opens what ponte makes of a file."""

    def make(model, *options):
        path = tmp_path / "embedded.onnx"
        ponte("convert", model, "-o", path, "--force", *options)
        onnx.checker.check_model(str(path), full_check=True)
        names = [node.name for node in onnx.load(path).graph.node]
        assert len(set(names)) == len(names)
        return open_session(path)

    return make


def network_outputs(task, form, seed, anchors=200, size=96):
    columns = crowd(task, anchors, seed, size)
    output = {"columns": lambda: columns, "end_to_end": lambda: end_to_end(columns, task), "anchored": lambda: anchored(columns)}
    outputs = [output[form]()]
    if task == "segment":
        grid = np.random.default_rng(seed).normal(0, 1, (1, EXTRA[task], size // 16, size // 16))
        outputs.append(np.stack([[cv2.resize(p, (size // 4, size // 4), interpolation=cv2.INTER_CUBIC) for p in grid[0]]])
                       .astype(np.float32))
    return outputs


@pytest.mark.parametrize("task,form", [(task, "columns") for task in TASKS] + [(task, "end_to_end") for task in TASKS] +
                         [("detect", "anchored"), ("segment", "anchored")])
def test_objects_of_files_that_others_exported(task, form, tmp_path, embedded):
    outputs = network_outputs(task, form, seed=3)
    write_network(tmp_path / "network.onnx", task, outputs, final=form == "end_to_end")
    session = embedded(tmp_path / "network.onnx", "--embed", "pre,post")
    assert [i.name for i in session.get_inputs()] == ["image"]
    given = {f"output{i}": output for i, output in enumerate(outputs)}
    usual = 1 if form == "end_to_end" else 0.7
    for size in [(96, 96), (101, 67), (33, 200), (500, 375)]:
        image = np.zeros((*size, 3), np.uint8)
        for choices in [{}, {"confidence": 0.6}, {"iou": 0.3}, {"agnostic": True, "iou": 0.4}, {"most": 3}, {"classes": [0, 2]},
                        {"confidence": 0.9999}]:
            found = run(session, image=image, **as_inputs(choices))
            expected = reference.objects(given, task, CLASSES, size, (96, 96), **{"iou": usual, **choices})
            assert_same_objects(found, expected)


def as_inputs(choices):
    """The arguments of the reference as the inputs of a model."""
    inputs = {}
    for name, as_input, dtype in [("confidence", "confidence", np.float32), ("iou", "iou", np.float32),
                                  ("most", "max_detections", np.int64), ("agnostic", "class_agnostic", bool)]:
        if name in choices:
            inputs[as_input] = np.array(choices[name], dtype)
    if "classes" in choices:
        inputs["class_mask"] = np.isin(np.arange(CLASSES), choices["classes"])
    return inputs


@pytest.mark.parametrize("task", TASKS)
def test_objects_without_pre_are_in_pixels_of_the_input(task, tmp_path, embedded):
    outputs = network_outputs(task, "columns", seed=5)
    write_network(tmp_path / "network.onnx", task, outputs)
    session = embedded(tmp_path / "network.onnx", "--embed", "post", "--conf", "0.4", "--iou", "0.5", "--max-det", "20")
    found = run(session, images=np.zeros((1, 3, 96, 96), np.float32))
    given = {f"output{i}": output for i, output in enumerate(outputs)}
    assert_same_objects(found, reference.objects(given, task, CLASSES, (96, 96), (96, 96), 0.4, 0.5, 20))


def test_more_rotated_candidates_than_one_block_of_pairs_holds(tmp_path, embedded):
    outputs = network_outputs("obb", "columns", seed=9, anchors=4400)
    write_network(tmp_path / "network.onnx", "obb", outputs)
    session = embedded(tmp_path / "network.onnx", "--embed", "post")
    choices = {"confidence": 0.0, "iou": 0.85, "most": 4400}
    expected = reference.objects({"output0": outputs[0]}, "obb", CLASSES, (96, 96), (96, 96), **choices)
    late = expected["scores"] < np.sort(outputs[0][0, 4:4 + CLASSES].max(0))[-4096]
    assert late.any() and len(late) < 4300
    for most in [4400, 30]:
        found = run(session, images=np.zeros((1, 3, 96, 96), np.float32), **as_inputs({**choices, "most": most}))
        assert_same_objects(found, {name: values[:most] for name, values in expected.items()})


def test_networks_that_are_sure_of_nothing_are_checked_too(tmp_path, embedded):
    outputs = network_outputs("detect", "columns", seed=3)
    outputs[0][:, 4:] *= np.float32(1e-4)
    write_network(tmp_path / "network.onnx", "detect", outputs)
    session = embedded(tmp_path / "network.onnx", "--embed", "pre,post")
    assert len(run(session, image=np.zeros((96, 96, 3), np.uint8))["scores"]) == 0


@pytest.mark.parametrize("task", TASKS)
def test_batch_gives_as_many_rows_for_each_picture(task, tmp_path, embedded):
    singles = [network_outputs(task, "columns", seed) for seed in (1, 2)]
    write_network(tmp_path / "network.onnx", task, [np.concatenate(both) for both in zip(*singles)])
    session = embedded(tmp_path / "network.onnx", "--embed", "pre,post", "--max-det", "25")
    images = np.zeros((2, 70, 110, 3), np.uint8)
    for confidence in [0.25, 0.9, 0.9999]:
        found = run(session, image=images, confidence=np.float32(confidence))
        for i, outputs in enumerate(singles):
            given = {f"output{k}": output for k, output in enumerate(outputs)}
            expected = reference.objects(given, task, CLASSES, (70, 110), (96, 96), confidence, most=25)
            count = found["count"][i]
            assert all(values.shape[:2] == (2, 25) for name, values in found.items() if name != "count")
            assert not any(values[i, count:].any() for name, values in found.items() if name != "count")
            assert_same_objects({name: values[i, :count] for name, values in found.items() if name != "count"}, expected)


def test_detections_equal_those_of_predict(tmp_path, ponte, embedded):
    session = embedded(DETECT, "--embed", "pre,post")
    for path in IMAGES:
        ponte("predict", DETECT, path, "--save-json", tmp_path / "rows.json", "--conf", "0.1", "--force")
        rows = json.loads((tmp_path / "rows.json").read_text())
        found = run(session, image=read_rgb(path), confidence=np.float32(0.1))
        assert len(rows) == len(found["scores"]) > 0
        assert [row["class"] for row in rows] == list(found["classes"])
        np.testing.assert_allclose([row["confidence"] for row in rows], found["scores"], atol=1e-5)
        np.testing.assert_allclose([list(row["box"].values()) for row in rows], found["boxes"], atol=0.01)


def test_predict_tells_a_model_its_thresholds(tmp_path, ponte, embedded):
    """Lower ones too, which the model was not converted with."""
    embedded(DETECT, "--embed", "pre,post", "--conf", "0.9", "--max-det", "3")
    written = tmp_path / "embedded.onnx"

    def rows(model, *options):
        ponte("predict", model, IMAGES[0], "--save-json", tmp_path / "rows.json", "--force", *options)
        return json.loads((tmp_path / "rows.json").read_text())

    usual = ["--conf", "0.25", "--max-det", "300"]
    for options in [usual, [*usual, "--classes", "0,2"], [*usual, "--iou", "0.05", "--agnostic"], ["--conf", "0.02", "--max-det", "40"]]:
        expected, found = rows(DETECT, *options), rows(written, *options)
        assert len(expected) == len(found) > 0
        for one, other in zip(expected, found):
            assert one["class"] == other["class"]
            assert one["confidence"] == pytest.approx(other["confidence"], abs=1e-5)
            assert list(one["box"].values()) == pytest.approx(list(other["box"].values()), abs=0.01)
    # Nothing said: what it was converted with.
    found = rows(written)
    assert 0 < len(found) <= 3 and all(row["confidence"] > 0.9 for row in found)


def test_thresholds_may_be_made_required(tmp_path, ponte, program, embedded):
    session = embedded(DETECT, "--embed", "pre,post", "--thresholds", "required")
    names = ["confidence", "iou", "max_detections", "class_agnostic", "class_mask"]
    assert [i.name for i in session.get_inputs()] == ["image", *names]
    ponte("convert", DETECT, "-o", tmp_path / "usual.onnx", "--embed", "pre,post")
    for options in [[], ["--conf", "0.6", "--classes", "0,1"]]:
        required, usual = (predict(ponte, tmp_path / name, IMAGES[0], *options) for name in ("embedded.onnx", "usual.onnx"))
        assert required == usual and usual
    refused = subprocess.run([program, "convert", DETECT, "-o", tmp_path / "x.onnx", "--thresholds", "required"],
                             capture_output=True, text=True)
    assert refused.returncode != 0 and "--thresholds goes with --embed post" in refused.stderr


def test_masks_of_a_trained_model(tmp_path, embedded, convert, run_onnx):
    session = embedded(SEGMENT, "--embed", "pre,post")
    network = convert(SEGMENT, "--outputs", "split")
    for path in IMAGES[:4]:
        image = read_rgb(path)
        side = onnx.load(network).graph.input[0].type.tensor_type.shape.dim[2].dim_value
        given = run_onnx(network, to_tensor(letterbox(image, side, side, 0)))
        expected = reference.objects(given, "segment", given["scores"].shape[2], image.shape[:2], (side, side))
        assert len(expected["masks"]) > 0
        assert_same_objects(run(session, image=image), expected)


# ---- real models, where they are


GOLDEN = {"yolov8n": [], "yolov8n-seg": [], "yolov8n-pose": [], "yolo11n-obb-rand": [], "yolov8n-cls-lung": [],
          "yolo26n": [], "yolo26n-pose": ["--one-to-many"], "yolov5n-coco": []}


def golden_objects(golden, task):
    expected = {"scores": golden["conf"], "classes": golden["cls"]}
    for name, stored in [("boxes", "xyxy"), ("keypoints", "keypoints"), ("rotated_boxes", "xywhr")]:
        if stored in golden:
            expected[name] = golden[stored]
    return {name: np.array(values) for name, values in expected.items()}


@pytest.mark.parametrize("name", GOLDEN)
def test_golden_objects(name, data, embedded):
    folder = data / "models/golden" / name
    golden = json.loads((folder / "golden.json").read_text())
    model, options = data / "models/pt" / golden["model"], GOLDEN[name]
    size = golden["B"]["imgsz"]
    session = embedded(model, "--embed", "pre,post", "--imgsz", size, "--no-check", *options)
    found = run(session, image=read_rgb(data / "images/bus.jpg"))
    if golden["task"] == "classify":
        stored = np.load(folder / "b.npz")["output0"][0]
        np.testing.assert_allclose(found["probabilities"], stored, atol=1e-3)
        return
    end_to_end = golden["end2end_head"] and not options
    expected = golden_objects(golden["predict_square_end2end" if end_to_end else "predict_square"], golden["task"])
    assert len(found["scores"]) == len(expected["scores"]) > 0
    order = np.lexsort((found["boxes"][:, 0].round(), -found["scores"].round(3)))
    wanted = np.lexsort((expected.get("boxes", expected.get("rotated_boxes"))[:, 0].round(), -expected["scores"].round(3)))
    for kind, bar in [("scores", 1e-3), ("classes", 0), ("boxes", 0.5), ("keypoints", 0.5), ("rotated_boxes", 0.5)]:
        if kind in expected:
            np.testing.assert_allclose(found[kind][order], expected[kind][wanted], atol=bar, err_msg=kind)
    if "masks" in found:
        assert found["masks"].shape == (len(found["scores"]), *golden["predict_square"]["orig_shape"])
