#include "formats/tflite/op_writer.h"

namespace ponte::tflite {

namespace {

Result<> write(OpWriter& node) {
  TRY_ASSIGN(TensorIndex input, node.input(0));
  TRY_ASSIGN(TensorIndex indices, node.input(1));
  return node.finish({input, indices}, {{0, static_cast<int32_t>(node.attrs().integer("axis"))}});
}

}  // namespace

constinit extern const TfliteOp op_gather{.name = "GATHER", .code = 36, .options = 23, .ir = "gather", .write = write};

}  // namespace ponte::tflite
