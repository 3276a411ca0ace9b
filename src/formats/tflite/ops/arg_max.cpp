#include "formats/tflite/op_reader.h"
#include "formats/tflite/op_writer.h"

namespace ponte::tflite::ops_arg_max {

namespace {

Result<> write(OpWriter& node) {
  TRY_ASSIGN(TensorIndex input, node.input(0));
  int64_t axis = node.attrs().integer("axis");
  Shape kept = node.output_fact().shape, found = node.shape(0);
  found.erase(found.begin() + axis);
  TRY_ASSIGN(TensorIndex output, node.output());
  TensorIndex index = kept.size() == found.size() ? output : node.temporary(found, TensorType::i32);
  node.emit("ARG_MAX", {input, node.ints({axis}, true)}, {index}, {{0, static_cast<int8_t>(TensorType::i32)}});
  if (index == output) return {};
  TRY_ASSIGN(Dims dims, node.need_dims(kept));
  node.emit("RESHAPE", {index, node.ints(dims)}, {output});
  return {};
}

Result<> read(OpReader& node) {
  TRY_ASSIGN(ValueId x, node.input(0));
  TRY_ASSIGN(Dims axes, node.need_ints(1, "an axis"));
  if (axes.size() != 1) return corrupt("{} along {} axes", node.info().name, axes.size());
  TRY_ASSIGN(int64_t axis, node.axis(axes[0], node.rank(x)));
  return node.give(node.b.add("argmax", {x}, {{"axis", axis}, {"keep_dims", false}}));
}

}  // namespace

constinit extern const TfliteOp op_arg_max{
    .name = "ARG_MAX", .code = 56, .options = 40, .ir = "argmax", .write = write, .read = read};

}  // namespace ponte::tflite::ops_arg_max
