"""Times ponte's letterbox against the same work in OpenCV and NumPy, in one run, and prints the ratios.

    python bench/letterbox.py [BUILD_FOLDER]

Needs numpy and opencv, and letterbox_bench built (cmake -DPONTE_BENCH=ON). Both sides take turns; each figure is
the median over all turns.
"""

import pathlib
import statistics
import subprocess
import sys
import time

import cv2
import numpy as np

SIZES = [(810, 1080), (1280, 720), (1920, 1080), (4000, 3000)]
TURNS, LOOPS = 7, 15


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


def peer_times(image):
    times = []
    for _ in range(LOOPS):
        start = time.perf_counter()
        peer(image)
        times.append(time.perf_counter() - start)
    return times


def own_times(program, width, height, threads):
    output = subprocess.run([program, str(width), str(height), str(threads), str(LOOPS)], check=True,
                            capture_output=True, text=True).stdout
    return [int(line) * 1e-9 for line in output.split()]


def main():
    build = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parents[1] / "build")
    print(f"{'picture':>12} {'threads':>7} {'ponte ms':>9} {'OpenCV+NumPy ms':>16} {'ratio':>6}")
    for width, height in SIZES:
        image = np.random.default_rng(0).integers(0, 256, (height, width, 3), dtype=np.uint8)
        for threads in (1, 2):
            cv2.setNumThreads(threads)
            own, other = [], []
            for _ in range(TURNS):
                own += own_times(build / "bench" / "letterbox_bench", width, height, threads)
                other += peer_times(image)
            own_ms, other_ms = statistics.median(own) * 1e3, statistics.median(other) * 1e3
            print(f"{f'{width}x{height}':>12} {threads:>7} {own_ms:>9.2f} {other_ms:>16.2f} {own_ms / other_ms:>6.2f}")


if __name__ == "__main__":
    main()
