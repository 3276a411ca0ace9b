#pragma once
// Operations on two tensors, or on a tensor and a constant.

#include "formats/keras/write/layer_writer.h"

namespace ponte::keras {

/// A layer "Add", "Multiply", … for two tensors of one shape, else the operation of that name.
Result<> write_merge(LayerWriter& node, std::string_view class_name);
/// An operation of keras.src.ops.numpy on the node's inputs in their order, tensors or constants.
Result<> write_operation(LayerWriter& node, std::string_view class_name, std::string_view module = "numpy");
/// The next argument of a call: input i.
Result<> add_operand(LayerWriter& node, CallWriter& call, size_t i);

}  // namespace ponte::keras
