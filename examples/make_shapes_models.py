#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the pictures, labels, models and golden outputs of this folder.

    python3 make_shapes_models.py            1200 steps, each half a second on two free cores
    python3 make_shapes_models.py --quick    a few steps into a temporary folder, to see that it runs

Needs PyTorch, NumPy and Pillow. One training makes both models: the detector is the segmenter
without its mask branch.
"""

import argparse
import tempfile
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from shapes import checkpoint, scoring
from shapes.drawing import CLASSES, Picture, draw_picture, draw_square
from shapes.network import INPUT_SIZE
from shapes.training import BATCH, train

TRAINING_SEED, HELD_OUT_SEED, PICTURE_SEED = 0, 1, 2
TRAINING_STEPS = 1200
HELD_OUT_PICTURES = 500

# (file name, number of the drawing, shapes wanted, pixel noise); noise only where JPEG hides its cost.
PICTURES = [
    ("shapes-320x320.png", 11, 6, 0),
    ("shapes-480x320.jpg", 2, 7, 3),
    ("shapes-400x300.png", 12, 6, 0),
    ("shapes-256x384.png", 15, 5, 0),
    ("shapes-640x360.jpg", 5, 8, 3),
    ("shapes-240x320.png", 14, 4, 0),
]
GOLDEN_PICTURE = "shapes-320x320.png"
GOLDEN_ANCHORS = 300  # columns kept of the segmenter's output: those with the highest scores


def write_pictures(folder):
    """Draws PICTURES into images/, labels/ and labels_seg/; returns {file name: Picture as stored}."""
    for name in ("images", "labels", "labels_seg"):
        (folder / name).mkdir(exist_ok=True)
    pictures = {}
    for name, number, count, noise in PICTURES:
        path = folder / "images" / name
        width, height = map(int, path.stem.split("-")[1].split("x"))
        drawn = draw_picture(np.random.default_rng([PICTURE_SEED, number]), width, height, count, noise)
        Image.fromarray(drawn.pixels).save(path, quality=90, optimize=True)
        stored = np.asarray(Image.open(path).convert("RGB"))
        pictures[name] = Picture(stored, drawn.labels, drawn.outlines)
        write_labels(folder, path.stem, pictures[name])
    return pictures


def write_labels(folder, stem, picture):
    """One line per shape: class, then centre and size of the box (labels/) or the outline (labels_seg/), 0 to 1."""
    height, width = picture.pixels.shape[:2]
    x1, y1, x2, y2 = picture.boxes.T / [[width], [height], [width], [height]]
    boxes = np.stack([(x1 + x2) / 2, (y1 + y2) / 2, x2 - x1, y2 - y1], 1)
    outlines = [outline / [width, height] for outline in picture.outlines]
    for name, rows in (("labels", boxes), ("labels_seg", outlines)):
        lines = [" ".join([str(label)] + [f"{v:.6f}" for v in row.ravel()]) for label, row in zip(picture.labels, rows)]
        (folder / name / f"{stem}.txt").write_text("\n".join(lines) + "\n")


def write_golden(path, model, pixels):
    """Stores the input and what the checkpoint gives for it: computed in float64, kept as float32."""
    with torch.no_grad():
        outputs = model.double()(scoring.network_input(pixels, torch.float64))
    if model.task == "detect":
        arrays = {"output0": outputs.float().numpy()}
    else:
        rows, prototypes = (output.float().numpy() for output in outputs)
        best = np.sort(np.argsort(-rows[0, 4:4 + model.nc].max(0), kind="stable")[:GOLDEN_ANCHORS])
        arrays = {"output0": rows[:, :, best], "anchor_index": best, "output1": prototypes}
    np.savez_compressed(path, input=pixels, **arrays)


def show(title, figures):
    texts = {name: f"{value:.4f}" if isinstance(value, float) else str(value) for name, value in figures.items()}
    print(f"{title}: " + "  ".join(f"{name} {text}" for name, text in texts.items()), flush=True)


def make(folder, steps, held_out_count):
    """Writes all files into the folder and prints the figures of README.md."""
    pictures = write_pictures(folder)
    for name in ("models", "golden"):
        (folder / name).mkdir(exist_ok=True)
    held_out = [draw_square(np.random.default_rng([HELD_OUT_SEED, i]), INPUT_SIZE) for i in range(held_out_count)]
    own = [scoring.letterbox(picture, INPUT_SIZE) for picture in pictures.values()]
    segmenter = train(steps, TRAINING_SEED)
    for stem, model in (("shapes", checkpoint.detector_of(segmenter)), ("shapes-seg", segmenter)):
        path = folder / "models" / f"{stem}.pt"
        model = checkpoint.as_stored(model)
        figures = scoring.score(model, held_out)
        show(f"{path.name}, held-out pictures", figures)
        show(f"{path.name}, pictures in images/", scoring.score(model, own))
        metrics = {f"metrics/{name}(B)": round(figures[name], 4) for name in ("precision", "recall")}
        checkpoint.save(path, model, steps, BATCH, TRAINING_SEED, metrics)
        write_golden(folder / "golden" / f"{stem}.npz", checkpoint.load(path), pictures[GOLDEN_PICTURE].pixels)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a smoke test in a temporary folder")
    quick = parser.parse_args().quick
    # One thread: a second process draws the pictures, and sums come out the same on every run.
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    if not quick:
        make(Path(__file__).resolve().parent, TRAINING_STEPS, HELD_OUT_PICTURES)
        return
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder), steps=4, held_out_count=2)


if __name__ == "__main__":
    main()
