"""What `ponte predict --json` says, as arrays, and how it is held against what another program found."""

import json

import numpy as np


def mask_of(coco):
    """A mask from COCO's compressed run lengths."""
    height, width = coco["size"]
    counts, text, at = [], coco["counts"], 0
    while at < len(text):
        number, shift, more = 0, 0, True
        while more:
            bits = ord(text[at]) - 48
            number |= (bits & 31) << shift
            more, shift, at = bool(bits & 32), shift + 5, at + 1
            if not more and bits & 16:
                number -= 1 << shift
        counts.append(number + (counts[-2] if len(counts) > 2 else 0))
    values = np.arange(len(counts)) % 2
    return np.repeat(values, counts).reshape(width, height).T.astype(bool)


def iou(a, b):
    union = np.count_nonzero(a | b)
    return np.count_nonzero(a & b) / union if union else 1.0


def box_of(found):
    return np.array([found["box"][side] for side in ("x1", "y1", "x2", "y2")])


def predict(ponte, model, picture, *options):
    """The objects of one picture, or the probabilities of a classified one."""
    image = json.loads(ponte("predict", model, picture, "--json", *options))["images"][0]
    return image.get("probabilities") or image["objects"]


def pairs(found, classes, boxes):
    """Each expected detection with the one of its class that is nearest; all must have a partner of their own."""
    assert len(found) == len(classes)
    left = list(range(len(found)))
    for expected, (name, box) in enumerate(zip(classes, boxes)):
        same = [i for i in left if found[i]["class"] == name]
        assert same, f"no object of class {name} is left for detection {expected}"
        nearest = min(same, key=lambda i: np.abs(box_of(found[i]) - box).max())
        left.remove(nearest)
        yield expected, found[nearest]
