"""Models to be trained hold all that the checkpoint trains, in every family, and load however deep they are."""

import json
import subprocess

import numpy as np
import pytest

import checkpoint
from conftest import DATA, PROGRAM, ROOT
from keras_process import in_keras

SHAPES = ROOT / "examples/models/shapes.pt"
CHECKPOINTS = DATA / "models/pt"
FAMILIES = ["yolov9t-rand", "yolov10-rand-w8", "yolo26n-pose", "yolo26-seg-rand-w16"]
# The constant that a distribution is summed with, and branches that only Ultralytics' own loss looks at.
NO_PART_OF_THE_MODEL = {"dfl", "cv4_sigma", "one2one_cv4_sigma", "flow_model", "semseg"}

COUNT = """
import json, sys, keras, numpy as np
counts = {}
for path in sys.argv[1:]:
    keras.backend.clear_session()
    counts[path] = sum(int(np.prod(weight.shape)) for weight in keras.models.load_model(path).trainable_weights)
print(json.dumps(counts))
"""


def trainable_parameters(checkpoints, folder):
    """Trainable numbers of the Keras model of each checkpoint; one start of Keras for all."""
    written = {}
    for path in checkpoints:
        target = folder / f"{path.stem}.keras"
        written[str(target)] = path.stem
        options = ["--outputs", "levels", "--batch-norm", "keep", "--imgsz", "64", "--no-check", "--quiet"]
        subprocess.run([PROGRAM, "convert", path, "-o", target, *options], check=True)
    return {written[path]: count for path, count in in_keras("tensorflow", COUNT, *written).items()}


def parameters_of(module, path=()):
    """(path, elements) of each parameter in a pickled module."""
    for name, value in module.state.get("_parameters", {}).items():
        if value is not None:
            tensor = value.args[0] if "parameter" in value.made_by.name else value
            yield (*path, name), int(np.prod(tensor.args[2]))
    for name, child in module.state.get("_modules", {}).items():
        if child is not None:
            yield from parameters_of(child, (*path, name))


@pytest.mark.skipif(not CHECKPOINTS.is_dir(), reason=f"no checkpoints at {CHECKPOINTS}")
def test_all_that_the_checkpoint_trains_is_trainable(tmp_path, ponte):
    checkpoints = {name: CHECKPOINTS / f"{name}.pt" for name in FAMILIES}
    found = trainable_parameters(checkpoints.values(), tmp_path)
    for name, path in checkpoints.items():
        sizes = list(parameters_of(checkpoint.read(path)["model"]))
        assert json.loads(ponte("inspect", path, "--json"))["parameters"] == sum(size for _, size in sizes), name
        assert found[name] == sum(size for module, size in sizes if NO_PART_OF_THE_MODEL.isdisjoint(module)), name


def test_network_deeper_than_the_recursion_limit_loads(tmp_path):
    """150 residual blocks of seven layers in a row; Python's functions may call each other 1000 deep."""
    root = checkpoint.read(SHAPES)
    block = root["model"].state["_modules"]["model"].state["_modules"]["2"].state["_modules"]["m"].state["_modules"]
    state = block["0"].state | {"_modules": {str(i): block["0"] for i in range(150)}}
    block["0"] = checkpoint.object_of("torch.nn.modules.container", "Sequential", state)
    checkpoint.write(root, tmp_path / "deep.pt")
    assert trainable_parameters([tmp_path / "deep.pt"], tmp_path)["deep"] > 0
