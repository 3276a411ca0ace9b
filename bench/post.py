"""Times what follows the network against the same work in NumPy, OpenCV and PyTorch, on one thread, in one run.

    python bench/post.py [BUILD_FOLDER]

Objects from an output of 84 x 8400 as exports have it, and masks at the original size, 1920 x 1080, of 40 of them. Both
sides take turns on the same numbers and must find the same; each figure is the least of all turns. PyTorch takes part
where it is installed. Needs numpy and opencv, and post_bench built (cmake -DPONTE_BENCH=ON).
"""

import pathlib
import subprocess
import sys
import tempfile

import cv2
import numpy as np

from timing import least_seconds

try:
    import torch
    from torchvision.ops import nms as torch_nms
except ImportError:
    torch = None

CONFIDENCE, IOU, MOST, CLASS_OFFSET = 0.25, 0.7, 300, 7680
WIDTH, HEIGHT, INPUT, GRID = 1920, 1080, 640, 160
TURNS, LOOPS = 7, 15
AIMS = {"objects": 5, "masks": 10}


def make_numbers():
    """40 objects, each seen by seven neighbours (coco128 has as many on average) of the 80 x 80 finest anchors; 40 boxes
    with coefficients of smooth prototypes."""
    rng = np.random.default_rng(0)
    columns = np.empty((84, 8400), np.float32)
    columns[:2], columns[2:4] = rng.uniform(40, 600, (2, 8400)), rng.uniform(20, 60, (2, 8400))
    columns[4:] = rng.uniform(0, 0.1, (80, 8400))
    for _ in range(40):
        anchors = 80 * rng.integers(1, 79) + rng.integers(1, 79) + np.array([-80, -79, -1, 0, 1, 80, 81])
        columns[:4, anchors] = np.append(rng.uniform(100, 500, 2), rng.uniform(40, 200, 2))[:, None] + rng.normal(0, 2, (4, 7))
        columns[4 + rng.integers(80), anchors] = rng.uniform(0.3, 0.95, 7)
    coarse = rng.normal(0, 1, (32, 20, 20)).astype(np.float32)
    prototypes = np.stack([cv2.resize(plane, (GRID, GRID), interpolation=cv2.INTER_CUBIC) for plane in coarse])
    corner = rng.uniform((0, 0), (1500, 680), (40, 2))
    boxes = np.concatenate([corner, corner + rng.uniform(100, 400, (40, 2))], 1).astype(np.float32)
    return {"columns": columns, "prototypes": prototypes, "coefficients": rng.normal(0, 1, (40, 32)).astype(np.float32),
            "boxes": boxes}


# ---- objects, in the order of Ultralytics' non_max_suppression: candidates by their best class, transposed, as corners,
# rows of box, score and class, classes put apart, suppressed, the first 300 rows


def rows_in_numpy(columns):
    found = columns.T[columns[4:].max(0) > CONFIDENCE]
    half = found[:, 2:4] / 2
    classes = found[:, 4:].argmax(1)[:, None]
    scores = np.take_along_axis(found[:, 4:], classes, 1)
    return np.concatenate([found[:, :2] - half, found[:, :2] + half, scores, classes.astype(np.float32)], 1)


def objects_in_numpy(numbers):
    rows = rows_in_numpy(numbers["columns"])
    boxes, scores = rows[:, :4] + rows[:, 5:] * CLASS_OFFSET, rows[:, 4]
    areas = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    order, kept = np.argsort(-scores, kind="stable"), []
    while len(order) and len(kept) < MOST:
        best, order = order[0], order[1:]
        kept.append(best)
        others = boxes[order]
        sides = np.minimum(boxes[best, 2:], others[:, 2:]) - np.maximum(boxes[best, :2], others[:, :2])
        shared = np.maximum(sides[:, 0], 0) * np.maximum(sides[:, 1], 0)
        order = order[shared / (areas[best] + areas[order] - shared) <= IOU]
    return rows[kept]


def objects_in_opencv(numbers):
    rows = rows_in_numpy(numbers["columns"])
    sized = np.concatenate([rows[:, :2] + rows[:, 5:] * CLASS_OFFSET, rows[:, 2:4] - rows[:, :2]], 1)
    return rows[cv2.dnn.NMSBoxes(sized, rows[:, 4], CONFIDENCE, IOU)[:MOST]]


def objects_in_torch(numbers):
    columns = torch.from_numpy(numbers["columns"])
    found = columns.T[columns[4:].amax(0) > CONFIDENCE]
    half = found[:, 2:4] / 2
    scores, classes = found[:, 4:].max(1, keepdim=True)
    rows = torch.cat([found[:, :2] - half, found[:, :2] + half, scores, classes.float()], 1)
    return rows[torch_nms(rows[:, :4] + rows[:, 5:] * CLASS_OFFSET, rows[:, 4], IOU)[:MOST]]


# ---- masks: weighed prototypes, the letterbox's border cut off, enlarged, cut to the box, over 0

BORDER = (GRID - GRID * HEIGHT // WIDTH) // 2


def masks_in_opencv(numbers):
    logits = (numbers["coefficients"] @ numbers["prototypes"].reshape(32, -1)).reshape(-1, GRID, GRID)
    masks = np.zeros((len(logits), HEIGHT, WIDTH), bool)
    for mask, logit, box in zip(masks, logits, np.ceil(numbers["boxes"]).astype(int)):
        left, top, right, bottom = box
        large = cv2.resize(logit[BORDER:GRID - BORDER], (WIDTH, HEIGHT), interpolation=cv2.INTER_LINEAR)
        mask[top:bottom, left:right] = large[top:bottom, left:right] > 0
    return masks


def masks_in_torch(numbers):
    prototypes, coefficients, boxes = (torch.from_numpy(numbers[name]) for name in ("prototypes", "coefficients", "boxes"))
    logits = (coefficients @ prototypes.view(32, -1)).view(1, -1, GRID, GRID)[:, :, BORDER:GRID - BORDER]
    large = torch.nn.functional.interpolate(logits, (HEIGHT, WIDTH), mode="bilinear", align_corners=False)[0]
    for mask, (left, top, right, bottom) in zip(large, boxes.ceil().int().tolist()):
        mask[:top] = 0
        mask[bottom:] = 0
        mask[:, :left] = 0
        mask[:, right:] = 0
    return (large > 0).numpy()


PEERS = {"objects": {"NumPy": objects_in_numpy, "OpenCV": objects_in_opencv},
         "masks": {"OpenCV": masks_in_opencv}}
if torch:
    PEERS["objects"]["PyTorch"], PEERS["masks"]["PyTorch"] = objects_in_torch, masks_in_torch


def own_turn(program, folder):
    """The least seconds for objects and masks, and what was found: how many objects, how many pixels."""
    output = subprocess.run([program, folder, str(LOOPS)], check=True, capture_output=True, text=True).stdout
    found, *times = [[int(number) for number in line.split()] for line in output.splitlines()]
    return np.min(times, 0) * 1e-9, found


def check_same(numbers, found):
    """The peers must have done the same work: interpolation rounds a few pixels at the borders otherwise."""
    for name, work in PEERS["objects"].items():
        objects = len(work(numbers))
        assert objects == found[0], f"{name} keeps {objects} objects, ponte {found[0]}"
    for name, work in PEERS["masks"].items():
        pixels = np.count_nonzero(work(numbers))
        assert abs(pixels - found[1]) <= 1e-4 * found[1], f"{name} gives masks {pixels} pixels, ponte {found[1]}"


def main():
    build = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parents[1] / "build")
    cv2.setNumThreads(1)
    if torch:
        torch.set_num_threads(1)
    numbers = make_numbers()
    own, other = [], {kind: {name: [] for name in peers} for kind, peers in PEERS.items()}
    with tempfile.TemporaryDirectory() as folder:
        for name, values in numbers.items():
            values.tofile(pathlib.Path(folder, f"{name}.f32"))
        for _ in range(TURNS):
            least, found = own_turn(build / "bench/post_bench", folder)
            own.append(least)
            for kind, peers in PEERS.items():
                for name, work in peers.items():
                    other[kind][name].append(least_seconds(work, numbers, LOOPS if kind == "objects" else 1))
        check_same(numbers, found)
    print(f"{'':32} {'ponte ms':>9} {'peer ms':>9} {'times faster':>13}")
    for kind, mine, title in zip(PEERS, np.min(own, 0), (f"{found[0]} objects of 84 x 8400", "40 masks on 1920 x 1080")):
        for name, times in other[kind].items():
            faster = min(times) / mine
            missed = "" if faster >= AIMS[kind] else ": MISSED"
            print(f"{f'{title}, {name}':32} {mine * 1e3:9.3f} {min(times) * 1e3:9.3f} {faster:13.1f}, aim {AIMS[kind]}{missed}")


if __name__ == "__main__":
    main()
