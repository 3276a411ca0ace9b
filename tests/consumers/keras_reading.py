"""Converts a Keras file with ponte, runs the ONNX file, and compares it with what Keras itself gave."""

import numpy as np
import onnxruntime

RELATIVE = 1e-4


def fitted(array, shape):
    """The array as it is, or from channels last to channels first, whichever has `shape` (dimension 0 is the batch)."""
    wanted = [size if isinstance(size, int) else None for size in shape[1:]]
    candidates = [array]
    if array.ndim == 4:
        candidates.append(array.transpose(0, 3, 1, 2))
    for candidate in candidates:
        if all(size in (None, found) for size, found in zip(wanted, candidate.shape[1:], strict=True)):
            return np.ascontiguousarray(candidate)
    raise AssertionError(f"an array of shape {array.shape} does not fit {shape}")


def run(path, arrays):
    """The outputs as (name, array), for all rows of the batch: one by one where the model takes a batch of one."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    feeds = {}
    for value in session.get_inputs():
        assert value.name in arrays, f"the ONNX file has an input {value.name!r}, the model {list(arrays)}"
        feeds[value.name] = fitted(arrays[value.name], value.shape)
    rows = len(next(iter(feeds.values())))
    names = [output.name for output in session.get_outputs()]
    if isinstance(session.get_inputs()[0].shape[0], str):
        found = session.run(names, feeds)
    else:
        each = [session.run(names, {name: array[i : i + 1] for name, array in feeds.items()}) for i in range(rows)]
        found = [np.concatenate(parts) for parts in zip(*each)]
    return list(zip(names, found))


def assert_same(found, expected):
    """`expected` is what keras_weights.outputs_of gives. Outputs of a dictionary are found by their keys."""
    assert len(found) == len(expected), f"{len(found)} outputs {[name for name, _ in found]}, expected {len(expected)}"
    by_name = dict(found)
    for (key, reference), (_, array) in zip(expected, found):
        if key is not None:
            array = by_name[key]
        array = fitted(array.transpose(0, 2, 3, 1), reference.shape) if is_image(array, reference) else array
        assert array.shape == reference.shape, f"{key}: shape {array.shape}, expected {reference.shape}"
        apart = np.abs(array.astype(np.float64) - reference).max(initial=0)
        allowed = RELATIVE * np.abs(reference).max(initial=0)
        assert apart <= allowed, f"{key or 'output'} {reference.shape}: differs by {apart:.3g}, allowed {allowed:.3g}"


def is_image(array, reference):
    return array.ndim == 4 and array.shape != reference.shape and array.transpose(0, 2, 3, 1).shape == reference.shape
