"""What all consumers' tests share: the program, the data folder, and running an ONNX model."""

import os
import pathlib
import subprocess

import onnx
import onnxruntime
import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(os.environ.get("PONTE", ROOT / "build" / "ponte"))
DATA = pathlib.Path(os.environ.get("PONTE_TEST_DATA", ROOT.parent / "shared" / "data"))


@pytest.fixture(scope="session")
def data():
    """The folder of real models; it is not part of the repository."""
    if not DATA.is_dir():
        pytest.skip(f"no test data at {DATA}; PONTE_TEST_DATA names another place")
    return DATA


@pytest.fixture
def program():
    """The path of the program, for tests of what it says when it fails."""
    return PROGRAM


@pytest.fixture
def ponte():
    """Runs the program; its failure is the test's, with what it said."""

    def run(*args):
        result = subprocess.run([PROGRAM, *map(str, args)], capture_output=True, text=True)
        assert result.returncode == 0, f"ponte {' '.join(map(str, args))}\n{result.stdout}{result.stderr}"
        return result.stdout

    return run


@pytest.fixture
def convert(ponte, tmp_path):
    """convert(model, *options) gives the path of the ONNX file, which onnx.checker has accepted."""

    def convert_and_check(model, *options):
        path = tmp_path / f"{model.stem}.onnx"
        ponte("convert", model, "-o", path, "--no-check", "--force", "--quiet", *options)
        onnx.checker.check_model(str(path), full_check=True)
        return path

    return convert_and_check


@pytest.fixture
def run_onnx():
    """run_onnx(path, input) gives the outputs by name, computed on one thread."""

    def run(path, array):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        names = [output.name for output in session.get_outputs()]
        return dict(zip(names, session.run(names, {session.get_inputs()[0].name: array})))

    return run
