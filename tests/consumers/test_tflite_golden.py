"""Every golden model as a TFLite file gives in LiteRT, with XNNPACK and without, and in tf.lite what PyTorch gave; in half
precision too, which checkpoints are saved in."""

import numpy as np
import pytest

pytest.importorskip("ai_edge_litert", reason="LiteRT is not installed")
pytest.importorskip("tensorflow", reason="TensorFlow is not installed")

from golden_cases import FOLDER, GOLDENS, TWO_HEADED, Case, assert_head_with_nms_outside, assert_head_without_nms
from litert_models import RUNTIMES, run_model

pytestmark = pytest.mark.skipif(not GOLDENS, reason=f"no golden outputs at {FOLDER}")
HEADS = [(name, "outside") for name in GOLDENS] + [(name, "inside") for name in TWO_HEADED]


def write(ponte, case, head, path, *options):
    two_headed = case.golden["end2end_head"] and head == "outside"
    branch = ["--one-to-many"] if two_headed else []
    ponte("convert", case.model, "-o", path, "--no-check", "--quiet", *case.options, *branch, *options)


def run(path, images, kernels):
    """The outputs by name, in ONNX layout."""
    outputs = run_model(path, kernels, images=np.ascontiguousarray(images.transpose(0, 2, 3, 1)))
    if "output1" in outputs:
        outputs["output1"] = outputs["output1"].transpose(0, 3, 1, 2)
    return outputs


@pytest.mark.parametrize("precision", ["fp32", "fp16"])
@pytest.mark.parametrize("letter", ["a", "b"])
@pytest.mark.parametrize("name,head", HEADS)
def test_golden_model_gives_its_golden_outputs(name, head, letter, precision, ponte, tmp_path):
    case = Case(name, letter)
    write(ponte, case, head, tmp_path / "m.tflite", "--precision", precision)
    for kernels in RUNTIMES:
        assert_head = assert_head_with_nms_outside if head == "outside" else assert_head_without_nms
        assert_head(case, run(tmp_path / "m.tflite", case.input(), kernels))
