"""One conversion, several files: the same as one by one, all or none, each measured."""

import json
import subprocess

import pytest

from conftest import PROGRAM, ROOT

SHAPES = ROOT / "examples/models/shapes.pt"
FORMATS = {"onnx": "shapes.onnx", "keras": "shapes.keras", "tflite": "shapes.tflite", "saved_model": "shapes_saved_model"}


def run(*args):
    return subprocess.run([PROGRAM, "convert", SHAPES, *map(str, args)], capture_output=True, text=True)


def content(path):
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    return {str(file.relative_to(path)): file.read_bytes() for file in files if file.is_file()}


def test_formats_beside_each_other_in_a_folder_that_is_made(tmp_path):
    folder = tmp_path / "new" / "exports"
    done = run("--to", ",".join(FORMATS), "-o", folder, "--json")
    assert done.returncode == 0, done.stderr
    assert {path.name for path in folder.iterdir()} == set(FORMATS.values())
    written = json.loads(done.stdout)["written"]
    assert [file["format"] for file in written] == list(FORMATS)
    for file in written:
        assert file["bytes"] > 0 and file["checked_with"]
        assert max(row["max_abs"] / max(1, row["largest"]) for row in file["parity"]) < 1e-4


@pytest.mark.parametrize("threads", [1, 4])
def test_files_are_those_of_single_conversions(tmp_path, threads):
    names = list(FORMATS.values())
    assert run(*[x for name in names for x in ("-o", tmp_path / name)], "--no-check", "--threads", threads).returncode == 0
    for name in names:
        assert run("-o", tmp_path / "alone" / name, "--no-check").returncode == 2  # there is no such folder
        (tmp_path / "alone").mkdir(exist_ok=True)
        assert run("-o", tmp_path / "alone" / name, "--no-check", "--force").returncode == 0
        if not name.endswith("saved_model"):
            assert content(tmp_path / name) == content(tmp_path / "alone" / name)
        (tmp_path / "alone" / name).rename(tmp_path / f"was-{name}")
        (tmp_path / "alone").rmdir()


@pytest.mark.parametrize("again", ["x.onnx", "./x.onnx", "../{folder}/x.onnx"])
def test_the_same_file_twice_is_refused(tmp_path, again):
    second = f"{tmp_path}/{again.format(folder=tmp_path.name)}"
    done = run("-o", tmp_path / "x.onnx", "-o", second)
    assert done.returncode == 2 and "is listed twice" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_all_or_none(tmp_path):
    (tmp_path / "exports" / "y.keras").mkdir(parents=True)
    done = run("-o", tmp_path / "x.onnx", "-o", tmp_path / "exports" / "y.keras", "--no-check", "--force")
    assert done.returncode != 0
    assert not (tmp_path / "x.onnx").exists()
    assert [path.name for path in (tmp_path / "exports").iterdir()] == ["y.keras"]


def test_a_folder_that_was_made_for_nothing_goes_again(tmp_path):
    done = run("--to", "onnx,keras", "-o", tmp_path / "exports", "--outputs", "levels", "--batch-norm", "keep")
    assert done.returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_two_folders_are_refused(tmp_path):
    done = run("--to", "onnx", "-o", tmp_path / "a", "-o", tmp_path / "b")
    assert done.returncode == 2 and "--to takes one folder" in done.stderr
