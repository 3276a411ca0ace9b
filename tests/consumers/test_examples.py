"""The example models, converted and run in ONNX Runtime, give what PyTorch gave when they were trained."""

import numpy as np
import pytest

import golden_compare as compare
from conftest import ROOT

EXAMPLES = ROOT / "examples"
CLASSES = 6


def network_input(pixels):
    return np.ascontiguousarray((pixels.astype(np.float32) / 255).transpose(2, 0, 1)[None])


def assert_example(stored, outputs):
    """Outputs by name, prototypes with channels first, are those that PyTorch gave."""
    found, expected = outputs["output0"][0], stored["output0"][0]
    if "anchor_index" in stored:
        found = found[:, stored["anchor_index"]]
    card = {"nc": CLASSES, "task": "segment" if "output1" in stored else "detect"}
    compare.assert_columns(found, expected, compare.kinds_of(expected, card, fp32_error={}))
    if "output1" in stored:
        compare.assert_prototypes(outputs["output1"], stored["output1"], fp32_error={})


@pytest.mark.parametrize("stem", ["shapes", "shapes-seg"])
def test_example_gives_its_golden_outputs(stem, convert, run_onnx):
    stored = np.load(EXAMPLES / "golden" / f"{stem}.npz")
    model = convert(EXAMPLES / "models" / f"{stem}.pt", "--imgsz", 320)
    outputs = run_onnx(model, network_input(stored["input"]))
    assert_example(stored, outputs)
