"""ONNX Runtime on a processor without VNNI, which adds products of bytes otherwise, and what it gives there."""

import functools
import os
import pathlib
import subprocess
import sys
import tempfile

import numpy as np

BUILD = pathlib.Path(os.environ.get("PONTE_BUILD_DIR", pathlib.Path(__file__).resolve().parents[2] / "build"))
MASK = BUILD / "tests" / "libwithout_vnni.so"

RUN = """
import sys
import numpy as np
import onnxruntime
model, given, result, optimize = sys.argv[1:]
options = onnxruntime.SessionOptions()
options.log_severity_level = 3
if optimize == "False":
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
np.savez(result, *session.run(None, {session.get_inputs()[0].name: np.load(given)}))
"""


@functools.cache
def has_vnni():
    """False also in a process that it is hidden from: all tests can be run so, to see what they say elsewhere."""
    hidden = MASK.name in os.environ.get("LD_PRELOAD", "")
    return not hidden and "_vnni" in pathlib.Path("/proc/cpuinfo").read_text()


def plain_environment():
    """That of a process on a processor without VNNI; None where there is no way to one."""
    if not has_vnni():
        return dict(os.environ)
    environment = {**os.environ, "LD_PRELOAD": str(MASK)}
    if not MASK.exists() or subprocess.run(["/bin/true"], env=environment).returncode != 0:
        return None
    return environment


@functools.cache
def kinds():
    """The kinds of processors that something can be run on here, and the environment for each."""
    found = {"with VNNI": dict(os.environ)} if has_vnni() else {}
    if (without := plain_environment()) is not None:
        found["without VNNI"] = without
    return found


def run_on(kind, path, array, optimize=True):
    """The outputs of an ONNX model on one kind of processor."""
    with tempfile.TemporaryDirectory() as folder:
        given, result = f"{folder}/given.npy", f"{folder}/result.npz"
        np.save(given, array)
        command = [sys.executable, "-c", RUN, str(path), given, result, str(optimize)]
        subprocess.run(command, env=kinds()[kind], check=True)
        with np.load(result) as arrays:
            return [arrays[name] for name in arrays.files]


def sums_of_bytes(rows, weights, saturate):
    """rows (…, K) of uint8 times weights (outputs, K) of int8. Without VNNI the products of two neighbours are added in
    16 bits (vpmaddubsw), which saturate."""
    products = rows.astype(np.int64)[..., None, :] * weights.astype(np.int64)
    if products.shape[-1] % 2:
        products = np.concatenate([products, np.zeros_like(products[..., :1])], -1)
    pairs = products[..., 0::2] + products[..., 1::2]
    return (pairs.clip(-32768, 32767) if saturate else pairs).sum(-1)


def convolve_bytes(x, w, zero, groups=1, saturate=False):
    """x (1, C, H, W) of uint8, w (O, C / groups, k, k) of int8, stride 1, padded by k // 2 with the zero point: sums
    without what the zero point adds. Channels of one place are neighbours."""
    outputs, channels, k, _ = w.shape
    if channels == 1 and groups == outputs:
        saturate = False  # kernels for depthwise convolutions widen first
    x = np.pad(x, ((0, 0), (0, 0), (k // 2,) * 2, (k // 2,) * 2), constant_values=zero)
    windows = np.lib.stride_tricks.sliding_window_view(x[0], (k, k), (1, 2)).transpose(1, 2, 3, 4, 0)
    sums = []
    for group, kernels in enumerate(np.split(w, groups)):
        rows = windows[..., group * channels:(group + 1) * channels].reshape(*windows.shape[:2], -1)
        matrix = kernels.transpose(0, 2, 3, 1).reshape(len(kernels), -1)
        sums.append(sums_of_bytes(rows, matrix, saturate) - zero * matrix.astype(np.int64).sum(1))
    return np.concatenate(sums, -1).transpose(2, 0, 1)[None]
