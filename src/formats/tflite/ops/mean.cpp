#include "formats/tflite/simple_ops.h"
#include "formats/tflite/simple_reads.h"

namespace ponte::tflite::ops_mean {

namespace {

Result<> write(OpWriter& node) {
  if (!node.node().is("global_average_pool")) return write_reduction(node);
  Dims axes;
  for (size_t axis = 1; axis + 1 < node.shape(0).size(); ++axis) axes.push_back(static_cast<int64_t>(axis));
  TRY_ASSIGN(TensorIndex input, node.input(0));
  return node.finish({input, node.ints(axes)}, {{0, true}});
}

}  // namespace

constinit extern const TfliteOp op_mean{.name = "MEAN",
                                        .code = 40,
                                        .options = 27,
                                        .ir = "reduce_mean global_average_pool",
                                        .write = write,
                                        .read = read_reduction};

}  // namespace ponte::tflite::ops_mean
