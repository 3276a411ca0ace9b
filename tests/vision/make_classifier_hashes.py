"""Writes classifier_hashes.txt: what torchvision's Resize and CenterCrop make of 60 Pillow pictures.

Needs numpy, Pillow and torchvision. A line is: picture width, height, input width, height, hash of the RGB bytes.
Picture and hash are the formulas of noise.py.
"""

import math
import pathlib
import random

import numpy as np
from PIL import Image
from torchvision import transforms

from noise import picture, picture_hash


def fit(image, width, height):
    """Ultralytics' classify transform up to the tensor."""
    steps = [transforms.Resize(width if width == height else (height, width)), transforms.CenterCrop((height, width))]
    return np.asarray(transforms.Compose(steps)(Image.fromarray(image)))


def cases(count):
    rng = random.Random(1)
    for i in range(count):
        width, height = rng.choice([(224, 224), (256, 256), (64, 64), (33, 33), (96, 64), (50, 160)])
        side = lambda: int(math.exp(rng.uniform(0, math.log(2000))))
        yield (side(), side(), width, height) if i % 8 else (width, height + rng.randint(0, 99), width, height)


if __name__ == "__main__":
    lines = []
    for width, height, to_width, to_height in cases(60):
        fitted = fit(picture(width, height), to_width, to_height)
        lines.append("%d %d %d %d %016x\n" % (width, height, to_width, to_height, picture_hash(fitted)))
    pathlib.Path(__file__).with_name("classifier_hashes.txt").write_text("".join(lines))
