"""What TensorFlow makes of SavedModels: python saved_model_runner.py FUNCTION ARGUMENT…, in a process of its own,
since Keras' backend is chosen once. Outputs go into .npz files."""

import json
import os
import sys

os.environ.update(KERAS_BACKEND="tensorflow", TF_CPP_MIN_LOG_LEVEL="3")

import numpy as np
import tensorflow as tf

import saved_model_cc

tf.config.threading.set_intra_op_parallelism_threads(2)


def arrays(outputs):
    """By name; a list or a single result gets the names 0, 1, …."""
    if not isinstance(outputs, dict):
        outputs = {str(i): value for i, value in enumerate(outputs if isinstance(outputs, list) else [outputs])}
    return {name: np.asarray(value) for name, value in outputs.items()}


def by_session(folder, images):
    graph = tf.Graph()
    with tf.compat.v1.Session(graph=graph) as session:
        signature = tf.compat.v1.saved_model.load(session, ["serve"], folder).signature_def["serving_default"]
        fetches = {name: info.name for name, info in signature.outputs.items()}
        return session.run(fetches, {signature.inputs["images"].name: images})


def by_tflite(folder, images):
    from ai_edge_litert.interpreter import Interpreter

    converted = tf.lite.TFLiteConverter.from_saved_model(folder).convert()
    return Interpreter(model_content=converted, num_threads=2).get_signature_runner("serving_default")(images=images)


def by_layer(folder, images):
    import keras

    layer = keras.layers.TFSMLayer(folder)
    by_attribute = keras.layers.TFSMLayer(folder, call_endpoint="serving_default")
    assert len(layer.trainable_weights) == len(tf.saved_model.load(folder).trainable_variables)
    assert isinstance(by_attribute(images), (list, tf.Tensor))
    return layer(images)


# Ultralytics' loader takes the attribute `serving_default`, and wants of it a tensor or a list of tensors.
DOORS = {
    "call": lambda folder, images: tf.saved_model.load(folder)(images),
    "call with a tensor by name": lambda folder, images: tf.saved_model.load(folder)(images=tf.constant(images)),
    "signature": lambda folder, images: tf.saved_model.load(folder).signatures["serving_default"](tf.constant(images)),
    "attribute": lambda folder, images: tf.saved_model.load(folder).serving_default(images),
    "session": by_session,
    "C++ loader": lambda folder, images: saved_model_cc.Session(folder).run(np.ascontiguousarray(images)),
    "keras": by_layer,
    "tflite": by_tflite,
}


def run_doors(folder, images, target):
    loaded = np.load(images)
    for door, run in DOORS.items():
        np.savez(f"{target}/{door}.npz", **arrays(run(folder, loaded)))


def run_jobs(jobs):
    for job in json.loads(open(jobs).read()):
        try:
            np.savez(job["output"], **arrays(tf.saved_model.load(job["model"])(np.load(job["input"]))))
        except Exception as error:  # the others are still to be run
            print(f"{job['model']}: {error}", file=sys.stderr)


def train(folder):
    """A step of gradient descent moves every weight, and the model can be saved again by TensorFlow."""
    model = tf.saved_model.load(folder)
    before = [variable.numpy() for variable in model.trainable_variables]
    images = tf.random.uniform((2, 320, 320, 3), seed=1)
    with tf.GradientTape() as tape:
        loss = sum(tf.reduce_mean(tf.square(value)) for value in model(images).values())
    for variable, gradient in zip(model.trainable_variables, tape.gradient(loss, model.trainable_variables)):
        variable.assign_sub(1e-3 * gradient / (tf.reduce_max(tf.abs(gradient)) + 1e-12))
    moved = [float(abs(variable.numpy() - old).max()) for variable, old in zip(model.trainable_variables, before)]
    tf.saved_model.save(model, folder + "_again", signatures=model.signatures)
    names = [variable.name for variable in model.variables]
    print(json.dumps({"variables": names, "trainable": len(before), "moved": sum(m > 0 for m in moved)}))


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
