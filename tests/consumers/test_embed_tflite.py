"""TFLite models with suppression inside (`ponte convert --embed post`) give, in LiteRT, the objects of the ONNX ones."""

import numpy as np
import pytest
from test_embed import DETECT, IMAGES, SEGMENT, letterbox, open_session, read_rgb, run, to_tensor

import object_reference as reference
import predicting

litert = pytest.importorskip("ai_edge_litert.interpreter")


def run_tflite(path, pictures):
    """The outputs by name for each picture (1, 3, h, w)."""
    interpreter = litert.Interpreter(str(path), num_threads=1)
    found = interpreter.get_signature_runner("serving_default")
    return [found(images=np.ascontiguousarray(picture.transpose(0, 2, 3, 1))) for picture in pictures]


@pytest.fixture
def both(tmp_path, ponte):
    """both(model, options) gives the paths of the TFLite and of the ONNX file, from one command."""

    def make(model, *options):
        paths = tmp_path / "post.tflite", tmp_path / "post.onnx"
        outputs = [part for path in paths for part in ("-o", path)]
        ponte("convert", model, *outputs, "--embed", "post", "--no-check", "--force", *options)
        return paths

    return make


def assert_same_rows(found, expected, score=1e-5, pixels=2e-3):
    """`detections` and `count` of the one, whose boxes may reach out of the 320 x 320 input; `boxes`, `scores` and
    `classes` of the other."""
    count, = found["count"]
    rows, rest = np.split(found["detections"][0], [count])
    assert count == len(expected["scores"]) and not rest.any()
    np.testing.assert_allclose(rows[:, 4], expected["scores"], rtol=0, atol=score)
    assert np.array_equal(rows[:, 5], expected["classes"])
    np.testing.assert_allclose(rows[:, :4].clip(0, 320), expected["boxes"], rtol=0, atol=pixels)


@pytest.mark.parametrize("model", [DETECT, SEGMENT], ids=lambda path: path.stem)
@pytest.mark.parametrize("options", [[], ["--conf", "0.05", "--iou", "0.3"], ["--conf", "0.001", "--max-det", "7"]],
                         ids=["usual", "low", "few"])
def test_rows_are_those_of_the_onnx_file(model, options, both):
    tflite, onnx = both(model, *options)
    pictures = [to_tensor(letterbox(read_rgb(path), 320, 320, 0)) for path in IMAGES[:3]]
    pictures.append(np.zeros_like(pictures[0]))
    session, counts = open_session(onnx), []
    for picture, found in zip(pictures, run_tflite(tflite, pictures), strict=True):
        assert_same_rows(found, run(session, images=picture))
        counts += list(found["count"])
    assert max(counts) > 2
    if not options:
        assert counts[-1] == 0, "objects in a black picture"


@pytest.mark.parametrize("model", [DETECT, SEGMENT], ids=lambda path: path.stem)
def test_predict_finds_the_objects_of_the_checkpoint(model, both, ponte):
    tflite, _ = both(model)
    for path in IMAGES[:2]:
        found, expected = (predicting.predict(ponte, source, path) for source in (tflite, model))
        assert len(found) == len(expected) > 0
        for one, other in zip(found, expected):
            assert one["class"] == other["class"] and abs(one["confidence"] - other["confidence"]) < 1e-5
            assert np.abs(predicting.box_of(one) - predicting.box_of(other)).max() < 0.01


@pytest.mark.parametrize("name,options", [("yolov8n", []), ("yolo26n", []), ("yolo26n", ["--one-to-many"])])
def test_real_models_have_the_same_rows(name, options, data, both):
    tflite, onnx = both(data / f"models/pt/{name}.pt", "--imgsz", 320, "--conf", "0.1", *options)
    picture = to_tensor(letterbox(read_rgb(data / "images/bus.jpg"), 320, 320, 0))
    expected = run(open_session(onnx), images=picture)
    assert len(expected["scores"]) > 3
    assert_same_rows(run_tflite(tflite, [picture])[0], expected, score=1e-4, pixels=0.02)


def test_rotated_rows_are_what_suppression_leaves(data, tmp_path, ponte):
    """Of the file's own anchors, in NumPy."""
    size = 640
    for name, options in (("post", ["--embed", "post"]), ("joint", [])):
        model = data / "models/pt/yolo11n-obb-rand.pt"
        ponte("convert", model, "-o", tmp_path / f"{name}.tflite", "--imgsz", size, "--no-check", *options)
    picture = to_tensor(letterbox(read_rgb(data / "images/bus.jpg"), size, size, 0))
    anchors = run_tflite(tmp_path / "joint.tflite", [picture])[0]
    expected = reference.objects(anchors, "obb", 15, (size, size), (size, size))
    found = run_tflite(tmp_path / "post.tflite", [picture])[0]
    count, = found["count"]
    rows = found["detections"][0, :count]
    assert count == len(expected["scores"]) > 10
    np.testing.assert_allclose(rows[:, 4], expected["scores"], rtol=0, atol=1e-6)
    assert np.array_equal(rows[:, 5], expected["classes"])
    boxes = np.concatenate([rows[:, :4], rows[:, 6:]], 1)
    np.testing.assert_allclose(boxes, expected["rotated_boxes"], rtol=0, atol=1e-2)


@pytest.mark.parametrize("name", ["yolov5nu-rand", "yolov9t-rand", "yolo11n-obb-rand"])
def test_networks_whose_scores_are_nearly_equal_pass_the_check(name, data, tmp_path, ponte):
    files = [tmp_path / "x.keras", tmp_path / "x.tflite", tmp_path / "x_saved_model"]
    ponte("convert", data / f"models/pt/{name}.pt", *(part for file in files for part in ("-o", file)), "--embed", "post")
