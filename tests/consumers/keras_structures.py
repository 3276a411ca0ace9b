"""Models that are built in ways a reader may get wrong: nested, shared, called by keyword."""

import keras
import numpy as np
from keras import layers, ops

from keras_battery import battery, conv, image, two_scales

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
