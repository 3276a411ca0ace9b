#include "formats/keras/read/window_reader.h"
#include "formats/keras/write/windows.h"

namespace ponte::keras::layers_zero_padding2d {

namespace {

/// Zeros around the two spatial axes; anything else is a Pad operation.
Result<> write(LayerWriter& node) {
  TRY_ASSIGN(Dims pads, node.need_ints(1, "pads"));
  TRY_ASSIGN(TensorRef input, node.input(0));
  size_t rank = node.shape(0).size();
  double value = 0;
  if (node.has_input(2)) {
    TRY_ASSIGN(Tensor given, node.need_constant(2, "a value"));
    value = given.count() > 0 ? given.to_doubles()[0] : 0;
  }
  if (node.attrs().text("mode") != "constant") return unsupported("pads with mode {}", node.attrs().text("mode"));
  bool spatial = rank == 4 && pads[0] == 0 && pads[3] == 0 && pads[4] == 0 && pads[7] == 0;
  bool grows = std::all_of(pads.begin(), pads.end(), [](int64_t pad) { return pad >= 0; });
  if (!grows) return unsupported("pads below zero");
  if (spatial && value == 0) {
    CallWriter call = node.layer("ZeroPadding2D");
    call.config().key("padding").json(fmt::format("[[{},{}],[{},{}]]", pads[1], pads[5], pads[2], pads[6]));
    return node.finish(call.tensor(input));
  }
  std::vector<std::string> widths;
  for (size_t axis = 0; axis < rank; ++axis) widths.push_back(fmt::format("[{},{}]", pads[axis], pads[axis + rank]));
  CallWriter call = node.operation("Pad", "numpy");
  call.config().key("pad_width").json(fmt::format("[{}]", fmt::join(widths, ","))).member("mode", "constant");
  return node.finish(call.tensor(input).keyword("constant_values", fmt::format("{}", value)));
}

Result<> read(LayerReader& call) { return read_zero_padding(call, 2); }

}  // namespace

constinit extern const KerasLayer layer_zero_padding2d{
    .class_name = "ZeroPadding2D", .module = "keras.layers", .ir = "pad", .read = read, .write = write};

}  // namespace ponte::keras::layers_zero_padding2d
