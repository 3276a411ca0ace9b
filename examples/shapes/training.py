# SPDX-License-Identifier: Apache-2.0
"""Trains a SegmentationModel on drawn pictures: assignment of anchors to shapes, losses, loop.

Shapes below: B pictures, N shapes in the fullest picture, A anchors, P anchors with a shape.
"""

import copy
import math
import time

import numpy as np
import torch
import torch.nn.functional as F
from torch.utils.data import DataLoader, Dataset

from .drawing import CLASSES, draw_square, filled_masks
from .geometry import complete_iou, inside_boxes, overlap
from .network import INPUT_SIZE, REG_MAX, SegmentationModel, anchor_points

BATCH = 16
PEAK_RATE = 4e-3
WARM_UP = 100  # steps
ANCHORS_PER_SHAPE = 10
MASKED_ANCHORS = 160  # anchors per step whose masks are compared; all of them would be slow
LOSS_WEIGHTS = {"box": 7.5, "score": 0.5, "sides": 1.5, "mask": 3.0}


class DrawnPictures(Dataset):
    """Picture i is drawn from (seed, i) when it is asked for: no picture comes twice."""

    def __init__(self, seed, count):
        self.seed, self.count = seed, count

    def __len__(self):
        return self.count

    def __getitem__(self, index):
        picture = draw_square(np.random.default_rng([self.seed, index]), INPUT_SIZE)
        return picture.pixels, picture.labels, picture.boxes, filled_masks(picture, 4)


def collate(samples):
    """Images (B, 3, H, W) of 0 to 1; labels (B, N), -1 where there is none; boxes (B, N, 4); masks (B, N, H/4, W/4)."""
    fullest = max(len(labels) for _, labels, _, _ in samples)
    pad = lambda a, fill: np.concatenate([a, np.full((fullest - len(a), *a.shape[1:]), fill, a.dtype)])
    images = np.stack([pixels for pixels, _, _, _ in samples]).transpose(0, 3, 1, 2)
    labels = np.stack([pad(labels, -1) for _, labels, _, _ in samples])
    boxes = np.stack([pad(boxes, 0) for _, _, boxes, _ in samples])
    masks = np.stack([pad(masks, 0) for _, _, _, masks in samples])
    return torch.from_numpy(images).float() / 255, *map(torch.from_numpy, (labels, boxes, masks))


@torch.no_grad()
def assign(scores, predicted, centres, labels, boxes):
    """Task-aligned assignment (Feng et al. 2021): which anchors learn which shape.

    scores (B, A, classes), predicted (B, A, 4) and boxes (B, N, 4) in pixels, centres (A, 2) in pixels.
    Returns the shape of each anchor (B, A), -1 for background, and its target score (B, A).
    """
    present = labels >= 0
    score = scores.transpose(1, 2).gather(1, labels.clamp(min=0)[..., None].expand(-1, -1, scores.shape[1]))
    iou, _ = overlap(boxes[:, :, None], predicted[:, None])
    inside = ((centres > boxes[:, :, None, :2]) & (centres < boxes[:, :, None, 2:])).all(-1)
    alignment = score.sqrt() * iou ** 6 * (inside & present[..., None])
    best = alignment.topk(ANCHORS_PER_SHAPE, dim=2).indices
    chosen = torch.zeros_like(inside).scatter_(2, best, True) & inside & present[..., None]
    # An anchor that two shapes want goes to the one it overlaps more.
    owner = (iou * chosen - (~chosen).float()).argmax(1)
    chosen &= owner[:, None] == torch.arange(boxes.shape[1])[:, None]
    alignment, iou = alignment * chosen, iou * chosen
    # The best anchor of a shape aims for its IoU as score, the others for less, in proportion.
    scale = iou.amax(2, keepdim=True) / (alignment.amax(2, keepdim=True) + 1e-9)
    return torch.where(chosen.any(1), owner, -1), (alignment * scale).amax(1)


def side_loss(box_logits, target):
    """Distribution focal loss (Li et al. 2020): box_logits (P, 4, reg_max), target (P, 4) in cells -> (P)."""
    target = target.clamp(0, REG_MAX - 1.01)
    lower = target.long()
    share = target - lower
    log_shares = box_logits.log_softmax(-1)
    at = lambda bin: log_shares.gather(-1, bin[..., None])[..., 0]
    return -(at(lower) * (1 - share) + at(lower + 1) * share).mean(-1)


def mask_loss(coefficients, prototypes, masks, boxes):
    """Cross-entropy inside the box, per box area: (P, nm), (P, nm, h, w), (P, h, w), (P, 4) in mask cells."""
    logits = torch.einsum("pm,pmhw->phw", coefficients, prototypes)
    inside = inside_boxes(boxes, *masks.shape[1:])
    loss = F.binary_cross_entropy_with_logits(logits, masks, reduction="none") * inside
    return (loss.sum((1, 2)) / inside.sum((1, 2)).clamp(min=1)).mean()


def losses(model, images, labels, boxes, masks):
    """The terms of the loss for one batch, by name."""
    maps, head = model.features(images), model.model[-1]
    points, steps = anchor_points(maps, head.stride)
    box_logits, score_logits = head.logits(maps)
    coefficients = torch.cat([layer(x).flatten(2) for layer, x in zip(head.cv4, maps)], 2).transpose(1, 2)
    prototypes = head.proto(maps[0])
    predicted = (head.corners(box_logits, points) * steps).transpose(1, 2)
    scores = score_logits.transpose(1, 2)
    centres = (points * steps).T
    owner, target_score = assign(scores.detach().sigmoid(), predicted.detach(), centres, labels, boxes)

    picture, anchor = (owner >= 0).nonzero(as_tuple=True)
    shape = owner[picture, anchor]
    weight = target_score[picture, anchor]
    total = weight.sum().clamp(min=1)
    target = torch.zeros_like(scores)
    target[picture, anchor, labels[picture, shape]] = weight
    box, step = boxes[picture, shape], steps[anchor]
    sides = torch.cat([centres[anchor] - box[:, :2], box[:, 2:] - centres[anchor]], 1) / step[:, None]
    side_logits = box_logits.transpose(1, 2)[picture, anchor].unflatten(1, (4, REG_MAX))
    some = torch.randperm(len(picture))[:MASKED_ANCHORS]
    return {
        "box": ((1 - complete_iou(predicted[picture, anchor], box)) * weight).sum() / total,
        "score": F.binary_cross_entropy_with_logits(scores, target, reduction="sum") / total,
        "sides": (side_loss(side_logits, sides) * weight).sum() / total,
        "mask": mask_loss(coefficients[picture, anchor][some], prototypes[picture[some]],
                          masks[picture, shape][some], box[some] / 4),
    }


def learning_rate(step, steps):
    """Share of the peak rate: linear warm-up, then half a cosine down to 1 %."""
    warm_up = min(WARM_UP, steps // 4 + 1)
    if step < warm_up:
        return (step + 1) / warm_up
    progress = (step - warm_up) / max(1, steps - warm_up)
    return 0.01 + 0.99 * (1 + math.cos(math.pi * progress)) / 2


@torch.no_grad()
def follow(average, model, step):
    """Moves the averaged weights towards the trained ones; quickly at first, by 0.2 % per step later."""
    keep = 0.998 * (1 - math.exp(-(step + 1) / 300))
    for mean, new in zip(average.state_dict().values(), model.state_dict().values()):
        if mean.dtype.is_floating_point:
            mean.lerp_(new, 1 - keep)
        else:
            mean.copy_(new)


def train(steps, seed):
    """Trains for the given number of batches; returns the averaged model in evaluation mode."""
    torch.manual_seed(seed)
    model = SegmentationModel(CLASSES).train()
    average = copy.deepcopy(model).eval().requires_grad_(False)
    weights = [p for p in model.parameters() if p.requires_grad and p.ndim > 1]
    others = [p for p in model.parameters() if p.requires_grad and p.ndim == 1]
    optimizer = torch.optim.AdamW(
        [{"params": weights, "weight_decay": 0.01}, {"params": others, "weight_decay": 0}], lr=PEAK_RATE)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: learning_rate(step, steps))
    # One process draws while this one computes.
    loader = DataLoader(DrawnPictures(seed, steps * BATCH), BATCH, collate_fn=collate, num_workers=1, prefetch_factor=8)
    started = time.time()
    for step, batch in enumerate(loader):
        terms = losses(model, *batch)
        optimizer.zero_grad()
        sum(LOSS_WEIGHTS[name] * term for name, term in terms.items()).backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 10)
        optimizer.step()
        schedule.step()
        follow(average, model, step)
        if step % 50 == 0 or step == steps - 1:
            shown = "  ".join(f"{name} {term.item():.3f}" for name, term in terms.items())
            print(f"step {step:5}  {shown}  {time.time() - started:.0f} s", flush=True)
    return average
