"""Keras in a process of its own, since its backend is chosen once, before it is imported."""

import importlib.util
import json
import os
import subprocess
import sys

BACKENDS = ["tensorflow", "jax"]
HAS_TORCH = importlib.util.find_spec("torch") is not None


def run_keras(backend, *arguments):
    """Runs Python with these arguments and gives the finished process."""
    # A few pictures per network: it is not worth being compiled well.
    environment = {**os.environ, "KERAS_BACKEND": backend, "TF_CPP_MIN_LOG_LEVEL": "3",
                   "XLA_FLAGS": "--xla_backend_optimization_level=0"}
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=900)


def in_keras(backend, code, *arguments):
    """What a piece of code prints as JSON in its last line."""
    run = run_keras(backend, "-c", code, *arguments)
    assert run.returncode == 0, run.stderr[-2000:]
    return json.loads(run.stdout.splitlines()[-1])
