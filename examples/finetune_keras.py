"""Fine-tunes the shapes detector in Keras, on TensorFlow or JAX (KERAS_BACKEND), on the CPU:

    build/ponte convert examples/models/shapes.pt -o shapes.keras --outputs levels --batch-norm keep --imgsz 320
    python examples/finetune_keras.py shapes.keras tuned.keras

The model that ponte wrote is an ordinary one: it is loaded, compiled, fitted and saved with nothing but Keras. The loss is
a small one of its own: each object belongs to the cell that its centre lies in, on the level that fits its size.
"""

import pathlib
import sys

import cv2
import keras
import numpy as np
from keras import ops

FOLDER = pathlib.Path(__file__).parent
STRIDES = {"p3": 8, "p4": 16, "p5": 32}
BINS = 16


def load_examples(size, classes):
    """Pictures (N, size, size, 3) from 0 to 1, and per output what it should give."""
    pictures, targets = [], []
    for path in sorted((FOLDER / "images").glob("shapes-*")):
        label = FOLDER / "labels" / f"{path.stem}.txt"
        if not label.exists():
            continue
        picture = cv2.imread(str(path))[:, :, ::-1]
        pictures.append(cv2.resize(picture, (size, size)).astype("float32") / 255)
        rows = [[float(x) for x in line.split()] for line in label.read_text().splitlines()]
        targets.append(encode(np.array(rows).reshape(-1, 5), size, classes))
    return np.stack(pictures), {key: np.stack([t[key] for t in targets]) for key in targets[0]}


def encode(objects, size, classes):
    """Rows class cx cy w h (0 to 1) as maps: class scores, and per cell left, top, right, bottom in cells and a mask."""
    maps = {}
    for level, stride in STRIDES.items():
        cells = size // stride
        maps[f"scores_{level}"] = np.zeros((cells, cells, classes), "float32")
        maps[f"boxes_{level}"] = np.zeros((cells, cells, 5), "float32")
    for kind, cx, cy, w, h in objects:
        extent = max(w, h) * size
        level = "p3" if extent < 64 else "p4" if extent < 128 else "p5"
        scale = size / STRIDES[level]
        column, row = int(cx * scale), int(cy * scale)
        centre = np.array([column + 0.5, row + 0.5])
        low, high = np.array([cx - w / 2, cy - h / 2]) * scale, np.array([cx + w / 2, cy + h / 2]) * scale
        maps[f"scores_{level}"][row, column, int(kind)] = 1
        maps[f"boxes_{level}"][row, column] = [*np.clip([*(centre - low), *(high - centre)], 0, BINS - 1), 1]
    return maps


def score_loss(wanted, logits):
    return ops.mean(ops.sum(keras.losses.binary_crossentropy(wanted, logits, from_logits=True), axis=(1, 2)))


def box_loss(wanted, raw):
    """Distance between the expected and the true sides, in cells, where there is an object."""
    shape = ops.shape(raw)
    likely = ops.softmax(ops.reshape(raw, (shape[0], shape[1], shape[2], 4, BINS)))
    sides = ops.sum(likely * ops.arange(BINS, dtype="float32"), axis=-1)
    return ops.mean(ops.sum(ops.abs(sides - wanted[..., :4]) * wanted[..., 4:], axis=(1, 2, 3)))


def main(source, target):
    model = keras.models.load_model(source)
    size, classes = model.input_shape[1], model.get_layer("scores_p3").output.shape[-1]
    pictures, targets = load_examples(size, classes)
    losses = {key: score_loss if key.startswith("scores") else box_loss for key in model.output_names}
    model.compile(optimizer=keras.optimizers.Adam(1e-4), loss=losses)
    history = model.fit(pictures, targets, batch_size=3, epochs=4, shuffle=False, verbose=0)
    for epoch, loss in enumerate(history.history["loss"]):
        print(f"epoch {epoch + 1}: loss {loss:.4f}")
    model.save(target)


if __name__ == "__main__":
    main(*sys.argv[1:3])
