"""Speed and memory as ratios against a peer in the same run: `make bench`. It never fails a build.

The conversion of a checkpoint is timed as a whole process against Python loading and saving the resulting file with
the onnx package; the letterbox against OpenCV and NumPy (letterbox.py).
"""

import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

from large_checkpoint import write_large_checkpoint

ROOT = pathlib.Path(__file__).parents[1]
PONTE = os.environ.get("PONTE", str(ROOT / "build/ponte"))
DATA = pathlib.Path(os.environ.get("PONTE_TEST_DATA", ROOT / "../shared/data"))
TURNS = 7


def run_once(command):
    """CPU seconds, wall seconds, peak memory in MB of one process."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    if status != 0:
        raise SystemExit(f"failed: {' '.join(map(str, command))}")
    return usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1000


def medians(*commands):
    """Runs the commands in turns, A B A B …, after one round that does not count."""
    rounds = [[run_once(command) for command in commands] for _ in range(TURNS + 1)][1:]
    return [tuple(statistics.median(one[i][k] for one in rounds) for k in range(3)) for i in range(len(commands))]


def bench_convert(name, checkpoint, folder):
    written = folder / f"{name}.onnx"
    convert = [PONTE, "convert", checkpoint, "-o", written, "--no-check", "--force", "--quiet"]
    run_once(convert)
    peer = [sys.executable, "-c",
            f"import onnx; onnx.save(onnx.load({str(written)!r}), {str(folder / 'peer.onnx')!r})"]
    (cpu, wall, memory), (peer_cpu, peer_wall, peer_memory) = medians(convert, peer)
    larger = max(checkpoint.stat().st_size, written.stat().st_size) / 1e6
    print(f"convert {name}: {cpu:.3f} s CPU, {wall * 1000:.0f} ms wall, {memory:.0f} MB peak "
          f"(twice the larger file + 64 MB: {2 * larger + 64:.0f} MB)")
    print(f"  onnx.load + onnx.save of the result in Python: {peer_cpu:.3f} s CPU, {peer_wall * 1000:.0f} ms wall, "
          f"{peer_memory:.0f} MB peak")
    print(f"  ratio: {cpu / peer_cpu:.2f} of the CPU time, {wall / peer_wall:.2f} of the wall time")


def main():
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        bench_convert("shapes", ROOT / "examples/models/shapes.pt", folder)
        real = DATA / "models/pt/yolov8n.pt"
        if real.exists():
            bench_convert("yolov8n", real, folder)
        large = folder / "large.pt"
        write_large_checkpoint(large)
        bench_convert("large", large, folder)
    subprocess.run([sys.executable, ROOT / "bench/letterbox.py", ROOT / "build"], check=False)


if __name__ == "__main__":
    main()
