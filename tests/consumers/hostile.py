"""Gives the program files that mean harm, within limits of time and memory, and says what it did wrong."""

import concurrent.futures
import itertools
import os
import subprocess

from conftest import PROGRAM

# Processor time, which does not depend on what else the machine does; the other limit ends what waits for ever.
MEMORY_KB, PROCESSOR_SECONDS, SECONDS = 2_000_000, 3, 60
RUN_LIMITED = ["sh", "-c", f'ulimit -v {MEMORY_KB}; ulimit -t {PROCESSOR_SECONDS}; exec "$@"', "sh", PROGRAM]
DAMAGED, UNSUPPORTED = 3, 4
REFUSED = {DAMAGED, UNSUPPORTED}
_numbers = itertools.count()


def convert(model, *options):
    """Converts the file to x.onnx beside it."""
    command = [*RUN_LIMITED, "convert", model, "-o", model.parent / "x.onnx", "--no-check", *options]
    return subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=SECONDS)


def wrong_with(result, allowed):
    """What is wrong with the end of a run; empty when it is as it should be."""
    if result.returncode not in allowed:
        return f"exit code {result.returncode}, {result.stderr[-300:]!r}"
    lines = result.stderr.splitlines()
    errors = [line for line in lines if line.startswith("error: ")]
    others = [line for line in lines if not line.startswith(("error: ", "hint: "))]
    if result.returncode and (len(errors) != 1 or others or len(lines) > 2):
        return f"not one line of error: {result.stderr!r}"
    return ""


def complaint(content, suffix, folder, allowed=frozenset(REFUSED)):
    """Converts a file of that content in a folder of its own; gives what is wrong with how it went, or nothing."""
    place = folder / str(next(_numbers))
    place.mkdir()
    model = place / f"model{suffix}"
    model.write_bytes(content)
    try:
        result = convert(model, "--quiet")
    except subprocess.TimeoutExpired:
        return f"still running after {SECONDS} s"
    wrong = wrong_with(result, allowed)
    left = {path.name for path in place.iterdir()} - {model.name} - ({"x.onnx"} if result.returncode == 0 else set())
    return wrong or (f"left behind: {left}" if left else "")


def complaints(files, suffix, folder, allowed=frozenset(REFUSED)):
    """The complaints over many (name, content), by name."""
    files = list(files)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        found = pool.map(lambda file: complaint(file[1], suffix, folder, allowed), files)
        return {name: wrong for (name, _), wrong in zip(files, found) if wrong}
