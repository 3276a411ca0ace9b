#include "formats/keras/read/reductions.h"

#include "graph/infer/infer_reduce.h"

namespace ponte::keras {

Result<> write_reduction(LayerWriter& node, std::string_view class_name) {
  TRY_ASSIGN(std::vector<bool> reduced, reduced_axes(node.graph().context(node.node())));
  TRY_ASSIGN(TensorRef input, node.input(0));
  Dims axes;
  for (size_t i = 0; i < reduced.size(); ++i)
    if (reduced[i]) axes.push_back(static_cast<int64_t>(i));
  bool keep = node.attrs().boolean("keep_dims");
  if (reduced.size() == 4 && axes == Dims{1, 2} && (class_name == "Mean" || class_name == "Max")) {
    CallWriter call = node.layer(class_name == "Mean" ? "GlobalAveragePooling2D" : "GlobalMaxPooling2D");
    call.config().member("keepdims", keep);
    return node.finish(call.tensor(input));
  }
  CallWriter call = node.operation(class_name, "numpy");
  call.config().key("axis").json(axes.size() == 1 ? fmt::format("{}", axes[0])
                                                  : fmt::format("[{}]", fmt::join(axes, ",")));
  call.config().member("keepdims", keep);
  return node.finish(call.tensor(input));
}

}  // namespace ponte::keras
