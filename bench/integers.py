"""python integers.py PONTE MODEL…: models in integers as ponte writes them for every x86-64 processor and for those with
VNNI, in ONNX Runtime on both kinds, in turns in one process each. A processor with VNNI runs the kernels of others when
it is hidden from the runtime; the other way round there is none to show. Times are those of one thread; a share is that
of outputs more than a hundredth of the largest from exact arithmetic."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import numpy as np
import onnxruntime

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tests" / "consumers"))
from processors import kinds

TURNS = 15
FORMS = ("x64", "x64-vnni")


def open_session(path, optimize=True):
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = 1
    if not optimize:
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def picture(port):
    """Waves, as large as the input's type has numbers."""
    shape = [size if isinstance(size, int) else 1 for size in port.shape]
    rows, columns = np.mgrid[0:shape[-2], 0:shape[-1]] / shape[-1]
    waves = np.stack([0.5 + 0.5 * np.sin(2 * np.pi * (a * rows + b * columns)) for a, b in ((3, 5), (7, 2), (11, 13))])
    scale, zero, dtype = {"tensor(uint8)": (255, 0, np.uint8), "tensor(int8)": (255, -128, np.int8)}.get(
        port.type, (1, 0, np.float32))
    return (waves[None] * scale + zero).astype(dtype)


def measure(paths):
    """Milliseconds of each model and its outputs that are off, as JSON."""
    sessions = [open_session(path) for path in paths]
    port = sessions[0].get_inputs()[0]
    feed = {port.name: picture(port)}
    exact = open_session(paths[0], optimize=False).run(None, feed)[0].astype(np.float64)
    best, shares = [float("inf")] * len(paths), []
    for session in sessions:
        away = np.abs(session.run(None, feed)[0] - exact)
        shares.append(float((away > 0.01 * np.abs(exact).max()).mean()))
    for _ in range(TURNS):
        for i, session in enumerate(sessions):
            start = time.thread_time()
            session.run(None, feed)
            best[i] = min(best[i], 1000 * (time.thread_time() - start))
    print(json.dumps({"milliseconds": best, "shares": shares}))


def bench(ponte, model, folder):
    paths = []
    for form in FORMS:
        paths.append(f"{folder}/{model.stem}-{form}.onnx")
        command = [ponte, "convert", model, "-o", paths[-1], "--target", form, "--no-check", "--quiet"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    for kind, environment in kinds().items():
        command = [sys.executable, __file__, "--measure", *paths]
        seen = json.loads(subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout)
        (every, vnni), (off, vnni_off) = seen["milliseconds"], seen["shares"]
        print(f"{model.stem:30} {kind:14} {every:8.1f} {vnni:9.1f} {every / vnni:7.2f} {off:9.2%} {vnni_off:9.2%}", flush=True)


def main(ponte, *models):
    print(f"{'model':30} {'processor':14} {'x64 ms':>8} {'vnni ms':>9} {'ratio':>7} {'x64 off':>9} {'vnni off':>9}")
    with tempfile.TemporaryDirectory() as folder:
        for model in models:
            bench(ponte, pathlib.Path(model), folder)
    if "with VNNI" not in kinds():
        print("this processor has no VNNI")
    if "without VNNI" not in kinds():
        print("this processor cannot hide its VNNI (or build/tests/libwithout_vnni.so is missing)")


if __name__ == "__main__":
    measure(sys.argv[2:]) if sys.argv[1:2] == ["--measure"] else main(*sys.argv[1:])
