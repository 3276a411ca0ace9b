"""python tflite_latency.py NAME=MODEL.onnx,PEER.tflite,OWN.tflite,OWN_INT8.tflite…: one picture of 640 x 640 in LiteRT
(XNNPACK) and in ONNX Runtime, one thread each, in turns in one process. Times are what the thread used of the processor,
so that others who want it do not count."""

import os
import statistics
import sys
import time

# One core for all; the other is left to the machine.
os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})

import numpy as np
import onnxruntime
from ai_edge_litert.interpreter import Interpreter, OpResolverType

TURNS = 25
COLUMNS = ("ONNX Runtime", "onnx2tf", "ponte", "ponte int8-dynamic")
# Against the column before the colon: the most that the least of ponte's times may be of it.
AIMS = {"ponte": ("onnx2tf", 1.0), "ponte int8-dynamic": ("ONNX Runtime", {"yolov8n": 0.6})}


def onnx_runner(path, picture):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    feed = {session.get_inputs()[0].name: np.ascontiguousarray(picture.transpose(0, 3, 1, 2))}
    return lambda: session.run(None, feed)


def litert_runner(path, picture):
    interpreter = Interpreter(path, num_threads=1)
    interpreter.allocate_tensors()
    interpreter.set_tensor(interpreter.get_input_details()[0]["index"], picture)
    return interpreter.invoke


def runner_of(path):
    return onnx_runner if path.endswith(".onnx") else litert_runner


def milliseconds(run):
    start = time.thread_time()
    run()
    return 1000 * (time.thread_time() - start)


def verdict(name, least, column):
    peer, aim = AIMS[column]
    aim = aim.get(name) if isinstance(aim, dict) else aim
    ratio = least[column] / least[peer]
    text = f"{column} / {peer} {ratio:.2f}"
    return text if aim is None else f"{text}, aim {aim:.2f}{'' if ratio <= aim else ': MISSED'}"


def operator_count(path):
    plain = OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES
    return len(Interpreter(path, experimental_op_resolver_type=plain)._get_ops_details())


def main():
    picture = np.random.default_rng(1).random((1, 640, 640, 3), dtype="float32")
    for argument in sys.argv[1:]:
        name, paths = argument.split("=")
        paths = paths.split(",")
        runners = [runner_of(path)(path, picture) for path in paths]
        rounds = [[milliseconds(run) for run in runners] for _ in range(TURNS + 3)][3:]
        least, typical = ({column: of(turn[i] for turn in rounds) for i, column in enumerate(COLUMNS)}
                          for of in (min, statistics.median))
        times = ", ".join(f"{column} {least[column]:.1f} ({typical[column]:.1f})" for column in COLUMNS)
        verdicts = "; ".join(verdict(name, least, column) for column in AIMS)
        peer, own = (operator_count(path) for path in paths[1:3])
        counts = f"operators {own}, onnx2tf {peer}{'' if own < peer else ': MISSED'}"
        print(f"{name:8} ms, least (median): {times}\n{'':8} {verdicts}; {counts}", flush=True)


if __name__ == "__main__":
    main()
