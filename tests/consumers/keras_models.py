"""Keras 3 models as their users build them, with random weights, for the tests of ponte's reader.

The name of a builder says what a reader may get wrong about it.
"""

import keras
from keras import layers

import keras_layers  # noqa: F401, adds its builders
import keras_structures  # noqa: F401, adds its builders
from keras_battery import BUILDERS, battery, image

__all__ = ["BUILDERS"]


def application(name, pixels=64, **options):
    def build():
        make = getattr(keras.applications, name)
        return make(weights=None, input_shape=(pixels, pixels, 3), classes=10, classifier_activation=None, **options)

    build.__name__ = name
    battery(build)


for network in ["MobileNetV2", "MobileNetV3Small", "ResNet50V2", "EfficientNetB0", "DenseNet121", "ConvNeXtTiny"]:
    application(network)


@battery
def application_as_a_layer():
    x = image(48, 48, 3)
    base = keras.applications.MobileNetV2(weights=None, input_shape=(48, 48, 3), include_top=False, alpha=0.35)
    cut = keras.Model(base.input, [base.get_layer("block_3_expand_relu").output, base.output], name="features")
    low, high = cut(layers.Rescaling(2.0, offset=-1)(x))
    return keras.Model(x, [layers.GlobalAveragePooling2D()(low), layers.GlobalAveragePooling2D()(high)])
