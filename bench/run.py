"""Speed and memory as ratios against a peer in the same run: `make bench`. It never fails a build.

The conversion of a checkpoint is timed as a whole process against Python loading and saving the resulting file with
the onnx package; Keras models against kyolo's in Keras (keras_latency.py); TFLite models against onnx2tf's in LiteRT and
against ONNX Runtime (tflite_latency.py); models in integers with VNNI and without (integers.py); finding objects in pictures against the bare run of the model (predict.py); the
letterbox (letterbox.py) and what follows the network (post.py) against OpenCV, NumPy and PyTorch.
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
sys.path.insert(0, str(ROOT / "tests/consumers"))
from processors import kinds

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
        raise RuntimeError(f"failed: {' '.join(map(str, command))}")
    return usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss * 1024 / 1e6


def medians(*commands):
    """Runs the commands in turns, A B A B …, after one round that does not count."""
    rounds = [[run_once(command) for command in commands] for _ in range(TURNS + 1)][1:]
    return [tuple(statistics.median(one[i][k] for one in rounds) for k in range(3)) for i in range(len(commands))]


def verdict(text, value, limit, unit):
    return f"{text} {value:.2f}{unit}, aim {limit:.2f}{unit}{'' if value <= limit else ': MISSED'}"


def bench_convert(name, checkpoint, folder, max_cpu_ratio=None, max_wall=None):
    written = folder / f"{name}.onnx"
    convert = [PONTE, "convert", checkpoint, "-o", written, "--no-check", "--force", "--quiet"]
    run_once(convert)
    peer = [sys.executable, "-c",
            f"import onnx; onnx.save(onnx.load({str(written)!r}), {str(folder / 'peer.onnx')!r})"]
    own, other = medians(convert, peer)
    for side, (cpu, wall, memory) in ("ponte", own), ("Python", other):
        print(f"{name:10} {side:8} {cpu:8.3f} {wall:8.3f} {memory:8.0f}")
    ratios = [mine / theirs for mine, theirs in zip(own, other)]
    print(f"{'':10} {'ratio':8} " + " ".join(f"{ratio:8.2f}" for ratio in ratios))
    larger = max(checkpoint.stat().st_size, written.stat().st_size) / 1e6
    aims = [verdict("peak", own[2], 2 * larger + 64, " MB")]
    if max_cpu_ratio:
        aims.insert(0, verdict("CPU ratio", ratios[0], max_cpu_ratio, ""))
    if max_wall:
        aims.insert(0, verdict("wall", own[1], max_wall, " s"))
    print(f"{'':10} {'; '.join(aims)}")


def bench_conversions(folder):
    print("Conversion of a checkpoint (ponte convert --no-check) and onnx.load + onnx.save of the result in Python:")
    print(f"whole processes in turns, medians of {TURNS}.\n")
    print(f"{'model':10} {'':8} {'CPU s':>8} {'wall s':>8} {'peak MB':>8}")
    bench_convert("shapes", ROOT / "examples/models/shapes.pt", folder)
    real = DATA / "models/pt/yolov8n.pt"
    if real.exists():
        bench_convert("yolov8n", real, folder, max_cpu_ratio=1 / 3, max_wall=0.1)
    large = folder / "large.pt"
    write_large_checkpoint(large)
    bench_convert("x-sized", large, folder, max_wall=1.5)


def bench_keras_writing(folder):
    print("\nWriting .keras (ponte convert --no-check --outputs split).\n")
    large = folder / "large.pt"
    for name, checkpoint, aim in (("yolov8n", DATA / "models/pt/yolov8n.pt", 0.15), ("x-sized", large, 2.0)):
        if not checkpoint.exists():
            continue
        written = folder / f"{name}.keras"
        command = [PONTE, "convert", checkpoint, "-o", written, "--outputs", "split", "--no-check", "--force", "--quiet"]
        (cpu, _, memory), = medians(command)
        size = written.stat().st_size / 1e6
        print(f"{name:10} {verdict('CPU', cpu, aim, ' s')}; {verdict('peak', memory, 2 * size + 64, ' MB')}; {size:.1f} MB")


def bench_keras_latency(folder):
    print("\nKeras, one picture of 640 x 640: ponte with its decode, kyolo without.\n", flush=True)
    models = []
    for name in ("yolov8n", "yolo26n"):
        checkpoint = DATA / f"models/pt/{name}.pt"
        if not checkpoint.exists():
            print(f"{name}: no checkpoint; PONTE_TEST_DATA names the folder")
            continue
        run_once([PONTE, "convert", checkpoint, "-o", folder / f"{name}.keras", "--outputs", "split", "--no-check", "--force"])
        models.append(f"{name}={folder / name}.keras")
    for backend in ("tensorflow", "jax") if models else ():
        subprocess.run([sys.executable, ROOT / "bench/keras_latency.py", *models], check=False,
                       env={**os.environ, "KERAS_BACKEND": backend})


def bench_tflite_latency(folder):
    print("\nTFLite, one picture of 640 x 640, one thread: LiteRT with ponte's and onnx2tf's file, and ONNX Runtime.\n",
          flush=True)
    models = []
    for name, options in (("yolov8n", []), ("yolo11n", []), ("yolo26n", ["--one-to-many"])):
        checkpoint = DATA / f"models/pt/{name}.pt"
        if not checkpoint.exists():
            print(f"{name}: no checkpoint; PONTE_TEST_DATA names the folder")
            continue
        onnx, own, small = (folder / f"{name}{ending}" for ending in (".onnx", ".tflite", "_int8.tflite"))
        convert = [PONTE, "convert", checkpoint, *options, "--no-check", "--force"]
        run_once([*convert, "-o", onnx, "-o", own])
        run_once([*convert, "-o", small, "--precision", "int8-dynamic"])
        run_once([sys.executable, "-m", "onnx2tf", "-i", onnx, "-tb", "flatbuffer_direct", "-o", folder / "onnx2tf"])
        peer = folder / f"onnx2tf/{name}_float32.tflite"
        models.append(f"{name}={onnx},{peer},{own},{small}")
    for kind, environment in kinds().items() if models else ():
        print(f"\nprocessor {kind}\n", flush=True)
        subprocess.run([sys.executable, ROOT / "bench/tflite_latency.py", *models], env=environment, check=False)


def bench_tflite_writing(folder):
    print("\nWriting .tflite (ponte convert --no-check).\n")
    models = (("yolov8n", DATA / "models/pt/yolov8n.pt", 0.1), ("x-sized", folder / "large.pt", 1.5))
    for name, checkpoint, aim in models:
        if not checkpoint.exists():
            continue
        for precision in ("fp32", "fp16", "int8-weights", "int8-dynamic"):
            written = folder / f"{name}.tflite"
            command = [PONTE, "convert", checkpoint, "-o", written, "--precision", precision, "--no-check", "--force"]
            (cpu, _, memory), = medians([*command, "--quiet"])
            larger = max(checkpoint.stat().st_size, written.stat().st_size) / 1e6
            peak = verdict("peak", memory, 2 * larger + 64, " MB")
            size = written.stat().st_size / 1e6
            print(f"{name:10} {precision:12} {verdict('CPU', cpu, aim, ' s')}; {peak}; {size:.1f} MB")


def bench_integers():
    """On both kinds of processor: as they are written for all, and with signed weights, for VNNI."""
    print("\nIntegers in ONNX Runtime, one picture, one thread: written for every x86-64 processor, and for VNNI.\n", flush=True)
    names = ("tflite/yolov8n-coco-640-int8full.tflite", "tflite/yolov5n-coco-640-int8-u8io.tflite",
             "onnx/yolo11n-coco-320-qdq.onnx")
    models = [DATA / "models" / name for name in names if (DATA / "models" / name).exists()]
    subprocess.run([sys.executable, ROOT / "bench/integers.py", PONTE, *models], check=False)


def main():
    with tempfile.TemporaryDirectory() as folder:
        for bench in (bench_conversions, bench_keras_writing, bench_keras_latency,
                      bench_tflite_writing, bench_tflite_latency):
            try:
                bench(pathlib.Path(folder))
            except RuntimeError as failure:
                print(failure)
    model = DATA / "models/onnx/yolov8n-coco-640-fp32.onnx"
    if model.exists():
        print("\nPictures found objects in, and the bare run of the model.\n", flush=True)
        pictures = DATA / "coco128/images"
        subprocess.run([sys.executable, ROOT / "bench/predict.py", model, pictures, ROOT / "build",
                        DATA / "models/pt/yolov8n.pt"], check=False)
    bench_integers()
    print("\nPictures to tensors of 640 x 640, one thread: ponte, and OpenCV with NumPy.\n", flush=True)
    subprocess.run([sys.executable, ROOT / "bench/letterbox.py", ROOT / "build"], check=False)
    print("\nWhat follows the network, one thread: ponte, and NumPy, OpenCV, PyTorch if installed.\n", flush=True)
    subprocess.run([sys.executable, ROOT / "bench/post.py", ROOT / "build"], check=False)


if __name__ == "__main__":
    main()
