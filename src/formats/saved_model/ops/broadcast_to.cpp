#include "formats/saved_model/op_writer.h"

namespace ponte::saved_model {

namespace {

Result<> write(OpWriter& node) {
  const Shape& after = node.output_fact().shape;
  TRY_ASSIGN(std::string input, node.input(0));
  if (all_known(after)) {
    Dims sizes = *known_dims(after);
    node.finish({input, node.ints(sizes)}).type("Tidx", DataType::i32);
    return {};
  }
  return unsupported("expand to open sizes");
}

}  // namespace

constinit extern const TfOp op_broadcast_to{.name = "BroadcastTo", .ir = "expand", .write = write};

}  // namespace ponte::saved_model
