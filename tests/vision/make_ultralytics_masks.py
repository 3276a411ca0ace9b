"""Adds to ultralytics_masks.txt what the installed Ultralytics (8.3 or 8.4) makes of made-up prototypes and boxes.

Needs numpy, torch and ultralytics; written with 8.3.253 and 8.4.190. A line is: profile, kind (`native` for masks on
the picture, as with retina_masks=True, `input` for those on the network's input), picture width and height, input
width and height, number of objects, seed, number of pixels in all masks, their hash. Scenes in which a logit or an edge
is so near to a limit that rounding could decide are passed over.
"""

import pathlib

import numpy as np
import torch
import ultralytics
from ultralytics.utils import ops

from noise import mix

MAPS = 4
SIZES = [(64, 64), (99, 57), (99, 30), (61, 33), (33, 61), (160, 120), (114, 140), (149, 10), (333, 100), (81, 103),
         (55, 64), (7, 90), (200, 199), (3, 3)]


def numbers(seed, count):
    """Between 0 and 1; the same as in masks_test.cpp."""
    return (mix(np.arange(count, dtype=np.uint64) + np.uint64(seed << 32)) >> np.uint64(40)).astype(np.float32) / 2**24


def scene(seed, objects, width, height):
    """Prototypes, coefficients and boxes in pixels of the input."""
    cells = MAPS * (width // 4) * (height // 4)
    values = numbers(seed, cells + objects * (MAPS + 4))
    protos = values[:cells].reshape(MAPS, height // 4, width // 4) * 2 - 1
    rest = values[cells:].reshape(objects, MAPS + 4)
    begin = rest[:, MAPS:MAPS + 2] * np.array([width, height], np.float32) / 2
    size = (rest[:, MAPS + 2:] * 3 + 1) / 4 * np.array([width, height], np.float32)
    return [torch.from_numpy(a) for a in (protos, rest[:, :MAPS] * 2 - 1, np.concatenate([begin, begin + size], 1))]


def masks(kind, protos, coefficients, boxes, picture, box):
    if kind == "input":
        return ops.process_mask(protos, coefficients, boxes.clone(), box, upsample=True).bool()
    boxes = ops.scale_boxes(box, boxes.clone(), picture)
    return ops.process_mask_native(protos, coefficients, boxes, picture).bool()


def is_clear(result, kind, protos, coefficients, boxes, *sizes):
    protos = torch.cat([protos, torch.ones_like(protos[:1])])
    for shift in (1e-4, -1e-4):
        shifted = torch.cat([coefficients, torch.full_like(coefficients[:, :1], shift)], 1)
        if not torch.equal(result, masks(kind, protos, shifted, boxes + 10 * shift, *sizes)):
            return False
    return True


def line(profile, kind, width, height, box_width, box_height, objects):
    sizes = (height, width), (box_height, box_width)
    for seed in range(1, 1000):
        made = scene(seed, objects, box_width, box_height)
        result = masks(kind, *made, *sizes)
        if is_clear(result, kind, *made, *sizes):
            places = np.flatnonzero(result.numpy().reshape(-1)).astype(np.uint64)
            total = int(np.sum(mix(places), dtype=np.uint64))
            return f"{profile} {kind} {width} {height} {box_width} {box_height} {objects} {seed} {len(places)} {total:016x}\n"
    raise SystemExit(f"no clear scene for {kind} {sizes}")


if __name__ == "__main__":
    profile = "ultralytics-" + ".".join(ultralytics.__version__.split(".")[:2])
    cases = [("native", *size, 64, 64, 3) for size in SIZES] + [("native", 30, 40, 96, 64, 2)]
    cases += [("native", 31, 29, 32, 32, 60), ("input", 64, 64, 64, 64, 3), ("input", 96, 64, 96, 64, 5)]
    cases += [("input", 32, 32, 32, 32, 60)]
    path = pathlib.Path(__file__).with_name("ultralytics_masks.txt")
    kept = path.read_text().splitlines(True) if path.exists() else []
    kept = [old for old in kept if not old.startswith(profile)]
    path.write_text("".join(sorted(kept + [line(profile, *case) for case in cases], key=lambda l: l.split()[0])))
