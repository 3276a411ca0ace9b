"""The golden models with their inputs, and how outputs that some runtime gave are held against them."""

import json

import numpy as np

import golden_compare as compare
from conftest import DATA

FOLDER = DATA / "models" / "golden"
GOLDENS = {path.parent.name: json.loads(path.read_text()) for path in sorted(FOLDER.glob("*/golden.json"))}
TWO_HEADED = [name for name, golden in GOLDENS.items() if golden["end2end_head"]]


class Case:
    """A golden model with one of its two inputs."""

    def __init__(self, name, letter):
        self.golden = GOLDENS[name]
        self.model = FOLDER.parent / "pt" / self.golden["model"]
        self.of_input = self.golden[letter.upper()]
        self.fp32_error = self.of_input["fp32_error"]
        self.stored = np.load(FOLDER / name / f"{letter}.npz")
        self.is_complete = letter == "a"

    @property
    def options(self):
        return ["--imgsz", self.of_input["imgsz"]]

    def input(self):
        """Channels first, as PyTorch and ONNX have it."""
        file = self.of_input["input"] if self.is_complete else f"inputs/{self.of_input['u8_file']}"
        array = np.load(FOLDER / file)
        if array.dtype == np.uint8:
            array = (array.astype(np.float32) / 255).transpose(2, 0, 1)[None]
        return np.ascontiguousarray(array)

    def kinds(self, columns):
        return compare.kinds_of(columns, self.golden, self.fp32_error)


def columns_of(output, golden):
    """(numbers, anchors), from (1, numbers, anchors) or YOLOv5's (1, anchors, numbers)."""
    return output[0].T if golden.get("layout") else output[0]


def assert_head_with_nms_outside(case, outputs):
    """`outputs`: by name, in ONNX layout."""
    stored = case.stored
    if case.golden["task"] == "classify":
        bar = max(compare.CLASSIFY, 3 * case.fp32_error["probabilities"])
        compare.assert_near(outputs["output0"], stored["output0"], bar, "probabilities")
        return

    found = columns_of(outputs["output0"], case.golden)
    if case.is_complete:
        expected = columns_of(stored["output0"], case.golden)
        compare.assert_columns(found, expected, case.kinds(expected))
    else:
        axis = "col" if case.golden.get("layout") else "row"
        expected = stored["output0_rows"].T if axis == "col" else stored["output0_columns"]
        kinds = case.kinds(expected)
        compare.assert_columns(found[:, stored["anchor_index"]], expected, kinds)
        compare.assert_sums(found, stored[f"output0_{axis}_sum"], stored[f"output0_{axis}_abs_sum"], kinds)
    if case.golden["task"] == "segment":
        prototypes = stored["output1"] if case.is_complete else stored["proto_every8"]
        compare.assert_prototypes(outputs["output1"], prototypes, case.fp32_error)


def assert_head_without_nms(case, outputs):
    stored = case.stored
    columns = stored["one2one_output0"][0] if case.is_complete else stored["one2one_columns"]
    expected = stored["end2end_output0"][0] if case.is_complete else stored["end2end_rows"]
    rows = outputs["output0"][0]
    compare.assert_rows(rows, expected, columns, case.kinds(columns), limit=len(rows))
    if case.golden["task"] == "segment":
        prototypes = stored["end2end_output1"] if case.is_complete else stored["proto_every8"]
        compare.assert_prototypes(outputs["output1"], prototypes, case.fp32_error)
