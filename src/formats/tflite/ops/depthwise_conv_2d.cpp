#include "formats/tflite/tflite_op.h"
#include "formats/tflite/window_reads.h"

namespace ponte::tflite::ops_depthwise_conv_2d {

namespace {

/// From (1, kh, kw, channels).
Result<> read(OpReader& node) {
  TRY_ASSIGN(ValueId x, node.input_of_weighted(1));
  TRY_ASSIGN(ValueId weight, node.weight(1, {3, 0, 1, 2}));
  TRY_ASSIGN(Window2d window, read_conv_window(node, x, node.shape(weight), 5));
  if (!node.shape(x)[3].known()) return corrupt("DEPTHWISE_CONV_2D over [{}]", shape_text(node.shape(x)));
  window.groups = node.shape(x)[3].size;
  TRY_ASSIGN(ValueId y, convolve(node, x, weight, window));
  return node.give_activated(y, 4);
}

}  // namespace

// conv_2d.cpp writes it.
constinit extern const TfliteOp op_depthwise_conv_2d{
    .name = "DEPTHWISE_CONV_2D", .code = 4, .options = 2, .read = read};

}  // namespace ponte::tflite::ops_depthwise_conv_2d
