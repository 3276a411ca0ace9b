"""Models that Keras 3 built and saved, converted to ONNX by ponte, give what Keras gives."""

import json
import os

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import subprocess

import keras
import pytest

import keras_models
from keras_reading import assert_same, run
from keras_weights import inputs_of, outputs_of, settle

pytestmark = pytest.mark.filterwarnings("ignore")  # Keras about itself
# Of the others Keras cannot load its own HDF5 files: those with operations, mostly.
ALSO_IN_HDF5 = [
    "MobileNetV2", "ResNet50V2", "EfficientNetB0", "DenseNet121", "shared_layer_in_two_branches",
    "one_submodel_inside_two_others", "one_layer_called_four_times", "submodel_called_twice_in_a_chain",
    "backbone_with_two_outputs_into_one_add", "sequential_in_functional", "functional_in_sequential",
    "sequential_called_twice", "sequential_without_input", "attention_by_keyword_in_other_order",
    "dictionaries_in_and_out", "list_of_outputs_some_twice", "training_off_by_keyword", "convolutions",
    "transposed_convolutions", "pooling", "activations", "reshaping", "dense_layers", "squeeze_and_excite"]


@pytest.fixture
def built():
    """built(name) gives a model with random weights, its inputs and its outputs."""

    def build(name):
        keras.backend.clear_session()
        keras.utils.set_random_seed(0)
        model = keras_models.BUILDERS[name]()
        settle(model)
        arrays = inputs_of(model)
        return model, arrays, outputs_of(model, arrays)

    return build


@pytest.fixture
def reads_right(ponte, tmp_path):
    """Saves a model, converts it, and compares."""

    def check(model, arrays, expected, file, *options):
        model.save(tmp_path / file)
        ponte("convert", tmp_path / file, "-o", tmp_path / "model.onnx", "--no-check", "--force", "--quiet", *options)
        assert_same(run(tmp_path / "model.onnx", arrays), expected)

    return check


@pytest.mark.parametrize("name", keras_models.BUILDERS)
def test_what_keras_saved_reads_back(name, built, reads_right):
    model, arrays, expected = built(name)
    options = ["--imgsz", 24] if name == "dynamic_image_size" else []
    reads_right(model, arrays, expected, "model.keras", *options)
    if name in ALSO_IN_HDF5:
        reads_right(model, arrays, expected, "model.h5", *options)


@pytest.mark.parametrize("name", ["MobileNetV2", "vision_transformer", "shared_submodel_called_twice", "ops_on_shapes"])
def test_batch_stays_dynamic_when_asked(name, built, reads_right):
    reads_right(*built(name), "model.keras", "--batch", "dynamic")


def test_parity_of_a_keras_file_is_measured(built, ponte, tmp_path):
    model, *_ = built("squeeze_and_excite")
    model.save(tmp_path / "model.keras")
    assert "max |d|" in ponte("convert", tmp_path / "model.keras", "-o", tmp_path / "model.onnx")


def test_layers_are_listed_with_every_edge(built, ponte, tmp_path):
    def listed(name):
        built(name)[0].save(tmp_path / "model.keras")
        layers = json.loads(ponte("inspect", tmp_path / "model.keras", "--layers", "--json"))["layers"]
        return {(layer["path"], layer["call"]): layer for layer in layers}

    attend = listed("attention_by_keyword_in_other_order")["attend", 0]
    edges = {edge["argument"]: edge["layer"] for edge in attend["inputs"]}
    assert edges == {"kwargs.query": "q", "kwargs.key": "k", "kwargs.value": "v"}

    layers = listed("nested_twice")
    assert layers["middle.inner.conv", 0]["nesting"] == ["middle", "inner"]
    assert layers["middle.norm", 0]["inputs"][0]["layer"] == "middle.inner.conv"

    layers = listed("one_layer_called_four_times")
    assert [layers["twist", call]["inputs"][0]["layer"] for call in range(4)] == ["input_layer", "twist", "add", "twist"]


@pytest.mark.parametrize("name", ["MobileNetV2", "shared_submodel_called_twice", "vision_transformer"])
def test_shared_parameters_count_once(name, built, ponte, tmp_path):
    model = built(name)[0]
    model.save(tmp_path / "model.keras")
    found = json.loads(ponte("inspect", tmp_path / "model.keras", "--json"))["parameters"]
    assert found == sum(weight.size for weight in map(keras.ops.convert_to_numpy, model.weights) if weight.dtype == "float32")


@keras.saving.register_keras_serializable("house")
class Twist(keras.layers.Layer):
    def call(self, x):
        return x * 2.0


def test_custom_layer_is_refused_by_its_registered_name_and_place(program, tmp_path):
    inside = keras.Input((4, 4, 3))
    part = keras.Model(inside, Twist(name="odd_one")(inside), name="part")
    x = keras.Input((4, 4, 3))
    keras.Model(x, part(x)).save(tmp_path / "model.keras")
    command = [program, "convert", tmp_path / "model.keras", "-o", tmp_path / "model.onnx", "--quiet"]
    result = subprocess.run(command, capture_output=True, text=True)
    assert result.returncode == 4, result.stderr
    first, *more = result.stderr.strip().splitlines()
    assert "house>Twist" in first and "part" in first and "odd_one" in first
    assert all(line.startswith("hint: ") for line in more)


@pytest.mark.parametrize("name", ["fusion-concat-functional-keras3.keras", "mlp-sequential-keras3.keras",
                                  "mlp-sequential-keras3-legacy.h5"])
def test_files_that_others_published(name, data, ponte, tmp_path):
    file = data / "models" / "keras" / name
    model = keras.models.load_model(file, compile=False)
    arrays = inputs_of(model)
    ponte("convert", file, "-o", tmp_path / "model.onnx", "--no-check", "--quiet")
    assert_same(run(tmp_path / "model.onnx", arrays), outputs_of(model, arrays))
