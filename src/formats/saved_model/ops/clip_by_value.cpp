#include "formats/saved_model/op_writer.h"

namespace ponte::saved_model::ops_clip_by_value {

namespace {

Result<> write(OpWriter& node) {
  TRY_ASSIGN(std::string result, node.input(0));
  if (node.has_input(1)) {
    TRY_ASSIGN(std::string least, node.input(1));
    result = node.add_typed("Maximum", {result, least}).out("z");
  }
  if (node.has_input(2)) {
    TRY_ASSIGN(std::string most, node.input(2));
    result = node.add_typed("Minimum", {result, most}).out("z");
  }
  node.bind(std::move(result));
  return {};
}

}  // namespace

constinit extern const TfOp op_clip_by_value{.name = "ClipByValue", .ir = "clip", .write = write};

}  // namespace ponte::saved_model::ops_clip_by_value
