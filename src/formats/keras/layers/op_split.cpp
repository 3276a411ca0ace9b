#include "formats/keras/read/operation_readers.h"
#include "formats/keras/write/slices.h"

namespace ponte::keras::layers_op_split {

namespace {

/// Each part that somebody uses, by itself.
Result<> write(LayerWriter& node) {
  TRY_ASSIGN(TensorRef input, node.input(0));
  int64_t begin = 0, axis = node.attrs().integer("axis");
  const Dims& sizes = node.attrs().integers("sizes");
  for (size_t i = 0; i < sizes.size(); ++i) {
    const Value& value = node.graph().value(node.node().outputs[i]);
    if (!value.consumers.empty() || node.graph().is_output(node.node().outputs[i])) {
      CallWriter call = node.operation("GetItem", "numpy", fmt::format(".{}", i));
      call.tensor(input).json(slice_key({{axis, begin, begin + sizes[i]}}, node.shape(0).size()));
      TRY_ASSIGN(TensorRef part, call.finish(value.fact.shape, value.fact.dtype));
      node.bind(i, part);
    }
    begin += sizes[i];
  }
  return {};
}

// So many equal parts, or parts that begin at these places.
Result<> read(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.tensor(0, "x"));
  TRY_ASSIGN(int64_t axis, call.axis("axis", call.rank(x), 0));
  const ConfigValue* sections = call.setting("indices_or_sections");
  if (sections && sections->integer()) {
    TRY_ASSIGN(std::vector<ValueId> parts, equal_parts(call, x, *sections->integer(), axis));
    return call.give(std::move(parts));
  }
  TRY_ASSIGN(Dims begins, call.integers("indices_or_sections"));
  const Dim& whole = call.shape(x)[static_cast<size_t>(axis)];
  if (!whole.known()) return unsupported("a split of an axis of open size is not supported");
  Dims sizes;
  int64_t from = 0;
  begins.push_back(whole.size);
  for (int64_t begin : begins) {
    if (begin < from || begin > whole.size) return corrupt("a split at {} of {}", begin, whole.size);
    sizes.push_back(begin - from);
    from = begin;
  }
  size_t count = sizes.size();
  return call.give(call.b.add_multi("split", {x}, {{"axis", axis}, {"sizes", std::move(sizes)}}, count));
}

}  // namespace

constinit extern const KerasLayer layer_op_split{
    .class_name = "Split", .module = "keras.src.ops.numpy", .ir = "split", .read = read, .write = write};

}  // namespace ponte::keras::layers_op_split
