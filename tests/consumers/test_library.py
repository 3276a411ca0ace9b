"""The library as `make install` leaves it, used by a program of somebody else."""

import json
import os
import subprocess

import pytest

from conftest import ROOT

MODEL = ROOT / "examples/models/shapes.pt"
PICTURES = sorted((ROOT / "examples/images").iterdir())


def output_of(*command, **options):
    result = subprocess.run([*map(str, command)], capture_output=True, text=True, **options)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def prefix(tmp_path_factory):
    prefix = tmp_path_factory.mktemp("prefix")
    output_of("cmake", "--install", os.environ.get("PONTE_BUILD_DIR", ROOT / "build"), "--prefix", prefix)
    return prefix


def test_a_program_is_built_with_what_is_installed(prefix, ponte, tmp_path):
    example = tmp_path / "bin" / "find_objects"
    paths = {**os.environ, "PKG_CONFIG_PATH": str(prefix / "lib/pkgconfig")}
    flags = output_of("pkg-config", "--cflags", "--libs", "ponte", env=paths).split()
    example.parent.mkdir()
    output_of("c++", ROOT / "examples/find_objects.cpp", "-o", example, *flags)
    (tmp_path / "lib").symlink_to(prefix / "lib")  # runtimes are found in ../lib/ponte, here as under /usr/local

    said = [line.split() for line in output_of(example, MODEL, *PICTURES).splitlines()]
    images = json.loads(ponte("predict", MODEL, *PICTURES, "--json"))["images"]
    found = [row for image in images for row in image["objects"]]
    assert [line[:2] for line in said] == [[row["image"], row["name"]] for row in found]
    for line, row in zip(said, found):
        assert abs(float(line[2]) - row["confidence"]) < 1e-4 and abs(float(line[3]) - row["box"]["x1"]) < 0.01


def test_the_installed_program_works(prefix, tmp_path):
    output_of(prefix / "bin/ponte", "convert", MODEL, "-o", tmp_path / "shapes.onnx")
