#include "formats/tflite/op_writer.h"
#include "formats/tflite/resize_reads.h"

namespace ponte::tflite {

namespace {

/// By a whole factor every way of counting but that of the corners takes the same elements.
Result<> write(OpWriter& node) {
  const Attrs& attrs = node.attrs();
  const Shape &from = node.shape(0), &to = node.output_fact().shape;
  bool is_usual = attrs.text("coordinates") == "half_pixel" ||
                  (attrs.text("coordinates") == "asymmetric" && attrs.text("nearest_mode") == "floor");
  if (attrs.text("mode") != "nearest" || !is_usual || from.size() != 4) return unsupported("this kind of resize");
  for (size_t axis = 1; axis < 3; ++axis)
    if (!from[axis].known() || !to[axis].known() || to[axis].size % from[axis].size != 0)
      return unsupported("resize by a factor that is not a whole number");
  TRY_ASSIGN(TensorIndex input, node.input(0));
  return node.finish({input, node.ints({to[1].size, to[2].size})});
}

Result<> read(OpReader& node) { return read_resize(node, "nearest", 0); }

}  // namespace

constinit extern const TfliteOp op_resize_nearest_neighbor{
    .name = "RESIZE_NEAREST_NEIGHBOR", .code = 97, .options = 74, .ir = "resize", .write = write, .read = read};

}  // namespace ponte::tflite
