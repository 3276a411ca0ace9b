"""Random weights and inputs for a Keras model, of Keras 3 or Keras 2, and what the model itself makes of them."""

import numpy as np

TAKES_0_TO_255 = {"MobileNetV3Small", "efficientnetb0", "convnext_tiny"}


def settle(model, seed=0):
    """Random weights of which every one matters: none is 0 or 1, and statistics are near those of real data, so that
    the numbers stay in sight of 1 however deep the model is."""
    random = np.random.default_rng(seed)
    for weight in model.weights:
        path = getattr(weight, "path", weight.name).split(":")[0]
        name = path.split("/")[-1]
        if name in ("beta", "bias", "moving_mean", "mean", "alpha"):
            weight.assign(random.normal(0, 0.1, weight.shape))
        elif name in ("gamma", "scale", "moving_variance", "variance"):
            weight.assign(random.uniform(0.7, 1.3, weight.shape))
        elif "seed" not in path and name != "count":
            fan_in = int(np.prod(weight.shape[: 2 if "depthwise" in path else -1]))
            weight.assign(random.normal(0, min(0.5, (1.5 / max(1, fan_in)) ** 0.5), weight.shape))
    every = list(model._flatten_layers())
    for layer in every:
        if type(layer).__name__ == "Normalization":
            layer.finalize_state()  # it computes with copies of its weights
    norms = [layer for layer in every if type(layer).__name__ == "BatchNormalization"]
    if len(norms) > 5:
        settle_statistics(model, norms, random)


def settle_statistics(model, norms, random):
    """Takes the statistics of one batch, none too small to divide by, then moves each a little."""
    for layer in norms:
        layer.momentum = 0.0
    model(list(inputs_of(model, batch=8, seed=2).values())[0], training=True)
    for layer in norms:
        layer.momentum = 0.99
        mean, variance = layer.moving_mean.numpy(), layer.moving_variance.numpy()
        layer.moving_mean.assign(mean + np.sqrt(variance) * random.normal(0, 0.1, mean.shape))
        variance = np.maximum(variance, 0.3 * variance.mean() + 1e-3)
        layer.moving_variance.assign(variance * random.uniform(0.8, 1.5, mean.shape))


def input_name(value):
    """The name of the InputLayer; a tensor's own name may differ."""
    history = value._keras_history
    return (history.operation if hasattr(history, "operation") else history.layer).name


def inputs_of(model, batch=2, seed=1, pixels=24):
    """One array per input, by its name, in the order of `model.inputs`: noise, with coarse patches where it is large."""
    random = np.random.default_rng(seed)
    arrays = {}
    for value in model.inputs:
        shape = (batch, *(size or pixels for size in value.shape[1:]))
        array = random.uniform(-1, 1, shape)
        if "int" in str(value.dtype):
            array = random.integers(0, 9, shape)
        elif len(shape) == 4 and shape[1] > 32:
            patches = random.uniform(-1, 1, (batch, 4, 4, shape[3]))
            array = 0.2 * array + 0.8 * patches.repeat(shape[1] // 4, axis=1).repeat(shape[2] // 4, axis=2)
        if model.name in TAKES_0_TO_255:
            array = 127.5 * (array + 1)
        arrays[input_name(value)] = array.astype("int32" if "int" in str(value.dtype) else "float32")
    return arrays


def outputs_of(model, arrays):
    """What the model gives, as (key, array) in the order of its outputs; the key is None outside a dictionary."""
    given = list(arrays.values())
    if isinstance(getattr(model, "input", None), dict):
        given = {key: arrays[input_name(value)] for key, value in model.input.items()}
    elif len(given) == 1:
        given = given[0]
    return list(leaves(model(given, training=False)))


def leaves(found, key=None):
    """The arrays of a nested structure as Keras orders them: dictionaries by their sorted keys."""
    if isinstance(found, dict):
        for name in sorted(found):
            yield from leaves(found[name], name)
    elif isinstance(found, (list, tuple)):
        for part in found:
            yield from leaves(part)
    else:
        yield key, np.asarray(found)
