#include "formats/saved_model/op_writer.h"

namespace ponte::saved_model::ops_real_div {

namespace {

/// Of integers the quotient is cut towards zero.
Result<> write(OpWriter& node) {
  TRY_ASSIGN(std::vector<std::string> inputs, node.inputs());
  bool is_real = is_float(node.fact(0).dtype);
  node.bind(node.add_typed(is_real ? "RealDiv" : "TruncateDiv", std::move(inputs)).out("z"));
  return {};
}

}  // namespace

constinit extern const TfOp op_real_div{.name = "RealDiv", .ir = "div", .write = write, .output = "z"};

}  // namespace ponte::saved_model::ops_real_div
