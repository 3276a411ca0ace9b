#include <limits>

#include "formats/tflite/window_reads.h"
#include "formats/tflite/windows.h"

namespace ponte::tflite::ops_max_pool_2d {

namespace {

Result<> write(OpWriter& node) {
  const Attrs& attrs = node.attrs();
  if (node.shape(0).size() != 4) return unsupported("pooling over {} axes", node.shape(0).size() - 2);
  if (attrs.integers("dilations") != Dims{1, 1}) return unsupported("pooling with dilation");
  Window2d window{attrs.integers("kernel"), attrs.integers("strides"), attrs.integers("pads")};
  TRY_ASSIGN(PaddedInput input, padded_input(node, window, std::numeric_limits<float>::lowest()));
  return node.finish({input.tensor}, pool_options(window, input.padding));
}

Result<> read(OpReader& node) { return read_pool(node, "max_pool"); }

}  // namespace

constinit extern const TfliteOp op_max_pool_2d{
    .name = "MAX_POOL_2D", .code = 17, .options = 5, .ir = "max_pool", .write = write, .read = read};

}  // namespace ponte::tflite::ops_max_pool_2d
