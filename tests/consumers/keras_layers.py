"""Models of the operations of keras.ops and of the layers that vision models use."""

import keras
import numpy as np
from keras import layers, ops

from keras_battery import battery, conv, image

# keras.ops


@battery
def ops_slicing():
    x = image(12, 16, 6)
    parts = [x[:, 1:9:2, ..., 0:3], x[:, -8:-1:2, :, 3:], x[:, ::3, :, ::2]]
    single = x[:, 2][..., 1][:, None, :, None]
    return keras.Model(x, [ops.concatenate(parts[:2], axis=-1), parts[2], single, x[..., ::-1][:, :, 4]])


@battery
def ops_arithmetic():
    x = image()
    y = conv(3)(x)
    parts = [x + y, x - y, x * y, x / (ops.abs(y) + 1.0), ops.maximum(x, y), ops.minimum(x, 0.2), -x, 2.0 ** ops.tanh(y),
             ops.power(ops.abs(x), 1.5), ops.square(y), ops.sqrt(ops.abs(x) + 0.1), ops.exp(y), ops.log(ops.abs(x) + 0.5),
             ops.sin(x), ops.cos(y), ops.floor(x * 5.0), ops.mod(x * 5.0, 2.0), ops.sign(x), ops.clip(x, -0.3, 0.4),
             ops.where(x > y, x, y * 0.5), ops.rsqrt(ops.abs(x) + 0.3), ops.reciprocal(ops.abs(y) + 1.0)]
    return keras.Model(x, ops.concatenate(parts, axis=-1))


@battery
def ops_on_shapes():
    x = image(12, 16, 6)
    y = ops.transpose(x, (0, 3, 1, 2))
    y = ops.reshape(y, (-1, 6, 4, 48))
    a, b, c = ops.split(y, 3, axis=1)
    d, e = ops.split(y, [1], axis=2)
    pair = ops.stack([a, b], axis=1)
    return keras.Model(x, [
        pair, ops.squeeze(ops.expand_dims(c, -1), -1), ops.concatenate([d, e, d], axis=2), ops.swapaxes(y, 1, 3),
        ops.moveaxis(x, -1, 1), ops.repeat(a, 2, axis=2), ops.tile(b, (1, 2, 1, 1)), ops.flip(x, axis=2),
        ops.pad(x, ((0, 0), (1, 2), (0, 3), (0, 0)), constant_values=2.0), ops.roll(x, 3, axis=1),
        *ops.unstack(a, axis=2)[:2]])


@battery
def ops_that_reduce_and_pick():
    x = image(6, 8, 5)
    flat = layers.Reshape((48, 5))(x)
    best, where = ops.top_k(ops.max(flat, axis=-1), 7)
    rows = ops.take_along_axis(flat, ops.expand_dims(where, -1), axis=1)
    return keras.Model(x, {
        "best": best, "rows": rows, "class": ops.cast(ops.argmax(rows, axis=-1), "float32"),
        "mean": ops.mean(x, axis=(1, 2)), "sum": ops.sum(x, axis=-1, keepdims=True), "min": ops.min(x, axis=1),
        "variance": ops.var(x, axis=(1, 2), keepdims=True), "running": ops.cumsum(flat, axis=1),
        "hot": ops.one_hot(where, 48), "some": ops.take(flat, np.int32([4, 0, 2]), axis=2),
        "norm": ops.norm(flat, axis=-1), "prod": ops.prod(flat[:, :4], axis=1), "logs": ops.logsumexp(flat, axis=1)})


@battery
def ops_products():
    a, b = keras.Input((4, 6), name="a"), keras.Input((6, 5), name="b")
    c = keras.Input((2, 4, 3), name="c")
    return keras.Model([a, b, c], [
        ops.matmul(a, b), ops.einsum("bij,bjk->bik", a, b), ops.einsum("bhid,bhjd->bhij", c, c),
        ops.einsum("bij,jk->bki", a, np.random.default_rng(1).random((6, 2)).astype("float32"))])


@battery
def ops_of_networks():
    x = image()
    y = conv(4)(x)
    return keras.Model(x, ops.concatenate([
        ops.relu(y), ops.silu(y), ops.sigmoid(y), ops.softmax(y, axis=-1), ops.gelu(y), ops.hard_sigmoid(y), ops.softplus(y),
        ops.leaky_relu(y), ops.elu(y), ops.relu6(y * 5.0), ops.hard_silu(y), ops.tanh(y), ops.log_softmax(y),
        ops.gelu(y, approximate=False), ops.normalize(y, axis=-1)], axis=-1))


@battery
def ops_logic():
    x = image()
    y = ops.logical_and(x > 0.0, ops.logical_not(ops.greater_equal(x, 0.5)))
    z = ops.logical_or(y, ops.less(x, -0.5))
    return keras.Model(x, [ops.cast(z, "float32") * x, ops.where(ops.equal(ops.floor(x), -1.0), 7.0, x)])


# Layers


@battery
def convolutions():
    x = image(13, 16, 4)
    a = conv(8, 3, strides=2, activation="relu")(x)
    b = layers.Conv2D(6, (3, 5), dilation_rate=(2, 1), use_bias=False)(x)
    c = layers.DepthwiseConv2D(3, depth_multiplier=2, padding="same", activation="relu6")(x)
    d = layers.DepthwiseConv2D(5, strides=2, padding="same")(x)
    e = layers.SeparableConv2D(7, 3, strides=2, padding="same", activation="silu")(x)
    f = layers.Conv2D(8, 3, groups=2)(x)
    g = layers.Conv2D(5, 4, strides=3, padding="same")(x)
    h = layers.Conv1D(5, 3, padding="causal")(layers.Reshape((13, 64))(x))
    return keras.Model(x, [a, b, c, d, e, f, g, h, layers.SeparableConv1D(4, 3)(h), layers.Conv1D(5, 4, strides=2)(h)])


@battery
def transposed_convolutions():
    x = image(5, 6, 4)
    return keras.Model(x, [
        layers.Conv2DTranspose(3, 2, strides=2)(x), layers.Conv2DTranspose(3, 3, strides=2, padding="same")(x),
        layers.Conv2DTranspose(3, 4, strides=2, padding="same", activation="silu")(x),
        layers.Conv2DTranspose(3, (3, 5), strides=(1, 2), use_bias=False)(x),
        layers.Conv2DTranspose(3, 5, strides=3, padding="same")(x)])


@battery
def pooling():
    x = image(13, 15, 4)
    flat = layers.Reshape((13, 60))(x)
    return keras.Model(x, [
        layers.MaxPooling2D()(x), layers.MaxPooling2D(3, strides=2, padding="same")(x), layers.MaxPooling2D(5, 1, "same")(x),
        layers.AveragePooling2D(3, 2)(x), layers.AveragePooling2D(3, 2, padding="same")(x),
        layers.GlobalAveragePooling2D(keepdims=True)(x), layers.GlobalMaxPooling2D()(x), layers.MaxPooling1D(2)(flat),
        layers.AveragePooling1D(3, 2)(flat), layers.GlobalAveragePooling1D()(flat), layers.GlobalMaxPooling1D()(flat)])


@battery
def normalisations():
    x = image(6, 8, 8)
    return keras.Model(x, layers.Concatenate()([
        layers.BatchNormalization()(x), layers.BatchNormalization(scale=False, epsilon=1e-2)(x),
        layers.BatchNormalization(center=False)(x), layers.LayerNormalization(epsilon=1e-5)(x),
        layers.LayerNormalization(axis=(1, 2, 3))(x), layers.LayerNormalization(scale=False)(x),
        layers.GroupNormalization(4)(x), layers.GroupNormalization(-1, center=False)(x), layers.UnitNormalization()(x),
        layers.RMSNormalization()(x), layers.Rescaling(0.5, offset=-1)(x), layers.Normalization()(x),
        layers.Normalization(mean=np.arange(8.0), variance=np.arange(1.0, 9))(x)]))


@battery
def activations():
    x = image(name="images")
    names = ["relu", "relu6", "silu", "swish", "sigmoid", "tanh", "softmax", "softplus", "softsign", "elu", "selu", "gelu", "mish",
             "hard_sigmoid", "hard_silu", "leaky_relu", "exponential", "linear", "log_sigmoid", "celu", "tanh_shrink"]
    parts = [layers.Activation(name)(x) for name in names]
    parts += [layers.ReLU(max_value=0.7, negative_slope=0.1, threshold=0.1)(x), layers.LeakyReLU(0.15)(x), layers.ELU(0.7)(x),
              layers.PReLU(shared_axes=[1, 2])(x), layers.PReLU()(x), layers.Softmax(axis=1)(x), layers.Identity()(x)]
    return keras.Model(x, [conv(4, activation="hard_swish")(x), layers.Concatenate()(parts)])


@battery
def merging():
    x = image()
    a, b = conv(4)(x), conv(4)(x)
    flat = [layers.Reshape((12, 64))(y) for y in (a, b)]
    return keras.Model(x, [
        layers.Concatenate(axis=1)([a, b]), layers.Concatenate()([a, x, b]), layers.Add()([a, b, a]), layers.Average()([a, b]),
        layers.Maximum()([a, b]), layers.Minimum()([a, b, a * 0.5]), layers.Multiply()([a, layers.GlobalMaxPooling2D(keepdims=True)(b)]),
        layers.Dot(axes=2)(flat), layers.Dot(axes=(1, 1), normalize=True)(flat)])


@battery
def reshaping():
    x = image(6, 8, 4)
    return keras.Model(x, [
        layers.Flatten()(x), layers.Reshape((-1, 8))(x), layers.Permute((3, 1, 2))(x), layers.Cropping2D(((1, 2), (0, 3)))(x),
        layers.ZeroPadding2D(((0, 1), (2, 0)))(x), layers.UpSampling2D(2)(x), layers.UpSampling2D((2, 3), interpolation="bilinear")(x),
        layers.RepeatVector(3)(layers.GlobalAveragePooling2D()(x)), layers.Resizing(12, 4, interpolation="nearest")(x),
        layers.ZeroPadding1D(2)(layers.Reshape((48, 4))(x)), layers.UpSampling1D(2)(layers.Reshape((48, 4))(x))])


@battery
def flatten_and_dense_after_convolutions():
    """Flattened rows, columns, channels: the order of a channels-last image."""
    x = image(6, 8, 3)
    y = conv(5, activation="relu")(x)
    return keras.Model(x, [layers.Dense(7)(layers.Flatten()(y)), layers.Dense(6, activation="gelu")(y)])


@battery
def dense_layers():
    x = keras.Input((6, 10))
    return keras.Model(x, [
        layers.Dense(4, activation="softmax")(x), layers.Dense(4, use_bias=False)(layers.Flatten()(x)),
        layers.EinsumDense("abc,cde->abde", output_shape=(None, 3, 4), bias_axes="de")(x),
        layers.EinsumDense("abc,bd->adc", output_shape=(5, 10))(x)])


@battery
def squeeze_and_excite():
    x = image(12, 16, 8)
    s = layers.GlobalAveragePooling2D()(x)
    s = layers.Dense(8, activation="hard_sigmoid")(layers.Dense(2, activation="silu")(layers.Reshape((1, 1, 8))(s)))
    return keras.Model(x, layers.Multiply()([x, s]))


@battery
def vision_transformer():
    """The position embedding is a constant of the graph: Keras calls it while the model is built."""
    x = image(16, 16, 3)
    y = layers.Reshape((16, 24))(layers.Conv2D(24, 4, strides=4)(x))
    y = y + layers.Embedding(16, 24)(np.arange(16))
    for _ in range(2):
        z = layers.LayerNormalization(epsilon=1e-6)(y)
        y = layers.Add()([layers.MultiHeadAttention(4, 6, dropout=0.1)(z, z), y])
        z = layers.Dense(48, activation="gelu")(layers.LayerNormalization(epsilon=1e-6)(y))
        y = layers.Add()([layers.Dense(24)(layers.Dropout(0.1)(z)), y])
    return keras.Model(x, layers.Dense(10)(layers.GlobalAveragePooling1D()(y)))


@battery
def tokens_through_an_embedding():
    x = keras.Input((9,), dtype="int32", name="tokens")
    return keras.Model(x, layers.Dense(4)(layers.Embedding(20, 6)(x)))


@battery
def input_as_output_and_unused_input():
    x, unused = image(name="images"), keras.Input((3,), name="unused")
    return keras.Model([x, unused], [conv(2)(x), layers.Identity()(x)])


@battery
def dynamic_image_size():
    x = image(None, None, 3)
    return keras.Model(x, layers.GlobalAveragePooling2D()(conv(4, strides=2, activation="silu")(x)))
