#include "formats/tflite/op_writer.h"
#include "formats/tflite/simple_reads.h"

namespace ponte::tflite::ops_pad {

namespace {

Result<> write(OpWriter& node) {
  if (node.attrs().text("mode") != "constant") return unsupported("padding by {}", node.attrs().text("mode"));
  TRY_ASSIGN(Dims pads, node.need_ints(1, "pads"));
  const Tensor* number = node.constant(2);
  if (node.has_input(2) && (!number || number->to_floats() != std::vector<float>{0}))
    return unsupported("padding with another number than zero");
  size_t rank = pads.size() / 2;
  std::vector<int32_t> amounts;
  for (size_t i = 0; i < rank; ++i) {
    if (pads[i] < 0 || pads[i + rank] < 0) return unsupported("negative padding");
    amounts.push_back(static_cast<int32_t>(pads[i]));
    amounts.push_back(static_cast<int32_t>(pads[i + rank]));
  }
  TRY_ASSIGN(TensorIndex input, node.input(0));
  Tensor list = Tensor::of(std::move(amounts), {static_cast<int64_t>(rank), 2});
  TRY_ASSIGN(TensorIndex all, node.constant_tensor(list, node.node().name + "/pads"));
  return node.finish({input, all});
}

/// With zeros, which quantized tensors have at their zero point.
Result<> read(OpReader& node) {
  TRY_ASSIGN(ValueId x, node.input(0));
  TRY_ASSIGN(ValueId pads, read_pads(node, 1, node.rank(x)));
  return node.give(node.b.add("pad", {x, pads}));
}

}  // namespace

constinit extern const TfliteOp op_pad{
    .name = "PAD", .code = 34, .options = 22, .ir = "pad", .write = write, .read = read};

}  // namespace ponte::tflite::ops_pad
