"""Every golden model, converted and run in ONNX Runtime, gives what PyTorch gave."""

import pytest

from golden_cases import FOLDER, GOLDENS, TWO_HEADED, Case, assert_head_with_nms_outside, assert_head_without_nms

pytestmark = pytest.mark.skipif(not GOLDENS, reason=f"no golden outputs at {FOLDER}")
each_input = pytest.mark.parametrize("letter", ["a", "b"])


@each_input
@pytest.mark.parametrize("name", GOLDENS)
def test_head_with_nms_outside(name, letter, convert, run_onnx):
    case = Case(name, letter)
    options = ["--one-to-many"] if case.golden["end2end_head"] else []
    assert_head_with_nms_outside(case, run_onnx(convert(case.model, *case.options, *options), case.input()))


@each_input
@pytest.mark.parametrize("name", TWO_HEADED)
def test_head_without_nms(name, letter, convert, run_onnx):
    case = Case(name, letter)
    assert_head_without_nms(case, run_onnx(convert(case.model, *case.options), case.input()))
