# SPDX-License-Identifier: Apache-2.0
"""Draws pictures of coloured shapes whose boxes and outlines are known exactly.

Shapes never touch each other, so an outline is also the visible outline; their boxes may
overlap, and a small shape may lie inside a ring.
"""

import math
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

CLASSES = ("circle", "square", "triangle", "star", "cross", "ring")
RING_HOLE = 0.55  # inner radius of a ring as a fraction of its outer radius
PADDING_GREY = 114  # the usual colour beside a letterboxed picture
SUPERSAMPLING = 4


@dataclass
class Picture:
    """pixels: uint8 (H, W, 3) RGB. labels: int64 (N). outlines: N arrays (points, 2) of x, y in pixels."""

    pixels: np.ndarray
    labels: np.ndarray
    outlines: list

    @property
    def boxes(self):
        """float32 (N, 4): x1, y1, x2, y2 in pixels, tight around the outlines."""
        corners = [np.concatenate([o.min(0), o.max(0)]) for o in self.outlines]
        return np.array(corners, np.float32).reshape(-1, 4)


def arc(radius, count):
    """Closed circle: count + 1 points, the first one repeated at the end."""
    angle = np.linspace(0, 2 * math.pi, count + 1)
    return radius * np.stack([np.cos(angle), np.sin(angle)], 1)


def unit_outline(name):
    """Outline (points, 2) of a shape that fits into the unit circle."""
    if name == "circle":
        return arc(1, 40)[:-1]
    if name == "square":
        return arc(1, 4)[:-1]
    if name == "triangle":
        return arc(1, 3)[:-1]
    if name == "star":
        points = arc(1, 10)[:-1]
        points[1::2] *= 0.42
        return points
    if name == "cross":
        a = 0.32
        corners = [(1, a), (a, a), (a, 1), (-a, 1), (-a, a), (-1, a)]
        return 0.95 * np.array(corners + [(-x, -y) for x, y in corners])
    if name == "ring":  # one closed line: round the outside, over a slit of no width, back round the inside
        return np.concatenate([arc(1, 40), arc(RING_HOLE, 40)[::-1]])
    raise ValueError(name)


def random_outline(rng, name, centre, radius):
    """Outline in pixels: stretched by up to a quarter, turned by any angle, moved to the centre."""
    angle = rng.uniform(0, 2 * math.pi)
    turn = np.array([[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]])
    stretch = np.array([1, rng.uniform(0.8, 1)])
    return radius * (unit_outline(name) * stretch) @ turn + centre


def coverage(outline, width, height):
    """Share of each pixel that lies inside: (left, top, float32 (h, w)) for the part inside the picture."""
    left, top = np.maximum(np.floor(outline.min(0)).astype(int) - 1, 0)
    right, bottom = np.minimum(np.ceil(outline.max(0)).astype(int) + 1, [width, height])
    size = (int(right - left), int(bottom - top))
    fine = Image.new("L", (size[0] * SUPERSAMPLING, size[1] * SUPERSAMPLING))
    # Pillow's coordinates name pixel centres, ours pixel corners: hence the half.
    points = (outline - [left, top]) * SUPERSAMPLING - 0.5
    ImageDraw.Draw(fine).polygon([tuple(p) for p in points], fill=255)
    return left, top, np.asarray(fine.resize(size, Image.Resampling.BOX), np.float32) / 255


def cloud(rng, width, height, cells):
    """Smooth random field float32 (H, W), about -1 to 1, with the given number of cells along the longer side."""
    scale = cells / max(width, height)
    grid = rng.uniform(-1, 1, (max(2, round(height * scale)), max(2, round(width * scale)))).astype(np.float32)
    return np.asarray(Image.fromarray(grid).resize((width, height), Image.Resampling.BICUBIC))


def background(rng, width, height):
    """float32 (H, W, 3): a soft colour with clouds, sometimes stripes, and thin lines that are no shapes."""
    canvas = np.empty((height, width, 3), np.float32)
    canvas[:] = rng.uniform(50, 205, 3)
    for cells in (3, 12):
        tint = rng.uniform(-1, 1, 3) * rng.uniform(5, 45)
        canvas += cloud(rng, width, height, cells)[..., None] * tint.astype(np.float32)
    if rng.random() < 0.3:
        tint = rng.uniform(-18, 18, 3)
        canvas += stripes(rng, width, height)[..., None] * tint.astype(np.float32)
    image = Image.fromarray(canvas.clip(0, 255).astype(np.uint8))
    pen = ImageDraw.Draw(image)
    for _ in range(rng.integers(0, 4)):
        ends = rng.uniform(0, 1, (2, 2)) * [width, height]
        colour = tuple(int(c) for c in rng.integers(0, 256, 3))
        pen.line([tuple(e) for e in ends], fill=colour, width=int(rng.integers(1, 4)))
    return np.asarray(image, np.float32)


def stripes(rng, width, height):
    """Parallel waves float32 (H, W), -1 to 1, 8 to 40 pixels apart."""
    angle, period = rng.uniform(0, math.pi), rng.uniform(8, 40)
    x = np.arange(width, dtype=np.float32) * (math.cos(angle) * 2 * math.pi / period)
    y = np.arange(height, dtype=np.float32) * (math.sin(angle) * 2 * math.pi / period)
    return np.sin(x + y[:, None])


def contrasting_colour(rng, behind):
    """Random RGB that differs visibly from the colour behind it."""
    while True:
        colour = rng.uniform(0, 255, 3)
        if np.linalg.norm(colour - behind) > 100:
            return colour


def paint(rng, canvas, outline):
    """Blends one shape into the canvas: a colour with a light gradient across it."""
    height, width = canvas.shape[:2]
    left, top, alpha = coverage(outline, width, height)
    patch = canvas[top:top + alpha.shape[0], left:left + alpha.shape[1]]
    colour = contrasting_colour(rng, patch.mean((0, 1)))
    y, x = np.mgrid[-1:1:alpha.shape[0] * 1j, -1:1:alpha.shape[1] * 1j]
    light = 1 + rng.uniform(-0.15, 0.15) * x + rng.uniform(-0.15, 0.15) * y
    patch += alpha[..., None] * (light[..., None] * colour - patch)


def place_outlines(rng, width, height, count):
    """Up to count (label, outline) pairs that lie inside the picture and do not touch each other."""
    taken = np.zeros((height, width), bool)
    placed = []
    for _ in range(4 * count):
        label = int(rng.integers(len(CLASSES)))
        radius = math.exp(rng.uniform(math.log(0.07), math.log(0.26))) * min(width, height)
        centre = rng.uniform(radius + 2, np.array([width, height]) - radius - 2)
        outline = random_outline(rng, CLASSES[label], centre, radius)
        left, top, alpha = coverage(outline, width, height)
        area = np.s_[top:top + alpha.shape[0], left:left + alpha.shape[1]]
        if (taken[area] & (alpha > 0)).any():
            continue
        taken[area] |= alpha > 0
        placed.append((label, outline))
        if len(placed) == count:
            break
    return placed


def draw_picture(rng, width, height, count, noise):
    """One Picture with up to count shapes; noise is the standard deviation of the pixel noise."""
    canvas = background(rng, width, height)
    placed = place_outlines(rng, width, height, count)
    for _, outline in placed:
        paint(rng, canvas, outline)
    if noise:
        canvas += noise * rng.standard_normal(canvas.shape, np.float32)
    labels = np.array([label for label, _ in placed], np.int64)
    return Picture(canvas.round().clip(0, 255).astype(np.uint8), labels, [outline for _, outline in placed])


def draw_square(rng, size):
    """One training Picture (size, size): half of them are wide or tall ones with grey beside them."""
    width = height = size
    if rng.random() < 0.5:
        shorter = int(rng.uniform(0.55, 1) * size)
        width, height = (shorter, size) if rng.random() < 0.5 else (size, shorter)
    picture = draw_picture(rng, width, height, int(rng.integers(1, 9)), noise=rng.uniform(0, 12))
    offset = np.array([(size - width) // 2, (size - height) // 2])
    pixels = np.full((size, size, 3), PADDING_GREY, np.uint8)
    pixels[offset[1]:offset[1] + height, offset[0]:offset[0] + width] = picture.pixels
    return Picture(pixels, picture.labels, [outline + offset for outline in picture.outlines])


def filled_masks(picture, divisor):
    """Masks of the shapes at 1 / divisor of the picture's size: float32 (N, H / divisor, W / divisor), 0 or 1."""
    height, width = (side // divisor for side in picture.pixels.shape[:2])
    masks = np.zeros((len(picture.outlines), height, width), np.float32)
    for mask, outline in zip(masks, picture.outlines):
        left, top, alpha = coverage(outline / divisor, width, height)
        mask[top:top + alpha.shape[0], left:left + alpha.shape[1]] = alpha > 0.5
    return masks
