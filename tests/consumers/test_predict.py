"""`ponte predict` on the repository's own models: masks at the picture's size, kinds of pictures, wrong use."""

import json
import subprocess

import numpy as np
import onnx
import pytest

import predicting
from conftest import ROOT
from object_reference import make_masks

cv2 = pytest.importorskip("cv2")

DETECT = ROOT / "examples/models/shapes.pt"
SEGMENT = ROOT / "examples/models/shapes-seg.pt"
PICTURES = sorted((ROOT / "examples/images").iterdir())


@pytest.fixture
def fails(program):
    """Runs a command that must fail; gives its exit code and what it said."""

    def run(*args):
        result = subprocess.run([program, *map(str, args)], capture_output=True, text=True)
        return result.returncode, result.stderr

    return run


# ---- masks


def letterbox(picture, side):
    height, width = picture.shape[:2]
    ratio = min(side / height, side / width)
    inside = round(width * ratio), round(height * ratio)
    left, top = (side - inside[0]) // 2, (side - inside[1]) // 2
    square = np.full((side, side, 3), 114, np.uint8)
    square[top : top + inside[1], left : left + inside[0]] = cv2.resize(picture, inside)
    return np.ascontiguousarray(square[:, :, ::-1].transpose(2, 0, 1)[None].astype(np.float32) / 255)


def reference_mask(coefficients, prototypes, box, height, width):
    """Ultralytics' process_mask_native."""
    return make_masks([coefficients], prototypes, [box], (height, width))[0] > 0


def filled(segments, height, width):
    """Rings by the even-odd rule, at the centres of pixels."""
    mask = np.zeros((height, width), bool)
    for ring in segments:
        xs, ys = ring["x"], ring["y"]
        for ax, ay, by in zip(xs, ys, ys[1:] + ys[:1]):
            mask[min(ay, by) : max(ay, by), :ax] ^= True
    return mask


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)
def test_masks_have_the_size_of_the_picture(path, ponte, convert, run_onnx):
    picture = cv2.imread(str(path))
    height, width = picture.shape[:2]
    outputs = run_onnx(convert(SEGMENT), letterbox(picture, 320))
    columns, prototypes = outputs["output0"][0], outputs["output1"][0]
    found = predicting.predict(ponte, SEGMENT, path)
    assert found
    for each in found:
        mask = predicting.mask_of(each["mask"])
        assert mask.shape == (height, width)
        assert (filled(each["segments"], height, width) == mask).all()
        anchor = np.abs(columns[4:10].max(0) - each["confidence"]).argmin()
        expected = reference_mask(columns[10:, anchor], prototypes, predicting.box_of(each), height, width)
        assert predicting.iou(mask, expected) > 0.999


def test_masks_cover_the_labelled_shapes(ponte):
    path = ROOT / "examples/images/shapes-320x320.png"
    overlaps = []
    found = predicting.predict(ponte, SEGMENT, path)
    for row in (ROOT / "examples/labels_seg/shapes-320x320.txt").read_text().splitlines():
        kind, *points = map(float, row.split())
        outline = np.round(np.array(points).reshape(-1, 2) * 320).astype(np.int32)
        label = cv2.fillPoly(np.zeros((320, 320), np.uint8), [outline], 1).astype(bool)
        masks = [predicting.mask_of(each["mask"]) for each in found if each["class"] == kind]
        overlaps.append(max([predicting.iou(mask, label) for mask in masks], default=0))
    assert np.mean(overlaps) > 0.8


def test_annotated_pictures_show_masks(ponte, tmp_path):
    path = PICTURES[2]
    ponte("predict", SEGMENT, path, "-o", tmp_path)
    drawn, picture = cv2.imread(str(tmp_path / path.name)), cv2.imread(str(path))
    assert drawn.shape == picture.shape
    for each in predicting.predict(ponte, SEGMENT, path):
        mask = predicting.mask_of(each["mask"])
        changed = (drawn != picture).any(axis=2)
        assert changed[mask].mean() > 0.9


# ---- kinds of pictures


def found_in(ponte, path):
    found = predicting.predict(ponte, DETECT, path)
    return [(each["class"], each["confidence"], tuple(each["box"].values())) for each in found]


def test_kinds_of_pictures_are_the_same_inside(ponte, tmp_path):
    picture = cv2.imread(str(PICTURES[0]))
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    alpha = np.dstack([picture, np.full(grey.shape, 7, np.uint8)])
    kinds = {
        "plain": picture,
        "alpha": alpha,
        "deep": picture.astype(np.uint16) * 256 + 99,
        "grey": grey,
        "grey_in_colour": np.dstack([grey] * 3),
    }
    for name, pixels in kinds.items():
        cv2.imwrite(str(tmp_path / f"{name}.png"), pixels)
    plain = found_in(ponte, tmp_path / "plain.png")
    assert plain == found_in(ponte, PICTURES[0])
    assert plain == found_in(ponte, tmp_path / "alpha.png") == found_in(ponte, tmp_path / "deep.png")
    assert found_in(ponte, tmp_path / "grey.png") == found_in(ponte, tmp_path / "grey_in_colour.png")


def test_a_turned_photograph_is_seen_upright(ponte, tmp_path):
    upright = cv2.imread(str(PICTURES[0]))
    _, stored = cv2.imencode(".jpg", cv2.rotate(upright, cv2.ROTATE_90_COUNTERCLOCKWISE))
    tiff = b"MM\0*\0\0\0\x08" + b"\0\x01" + b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0" + b"\0\0\0\0"
    segment = b"Exif\0\0" + tiff
    header = b"\xff\xd8\xff\xe1" + (len(segment) + 2).to_bytes(2, "big") + segment
    (tmp_path / "turned.jpg").write_bytes(header + stored.tobytes()[2:])
    as_opencv_sees_it = cv2.imread(str(tmp_path / "turned.jpg"))
    assert as_opencv_sees_it.shape == upright.shape
    cv2.imwrite(str(tmp_path / "upright.png"), as_opencv_sees_it)
    assert found_in(ponte, tmp_path / "turned.jpg") == found_in(ponte, tmp_path / "upright.png")


@pytest.mark.parametrize("size", [(1, 1), (1, 900), (900, 1)])
def test_pictures_of_a_pixel_are_looked_at(size, ponte, tmp_path):
    cv2.imwrite(str(tmp_path / "dot.png"), np.full((*size, 3), 200, np.uint8))
    found = ponte("predict", SEGMENT, tmp_path / "dot.png", "--conf", "0.001", "--json", "-o", tmp_path / "drawn")
    image = json.loads(found)["images"][0]
    assert (image["height"], image["width"]) == size


# ---- which pictures


def test_folders_patterns_and_lists_name_pictures(ponte, tmp_path):
    def images(*sources):
        return [image["image"] for image in json.loads(ponte("predict", DETECT, *sources, "--json"))["images"]]

    (tmp_path / "list.txt").write_text(f"# two of them\n{PICTURES[1]}\n\n{PICTURES[0]}\r\n")
    folder = PICTURES[0].parent
    assert images(folder) == [str(path) for path in PICTURES]
    assert images(folder / "*.jpg") == [str(path) for path in PICTURES if path.suffix == ".jpg"]
    assert images(tmp_path / "list.txt", PICTURES[2]) == [str(PICTURES[i]) for i in (1, 0, 2)]


def test_nothing_to_look_at_is_said(fails, tmp_path):
    for source in (tmp_path, tmp_path / "*.png", tmp_path / "missing.png"):
        code, said = fails("predict", DETECT, source)
        assert code == 2 and said.startswith(f"error: {source}: ") and "Traceback" not in said


def test_a_bad_picture_does_not_end_the_others(program, tmp_path):
    bad = tmp_path / "bad.png"
    bad.write_bytes(PICTURES[0].read_bytes()[:500])
    command = [program, "predict", DETECT, PICTURES[0], bad, PICTURES[1], "--json"]
    result = subprocess.run(command, capture_output=True, text=True)
    assert result.returncode == 3
    assert f"error: {bad}: PNG: " in result.stderr
    assert [image["image"] for image in json.loads(result.stdout)["images"]] == [str(PICTURES[0]), str(PICTURES[1])]


# ---- many pictures, several at a time


@pytest.mark.parametrize("options", [[], ["--rect"]], ids=["square", "rect"])
def test_many_pictures_are_seen_as_each_alone(options, ponte, program, tmp_path):
    def images(said):
        seen = json.loads(said)["images"]
        return [{key: value for key, value in image.items() if key != "milliseconds"} for image in seen]

    bad = tmp_path / "bad.png"
    bad.write_bytes(b"no picture")
    alone = [images(ponte("predict", SEGMENT, path, "--json", *options))[0] for path in PICTURES]
    sources = [*PICTURES, *PICTURES, bad, *PICTURES]
    command = [program, "predict", SEGMENT, *sources, "--json", "--threads", "4", *options]
    result = subprocess.run([*map(str, command)], capture_output=True, text=True)
    assert result.returncode == 3 and result.stderr.count("error: ") == 1
    assert images(result.stdout) == alone * 3


def test_the_pace_of_many_is_told(ponte):
    said = json.loads(ponte("predict", DETECT, *PICTURES, "--json"))
    assert 0 < said["milliseconds_per_image"] < 1e5
    assert f"{len(PICTURES)} pictures in " in ponte("predict", DETECT, *PICTURES)


# ---- models with steps inside


@pytest.mark.parametrize("embedded", ["pre,post", "post", "pre"])
def test_models_with_steps_inside_find_the_same(embedded, ponte, convert):
    path = PICTURES[0]
    usual = predicting.predict(ponte, SEGMENT, path)
    found = predicting.predict(ponte, convert(SEGMENT, "--embed", embedded), path)
    assert [each["class"] for each in found] == [each["class"] for each in usual]
    for one, other in zip(usual, found):
        assert np.allclose(predicting.box_of(one), predicting.box_of(other), atol=0.01)
        assert abs(one["confidence"] - other["confidence"]) < 1e-4
        shared = predicting.iou(predicting.mask_of(one["mask"]), predicting.mask_of(other["mask"]))
        assert shared > (0.9 if embedded == "post" else 0.999)  # `post` alone gives masks of the network's input


# ---- two models


def test_two_models_side_by_side(ponte, convert, tmp_path):
    model = onnx.load(convert(DETECT))
    bias = next(i for i in model.graph.initializer if i.name.endswith("cv3.0.2.bias"))
    values = onnx.numpy_helper.to_array(bias).copy()
    values[1] -= 20  # no small square any more
    bias.CopyFrom(onnx.numpy_helper.from_array(values, bias.name))
    onnx.save(model, tmp_path / "other.onnx")
    command = ["predict", DETECT, *PICTURES, "--against", tmp_path / "other.onnx"]
    images = json.loads(ponte(*command, "-o", tmp_path / "drawn", "--json"))["images"]
    lost = [image["objects"][i]["name"] for image in images for i in image["against"]["lost"]]
    assert lost and set(lost) == {"square"}
    for image, path in zip(images, PICTURES):
        for pair in image["against"]["matched"]:
            one, other = image["objects"][pair["object"]], image["against"]["objects"][pair["other"]]
            assert one["class"] == other["class"]
            assert abs(other["confidence"] - one["confidence"] - pair["score_change"]) < 1e-6
        drawn, picture = cv2.imread(str(tmp_path / "drawn" / path.name)), cv2.imread(str(path))
        assert drawn.shape[0] == picture.shape[0] and drawn.shape[1] > 2 * picture.shape[1]
    said = ponte(*command)
    assert f"lost {lost[0]}" in said and "matched" in said


# ---- broken models, wrong options


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_a_model_that_gives_no_numbers_is_an_error(value, convert, fails, tmp_path):
    model = onnx.load(convert(DETECT))
    weight = next(i for i in model.graph.initializer if i.name == "model.4.cv2.conv.weight")
    weight.CopyFrom(onnx.numpy_helper.from_array(np.full_like(onnx.numpy_helper.to_array(weight), value), weight.name))
    onnx.save(model, tmp_path / "broken.onnx")
    for pictures in (PICTURES[:1], PICTURES * 3):
        code, said = fails("predict", tmp_path / "broken.onnx", *pictures, "--threads", "4")
        assert code == 3
        assert said.startswith(f"error: {tmp_path / 'broken.onnx'}: output ") and "NaN or infinite" in said
        assert "\nhint: " in said and said.count("error: ") == 1


def test_an_unknown_profile_is_refused_with_those_there_are(fails):
    code, said = fails("predict", DETECT, PICTURES[0], "--profile", "ultralytics-9")
    assert code == 2 and "ultralytics-8.4" in said


def test_profiles_differ_by_little(ponte):
    usual = found_in(ponte, PICTURES[3])
    for profile in ("ultralytics-8.3", "exact"):
        found = predicting.predict(ponte, DETECT, PICTURES[3], "--profile", profile)
        assert [each["class"] for each in found] == [kind for kind, *_ in usual]
        assert np.allclose([predicting.box_of(each) for each in found], [box for *_, box in usual], atol=3)


# ---- files that lost their metadata


def test_keypoints_are_read_from_the_network_where_metadata_are_missing(ponte, data, tmp_path):
    """17 keypoints of three numbers each; without a word of it they were taken for pairs, and refused."""
    ponte("convert", data / "models/pt/yolov8n-pose.pt", "-o", tmp_path / "pose.onnx", "--no-check")
    model = onnx.load(tmp_path / "pose.onnx")
    del model.metadata_props[:]
    onnx.save(model, tmp_path / "bare.onnx")
    ponte("convert", tmp_path / "bare.onnx", "-o", tmp_path / "objects.onnx", "--embed", "post", "--no-check")
    found = {}
    for name in ("pose", "bare", "objects"):
        objects = predicting.predict(ponte, tmp_path / f"{name}.onnx", data / "images/bus.jpg", "-o", tmp_path / name)
        found[name] = [np.array(one["keypoints"]["x"]) for one in objects]
    assert len(found["pose"]) >= 3 and all(len(points) == 17 for points in found["pose"])
    for name in ("bare", "objects"):
        np.testing.assert_allclose(found[name], found["pose"], atol=0.1)
