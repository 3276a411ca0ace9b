#include "formats/saved_model/op_writer.h"

namespace ponte::saved_model::ops_floor_mod {

namespace {

/// fmod has the sign of the dividend, the other that of the divisor.
Result<> write(OpWriter& node) {
  TRY_ASSIGN(std::vector<std::string> inputs, node.inputs());
  node.bind(node.add_typed(node.attrs().boolean("fmod") ? "TruncateMod" : "FloorMod", std::move(inputs)).out("z"));
  return {};
}

}  // namespace

constinit extern const TfOp op_floor_mod{.name = "FloorMod", .ir = "mod", .write = write, .output = "z"};

}  // namespace ponte::saved_model::ops_floor_mod
