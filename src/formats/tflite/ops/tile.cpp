#include <algorithm>

#include "formats/tflite/op_reader.h"
#include "formats/tflite/op_writer.h"

namespace ponte::tflite::ops_tile {

namespace {

Result<> write(OpWriter& node) {
  // gather.cpp reads the indices before they are tiled.
  const Value& output = node.graph().value(node.node().outputs[0]);
  auto is_gather = [&](NodeId id) { return node.graph().node(id).is("gather_elements"); };
  if (std::ranges::all_of(output.consumers, is_gather) && !node.graph().is_output(node.node().outputs[0])) return {};
  TRY_ASSIGN(Dims times, node.need_ints(1, "repeats"));
  TRY_ASSIGN(TensorIndex input, node.input(0));
  return node.finish({input, node.ints(times)});
}

Result<> read(OpReader& node) {
  TRY_ASSIGN(ValueId x, node.input(0));
  TRY_ASSIGN(ValueId times, node.ints(1));
  return node.give(node.b.add("tile", {x, times}));
}

}  // namespace

constinit extern const TfliteOp op_tile{
    .name = "TILE", .code = 69, .options = 51, .ir = "tile", .write = write, .read = read};

}  // namespace ponte::tflite::ops_tile
