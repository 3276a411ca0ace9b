#include "formats/saved_model/op_writer.h"

namespace ponte::saved_model::ops_space_to_depth {

namespace {

Result<> write(OpWriter& node) {
  TRY_ASSIGN(std::string input, node.input(0));
  node.finish({input}).integer("block_size", node.attrs().integer("block"));
  return {};
}

}  // namespace

constinit extern const TfOp op_space_to_depth{.name = "SpaceToDepth", .ir = "space_to_depth", .write = write};

}  // namespace ponte::saved_model::ops_space_to_depth
