"""Compares outputs with stored golden ones: each kind of number by its own bar.

Boxes, mask coefficients, keypoints and prototypes are measured against the largest golden value of their kind; scores
and angles as they are. No bar is tighter than three times what float32 PyTorch itself loses (`fp32_error`).
"""

import dataclasses

import numpy as np

BOXES, SCORES, CLASSIFY, EXTRA = 1e-3, 1e-4, 1e-5, 1e-3
MIN_ROW_SCORE = 0.05
# ONNX Runtime's float32 sigmoid is exact to about this much, whatever the size of the score.
SIGMOID_ROUNDING = 2e-7


@dataclasses.dataclass
class Kind:
    """A range of the numbers that belong to one anchor, and how exact they must be."""

    name: str
    range: slice
    bar: float

    def of(self, columns):
        return columns[self.range]


def largest(values):
    return float(np.abs(values).max(initial=0))


def kinds_of(columns, golden, fp32_error):
    """The kinds of a (4 + scores + extra, anchors) array, with bars from the golden columns themselves."""
    scores = golden["nc"] + (1 if golden.get("layout") else 0)  # YOLOv5 has objectness before the classes
    extra_scale = 1 if golden["task"] == "obb" else largest(columns[4 + scores :])
    parts = [
        ("boxes", slice(0, 4), BOXES * largest(columns[:4])),
        ("scores", slice(4, 4 + scores), SCORES),
        ("extra", slice(4 + scores, len(columns)), EXTRA * extra_scale),
    ]
    return [
        Kind(name, part, max(bar, 3 * fp32_error.get(name, 0)))
        for name, part, bar in parts
        if part.start < part.stop
    ]


def assert_near(found, expected, bar, what):
    assert found.shape == expected.shape, f"{what}: shape {found.shape}, expected {expected.shape}"
    apart = largest(found.astype(np.float64) - expected)
    assert apart <= bar, f"{what}: differs by {apart:.3g}, allowed {bar:.3g}"


def assert_columns(found, expected, kinds):
    for kind in kinds:
        assert_near(kind.of(found), kind.of(expected), kind.bar, kind.name)


def assert_sums(found, sums, abs_sums, kinds):
    """The sums over all anchors, of an output of which only some columns are stored."""
    anchors = found.shape[1]
    for kind in kinds:
        apart = np.abs(kind.of(found.astype(np.float64).sum(axis=1)) - kind.of(sums))
        allowed = 1e-3 * kind.of(abs_sums) + anchors * max(SIGMOID_ROUNDING, kind.bar / 100)
        assert (apart <= allowed).all(), f"sum of {kind.name}: differs by {apart.max():.3g}"


def assert_prototypes(found, stored, fp32_error):
    """`found` is (1, 32, h, w); `stored` the complete array, or every eighth element."""
    bar = max(EXTRA * largest(stored), 3 * fp32_error.get("proto", 0))
    every = found if stored.ndim == 4 else found[0, :, ::8, ::8]
    assert_near(every, stored, bar, "prototypes")


def row_of(column, kinds):
    """The row x1 y1 x2 y2 score class extra… that the class `c` of an anchor gives, for each c."""
    boxes, scores, *extra = (kind.of(column) for kind in kinds)
    return [np.concatenate([boxes, [score, c], *extra]) for c, score in enumerate(scores)]


def row_distance(row, rows, kinds):
    """How far each of `rows` is from `row`, in bars; other classes are infinitely far."""
    bars = {kind.name: kind.bar for kind in kinds}
    scale = np.full(row.shape, bars.get("extra", 1.0))
    scale[:4], scale[4], scale[5] = bars["boxes"], bars["scores"], 1
    distance = (np.abs(rows - row) / scale).max(axis=1, initial=0)
    return np.where(rows[:, 5] == row[5], distance, np.inf)


def assert_rows(found, expected, columns, kinds, limit):
    """End-to-end rows as sets: each golden row has its partner. Where all `limit` rows are taken, rows that tie with
    the last one may have been replaced; so what is left over must still be true columns of the head."""
    found, expected = found.astype(np.float64), expected.astype(np.float64)
    unused = np.ones(len(found), dtype=bool)
    cut = expected[:, 4].min() + 2 * kinds[1].bar if len(expected) >= limit else -1
    for row in expected[np.argsort(-expected[:, 4], kind="stable")]:
        distance = np.where(unused, row_distance(row, found, kinds), np.inf)
        partner = distance.argmin()
        if distance[partner] <= 1:
            unused[partner] = False
        else:
            assert row[4] <= max(cut, MIN_ROW_SCORE), f"no row like {row[:6]}; nearest is {distance[partner]:.3g} bars away"
    truths = np.array([row for column in columns.T for row in row_of(column, kinds)])
    for row in found[unused & (found[:, 4] > MIN_ROW_SCORE)]:
        distance = row_distance(row, truths, kinds).min()
        assert distance <= 1, f"row {row[:6]} is no detection of the head; nearest is {distance:.3g} bars away"
