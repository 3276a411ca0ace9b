#include "formats/tflite/op_reader.h"
#include "formats/tflite/op_writer.h"

namespace ponte::tflite::ops_reshape {

namespace {

Result<> write(OpWriter& node) {
  Dims wanted;
  int open = 0;
  for (const Dim& dim : node.output_fact().shape) {
    wanted.push_back(dim.known() ? dim.size : -1);
    if (!dim.known()) ++open;
  }
  if (open > 1) return unsupported("reshape to several open sizes");
  TRY_ASSIGN(TensorIndex input, node.input(0));
  return node.finish({input, node.ints(wanted)}, {});
}

/// The new shape is input 1, or an option of old files.
Result<> read(OpReader& node) {
  TRY_ASSIGN(ValueId x, node.input(0));
  if (node.has_input(1)) {
    TRY_ASSIGN(ValueId shape, node.ints(1));
    auto known = node.known_ints(1);
    if (known && std::ranges::count(*known, 0) > 0) return unsupported("RESHAPE to a size of 0 is not supported");
    return node.give(node.b.add("reshape", {x, shape}));
  }
  TRY_ASSIGN(Dims dims, node.option_ints(0));
  return node.give(node.b.reshape(x, std::move(dims), ""));
}

}  // namespace

constinit extern const TfliteOp op_reshape{.name = "RESHAPE",
                                           .code = 22,
                                           .options = 0,
                                           .ir = "reshape flatten squeeze unsqueeze identity",
                                           .write = write,
                                           .read = read};

}  // namespace ponte::tflite::ops_reshape
