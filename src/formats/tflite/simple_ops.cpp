#include "formats/tflite/simple_ops.h"

namespace ponte::tflite {

Result<> write_plain(OpWriter& node) {
  std::vector<TensorIndex> inputs;
  for (size_t i = 0; i < node.node().inputs.size(); ++i) {
    TRY_ASSIGN(TensorIndex input, node.input(i));
    inputs.push_back(input);
  }
  return node.finish(std::move(inputs));
}

Result<> write_elementwise(OpWriter& node) {
  size_t rank = node.output_fact().shape.size();
  if (node.node().inputs.size() != 2)
    return unsupported("{} of {} inputs", node.node().op->name, node.node().inputs.size());
  std::vector<TensorIndex> inputs;
  for (size_t i = 0; i < 2; ++i) {
    const Tensor* constant = node.constant(i);
    if (constant && constant->count() > 1 && constant->dims().size() < rank) {
      Dims dims(rank - constant->dims().size(), 1);
      dims.insert(dims.end(), constant->dims().begin(), constant->dims().end());
      TRY_ASSIGN(Tensor full, constant->reshape(dims));
      TRY_ASSIGN(TensorIndex input, node.constant_tensor(full, node.graph().value(node.node().inputs[i]).name));
      inputs.push_back(input);
      continue;
    }
    TRY_ASSIGN(TensorIndex input, node.input(i));
    inputs.push_back(input);
  }
  return node.finish(std::move(inputs));
}

Result<> write_reduction(OpWriter& node) {
  Dims axes = node.attrs().integers("axes");
  if (axes.empty())
    for (size_t i = 0; i < node.shape(0).size(); ++i) axes.push_back(static_cast<int64_t>(i));
  TRY_ASSIGN(TensorIndex input, node.input(0));
  return node.finish({input, node.ints(axes)}, {{0, node.attrs().boolean("keep_dims")}});
}

}  // namespace ponte::tflite
