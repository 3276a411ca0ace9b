"""Writes letterbox_hashes.txt: what OpenCV's resize and border make of 500 pictures. Needs numpy and opencv.

A line is: picture width, height, input width, height, rect stride, hash of the letterboxed RGB bytes.
Picture and hash are the formulas of noise.py.
"""

import math
import pathlib
import random

import cv2

from noise import picture, picture_hash


def letterbox(image, to_width, to_height, stride):
    """Ultralytics' LetterBox by its description."""
    height, width = image.shape[:2]
    ratio = min(to_height / height, to_width / width)
    new_width, new_height = max(1, round(width * ratio)), max(1, round(height * ratio))
    spare_x, spare_y = to_width - new_width, to_height - new_height
    if stride:
        spare_x, spare_y = spare_x % stride, spare_y % stride
    spare_x, spare_y = spare_x / 2, spare_y / 2
    if (width, height) != (new_width, new_height):
        image = cv2.resize(image, (new_width, new_height), interpolation=cv2.INTER_LINEAR)
    top, bottom = round(spare_y - 0.1), round(spare_y + 0.1)
    left, right = round(spare_x - 0.1), round(spare_x + 0.1)
    return cv2.copyMakeBorder(image, top, bottom, left, right, cv2.BORDER_CONSTANT, value=(114, 114, 114))


def cases(count):
    """Sizes 1 to 4000, half of them spread by ratio, with exact halves and unchanged sizes among them."""
    rng = random.Random(20240229)
    for i in range(count):
        to_width, to_height = rng.choice([(640, 640), (320, 320), (416, 416), (640, 384), (96, 160), (33, 65)])
        stride = rng.choice([0, 32, 64])
        side = lambda limit: min(limit, int(math.exp(rng.uniform(0, math.log(limit + 1)))))
        width, height = side(4000), side(4000)
        if i % 10 == 0:
            width, height = 2 * to_width, 2 * to_height
        elif i % 10 == 1:
            width, height = to_width, rng.randint(1, to_height)
        elif i % 10 == 2:
            width, height = rng.randint(1, 4000), rng.randint(1, 1000)
        yield width, height, to_width, to_height, stride


if __name__ == "__main__":
    lines = []
    for case in cases(500):
        width, height, *target = case
        lines.append("%d %d %d %d %d %016x\n" % (*case, picture_hash(letterbox(picture(width, height), *target))))
    pathlib.Path(__file__).with_name("letterbox_hashes.txt").write_text("".join(lines))
