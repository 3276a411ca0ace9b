# SPDX-License-Identifier: Apache-2.0
"""Boxes as corners x1, y1, x2, y2 in the last dimension."""

import math

import torch


def overlap(a, b):
    """Intersection over union, and the smallest box around both, of corner boxes (..., 4)."""
    inner = (torch.minimum(a[..., 2:], b[..., 2:]) - torch.maximum(a[..., :2], b[..., :2])).clamp(min=0)
    outer = torch.maximum(a[..., 2:], b[..., 2:]) - torch.minimum(a[..., :2], b[..., :2])
    intersection = inner.prod(-1)
    union = (a[..., 2:] - a[..., :2]).prod(-1) + (b[..., 2:] - b[..., :2]).prod(-1) - intersection
    return intersection / (union + 1e-7), outer


def complete_iou(a, b):
    """CIoU (Zheng et al. 2020): IoU less centre distance less difference of aspect ratio."""
    iou, outer = overlap(a, b)
    distance = ((a[..., :2] + a[..., 2:] - b[..., :2] - b[..., 2:]) / 2).square().sum(-1)
    size_a, size_b = a[..., 2:] - a[..., :2], b[..., 2:] - b[..., :2]
    slant = [torch.atan(size[..., 0] / (size[..., 1] + 1e-7)) for size in (size_a, size_b)]
    aspect = 4 / math.pi ** 2 * (slant[0] - slant[1]).square()
    weight = (aspect / (1 - iou + aspect + 1e-7)).detach()
    return iou - distance / (outer.square().sum(-1) + 1e-7) - weight * aspect


def inside_boxes(boxes, height, width):
    """bool (D, height, width): which cells have their centre inside each of the boxes (D, 4), given in cells."""
    rows = torch.arange(height)[None, :, None] + 0.5
    columns = torch.arange(width)[None, None] + 0.5
    x1, y1, x2, y2 = (side[:, None, None] for side in boxes.unbind(1))
    return (columns > x1) & (columns < x2) & (rows > y1) & (rows < y2)
