#pragma once
// Which callables of a pickle are what one finds in honest checkpoints.

#include "formats/torch/value.h"

namespace ponte::torch {

/// How a pickle makes an object: by `cls.__new__(cls, …)`, or by calling whatever it names.
enum class Creation { new_object, call };

/// True for classes of networks and training code (torch.nn, Ultralytics, YOLOv5, torchvision transforms) and for plain
/// data classes of the standard library and numpy. Calling a function is harmless only when it is listed by its name:
/// these packages have functions that load files and run programs too.
bool is_harmless(const PickledGlobal& global, Creation creation);

}  // namespace ponte::torch
