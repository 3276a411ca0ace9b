"""`ponte compare`: what it says of models that differ in a known way, and its report in a browser."""

import json
import re
import subprocess

import numpy as np
import onnx
import pytest

import browser
from conftest import ROOT

DETECT = ROOT / "examples/models/shapes.pt"
SEGMENT = ROOT / "examples/models/shapes-seg.pt"
PICTURES = ROOT / "examples/images"
HOSTILE = "</script><img src=http://example.org/x onerror=alert(1)>\"'&"


FEW = sorted(PICTURES.iterdir())[2:5]


@pytest.fixture
def compare(ponte):
    def run(a, b, *options, images=FEW):
        return json.loads(ponte("compare", a, b, "--images", *images, "--json", *options))

    return run


def keys(compared):
    return [reason["key"] for reason in compared["reasons"]]


def change(path, target, edit):
    model = onnx.load(path)
    edit(model)
    onnx.save(model, target)
    return target


def first_weight(edit):
    """An edit of the weights that meet the picture: (out, 3, h, w)."""

    def apply(model):
        conv = next(node for node in model.graph.node if node.op_type == "Conv")
        weight = next(i for i in model.graph.initializer if i.name == conv.input[1])
        values = np.ascontiguousarray(edit(onnx.numpy_helper.to_array(weight)))
        weight.CopyFrom(onnx.numpy_helper.from_array(values, weight.name))

    return apply


# ---- stages and reasons


def test_stages_of_equal_models(compare, convert):
    compared = compare(SEGMENT, convert(SEGMENT), images=[PICTURES])
    stages = list(dict.fromkeys(row["stage"] for row in compared["stages"]))
    assert stages == ["picture", "letterbox", "tensor", "raw head", "decoded", "candidates", "kept", "masks"]
    assert compared["first_divergence"] == "" and compared["reasons"] == []
    found = compared["detections"]
    assert found["a"] == found["b"] == found["matched"] > 30
    assert compared["candidates"]["common"] == compared["candidates"]["a"] > found["a"]
    assert len(compared["images"]) == len(list(PICTURES.iterdir()))
    assert sum(row["a"] for row in compared["classes"]) == found["a"]


def test_a_square_file_against_rect(compare, convert):
    compared = compare(DETECT, convert(DETECT), "--rect")
    assert compared["first_divergence"] == "letterbox geometry" and keys(compared) == ["rect"]


def test_rect_against_a_letterbox_inside(compare, convert):
    compared = compare(DETECT, convert(DETECT, "--embed", "pre,post"), "--rect", images=[PICTURES])
    assert compared["first_divergence"] == "kept objects" and keys(compared) == ["rect"]


def test_a_file_of_any_size_takes_the_size_asked_for(compare, convert):
    for options in (["--imgsz", "480"], ["--rect"]):
        assert compare(DETECT, convert(DETECT, "--dynamic-size"), *options)["first_divergence"] == ""


def test_two_sizes(compare, convert, tmp_path):
    small = convert(DETECT, "--imgsz", "320").rename(tmp_path / "small.onnx")
    large = convert(DETECT, "--imgsz", "448")
    compared = compare(small, large)
    assert compared["first_divergence"] == "letterbox geometry" and keys(compared) == ["input-size"]
    # A checkpoint takes the size of the file that it is held against.
    assert compare(DETECT, large)["first_divergence"] == ""


def test_colours_the_other_way_round(compare, convert, tmp_path):
    model = convert(DETECT)
    bgr = change(model, tmp_path / "bgr.onnx", first_weight(lambda weight: weight[:, ::-1]))
    assert keys(compare(model, bgr)) == ["colour-order"]
    assert keys(compare(bgr, DETECT)) == ["colour-order"]


def test_pixels_up_to_255(compare, convert, tmp_path):
    model = convert(DETECT)
    whole = change(model, tmp_path / "255.onnx", first_weight(lambda weight: weight / np.float32(255)))
    assert keys(compare(model, whole)) == ["range-255"]
    assert keys(compare(whole, model)) == ["range-255"]


def test_a_network_that_sees_grey(ponte, program, convert, tmp_path):
    def grey(model):
        first_weight(lambda weight: weight.sum(axis=1, keepdims=True))(model)
        model.graph.input[0].type.tensor_type.shape.dim[1].dim_value = 1

    model = change(convert(DETECT), tmp_path / "grey.onnx", grey)
    other = change(model, tmp_path / "other.onnx", first_weight(lambda w: w * np.float32(1.05)))
    assert json.loads(ponte("compare", model, model, "--json"))["first_divergence"] == ""
    assert keys(json.loads(ponte("compare", model, other, "--json"))) == ["some-weights"]
    result = subprocess.run([program, "compare", model, model, "--images", PICTURES], capture_output=True, text=True)
    assert result.returncode == 4 and "the networks take 1 channels, pictures have 3" in result.stderr


def test_other_weights(compare, convert, tmp_path):
    model = convert(DETECT)
    rng = np.random.default_rng(1)
    other = change(model, tmp_path / "other.onnx", first_weight(lambda w: rng.normal(size=w.shape).astype(np.float32)))
    compared = compare(model, other)
    assert compared["first_divergence"].startswith("raw head") and keys(compared)[0] == "other-weights"
    slightly = change(model, tmp_path / "slightly.onnx", first_weight(lambda w: w * np.float32(1.05)))
    assert keys(compare(model, slightly))[0] == "some-weights"


def test_weights_in_fewer_bits(compare, ponte, convert, tmp_path):
    model = convert(DETECT)  # with normalisations folded, whose weights need more than 16 bits
    for precision, key in (("fp16", "half-floats"), ("int8-weights", "integers")):
        ponte("convert", model, "-o", tmp_path / "x.tflite", "--precision", precision, "--no-check", "--force")
        assert keys(compare(model, tmp_path / "x.tflite")) == [key]


def test_models_that_hide_stages(compare, convert):
    state = lambda compared: {row["stage"]: row["state"] for row in compared["stages"]}
    whole = convert(SEGMENT, "--embed", "pre,post")
    compared = compare(SEGMENT, whole, images=[PICTURES])
    hidden = [stage for stage, what in state(compared).items() if what == "hidden"]
    assert hidden == ["letterbox", "tensor", "raw head", "decoded", "candidates"]
    assert compared["first_divergence"] == "" and compared["detections"]["matched"] > 30
    behind = convert(SEGMENT, "--embed", "post")
    compared = compare(SEGMENT, behind)
    assert state(compared)["tensor"] == "same" and compared["first_divergence"] == "masks pixels"
    assert keys(compared) == ["mask-grid"]


def test_thresholds_inside_a_model(compare, convert):
    compared = compare(DETECT, convert(DETECT, "--embed", "post", "--conf", "0.8"))
    assert compared["first_divergence"] == "kept objects" and "own-score-threshold" in keys(compared)


@pytest.mark.parametrize("a,b,expected", [
    ("pt/yolov8n.pt", "onnx/yolov8n-coco-640-fp32.onnx", []),
    ("pt/yolov8n.pt", "pt/yolo11n.pt", ["other-network"]),
    ("pt/yolov8n.pt", "onnx/yolov8n-coco-320-int8dyn.onnx", ["integers"]),
])
def test_real_models(compare, data, a, b, expected):
    compared = compare(data / "models" / a, data / "models" / b, images=[data / "images/bus.jpg"])
    assert keys(compared) == expected and (compared["first_divergence"] == "") == (expected == [])


def test_wrong_use(program, tmp_path, convert):
    def fails(*args):
        result = subprocess.run([program, "compare", *map(str, args)], capture_output=True, text=True)
        return result.returncode, result.stderr

    code, text = fails(DETECT, SEGMENT)
    assert code == 2 and "A is a model of task detect, B of task segment" in text
    (tmp_path / "there.html").write_text("kept")
    code, text = fails(DETECT, DETECT, "--report", tmp_path / "there.html")
    assert code == 2 and "--force" in text and (tmp_path / "there.html").read_text() == "kept"
    (tmp_path / "broken.png").write_bytes(b"no picture")
    code, text = fails(DETECT, DETECT, "--images", tmp_path / "broken.png", FEW[0])
    assert code == 0 and "warning:" in text and "broken.png" in text
    code, text = fails(DETECT, DETECT, "--images", tmp_path / "broken.png")
    assert code == 3 and "broken.png" in text
    code, text = fails(DETECT, convert(DETECT, "--embed", "post"), "--max-abs", "1")
    assert code == 1 and "not visible" in text
    assert [path.name for path in tmp_path.iterdir() if ".part" in path.name] == []


# ---- the report


@pytest.fixture
def report(ponte, convert, tmp_path):
    """Two models that disagree, with names that try to break out of the page."""

    def rename(model):
        for entry in model.metadata_props:
            if entry.key == "names":
                entry.value = entry.value.replace("circle", "</style><script>x=1</script>")

    model = change(convert(DETECT), tmp_path / "hostile.onnx", rename)
    other = change(model, tmp_path / "b.onnx", first_weight(lambda w: w * np.float32(0.8)))
    picture = tmp_path / f"{HOSTILE.replace('/', '_')}.png"
    picture.write_bytes((PICTURES / "shapes-320x320.png").read_bytes())
    page = tmp_path / "report.html"

    def make(name="report.html"):
        ponte("compare", model, other, "--images", PICTURES, picture, "--report", tmp_path / name,
              "--report-images", "4")
        return tmp_path / name

    make.page = page
    return make


def test_report_is_one_file_and_always_the_same(report):
    page = report().read_bytes()
    assert report("again.html").read_bytes() == page
    text = page.decode()
    assert len(re.findall("<script>", text)) == 1 and len(re.findall("<style>", text)) == 1
    assert "http" not in re.sub(r'http-equiv|http:_', "", text)
    assert text.count("<figure>") == 4 and "4 of 7" in text
    assert "First divergence: raw head" in text


@pytest.fixture
def page(report, tmp_path):
    if not browser.PROGRAM:
        pytest.skip("no chromium here: apt-get install chromium")
    chromium = browser.Browser(tmp_path / "profile")
    try:
        chromium.open(report().as_uri())
        yield chromium
    finally:
        chromium.close()


def test_report_in_a_browser(page):
    # Nothing is asked of anybody, nothing complains, no picture is broken.
    assert [url for url in page.requests() if not url.startswith(("file:", "data:"))] == []
    assert sum(url.startswith("file:") for url in page.requests()) == 1
    assert page.complaints() == []
    assert page.value("[...document.images].length") == 8
    assert page.value("[...document.images].every(image => image.complete && image.naturalWidth > 0)")
    assert page.value("typeof x") == "undefined"
    assert page.value("document.querySelectorAll('.chart path, .chart rect').length") > 10
    assert page.value("document.documentElement.scrollWidth <= innerWidth")

    # The slider follows keys and the mouse, and shows more of A.
    page.value("document.querySelector('.frame input').focus()")
    seen = "getComputedStyle(document.querySelector('.frame img.a')).clipPath"
    at = "Number(document.querySelector('.frame input').value)"
    assert page.value(at) == 50
    before = page.value(seen)
    for kind in ("keyDown", "keyUp"):
        page.call("Input.dispatchKeyEvent", type=kind, key="ArrowRight", code="ArrowRight", windowsVirtualKeyCode=39)
    assert page.value(at) > 50 and page.value(seen) != before
    page.value("document.querySelector('.stack').scrollIntoView({block: 'center'})")
    x, y, width = page.value(
        "(r => [r.x, r.y + r.height / 2, r.width])(document.querySelector('.stack').getBoundingClientRect())")
    for kind, place in (("mousePressed", 0.5), ("mouseMoved", 0.25), ("mouseReleased", 0.25)):
        page.call("Input.dispatchMouseEvent", type=kind, x=x + place * width, y=y, button="left", buttons=1,
                  clickCount=1)
    assert abs(page.value(at) - 25) < 1
    page.value("document.querySelector('button[data-at=\"0\"]').click()")
    assert page.value("[...document.querySelectorAll('.frame input')].every(input => input.value == 0)")

    page.value("document.querySelector('button[data-larger]').click()")
    width = "document.querySelector('figure').getBoundingClientRect().width"
    assert page.value(f"{width} > 0.8 * document.querySelector('main').clientWidth")

    # Without its script A lies left of B.
    page.call("Emulation.setScriptExecutionDisabled", value=True)
    page.open(page.value("location.href"))
    x_of = "document.querySelector('.stack img.{}').getBoundingClientRect().x"
    assert page.value(x_of.format("a")) < page.value(x_of.format("b"))
    page.call("Emulation.setScriptExecutionDisabled", value=False)
    page.open(page.value("location.href"))

    # On a telephone nothing sticks out.
    page.call("Emulation.setDeviceMetricsOverride", width=360, height=700, deviceScaleFactor=1, mobile=True)
    assert page.value("document.documentElement.scrollWidth <= innerWidth")
    assert page.complaints() == []
