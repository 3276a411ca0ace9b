"""Keras in a process of its own, since its backend is chosen once, before it is imported."""

import functools
import importlib.util
import json
import os
import pathlib
import subprocess
import sys
import tempfile

BACKENDS = ["tensorflow", "jax"]
HAS_TORCH = importlib.util.find_spec("torch") is not None


def environment_of(backend):
    # A few pictures per network: it is not worth being compiled well.
    return {**os.environ, "KERAS_BACKEND": backend, "TF_CPP_MIN_LOG_LEVEL": "3",
            "XLA_FLAGS": "--xla_backend_optimization_level=0"}


def run_keras(backend, *arguments):
    """Runs Python with these arguments and gives the finished process."""
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(command, env=environment_of(backend), capture_output=True, text=True, timeout=900)


class Worker:
    """Keras on one backend, kept for as long as the tests of a file run."""

    def __init__(self, backend):
        self.log = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen([sys.executable, pathlib.Path(__file__).with_name("keras_worker.py")],
                                        env=environment_of(backend), text=True, stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=self.log)

    def printed_by(self, **job):
        self.process.stdin.write(json.dumps(job) + "\n")
        self.process.stdin.flush()
        reply = self.process.stdout.readline()
        if not reply:
            self.log.seek(0)
            raise AssertionError(f"Keras ended with {self.process.wait()}\n{self.log.read()[-2000:]}")
        reply = json.loads(reply)
        assert reply["failure"] is None, reply["failure"][-2000:]
        return reply["printed"]


worker = functools.cache(Worker)


def in_keras(backend, code, *arguments):
    """What a piece of code prints as JSON in its last line."""
    printed = worker(backend).printed_by(code=code, arguments=list(map(str, arguments)))
    return json.loads(printed.splitlines()[-1])


def script_in_keras(backend, script, *arguments):
    """The lines that a script prints."""
    return worker(backend).printed_by(script=str(script), arguments=list(map(str, arguments))).splitlines()
