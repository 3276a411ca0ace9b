#include "formats/tflite/op_reader.h"
#include "formats/tflite/op_writer.h"

namespace ponte::tflite::ops_gather {

namespace {

/// The same rows for every column: of one picture that is a gather by a list. `index` is (1, M, 1…), or a tile of it.
Result<> write_rows(OpWriter& node) {
  size_t axis = static_cast<size_t>(node.attrs().integer("axis"));
  ValueId index = node.node().inputs[1];
  const Node* maker = node.graph().producer(index);
  if (maker && maker->is("tile")) index = maker->inputs[0];
  TRY_ASSIGN(Dims rows, node.need_dims(node.graph().value(index).fact.shape));
  TRY_ASSIGN(Dims from, node.need_dims(node.shape(0)));
  TRY_ASSIGN(Dims to, node.need_dims(node.output_fact().shape));
  for (size_t i = 0; i < rows.size(); ++i)
    if (i != axis && (rows[i] != 1 || from[i] != to[i]))
      return unsupported("gather_elements by other indices per column");
  TRY_ASSIGN(TensorIndex input, node.value(node.node().inputs[0]));
  TRY_ASSIGN(TensorIndex indices, node.value(index));
  TensorIndex list = node.temporary({Dim(rows[axis])}, TensorType::i32);
  node.emit("RESHAPE", {indices, node.ints({rows[axis]})}, {list});
  return node.finish({input, list}, {{0, static_cast<int32_t>(axis)}});
}

Result<> write(OpWriter& node) {
  if (node.node().is("gather_elements")) return write_rows(node);
  TRY_ASSIGN(TensorIndex input, node.input(0));
  TRY_ASSIGN(TensorIndex indices, node.input(1));
  return node.finish({input, indices}, {{0, static_cast<int32_t>(node.attrs().integer("axis"))}});
}

Result<> read(OpReader& node) {
  TRY_ASSIGN(ValueId x, node.input(0));
  TRY_ASSIGN(ValueId indices, node.stored_value(1));
  TRY_ASSIGN(int32_t option, node.option<int32_t>(0, 0));
  TRY_ASSIGN(int32_t batch, node.option<int32_t>(1, 0));
  TRY_ASSIGN(int64_t axis, node.axis(option, node.rank(x)));
  if (batch == 0) return node.give(node.b.add("gather", {x, indices}, {{"axis", axis}}));
  if (batch != axis || node.rank(indices) <= static_cast<size_t>(axis))
    return unsupported("GATHER along axis {} with {} axes of batches", axis, batch);
  // One element per batch and index: the same as GATHER_ND with the index as its own last axis.
  Dims last{static_cast<int64_t>(node.rank(indices))};
  ValueId places = node.b.add("unsqueeze", {node.cast(indices, DType::i64)}, {{"axes", last}}, "places");
  return node.give(node.b.add("gather_nd", {x, places}, {{"batch_dims", int64_t{batch}}}));
}

}  // namespace

constinit extern const TfliteOp op_gather{
    .name = "GATHER", .code = 36, .options = 23, .ir = "gather gather_elements", .write = write, .read = read};

}  // namespace ponte::tflite::ops_gather
