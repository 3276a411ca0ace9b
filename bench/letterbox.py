"""Times ponte's letterbox against the same work in OpenCV and NumPy, in one run, and prints the ratios.

    python bench/letterbox.py [BUILD_FOLDER]

One thread on both sides, which take turns; each figure is the least of all turns. Needs numpy and opencv, and
letterbox_bench built (cmake -DPONTE_BENCH=ON).
"""

import pathlib
import subprocess
import sys

import cv2
import numpy as np

from timing import least_seconds

SIZES = [(640, 480), (810, 1080), (1280, 720), (1920, 1080), (4000, 3000)]
TURNS, LOOPS = 9, 15
AIM = 2


def peer(image):
    """Ultralytics' predict: resize, border, RGB planes, float32 over 255."""
    height, width = image.shape[:2]
    ratio = min(640 / height, 640 / width)
    new_width, new_height = round(width * ratio), round(height * ratio)
    spare_x, spare_y = (640 - new_width) / 2, (640 - new_height) / 2
    image = cv2.resize(image, (new_width, new_height), interpolation=cv2.INTER_LINEAR)
    image = cv2.copyMakeBorder(image, round(spare_y - 0.1), round(spare_y + 0.1), round(spare_x - 0.1),
                               round(spare_x + 0.1), cv2.BORDER_CONSTANT, value=(114, 114, 114))
    planes = np.ascontiguousarray(image[..., ::-1].transpose(2, 0, 1)).astype(np.float32)
    planes /= 255
    return planes


def own_time(program, width, height):
    output = subprocess.run([program, str(width), str(height), "1", str(LOOPS)], check=True,
                            capture_output=True, text=True).stdout
    return min(int(line) for line in output.split()) * 1e-9


def main():
    build = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parents[1] / "build")
    cv2.setNumThreads(1)
    print(f"{'picture':>12} {'ponte ms':>9} {'OpenCV+NumPy ms':>16} {'times faster':>13}")
    for width, height in SIZES:
        image = np.random.default_rng(0).integers(0, 256, (height, width, 3), dtype=np.uint8)
        own, other = [], []
        for _ in range(TURNS):
            own.append(own_time(build / "bench/letterbox_bench", width, height))
            other.append(least_seconds(peer, image, LOOPS))
        faster = min(other) / min(own)
        print(f"{f'{width}x{height}':>12} {min(own) * 1e3:9.3f} {min(other) * 1e3:16.3f} {faster:13.1f}, aim {AIM}"
              f"{'' if faster >= AIM else ': MISSED'}")


if __name__ == "__main__":
    main()
