"""ponte's picture decoding, resize and letterbox against OpenCV itself.

Runs build/tests/letterbox_tool; PONTE_BUILD_DIR names another build folder.
"""

import os
import pathlib
import subprocess
import sys

import numpy as np
import pytest

cv2 = pytest.importorskip("cv2")

ROOT = pathlib.Path(__file__).parents[2]
TOOL = pathlib.Path(os.environ.get("PONTE_BUILD_DIR", ROOT / "build")) / "tests" / "letterbox_tool"
pytestmark = pytest.mark.skipif(not TOOL.exists(), reason=f"{TOOL} is not built")

sys.path.insert(0, str(ROOT / "tests/vision"))
import make_letterbox_hashes as reference  # noqa: E402
from noise import picture  # noqa: E402


def run(verb, data, *numbers, dtype=np.uint8):
    """The size and the values that the tool gives."""
    output = subprocess.run([TOOL, verb, *map(str, numbers)], input=data, capture_output=True, check=True).stdout
    head, _, body = output.partition(b"\n")
    width, height = map(int, head.split())
    return width, height, np.frombuffer(body, dtype)


def as_image(width, height, values):
    return values.reshape(height, width, 3)


def random_sizes(count, seed):
    rng = np.random.default_rng(seed)
    for i in range(count):
        if i % 5 == 0:
            yield tuple(int(side) for side in rng.integers(1, 4001, 2)), (640, 640)
        else:
            yield tuple(int(side) for side in np.exp(rng.uniform(0, np.log(2000), 2)).astype(int)), \
                tuple(int(side) for side in rng.integers(1, 1000, 2))


def test_resize_equals_opencv_for_any_pair_of_sizes():
    for (width, height), (to_width, to_height) in random_sizes(150, seed=1):
        image = picture(width, height)
        expected = cv2.resize(image, (to_width, to_height), interpolation=cv2.INTER_LINEAR)
        got = as_image(*run("resize", image.tobytes(), width, height, to_width, to_height))
        assert np.array_equal(got, expected), (width, height, to_width, to_height)


@pytest.mark.parametrize("stride", [0, 32])
def test_letterbox_and_tensor_equal_opencv_and_numpy(stride):
    for (width, height), _ in random_sizes(40, seed=2 + stride):
        image = picture(width, height)
        expected = reference.letterbox(image, 640, 640, stride)
        size = width, height, 640, 640, stride
        assert np.array_equal(as_image(*run("letterbox", image.tobytes(), *size)), expected), size
        to_width, to_height, tensor = run("tensor", image.tobytes(), *size, dtype=np.float32)
        planes = np.ascontiguousarray(expected.transpose(2, 0, 1)).astype(np.float32) / 255
        assert np.array_equal(tensor.reshape(3, to_height, to_width), planes), size


def encoded_pictures():
    smooth = cv2.GaussianBlur(picture(123, 77), (9, 9), 3)
    smooth = cv2.normalize(smooth, None, 0, 255, cv2.NORM_MINMAX)
    deep = picture(60, 40).astype(np.uint16) * 251
    sampling = cv2.IMWRITE_JPEG_SAMPLING_FACTOR
    yield "jpeg 4:2:0", ".jpg", smooth, [sampling, cv2.IMWRITE_JPEG_SAMPLING_FACTOR_420]
    yield "jpeg 4:2:2", ".jpg", smooth, [sampling, cv2.IMWRITE_JPEG_SAMPLING_FACTOR_422]
    yield "jpeg 4:4:0", ".jpg", smooth, [sampling, cv2.IMWRITE_JPEG_SAMPLING_FACTOR_440]
    yield "jpeg 4:1:1", ".jpg", smooth, [sampling, cv2.IMWRITE_JPEG_SAMPLING_FACTOR_411]
    yield "jpeg 4:4:4", ".jpg", smooth, [sampling, cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444]
    yield "jpeg progressive", ".jpg", smooth, [cv2.IMWRITE_JPEG_PROGRESSIVE, 1]
    yield "jpeg grey", ".jpg", smooth[:, :, 0], []
    yield "jpeg of one pixel", ".jpg", smooth[:1, :1], []
    yield "png", ".png", smooth, []
    yield "png grey", ".png", smooth[:, :, 1], []
    yield "png of one bit", ".png", (smooth[:, :, 1] > 127).astype(np.uint8) * 255, [cv2.IMWRITE_PNG_BILEVEL, 1]
    yield "png alpha", ".png", np.dstack([smooth, smooth[:, :, 0]]), []
    yield "png 16 bit", ".png", deep, []
    yield "png 16 bit grey", ".png", deep[:, :, 0], []
    yield "png 16 bit alpha", ".png", np.dstack([deep, deep[:, :, 2]]), []


@pytest.mark.parametrize("name,suffix,image,flags", list(encoded_pictures()), ids=lambda value: str(value)[:20])
def test_decoded_pictures_equal_opencv(name, suffix, image, flags):
    file = cv2.imencode(suffix, image, flags)[1].tobytes()
    expected = cv2.imdecode(np.frombuffer(file, np.uint8), cv2.IMREAD_COLOR)[:, :, ::-1]
    assert np.array_equal(as_image(*run("decode", file)), expected), name


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("order", ["<", ">"])
def test_exif_orientation_equals_opencv(orientation, order):
    number = lambda value, size: value.to_bytes(size, "little" if order == "<" else "big")
    block = (b"II" if order == "<" else b"MM") + number(42, 2) + number(8, 4) + number(1, 2)
    block += number(0x0112, 2) + number(3, 2) + number(1, 4) + number(orientation, 2) + bytes(6)
    body = b"Exif\0\0" + block
    file = cv2.imencode(".jpg", picture(40, 24))[1].tobytes()
    file = file[:2] + b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body + file[2:]
    expected = cv2.imdecode(np.frombuffer(file, np.uint8), cv2.IMREAD_COLOR)[:, :, ::-1]
    assert np.array_equal(as_image(*run("decode", file)), expected)
