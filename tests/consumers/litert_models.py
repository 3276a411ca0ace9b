"""TFLite files in LiteRT, with XNNPACK and without, and in TensorFlow's own tf.lite."""

import ai_edge_litert.interpreter as litert

RESOLVERS = {
    "xnnpack": litert.OpResolverType.AUTO,
    "builtin": litert.OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES,
}

RUNTIMES = [*RESOLVERS, "tf.lite"]


def open_model(path, kernels="xnnpack", threads=1):
    if kernels == "tf.lite":
        return open_in_tensorflow(path, threads)
    interpreter = litert.Interpreter(str(path), experimental_op_resolver_type=RESOLVERS[kernels], num_threads=threads)
    interpreter.allocate_tensors()
    return interpreter


def open_in_tensorflow(path, threads):
    import tensorflow as tf

    interpreter = tf.lite.Interpreter(str(path), num_threads=threads)
    interpreter.allocate_tensors()
    return interpreter


def run_model(path, kernels="xnnpack", **inputs):
    """The outputs by name."""
    return open_model(path, kernels).get_signature_runner("serving_default")(**inputs)


def operators(path):
    """The names of the operators in the file, in order."""
    return [op["op_name"] for op in open_model(path, "builtin")._get_ops_details()]


def partitions(path):
    """How many runs of operators XNNPACK takes over: 1 when it takes all."""
    return [op["op_name"] for op in open_model(path)._get_ops_details()].count("DELEGATE")
