#include "formats/keras/read/layer_reader.h"
#include "formats/keras/write/layer_writer.h"

namespace ponte::keras::layers_op_clip {

namespace {

Result<std::optional<double>> limit(LayerWriter& node, size_t i) {
  if (!node.has_input(i)) return std::optional<double>{};
  TRY_ASSIGN(Tensor tensor, node.need_constant(i, "a limit"));
  if (tensor.count() != 1) return unsupported("a limit of {} numbers", tensor.count());
  return std::optional<double>(tensor.to_doubles()[0]);
}

/// With one limit it is a maximum or a minimum.
Result<> write(LayerWriter& node) {
  TRY_ASSIGN(std::optional<double> least, limit(node, 1));
  TRY_ASSIGN(std::optional<double> most, limit(node, 2));
  TRY_ASSIGN(TensorRef input, node.input(0));
  if (least == 0.0 && most == 6.0) {
    CallWriter call = node.layer("Activation");
    call.config().member("activation", "relu6");
    return node.finish(call.tensor(input));
  }
  if (!least || !most) {
    if (!least && !most) {
      node.bind(0, input);
      return {};
    }
    CallWriter call = node.operation(least ? "Maximum" : "Minimum", "numpy");
    return node.finish(call.tensor(input).json(fmt::format("{}", static_cast<float>(least ? *least : *most))));
  }
  CallWriter call = node.operation("Clip", "numpy");
  call.config().member("x_min", static_cast<float>(*least)).member("x_max", static_cast<float>(*most));
  return node.finish(call.tensor(input));
}

Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.float_tensor(0, "x"));
  TRY_ASSIGN(double least, call.number("x_min"));
  TRY_ASSIGN(double most, call.number("x_max"));
  ValueId lower = call.b.scalar(static_cast<float>(least)), upper = call.b.scalar(static_cast<float>(most));
  return call.give(call.b.add("clip", {x, lower, upper}));
}

}  // namespace

constinit extern const KerasLayer layer_op_clip{
    .class_name = "Clip", .module = "keras.src.ops.numpy", .ir = "clip", .read = read, .write = write};

}  // namespace ponte::keras::layers_op_clip
