#include "formats/tflite/op_reader.h"
#include "formats/tflite/op_writer.h"

namespace ponte::tflite::ops_concatenation {

namespace {

/// XNNPACK takes up to five parts.
constexpr size_t kMostParts = 5;

Result<> write(OpWriter& node) {
  size_t axis = static_cast<size_t>(node.attrs().integer("axis"));
  std::vector<FlatField> options{{0, static_cast<int32_t>(axis)}};
  std::vector<TensorIndex> parts;
  Dims sizes;
  TRY_ASSIGN(TensorType type, tensor_type(node.output_fact().dtype));
  for (size_t i = 0; i < node.node().inputs.size(); ++i) {
    TRY_ASSIGN(TensorIndex part, node.input(i));
    parts.push_back(part);
    if (node.node().inputs.size() <= kMostParts) continue;
    if (!node.shape(i)[axis].known()) return unsupported("concat of open sizes");
    sizes.push_back(node.shape(i)[axis].size);
  }
  while (parts.size() > kMostParts) {
    Shape shape = node.output_fact().shape;
    int64_t size = 0;
    for (size_t i = 0; i < kMostParts; ++i) size += sizes[i];
    shape[axis] = Dim(size);
    TensorIndex joined = node.temporary(shape, type);
    auto rest = parts.begin() + kMostParts;
    node.emit("CONCATENATION", {parts.begin(), rest}, {joined}, options);
    parts.erase(parts.begin(), rest);
    sizes.erase(sizes.begin(), sizes.begin() + kMostParts);
    parts.insert(parts.begin(), joined);
    sizes.insert(sizes.begin(), size);
  }
  return node.finish(std::move(parts), std::move(options));
}

Result<> read(OpReader& node) {
  TRY_ASSIGN(std::vector<ValueId> parts, node.inputs());
  if (parts.empty()) return corrupt("CONCATENATION of nothing");
  TRY_ASSIGN(int32_t option, node.option<int32_t>(0, 0));
  TRY_ASSIGN(int64_t axis, node.axis(option, node.rank(parts[0])));
  return node.give_activated(node.b.concat(std::move(parts), axis, ""), 1);
}

}  // namespace

constinit extern const TfliteOp op_concatenation{
    .name = "CONCATENATION", .code = 2, .options = 10, .ir = "concat", .write = write, .read = read};

}  // namespace ponte::tflite::ops_concatenation
