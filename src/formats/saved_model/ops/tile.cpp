#include "formats/saved_model/op_writer.h"

namespace ponte::saved_model::ops_tile {

namespace {

Result<> write(OpWriter& node) {
  TRY_ASSIGN(std::string input, node.input(0));
  TRY_ASSIGN(std::string repeats, node.input(1));
  node.finish({input, repeats}).type("Tmultiples", node.type(1));
  return {};
}

}  // namespace

constinit extern const TfOp op_tile{.name = "Tile", .ir = "tile", .write = write};

}  // namespace ponte::saved_model::ops_tile
