#include "formats/tflite/op_reader.h"
#include "formats/tflite/op_writer.h"

namespace ponte::tflite::ops_leaky_relu {

namespace {

Result<> write(OpWriter& node) {
  TRY_ASSIGN(TensorIndex input, node.input(0));
  return node.finish({input}, {{0, static_cast<float>(node.attrs().number("alpha"))}});
}

Result<> read(OpReader& node) {
  TRY_ASSIGN(ValueId x, node.input(0));
  TRY_ASSIGN(float alpha, node.option<float>(0, 0));
  return node.give(node.b.add("leaky_relu", {x}, {{"alpha", static_cast<double>(alpha)}}));
}

}  // namespace

constinit extern const TfliteOp op_leaky_relu{
    .name = "LEAKY_RELU", .code = 98, .options = 75, .ir = "leaky_relu", .write = write, .read = read};

}  // namespace ponte::tflite::ops_leaky_relu
