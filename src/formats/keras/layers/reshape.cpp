#include "formats/keras/read/layer_reader.h"
#include "formats/keras/write/layer_writer.h"

namespace ponte::keras::layers_reshape {

namespace {

/// The layer leaves the batch alone; where that is part of the reshape it is an operation.
Result<> write(LayerWriter& node) {
  TRY_ASSIGN(TensorRef input, node.input(0));
  const Shape &before = node.shape(0), &after = node.output_fact().shape;
  bool keeps_batch = !before.empty() && !after.empty() && before[0] == after[0];
  std::vector<std::string> sizes;
  int open = 0;
  for (size_t i = keeps_batch ? 1 : 0; i < after.size(); ++i) {
    if (!after[i].known()) ++open;
    sizes.push_back(after[i].known() ? fmt::format("{}", after[i].size) : "-1");
  }
  if (open > 1) return unsupported("a reshape to [{}]: two sizes are known only at run time", shape_text(after));
  std::string target = fmt::format("[{}]", fmt::join(sizes, ","));
  bool is_data = node.fact(0).dtype == DType::f32;
  CallWriter call = keeps_batch && is_data ? node.layer("Reshape") : node.operation("Reshape", "numpy");
  if (keeps_batch && !is_data) target = fmt::format("[-1,{}]", fmt::join(sizes, ","));
  if (keeps_batch && !is_data && open > 0) return unsupported("a reshape to [{}]", shape_text(after));
  call.config().key(keeps_batch && is_data ? "target_shape" : "newshape").json(target);
  return node.finish(call.tensor(input));
}

Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.tensor());
  TRY_ASSIGN(Dims shape, call.integers("target_shape"));
  shape.insert(shape.begin(), 0);  // the batch stays
  return call.give(call.reshape(x, std::move(shape)));
}

}  // namespace

constinit extern const KerasLayer layer_reshape{
    .class_name = "Reshape", .module = "keras.layers", .ir = "reshape flatten", .read = read, .write = write};

}  // namespace ponte::keras::layers_reshape
