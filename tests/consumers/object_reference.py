"""From a network's outputs to objects in the picture, in NumPy, step by step by the rules of docs/prepost.md."""

import cv2
import numpy as np


def place_of(image_size, box_size, stride=0):
    """Where a picture of (height, width) lies in a letterbox: ratio, padding before, size of the box."""
    ratio = min(box_size[0] / image_size[0], box_size[1] / image_size[1])
    resized = [max(1, round(side * ratio)) for side in image_size]
    spare = [box - side for box, side in zip(box_size, resized)]
    if stride:
        spare = [side % stride for side in spare]
    return ratio, [side // 2 for side in spare], [a + b for a, b in zip(resized, spare)]


def iou(box, others):
    low, high = np.maximum(box[:2], others[:, :2]), np.minimum(box[2:], others[:, 2:])
    shared = np.prod(np.clip(high - low, 0, None), axis=1, dtype=np.float32)
    area = lambda b: (b[..., 2] - b[..., 0]) * (b[..., 3] - b[..., 1])
    with np.errstate(invalid="ignore"):
        return np.where(shared > 0, shared / (area(box) + area(others) - shared), 0)


def gaussian(boxes):
    variance = boxes[:, 2:4] ** 2 / 12
    cosine, sine = np.cos(boxes[:, 4]), np.sin(boxes[:, 4])
    return (variance[:, 0] * cosine**2 + variance[:, 1] * sine**2, variance[:, 0] * sine**2 + variance[:, 1] * cosine**2,
            (variance[:, 0] - variance[:, 1]) * cosine * sine)


def probabilistic_iou(boxes, others, eps=1e-7):
    """All pairs of rotated boxes (n, 5) and others (m, 5)."""
    boxes, others = boxes.astype(np.float64), others.astype(np.float64)
    parts = list(zip(gaussian(boxes), gaussian(others)))
    a, b, c = (one[:, None] + other[None] for one, other in parts)
    dx, dy = (boxes[:, i][:, None] - others[:, i][None] for i in (0, 1))
    determinant = a * b - c**2
    first = (a * dy**2 + b * dx**2) / (determinant + eps) / 4
    second = c * -dx * dy / (determinant + eps) / 2
    own, theirs = (np.clip(a * b - c**2, 0, None) for a, b, c in zip(*parts))
    third = np.log(determinant / (4 * np.sqrt(own[:, None] * theirs[None]) + eps) + eps) / 2
    return 1 - np.sqrt(1 - np.exp(-np.clip(first + second + third, eps, 100)) + eps)


def suppress(boxes, scores, classes, threshold, agnostic, most):
    """Places of what is kept, of candidates that are best first."""
    offset = np.zeros_like(scores) if agnostic else (classes * np.float32(7680)).astype(np.float32)
    if boxes.shape[1] == 5:
        moved = boxes.copy()
        moved[:, :2] += offset[:, None]
        removed = [(probabilistic_iou(moved[:i], moved[i:i + 1]) > threshold).any() for i in range(len(moved))]
        return np.flatnonzero(~np.array(removed, bool))[:most]
    moved, kept = boxes + offset[:, None], []
    for i in range(len(boxes)):
        if len(kept) < most and not (kept and (iou(moved[i], moved[kept]) > np.float32(threshold)).any()):
            kept.append(i)
    return np.array(kept, int)


def enlarged(logits, image_size):
    """The smallest of once, twice and four times the grid on which the border beside the picture is in whole cells."""
    for times in (1, 2, 4):
        grid = [side * times for side in logits.shape]
        fine = [side * 4 for side in logits.shape]
        ratio = min(side / image for side, image in zip(fine, image_size))
        border = [side - max(round(image * ratio), 1) for side, image in zip(fine, image_size)]
        if times == 4 or all(side * times % 8 == 0 for side in border):
            return cv2.resize(logits, grid[::-1], interpolation=cv2.INTER_LINEAR) if times > 1 else logits


def make_masks(coefficients, prototypes, boxes, image_size):
    """(n, H, W): logits where the picture is on their grid, resized to it, over 0, inside the box."""
    y, x = np.arange(image_size[0])[:, None], np.arange(image_size[1])[None]
    masks = []
    for row, box in zip(coefficients, boxes):
        logits = enlarged(np.tensordot(row, prototypes, 1), image_size)
        ratio = min(side / image for side, image in zip(logits.shape, image_size))
        content = [max(round(side * ratio), 1) for side in image_size]
        top, left = ((side - inner) // 2 for side, inner in zip(logits.shape, content))
        logits = logits[top:top + content[0], left:left + content[1]]
        logits = cv2.resize(logits, image_size[::-1], interpolation=cv2.INTER_LINEAR)
        masks.append((logits > 0) & (x >= box[0]) & (x < box[2]) & (y >= box[1]) & (y < box[3]))
    return np.array(masks, np.uint8).reshape(-1, *image_size)


def gains(image_size, place):
    """Of x and y: how much of the input each pixel of the picture takes."""
    return np.array([max(1, round(side * place[0])) / side for side in image_size[::-1]], np.float32)


def way_back(points, image_size, place, clip=True):
    """(…, 2) x and y."""
    moved = (points - np.array(place[1][::-1], np.float32)) / gains(image_size, place)
    return np.clip(moved, 0, np.array(image_size[::-1], np.float32)) if clip else moved


def corners(rotated):
    along = rotated[:, 2:3] / 2 * np.stack([np.cos(rotated[:, 4]), np.sin(rotated[:, 4])], 1)
    across = rotated[:, 3:4] / 2 * np.stack([-np.sin(rotated[:, 4]), np.cos(rotated[:, 4])], 1)
    signs = [(1, 1), (1, -1), (-1, -1), (-1, 1)]
    return np.stack([rotated[:, :2] + a * along + b * across for a, b in signs], 1)


def candidates_of(outputs, task, class_count):
    """Boxes, scores, classes and what else there is of each anchor, whatever form the outputs have."""
    if "output0" not in outputs:
        scores = outputs["scores"][0]
        extra = [outputs[name][0] for name in ("mask_coefficients", "keypoints") if name in outputs]
        extra = extra[0].reshape(len(scores), -1) if extra else np.zeros((len(scores), 0), np.float32)
        return outputs["boxes"][0], scores.max(1), scores.argmax(1), extra
    rows = outputs["output0"][0]
    if rows.shape[1] < rows.shape[0] and rows[:, 5].max() <= class_count and (rows[:, 5] == rows[:, 5].round()).all():
        return rows[:, :4], rows[:, 4], rows[:, 5].astype(np.int64), rows[:, 6:]
    rows = rows.T if rows.shape[0] < rows.shape[1] else np.delete(rows, 4, 1) * np.where(
        (np.arange(rows.shape[1] - 1) >= 4) & (np.arange(rows.shape[1] - 1) < 4 + class_count), rows[:, 4:5], 1)
    boxes, scores, extra = np.split(rows, [4, 4 + class_count], 1)
    if task != "obb":
        boxes = np.concatenate([boxes[:, :2] - boxes[:, 2:] / 2, boxes[:, :2] + boxes[:, 2:] / 2], 1)
    return boxes, scores.max(1), scores.argmax(1), extra


def objects(outputs, task, class_count, image_size, box_size, confidence=0.25, iou=0.7, most=300, agnostic=False,
            classes=None, stride=0, keypoint_numbers=3):
    """What `--embed` promises of one picture, by name. `outputs` are those of a network at its input."""
    boxes, scores, kinds, extra = candidates_of(outputs, task, class_count)
    good = scores > np.float32(confidence)
    if classes is not None:
        good &= np.isin(kinds, classes)
    order = np.flatnonzero(good)
    order = order[np.argsort(-scores[order], kind="stable")]
    if task == "obb":
        boxes = np.concatenate([boxes, extra], 1)
    kept = order[suppress(boxes[order], scores[order], kinds[order], iou, agnostic, most)]
    place = place_of(image_size, box_size, stride)
    found = {"scores": scores[kept], "classes": kinds[kept]}
    if task == "obb":
        centre = way_back(boxes[kept, :2], image_size, place, clip=False)
        size = boxes[kept, 2:4] / gains(image_size, place)
        found["rotated_boxes"] = np.concatenate([centre, size, boxes[kept, 4:5]], 1)
        around = corners(found["rotated_boxes"])
        found["boxes"] = np.concatenate([around.min(1), around.max(1)], 1)
        return found
    found["boxes"] = way_back(boxes[kept].reshape(-1, 2), image_size, place).reshape(-1, 4)
    if task == "pose":
        points = extra[kept].reshape(len(kept), extra.shape[1] // keypoint_numbers, keypoint_numbers)
        points[..., :2] = way_back(points[..., :2], image_size, place)
        found["keypoints"] = points
    if task == "segment":
        prototypes = outputs["prototypes" if "prototypes" in outputs else "output1"][0]
        found["masks"] = make_masks(extra[kept], prototypes, found["boxes"], image_size)
        seen = found["masks"].any((1, 2))
        found = {name: values[seen] for name, values in found.items()}
    return found
