"""What the models of the battery are built with. Every function with the mark `@battery` builds one."""

import keras
from keras import layers

BUILDERS = {}


def battery(build):
    BUILDERS[build.__name__] = build
    return build


def conv(filters, size=3, **options):
    options.setdefault("padding", "same")
    return layers.Conv2D(filters, size, **options)


def image(*shape, name=None):
    return keras.Input(shape or (12, 16, 3), name=name)


def two_scales(name="backbone"):
    """A backbone with two outputs of one shape."""
    x = image(name="backbone_in")
    a = conv(8, activation="relu", name="first")(x)
    b = conv(8, activation="silu", name="second")(a)
    return keras.Model(x, [a, b], name=name)
