"""Keras 2 models as tf_keras builds and saves them, with random weights, for the tests of ponte's reader."""

import numpy as np
import tensorflow as tf
import tf_keras as keras
from tf_keras import layers

BUILDERS = {}


def battery(build):
    BUILDERS[build.__name__] = build
    return build


def conv(filters, size=3, **options):
    options.setdefault("padding", "same")
    return layers.Conv2D(filters, size, **options)


def image(*shape, name=None):
    return keras.Input(shape or (12, 16, 3), name=name)


@battery
def nested_twice():
    inner_in = image(12, 16, 4)
    inner = keras.Model(inner_in, conv(6, activation="swish", name="inner_conv")(inner_in), name="inner")
    middle_in = image()
    middle = keras.Model(middle_in, layers.BatchNormalization()(inner(conv(4)(middle_in))), name="middle")
    x = image(name="images")
    return keras.Model(x, layers.GlobalAveragePooling2D(name="pooled")(middle(layers.ReLU()(conv(3)(x)))))


@battery
def shared_layer_and_shared_submodel():
    x = image()
    tower = keras.Model(x, layers.Flatten()(conv(4, strides=2, activation="tanh")(x)), name="tower")
    a, b, stem = image(name="anchor"), image(name="other"), conv(3, activation="relu")
    dense = layers.Dense(5)
    return keras.Model([a, b], layers.Concatenate()([dense(tower(stem(a))), dense(tower(stem(b)))]))


@battery
def one_layer_called_four_times():
    x = image(12, 16, 6)
    twist = conv(6, activation="tanh", name="twist")
    y1 = twist(x)
    y2 = twist(y1)
    y3 = twist(layers.Add()([y1, y2]))
    return keras.Model(x, [y2, layers.Concatenate()([twist(y3), y1])])


@battery
def backbone_with_two_outputs_into_one_add():
    x = image()
    a = conv(8, activation="relu")(x)
    backbone = keras.Model(x, [a, conv(8, activation="elu")(a)], name="backbone")
    y = image()
    return keras.Model(y, layers.Add()(backbone(y)))


@battery
def sequential_in_functional_in_sequential():
    head = keras.Sequential([conv(8, strides=2), layers.BatchNormalization(), layers.LeakyReLU(0.2)], name="head")
    x = image()
    inner = keras.Model(x, head(conv(4)(x)), name="inner")
    return keras.Sequential([image(), conv(3), inner, layers.GlobalMaxPooling2D(), layers.Dense(4, activation="softmax")])


@battery
def attention_by_keyword_in_other_order():
    q, v, k = (keras.Input(shape, name=name) for name, shape in [("q", (7, 12)), ("v", (9, 10)), ("k", (9, 8))])
    attend = layers.MultiHeadAttention(num_heads=2, key_dim=5, value_dim=6)
    y, scores = attend(value=v, key=k, query=q, return_attention_scores=True)
    return keras.Model([q, v, k], [y, scores])


@battery
def dictionaries_in_and_out():
    inputs = {"zoo": image(name="zoo"), "alpha": keras.Input((4,), name="alpha")}
    x = layers.Concatenate()([layers.GlobalAveragePooling2D()(conv(5)(inputs["zoo"])), inputs["alpha"]])
    return keras.Model(inputs, {"scores": layers.Dense(3)(x), "boxes": layers.Dense(4)(x)})


@battery
def tensorflow_operations():
    """Each becomes a TFOpLambda or SlicingOpLambda layer."""
    x = image()
    y = conv(4)(x)
    y = tf.nn.relu(y * 2.0 - 0.5) + tf.sigmoid(y) / 3.0
    grid = tf.constant(np.random.default_rng(3).random((12, 16, 1)), tf.float32)
    y = tf.concat([y[:, ::2, 1:, :2], (y * grid)[:, ::2, :-1, 2:]], axis=-1)
    flat = tf.reshape(y, (-1, 90, 4))
    return keras.Model(x, [y, tf.reduce_mean(flat, axis=1), tf.transpose(flat, (0, 2, 1)), tf.nn.softmax(flat, axis=-1)])


@battery
def layers_of_many_kinds():
    x = image(13, 16, 4)
    return keras.Model(x, [
        conv(8, strides=2, activation="relu")(x), layers.DepthwiseConv2D(3, depth_multiplier=2, padding="same")(x),
        layers.SeparableConv2D(7, 3, strides=2, padding="same", activation="swish")(x), layers.Conv2DTranspose(3, 2, strides=2)(x),
        layers.Conv2DTranspose(3, 3, strides=2, padding="same")(x), layers.MaxPooling2D(3, 2, padding="same")(x),
        layers.AveragePooling2D(3, 2, padding="same")(x), layers.LayerNormalization()(x), layers.BatchNormalization(scale=False)(x),
        layers.PReLU(shared_axes=[1, 2])(x), layers.ReLU(6.0)(x), layers.Softmax()(x), layers.Permute((3, 1, 2))(x),
        layers.ZeroPadding2D(((0, 1), (2, 0)))(x), layers.Cropping2D(1)(x), layers.UpSampling2D(2, interpolation="bilinear")(x),
        layers.Dense(5, activation="gelu")(x), layers.Rescaling(0.5, offset=-1)(x), layers.GlobalAveragePooling2D(keepdims=True)(x)])


def application(name):
    def build():
        make = getattr(keras.applications, name)
        return make(weights=None, input_shape=(64, 64, 3), classes=10, classifier_activation=None)

    build.__name__ = name
    battery(build)


for network in ["MobileNetV2", "MobileNetV3Small", "ResNet50V2"]:
    application(network)
