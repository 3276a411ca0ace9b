"""Models that Keras 2 (tf_keras) built and saved, converted to ONNX by ponte, give what Keras gives."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import pytest
import tf_keras

import keras2_models
from keras_reading import assert_same, run
from keras_weights import inputs_of, outputs_of, settle


@pytest.mark.filterwarnings("ignore")  # Keras about itself
@pytest.mark.parametrize("name", keras2_models.BUILDERS)
def test_what_keras_2_saved_reads_back(name, ponte, tmp_path):
    tf_keras.backend.clear_session()
    tf_keras.utils.set_random_seed(0)
    model = keras2_models.BUILDERS[name]()
    settle(model)
    arrays = inputs_of(model)
    expected = outputs_of(model, arrays)
    for file in ["model.keras", "model.h5"]:
        model.save(tmp_path / file)
        ponte("convert", tmp_path / file, "-o", tmp_path / "model.onnx", "--no-check", "--force", "--quiet")
        assert_same(run(tmp_path / "model.onnx", arrays), expected)
