#include "formats/tflite/window_reads.h"
#include "formats/tflite/windows.h"

namespace ponte::tflite::ops_average_pool_2d {

namespace {

/// TFLite does not count what it pads.
Result<> write(OpWriter& node) {
  const Attrs& attrs = node.attrs();
  const Shape &shape = node.shape(0), &result = node.output_fact().shape;
  if (shape.size() != 4) return unsupported("pooling over {} axes", shape.size() - 2);
  Window2d window{attrs.integers("kernel"), attrs.integers("strides"), attrs.integers("pads")};
  TRY_ASSIGN(Dims needed, needed_pads(window, shape, result));
  if (needed != Dims{0, 0, 0, 0} && (attrs.boolean("count_include_pad") || !is_same(window, needed, shape, result)))
    return unsupported("average pooling with this padding");
  TRY_ASSIGN(PaddedInput input, padded_input(node, window));
  return node.finish({input.tensor}, pool_options(window, input.padding));
}

Result<> read(OpReader& node) { return read_pool(node, "average_pool"); }

}  // namespace

constinit extern const TfliteOp op_average_pool_2d{
    .name = "AVERAGE_POOL_2D", .code = 1, .options = 5, .ir = "average_pool", .write = write, .read = read};

}  // namespace ponte::tflite::ops_average_pool_2d
