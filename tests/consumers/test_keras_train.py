"""What users do with a .keras beyond running it: train, save, convert on, other sizes, suppression inside."""

import json

import cv2
import numpy as np
import pytest

from conftest import ROOT
from keras_process import BACKENDS, in_keras, script_in_keras

EXAMPLES = ROOT / "examples"
SHAPES = EXAMPLES / "models" / "shapes.pt"


TRAIN = """
import json, sys, keras, numpy as np
source, target, data = sys.argv[1:]
model = keras.models.load_model(source)
trainable = sum(int(np.prod(v.shape)) for v in model.trainable_variables)
before = [np.array(v) for v in model.variables]
model.compile(keras.optimizers.SGD(1e-3), loss={key: "mse" for key in model.output_names})
x = np.random.default_rng(1).random((1, *model.input_shape[1:]), dtype="float32")
found = model.predict_on_batch(x)
model.train_on_batch(x, {key: np.zeros_like(value) for key, value in found.items()})
moved = sum(bool(np.any(np.array(v) != old)) for v, old in zip(model.variables, before))
model.save(target)
np.savez(data, x=x, **model.predict_on_batch(x))
print(json.dumps({"trainable": trainable, "moved": moved, "variables": len(before)}))
"""


@pytest.mark.parametrize("backend", BACKENDS)
def test_trains_saves_and_comes_back(ponte, run_onnx, tmp_path, backend):
    model, trained, data = tmp_path / "m.keras", tmp_path / "trained.keras", tmp_path / "data.npz"
    ponte("convert", SHAPES, "-o", model, "--outputs", "levels", "--batch-norm", "keep", "--imgsz", "160")
    facts = in_keras(backend, TRAIN, model, trained, data)
    parameters = json.loads(ponte("inspect", SHAPES, "--json"))["parameters"]
    # All but the 16 bins of the box distribution, which PyTorch does not train either.
    assert facts["trainable"] == parameters - 16
    assert facts["moved"] == facts["variables"]
    ponte("convert", trained, "-o", tmp_path / "back.onnx")
    with np.load(data) as arrays:
        got = run_onnx(tmp_path / "back.onnx", arrays["x"].transpose(0, 3, 1, 2))
        for name, map_first in got.items():
            wanted = arrays[name].transpose(0, 3, 1, 2)
            np.testing.assert_allclose(map_first, wanted, atol=1e-4 * np.abs(wanted).max())


@pytest.mark.parametrize("backend", BACKENDS)
def test_the_example_learns(ponte, tmp_path, backend):
    model = tmp_path / "shapes.keras"
    ponte("convert", SHAPES, "-o", model, "--outputs", "levels", "--batch-norm", "keep", "--imgsz", "320")
    lines = script_in_keras(backend, EXAMPLES / "finetune_keras.py", model, tmp_path / "tuned.keras")
    losses = [float(line.split()[-1]) for line in lines if line.startswith("epoch")]
    assert len(losses) > 1 and losses == sorted(losses, reverse=True)


PREDICT = """
import json, sys, keras, numpy as np
with np.load(sys.argv[2]) as arrays:
    found = {k: keras.models.load_model(sys.argv[1], compile=False).predict_on_batch(arrays[k]) for k in arrays.files}
np.savez(sys.argv[3], **{f"{k}.{name}": np.asarray(v) for k, out in found.items() for name, v in out.items()})
print(json.dumps(list(found)))
"""


@pytest.mark.parametrize("backend", BACKENDS)
def test_open_batch_and_size(ponte, run_onnx, tmp_path, backend):
    model, reference = tmp_path / "open.keras", tmp_path / "open.onnx"
    for path in (model, reference):
        ponte("convert", SHAPES, "-o", path, "--outputs", "split", "--dynamic-size", "--batch", "dynamic")
    random = np.random.default_rng(2)
    pictures = {"one": random.random((1, 96, 160, 3), dtype="float32"), "two": random.random((2, 64, 64, 3), dtype="float32")}
    np.savez(tmp_path / "in.npz", **pictures)
    in_keras(backend, PREDICT, model, tmp_path / "in.npz", tmp_path / "out.npz")
    with np.load(tmp_path / "out.npz") as found:
        for key, x in pictures.items():
            wanted = run_onnx(reference, x.transpose(0, 3, 1, 2))
            np.testing.assert_allclose(found[f"{key}.boxes"], wanted["boxes"], atol=0.05)
            np.testing.assert_allclose(found[f"{key}.scores"], wanted["scores"], atol=1e-4)


def greedy(boxes, scores, confidence, threshold):
    """Class-wise suppression, one box after the other."""
    best, kinds = scores.max(1), scores.argmax(1)
    kept = []
    for i in np.argsort(-best, kind="stable"):
        if best[i] <= confidence:
            break
        rivals = [j for j in kept if kinds[j] == kinds[i]]
        low = np.maximum(boxes[i, :2], boxes[rivals][:, :2])
        high = np.minimum(boxes[i, 2:], boxes[rivals][:, 2:])
        inter = np.prod(np.maximum(high - low, 0), axis=1)
        areas = np.prod(boxes[rivals][:, 2:] - boxes[rivals][:, :2], axis=1) + np.prod(boxes[i, 2:] - boxes[i, :2])
        if not np.any(inter > threshold * (areas - inter)):
            kept.append(i)
    return np.column_stack([boxes[kept], best[kept], kinds[kept]])


@pytest.mark.parametrize("backend", BACKENDS)
def test_suppression_inside_equals_greedy(ponte, tmp_path, backend):
    split, inside = tmp_path / "split.keras", tmp_path / "inside.keras"
    ponte("convert", SHAPES, "-o", split, "--outputs", "split")
    ponte("convert", SHAPES, "-o", inside, "--embed", "post", "--conf", "0.001")
    size = json.loads(ponte("inspect", SHAPES, "--json"))["card"]["imgsz"][0]
    pictures = [cv2.resize(cv2.imread(str(path))[:, :, ::-1], (size, size)) for path in sorted((EXAMPLES / "images").glob("*"))]
    np.savez(tmp_path / "in.npz", all=np.stack(pictures).astype("float32") / 255)
    for model, name in ((split, "split"), (inside, "inside")):
        in_keras(backend, PREDICT, model, tmp_path / "in.npz", tmp_path / f"{name}.npz")
    with np.load(tmp_path / "split.npz") as apart, np.load(tmp_path / "inside.npz") as found:
        for k in range(len(pictures)):
            wanted = greedy(apart["all.boxes"][k], apart["all.scores"][k], 0.001, 0.7)[:300]
            count = int(found["all.count"][k])
            assert count == len(wanted) > 0
            np.testing.assert_allclose(found["all.detections"][k, :count, :6], wanted, atol=1e-2)
            assert not found["all.detections"][k, count:].any()
