#include "formats/keras/read/layer_reader.h"
#include "formats/keras/write/layer_writer.h"

namespace ponte::keras::layers_op_tile {

namespace {

Result<> write(LayerWriter& node) {
  TRY_ASSIGN(Dims repeats, node.need_ints(1, "repeats"));
  TRY_ASSIGN(TensorRef input, node.input(0));
  CallWriter call = node.operation("Tile", "numpy");
  call.config().key("repeats").json(fmt::format("[{}]", fmt::join(repeats, ",")));
  return node.finish(call.tensor(input));
}

Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.tensor(0, "x"));
  TRY_ASSIGN(Dims repeats, call.integers("repeats"));
  Dims front;
  for (size_t i = call.rank(x); i < repeats.size(); ++i) front.push_back(static_cast<int64_t>(front.size()));
  if (!front.empty()) x = call.b.add("unsqueeze", {x}, {{"axes", std::move(front)}}, "unsqueeze");
  TRY(call.b.status());
  while (repeats.size() < call.rank(x)) repeats.insert(repeats.begin(), 1);
  return call.give(call.b.add("tile", {x, call.b.ints(std::move(repeats), "repeats")}));
}

}  // namespace

constinit extern const KerasLayer layer_op_tile{
    .class_name = "Tile", .module = "keras.src.ops.numpy", .ir = "tile", .read = read, .write = write};

}  // namespace ponte::keras::layers_op_tile
