"""Times `ponte predict` against ONNX Runtime's bare run of the same model, in one run, and prints the ratios.

    python bench/predict.py MODEL.onnx FOLDER_OF_PICTURES [BUILD_FOLDER]

Decoding, letterbox, suppression and JSON are all in ponte's figure: what a picture more costs, by runs over a quarter
and over all of them. Needs numpy and onnxruntime. Then a whole process on one picture, and what follows the network,
where post_bench is built.
"""

import pathlib
import statistics
import subprocess
import sys
import time

import numpy as np
import onnxruntime

TURNS = 3


def bare(model, threads, count):
    """Milliseconds of a run of a 640 x 640 input, the mean over `count` after three that do not count."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    feed = {session.get_inputs()[0].name: np.random.default_rng(0).random((1, 3, 640, 640), np.float32)}
    for _ in range(3):
        session.run(None, feed)
    start = time.perf_counter()
    for _ in range(count):
        session.run(None, feed)
    return (time.perf_counter() - start) / count * 1e3


def seconds(*command):
    start = time.perf_counter()
    subprocess.run([*map(str, command)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def main():
    model, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    build = pathlib.Path(sys.argv[3] if len(sys.argv) > 3 else pathlib.Path(__file__).parents[1] / "build")
    pictures = sorted(folder.glob("*.jpg"))
    few = pictures[: len(pictures) // 4]
    print(f"{'threads':>7} {'ponte ms':>9} {'bare run ms':>12} {'ratio':>6}")
    for threads in (1, 2):
        own, other = [], []
        for _ in range(TURNS):
            command = [build / "ponte", "predict", model, "--json", "--threads", threads]
            extra = seconds(*command, *pictures) - seconds(*command, *few)
            own.append(extra / (len(pictures) - len(few)) * 1e3)
            other.append(bare(model, threads, len(few)))
        mine, theirs = statistics.median(own), statistics.median(other)
        print(f"{threads:7} {mine:9.1f} {theirs:12.1f} {mine / theirs:6.2f}")
    whole = statistics.median(seconds(build / "ponte", "predict", model, pictures[0]) for _ in range(9))
    print(f"a whole process on one picture: {whole:.3f} s")
    after = build / "bench" / "post_bench"
    if after.exists():
        output = subprocess.run([after, "15"], check=True, capture_output=True, text=True).stdout
        times = np.median([[int(number) for number in line.split()] for line in output.splitlines()], axis=0) * 1e-6
        print(f"one thread: suppression of 8400 x 84 {times[0]:.2f} ms, 40 masks on 1920 x 1080 {times[1]:.1f} ms")


if __name__ == "__main__":
    main()
