#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_op_pad {

namespace {

Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.tensor(0, "x"));
  TRY_ASSIGN(Dims pads, pad_widths(call, "pad_width", call.rank(x)));
  TRY_ASSIGN(std::string mode, call.text("mode", "constant"));
  if (mode == "edge" || mode == "reflect")
    return call.give(call.b.add("pad", {x, int_list(call, std::move(pads), "pads")}, {{"mode", mode}}));
  if (mode != "constant") return unsupported("padding of mode {} is not supported", mode);
  const ConfigValue* value = call.argument(1, "constant_values");
  std::vector<ValueId> inputs{x, int_list(call, std::move(pads), "pads")};
  if (value) {
    auto number = value->number();
    if (!number) return unsupported("padding with {} is not supported", value->description());
    inputs.push_back(call.b.constant(tensor_from_doubles({&*number, 1}, call.dtype(x), {}), "value"));
  }
  return call.give(call.b.add("pad", std::move(inputs)));
}

}  // namespace

constinit extern const KerasLayer layer_op_pad{
    .class_name = "Pad", .module = "keras.src.ops.numpy", .ir = "", .read = read, .write = nullptr};

}  // namespace ponte::keras::layers_op_pad
