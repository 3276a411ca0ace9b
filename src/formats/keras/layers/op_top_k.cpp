#include "formats/keras/read/layer_reader.h"
#include "formats/keras/write/layer_writer.h"

namespace ponte::keras::layers_op_top_k {

namespace {

/// Keras takes the largest along the last axis.
Result<> write(LayerWriter& node) {
  TRY_ASSIGN(Dims k, node.need_ints(1, "a number"));
  int64_t axis = node.attrs().integer("axis"), rank = static_cast<int64_t>(node.shape(0).size());
  if (axis != rank - 1) return unsupported("the best along axis {} of {}", axis, rank);
  if (!node.attrs().boolean("largest")) return unsupported("the smallest along an axis");
  TRY_ASSIGN(TensorRef input, node.input(0));
  CallWriter call = node.operation("TopK", "math");
  call.config().member("k", k.at(0)).member("sorted", true);
  std::vector<Fact> results{node.output_fact(0), node.output_fact(0)};
  results[1].dtype = DType::i32;
  TRY_ASSIGN(TensorRef best, call.tensor(input).finish(results));
  node.bind(0, best);
  if (node.node().outputs.size() > 1) node.bind(1, {best.call, 1});
  return {};
}

Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.tensor(0, "x"));
  TRY_ASSIGN(int64_t k, call.integer("k"));
  for (std::string_view name : {"sorted", "is_stable"}) call.ignore(name);
  auto last = static_cast<int64_t>(call.rank(x)) - 1;
  return call.give(call.b.add_multi("topk", {x, call.b.ints({k}, "k")}, {{"axis", last}}, 2));
}

}  // namespace

constinit extern const KerasLayer layer_op_top_k{
    .class_name = "TopK", .module = "keras.src.ops.math", .ir = "topk", .read = read, .write = write};

}  // namespace ponte::keras::layers_op_top_k
