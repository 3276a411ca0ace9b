"""TensorFlow's C++ loader of SavedModels (cc/saved_model/loader.h), which TensorFlow Serving loads models with, through the
C API that the TensorFlow package carries. https://www.tensorflow.org/install/lang_c"""

import ctypes
import os

import numpy as np
import tensorflow as tf
from tensorflow.core.protobuf import meta_graph_pb2

FLOAT = 1  # TF_FLOAT


class Buffer(ctypes.Structure):
    _fields_ = [("data", ctypes.c_void_p), ("length", ctypes.c_size_t), ("deallocator", ctypes.c_void_p)]


class Port(ctypes.Structure):
    """Output `index` of an operation."""

    _fields_ = [("operation", ctypes.c_void_p), ("index", ctypes.c_int)]


def c_api():
    """Functions by name: those of the framework are in a library of their own."""
    folder = os.path.dirname(tf.__file__)
    libraries = [ctypes.CDLL(f"{folder}/libtensorflow_{part}.so.2") for part in ("cc", "framework")]

    def call(name, *arguments, gives=ctypes.c_void_p):
        function = next(getattr(library, name) for library in libraries if hasattr(library, name))
        function.restype = gives
        return function(*arguments)

    return call


class Session:
    def __init__(self, folder):
        self.call = c_api()
        self.status = ctypes.c_void_p(self.call("TF_NewStatus"))
        self.graph = ctypes.c_void_p(self.call("TF_NewGraph"))
        options = ctypes.c_void_p(self.call("TF_NewSessionOptions"))
        tags = (ctypes.c_char_p * 1)(b"serve")
        meta = Buffer()
        self.session = ctypes.c_void_p(self.call(
            "TF_LoadSessionFromSavedModel", options, None, os.fsencode(folder), tags, 1, self.graph, ctypes.byref(meta),
            self.status))
        self.check()
        content = meta_graph_pb2.MetaGraphDef.FromString(ctypes.string_at(meta.data, meta.length))
        self.signature = content.signature_def["serving_default"]

    def check(self):
        if self.call("TF_GetCode", self.status, gives=ctypes.c_int) != 0:
            raise RuntimeError(self.call("TF_Message", self.status, gives=ctypes.c_char_p).decode())

    def port(self, name):
        operation, index = name.split(":")
        return Port(self.call("TF_GraphOperationByName", self.graph, operation.encode()), int(index))

    def tensor(self, array):
        dims = (ctypes.c_int64 * array.ndim)(*array.shape)
        tensor = ctypes.c_void_p(
            self.call("TF_AllocateTensor", FLOAT, dims, array.ndim, ctypes.c_size_t(array.nbytes)))
        ctypes.memmove(self.call("TF_TensorData", tensor), array.ctypes.data, array.nbytes)
        return tensor

    def array(self, tensor):
        tensor = ctypes.c_void_p(tensor)
        rank = self.call("TF_NumDims", tensor, gives=ctypes.c_int)
        shape = [self.call("TF_Dim", tensor, axis, gives=ctypes.c_int64) for axis in range(rank)]
        size = self.call("TF_TensorByteSize", tensor, gives=ctypes.c_size_t)
        content = ctypes.string_at(self.call("TF_TensorData", tensor), size)
        return np.frombuffer(content, np.float32).reshape(shape)

    def run(self, images):
        outputs = self.signature.outputs
        wanted = (Port * len(outputs))(*(self.port(info.name) for info in outputs.values()))
        given = (Port * 1)(self.port(self.signature.inputs["images"].name))
        results = (ctypes.c_void_p * len(outputs))()
        self.call("TF_SessionRun", self.session, None, given, (ctypes.c_void_p * 1)(self.tensor(images)), 1, wanted,
                  results, len(outputs), None, 0, None, self.status)
        self.check()
        return {name: self.array(result) for name, result in zip(outputs, results)}
