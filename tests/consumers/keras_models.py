"""Keras 3 models as their users build them, with random weights, for the tests of ponte's reader.

Every function with the mark `@battery` builds one model; its name says what a reader may get wrong about it.
"""

import keras
import numpy as np
from keras import layers, ops

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


# Nesting and sharing


@battery
def nested_twice():
    inner_in = image(12, 16, 4)
    inner = keras.Model(inner_in, conv(6, activation="silu", name="conv")(inner_in), name="inner")
    middle_in = image()
    x = inner(conv(4, name="conv")(middle_in))
    middle = keras.Model(middle_in, layers.BatchNormalization(name="norm")(x), name="middle")
    outer_in = image(name="images")
    x = middle(layers.ReLU(name="act")(conv(3, name="conv")(outer_in)))
    return keras.Model(outer_in, layers.GlobalAveragePooling2D(name="norm")(x))


@battery
def shared_layer_in_two_branches():
    a, b = image(name="left"), image(name="right")
    stem, dense = conv(6, activation="relu"), layers.Dense(5)
    pool = layers.GlobalMaxPooling2D()
    return keras.Model([a, b], layers.Subtract()([dense(pool(stem(a))), dense(pool(stem(b)))]))


@battery
def shared_submodel_called_twice():
    x = image()
    tower = keras.Model(x, layers.Flatten()(conv(4, strides=2, activation="tanh")(x)), name="tower")
    a, b = image(name="anchor"), image(name="other")
    apart = ops.abs(tower(a) - tower(b))
    return keras.Model([a, b], layers.Dense(1, activation="sigmoid")(apart))


@battery
def one_submodel_inside_two_others():
    x = image(12, 16, 4)
    shared = keras.Model(x, conv(4, activation="silu")(x), name="shared")

    def around(name):
        x = image()
        return keras.Model(x, layers.BatchNormalization()(shared(conv(4)(x))), name=name)

    x = image()
    return keras.Model(x, layers.Concatenate()([around("one")(x), around("two")(x), shared(conv(4)(x))]))


@battery
def one_layer_called_four_times():
    x = image(12, 16, 6)
    twist = conv(6, activation="tanh", name="twist")
    y1 = twist(x)
    y2 = twist(y1)
    y3 = twist(layers.Add()([y1, y2]))
    return keras.Model(x, [y2, layers.Concatenate()([twist(y3), y1])])


@battery
def submodel_called_twice_in_a_chain():
    backbone_in = image(12, 16, 3)
    step = keras.Model(backbone_in, [conv(3, activation="relu")(backbone_in), backbone_in], name="step")
    x = image()
    first = step(x)
    second = step(first[0])
    return keras.Model(x, layers.Concatenate()([second[0], second[1], first[1]]))


@battery
def backbone_with_two_outputs_into_one_add():
    x = image(name="images")
    return keras.Model(x, layers.Add(name="sum")(two_scales()(x)))


@battery
def backbone_outputs_in_swapped_order():
    x = image()
    a, b = two_scales()(x)
    return keras.Model(x, layers.Subtract()([b, a]))


@battery
def submodel_that_hands_its_input_through():
    inside = image()
    sub = keras.Model(inside, {"same": inside, "deep": conv(3)(inside)}, name="sub")
    x = image()
    parts = sub(layers.ReLU()(x))
    return keras.Model(x, layers.Multiply()([parts["deep"], parts["same"]]))


@battery
def sequential_in_functional():
    head = keras.Sequential([conv(8, strides=2), layers.BatchNormalization(), layers.Activation("silu")], name="head")
    x = image()
    return keras.Model(x, head(conv(4)(x)))


@battery
def functional_in_sequential():
    x = image()
    inner = keras.Model(x, layers.Add()([x, conv(3, activation="relu")(x)]), name="inner")
    return keras.Sequential([image(), conv(3), inner, keras.Sequential([layers.Flatten(), layers.Dense(4)])])


@battery
def sequential_called_twice():
    block = keras.Sequential([image(12, 16, 5), conv(5), layers.LeakyReLU(0.2)], name="block")
    x = image()
    return keras.Model(x, block(block(conv(5)(x))))


@battery
def sequential_without_input():
    model = keras.Sequential([conv(4, activation="relu"), layers.MaxPooling2D(), layers.Flatten(), layers.Dense(3)])
    model.build((None, 12, 16, 3))
    return model


@battery
def same_layer_names_in_three_submodels():
    def part(i):
        x = image()
        y = layers.Activation("tanh", name="act")(conv(4, name="conv")(x))
        return keras.Model(x, y, name=f"part{i}")

    x = image(name="conv")
    return keras.Model(x, layers.Average(name="act")([part(i)(x) for i in range(3)]))


# Ways to call


@battery
def attention_by_keyword_in_other_order():
    q, v, k = (keras.Input(shape, name=name) for name, shape in [("q", (7, 12)), ("v", (9, 10)), ("k", (9, 8))])
    attend = layers.MultiHeadAttention(num_heads=2, key_dim=5, value_dim=6, name="attend")
    return keras.Model([q, v, k], attend(key=k, query=q, value=v))


@battery
def attention_half_by_keyword():
    q, memory = keras.Input((7, 12), name="q"), keras.Input((9, 12), name="memory")
    attend = layers.MultiHeadAttention(num_heads=3, key_dim=4, output_shape=8)
    once = attend(q, value=memory)
    other = layers.MultiHeadAttention(num_heads=2, key_dim=4, use_bias=False)
    return keras.Model([q, memory], [once, other(q, key=memory, value=memory * 0.5)])


@battery
def attention_with_scores_and_causal_mask():
    x = keras.Input((6, 8))
    attend = layers.MultiHeadAttention(num_heads=2, key_dim=4)
    y, scores = attend(x, x, return_attention_scores=True, use_causal_mask=True)
    return keras.Model(x, [y, scores])


@battery
def attention_layer_on_images():
    x = image(6, 8, 8)
    attend = layers.MultiHeadAttention(num_heads=2, key_dim=4, attention_axes=(1, 2))
    return keras.Model(x, layers.Add()([x, attend(x, x)]))


@battery
def dot_product_attention():
    q, v = keras.Input((7, 12), name="q"), keras.Input((9, 12), name="v")
    a = layers.Attention(use_scale=True)([q, v])
    return keras.Model([q, v], layers.Concatenate()([a, layers.Attention()([q, v, v * 2.0])]))


@battery
def dictionaries_in_and_out():
    inputs = {"zoo": image(name="zoo_image"), "alpha": keras.Input((4,), name="alpha_vector")}
    x = layers.Concatenate()([layers.GlobalAveragePooling2D()(conv(5)(inputs["zoo"])), inputs["alpha"]])
    return keras.Model(inputs, {"scores": layers.Dense(3)(x), "boxes": layers.Dense(4)(x), "a": x})


@battery
def list_of_outputs_some_twice():
    x = image()
    y = conv(4)(x)
    pooled = layers.GlobalAveragePooling2D()(y)
    return keras.Model(x, [pooled, y, layers.Dense(2)(pooled), pooled])


@battery
def nested_output_structure():
    x = image()
    y = conv(4)(x)
    return keras.Model(x, {"maps": [y, layers.MaxPooling2D()(y)], "sums": (ops.sum(y, axis=-1),)})


@battery
def constants_in_calls():
    x = image()
    grid = np.random.default_rng(3).random((12, 16, 1)).astype("float32")
    y = layers.Concatenate()([x, x * grid])
    y = ops.add(np.float32([1, -1, 2, -2, 0.5, 3]), y) / 3.0
    y = layers.Multiply()([conv(6)(y), np.full((1, 12, 16, 6), 0.25, "float32")])
    return keras.Model(x, 1.0 - y)


@battery
def training_off_by_keyword():
    x = image()
    y = layers.BatchNormalization()(conv(4)(x), training=False)
    return keras.Model(x, layers.Dropout(0.5)(layers.GaussianNoise(0.1)(y), training=False))


@battery
def layers_with_two_inputs_by_position():
    x = image(6, 8, 4)
    return keras.Model(x, layers.MultiHeadAttention(2, 3)(*[ops.reshape(conv(4)(x), (-1, 48, 4)) for _ in range(3)]))


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


# keras.applications


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
