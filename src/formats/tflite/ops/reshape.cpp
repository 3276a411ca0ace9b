#include "formats/tflite/op_writer.h"

namespace ponte::tflite {

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

}  // namespace

constinit extern const TfliteOp op_reshape{.name = "RESHAPE",
                                           .code = 22,
                                           .options = 0,
                                           .ir = "reshape flatten squeeze unsqueeze identity",
                                           .write = write};

}  // namespace ponte::tflite
