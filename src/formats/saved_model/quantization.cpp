#include "formats/saved_model/quantization.h"

namespace ponte::saved_model {

Result<std::string> per_axis(OpWriter& node, size_t i) {
  TRY_ASSIGN(Tensor numbers, node.need_constant(i, "a scale or zero point"));
  TRY_ASSIGN(Tensor floats, cast_tensor(numbers, DType::f32));
  Dims dims;
  if (floats.count() > 1) {
    if (floats.dims().size() != 1) return unsupported("{} in blocks", node.node().op->name);
    dims.assign(node.rank(), 1);
    dims[static_cast<size_t>(node.attrs().integer("axis"))] = floats.count();
  }
  TRY_ASSIGN(Tensor spread, floats.reshape(dims));
  return node.constant_node(spread, scope_of(node.node().name) + (i == 1 ? "/scale" : "/zero"));
}

}  // namespace ponte::saved_model
