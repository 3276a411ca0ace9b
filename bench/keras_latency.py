"""python keras_latency.py NAME=MODEL.keras…: ponte's models (split, decode inside) and kyolo's detectors of the same
names (raw maps, random weights) in one process on one Keras backend, predict_on_batch of one picture in turns."""

import os
import statistics
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import kyolo
import numpy as np

TURNS = 25


def milliseconds(model, picture):
    start = time.perf_counter()
    model.predict_on_batch(picture)
    return 1000 * (time.perf_counter() - start)


def main():
    picture = np.random.default_rng(1).random((1, 640, 640, 3), dtype="float32")
    for argument in sys.argv[1:]:
        name, path = argument.split("=")
        models = [keras.models.load_model(path), getattr(kyolo, name)()]
        rounds = [[milliseconds(model, picture) for model in models] for _ in range(TURNS + 3)][3:]
        own, other = ([turn[i] for turn in rounds] for i in range(2))
        ratio = statistics.median(a / b for a, b in rounds)
        print(f"{keras.backend.backend():10} {name:8} ponte {min(own):6.1f} ms, kyolo {min(other):6.1f} ms (least), "
              f"median ratio {ratio:.2f}, aim 1.00{'' if ratio <= 1 else ': MISSED'}", flush=True)


if __name__ == "__main__":
    main()
