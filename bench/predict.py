"""Times `ponte predict` against ONNX Runtime's bare run of the same model, in one run, and prints the ratios.

    python bench/predict.py MODEL.onnx FOLDER_OF_PICTURES [BUILD_FOLDER] [CHECKPOINT.pt]

Reading and decoding 128 pictures, letterbox, suppression and JSON are all in ponte's figure, starting is not. Both sides
take turns at parts of the pictures, and the least of a part's turns counts. Then a whole process on one picture, from the
model and from the checkpoint. Needs numpy and onnxruntime.
"""

import itertools
import pathlib
import subprocess
import sys
import time

import numpy as np
import onnxruntime

PICTURES, PART, TURNS = 128, 32, 4
AIM_OF_RATIO, AIMS_OF_WHOLE = 1.05, {".onnx": 0.175, ".pt": 0.3}


def bare_seconds(model, threads, count):
    """So many runs of a 640 x 640 input in a new session, which is slower at first. One before does not count, as the
    one of ponte's start."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    feed = {session.get_inputs()[0].name: np.random.default_rng(0).random((1, 3, 640, 640), np.float32)}
    session.run(None, feed)
    start = time.perf_counter()
    for _ in range(count):
        session.run(None, feed)
    return time.perf_counter() - start


def seconds(*command):
    start = time.perf_counter()
    subprocess.run([*map(str, command)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def verdict(value, aim):
    return f"aim {aim}{'' if value <= aim else ': MISSED'}"


def parts(pictures):
    return [pictures[i:i + PART] for i in range(0, len(pictures), PART)]


def bench_many(program, model, pictures, threads):
    command = [program, "predict", model, "--json", "--threads", threads]
    own = other = 0
    start = min(seconds(*command, pictures[0]) for _ in range(5))
    for part in parts(pictures):
        turns = [(seconds(*command, pictures[0], *part), bare_seconds(model, threads, len(part))) for _ in range(TURNS)]
        own += min(turn[0] for turn in turns) - start
        other += min(turn[1] for turn in turns)
    ratio = own / other
    mine, theirs = own / len(pictures) * 1e3, other / len(pictures) * 1e3
    print(f"{threads:7} {mine:9.1f} {theirs:12.1f} {ratio:6.3f}, {verdict(ratio, AIM_OF_RATIO)}", flush=True)


def main():
    model, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    build = pathlib.Path(sys.argv[3] if len(sys.argv) > 3 else pathlib.Path(__file__).parents[1] / "build")
    pictures = list(itertools.islice(itertools.cycle(sorted(folder.glob("*.jpg"))), PICTURES))
    print(f"{'threads':>7} {'ponte ms':>9} {'bare run ms':>12} {'ratio':>6}   over {PICTURES} pictures")
    for threads in (1, 2):
        bench_many(build / "ponte", model, pictures, threads)
    for path in (model, *sys.argv[4:5]):
        whole = min(seconds(build / "ponte", "predict", path, pictures[0]) for _ in range(15))
        aim = AIMS_OF_WHOLE[pathlib.Path(path).suffix]
        print(f"a whole process on one picture, {pathlib.Path(path).suffix:5} {whole:.3f} s, {verdict(whole, aim)}", flush=True)


if __name__ == "__main__":
    main()
