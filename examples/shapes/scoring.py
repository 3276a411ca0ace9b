# SPDX-License-Identifier: Apache-2.0
"""Turns network outputs into detections, and compares them with what was drawn."""

from dataclasses import dataclass

import numpy as np
import torch
from PIL import Image

from .drawing import PADDING_GREY, Picture, filled_masks
from .geometry import inside_boxes, overlap

CONFIDENCE = 0.25
NMS_IOU = 0.7
MATCH_IOU = 0.5


@dataclass
class Detections:
    """Best first. boxes: corners (D, 4) in pixels. scores, labels: (D). masks: bool (D, H / 4, W / 4) or None."""

    boxes: torch.Tensor
    scores: torch.Tensor
    labels: torch.Tensor
    masks: torch.Tensor | None


def letterbox(picture, size):
    """The Picture scaled to fit into (size, size), in the middle, with grey beside it."""
    height, width = picture.pixels.shape[:2]
    scale = size / max(width, height)
    fitted = (round(width * scale), round(height * scale))
    offset = ((size - fitted[0]) // 2, (size - fitted[1]) // 2)
    square = Image.new("RGB", (size, size), (PADDING_GREY,) * 3)
    square.paste(Image.fromarray(picture.pixels).resize(fitted, Image.Resampling.BILINEAR), offset)
    outlines = [outline * (np.array(fitted) / [width, height]) + offset for outline in picture.outlines]
    return Picture(np.asarray(square), picture.labels, outlines)


def network_input(pixels, dtype=torch.float32):
    """uint8 (H, W, 3) RGB -> (1, 3, H, W) of 0 to 1."""
    return torch.from_numpy(pixels.transpose(2, 0, 1)[None].copy()).to(dtype) / 255


def suppress(boxes, labels):
    """Greedy non-maximum suppression per class of boxes sorted best first: indices kept."""
    kept = []
    for index in range(len(boxes)):
        same = [other for other in kept if labels[other] == labels[index]]
        if not same or overlap(boxes[same], boxes[index])[0].max() <= NMS_IOU:
            kept.append(index)
    return kept


def detections(model, pixels):
    """Detections of a model of this package in one square picture."""
    with torch.no_grad():
        output = model(network_input(pixels))
    rows, prototypes = (output[0], output[1][0]) if isinstance(output, tuple) else (output, None)
    rows = rows[0].T
    scores, labels = rows[:, 4:4 + model.nc].max(1)
    order = scores.argsort(descending=True)
    order = order[scores[order] > CONFIDENCE]
    centre, size = rows[order, :2], rows[order, 2:4]
    boxes = torch.cat([centre - size / 2, centre + size / 2], 1)
    kept = suppress(boxes, labels[order])
    order, boxes = order[kept], boxes[kept]
    masks = None
    if prototypes is not None:
        masks = box_masks(rows[order, 4 + model.nc:], prototypes, boxes / 4)
    return Detections(boxes, scores[order], labels[order], masks)


def box_masks(coefficients, prototypes, boxes):
    """bool (D, h, w): where the weighted prototypes are positive inside the box, given in mask cells."""
    logits = torch.einsum("dm,mhw->dhw", coefficients, prototypes)
    return (logits > 0) & inside_boxes(boxes, *logits.shape[1:])


def matches(found, picture):
    """Pairs (detection, shape) of one class, IoU above MATCH_IOU; the surest detection chooses first."""
    boxes, free, pairs = torch.from_numpy(picture.boxes), set(range(len(picture.labels))), []
    for index in range(len(found.boxes)):
        candidates = [shape for shape in free if picture.labels[shape] == found.labels[index]]
        if not candidates:
            continue
        iou = overlap(boxes[candidates], found.boxes[index])[0]
        if iou.max() > MATCH_IOU:
            shape = candidates[int(iou.argmax())]
            free.remove(shape)
            pairs.append((index, shape))
    return pairs


def score(model, pictures):
    """Precision, recall, mean IoU of matched boxes (and masks) over square Pictures."""
    shapes = found_count = 0
    box_ious, mask_ious = [], []
    for picture in pictures:
        found = detections(model, picture.pixels)
        shapes += len(picture.labels)
        found_count += len(found.boxes)
        drawn_boxes = torch.from_numpy(picture.boxes)
        drawn_masks = torch.from_numpy(filled_masks(picture, 4)) > 0
        for index, shape in matches(found, picture):
            box_ious.append(overlap(found.boxes[index], drawn_boxes[shape])[0].item())
            if found.masks is not None:
                a, b = found.masks[index], drawn_masks[shape]
                mask_ious.append(((a & b).sum() / (a | b).sum()).item())
    figures = {
        "shapes": shapes,
        "detections": found_count,
        "precision": len(box_ious) / max(1, found_count),
        "recall": len(box_ious) / max(1, shapes),
        "box IoU": float(np.mean(box_ious or [0])),
    }
    if mask_ious:
        figures["mask IoU"] = float(np.mean(mask_ious))
    return figures
