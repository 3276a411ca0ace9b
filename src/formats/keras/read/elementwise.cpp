#include "formats/keras/read/elementwise.h"

namespace ponte::keras {

Result<> add_operand(LayerWriter& node, CallWriter& call, size_t i) {
  if (const Tensor* constant = node.constant(i)) {
    if (constant->count() == 1 && constant->dims().empty() && is_float(constant->dtype()))
      call.json(fmt::format("{}", constant->to_floats()[0]));
    else if (constant->count() == 1 && constant->dims().empty())
      call.json(fmt::format("{}", constant->to_ints()[0]));
    else
      call.constant(*constant);
    return {};
  }
  TRY_ASSIGN(TensorRef input, node.input(i));
  call.tensor(input);
  return {};
}

Result<> write_operation(LayerWriter& node, std::string_view class_name, std::string_view module) {
  CallWriter call = node.operation(class_name, module);
  for (size_t i = 0; i < node.node().inputs.size(); ++i) TRY(add_operand(node, call, i));
  return node.finish(call);
}

Result<> write_merge(LayerWriter& node, std::string_view class_name) {
  bool are_tensors = !node.constant(0) && !node.constant(1);
  if (!are_tensors || node.shape(0) != node.shape(1) || node.fact(0).dtype != DType::f32)
    return write_operation(node, class_name);
  TRY_ASSIGN(TensorRef a, node.input(0));
  TRY_ASSIGN(TensorRef b, node.input(1));
  // Keras walks the graph recursively, the first argument first: the shorter way keeps the stack low.
  bool commutes = class_name != "Subtract";
  if (commutes && node.depth(b) < node.depth(a)) std::swap(a, b);
  CallWriter call = node.layer(class_name);
  return node.finish(call.tensors({a, b}));
}

}  // namespace ponte::keras
