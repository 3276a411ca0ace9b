#pragma once
// Which Python classes ponte knows, and what it says of those that it does not.

#include <string_view>

#include "formats/torch/module_tree.h"

namespace ponte::torch {

struct ModuleClass;

/// Whether the class at this dotted path belongs to torch.nn, Ultralytics or the YOLOv5 repository.
bool is_known_package(std::string_view class_path);

/// "model.9.m.0: class MyBlock is not known", with the nearest known class as a hint.
Error unknown_class_error(const Module& module);

/// "model.22: RT-DETR is recognised, but not carried yet"
Error refusal_error(const Module& module, const ModuleClass& known);

}  // namespace ponte::torch
