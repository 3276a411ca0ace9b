#include "formats/onnx/scatters.h"

namespace ponte::onnx {

Result<> write_scatter_reduction(NodeWriter& node) {
  const std::string& reduction = node.attrs().text("reduction");
  if (reduction == "none") return {};
  int first = reduction == "min" || reduction == "max" ? 18 : 16;
  TRY(node.need_opset(first, fmt::format("{} with reduction {}", node.op().ir, reduction)));
  node.text("reduction", reduction);
  return {};
}

Result<> read_scatter_elements(NodeReader& node) {
  TRY_ASSIGN(int64_t axis, node.axis("axis", 0));
  TRY_ASSIGN(std::string reduction, node.text("reduction", "none"));
  return node.emit("scatter_elements", node.all_inputs(), {{"axis", axis}, {"reduction", reduction}});
}

}  // namespace ponte::onnx
