"""Every golden model as a .keras file: loads in Keras on TensorFlow and on JAX, and gives what PyTorch gave.

So it does on PyTorch, where that is installed.
"""

import json
import subprocess

import numpy as np
import pytest

from conftest import PROGRAM, ROOT
from golden_cases import GOLDENS, TWO_HEADED, Case, assert_head_with_nms_outside, assert_head_without_nms
from keras_process import BACKENDS, HAS_TORCH, run_keras
from test_examples import EXAMPLES, assert_example, network_input

HEADS = [(name, "outside") for name in GOLDENS] + [(name, "inside") for name in TWO_HEADED]
ALL_BACKENDS = [*BACKENDS, "torch"]
# Both heads of a model have the same layers; JAX, which compiles each network for seconds, gets one of them.
CASES = [(name, head, backend) for name, head in HEADS for backend in ALL_BACKENDS
         if not (backend == "jax" and head == "outside" and name in TWO_HEADED)]
RUNNER = ROOT / "tests/consumers/keras_runner.py"


class Works:
    """Models and inputs in a folder; each backend takes all of them in one process, when first asked."""

    def __init__(self, folder):
        self.folder = folder
        self.names = []
        self.said = {}

    def add(self, name, model, images, *options, backends=ALL_BACKENDS):
        """`images`: channels first."""
        self.names.append((name, backends))
        command = [PROGRAM, "convert", model, "-o", self.folder / f"{name}.keras", "--no-check", "--quiet", *options]
        subprocess.run([str(part) for part in command], check=False)
        np.save(self.folder / f"{name}.npy", images.transpose(0, 2, 3, 1))

    def outputs(self, name, backend):
        """By name, in ONNX layout."""
        if backend == "torch" and not HAS_TORCH:
            pytest.skip("PyTorch is not installed")
        if backend not in self.said:
            self.said[backend] = self.run_all(backend)
        path = self.folder / f"{name}-{backend}.npz"
        assert path.exists(), f"no outputs\n{self.said[backend]}"
        found = dict(np.load(path))
        if "output1" in found:
            found["output1"] = found["output1"].transpose(0, 3, 1, 2)
        return found

    def run_all(self, backend):
        stems = [f"{self.folder}/{name}" for name, backends in self.names if backend in backends]
        jobs = [{"model": f"{stem}.keras", "input": f"{stem}.npy", "output": f"{stem}-{backend}.npz"} for stem in stems]
        (self.folder / "jobs.json").write_text(json.dumps(jobs))
        return run_keras(backend, RUNNER, self.folder / "jobs.json").stderr


@pytest.fixture(scope="module")
def works(tmp_path_factory):
    works = Works(tmp_path_factory.mktemp("keras"))
    for stem in ["shapes", "shapes-seg"]:
        images = network_input(np.load(EXAMPLES / "golden" / f"{stem}.npz")["input"])
        works.add(stem, EXAMPLES / "models" / f"{stem}.pt", images)
    for name, head in HEADS:
        case = Case(name, "b")
        options = ["--one-to-many"] if name in TWO_HEADED and head == "outside" else []
        backends = [backend for backend in ALL_BACKENDS if (name, head, backend) in CASES]
        works.add(f"{name}-{head}", case.model, case.input(), *case.options, *options, backends=backends)
    return works


@pytest.mark.parametrize("backend", ALL_BACKENDS)
@pytest.mark.parametrize("stem", ["shapes", "shapes-seg"])
def test_example_gives_its_golden_outputs(stem, backend, works):
    stored = np.load(EXAMPLES / "golden" / f"{stem}.npz")
    assert_example(stored, works.outputs(stem, backend))


@pytest.mark.skipif(not GOLDENS, reason="no golden outputs; PONTE_TEST_DATA names their place")
@pytest.mark.parametrize("name,head,backend", CASES)
def test_golden_model_gives_its_golden_outputs(name, head, backend, works):
    case = Case(name, "b")
    assert_head = assert_head_with_nms_outside if head == "outside" else assert_head_without_nms
    assert_head(case, works.outputs(f"{name}-{head}", backend))
