#include <algorithm>

#include "formats/tflite/op_reader.h"
#include "formats/tflite/op_writer.h"
#include "graph/infer/infer_slice.h"

namespace ponte::tflite::ops_slice {

namespace {

/// XNNPACK takes up to four parts at once.
constexpr size_t kMostParts = 4;

/// SLICE takes -1 as "the rest", with which XNNPACK leaves the operator alone.
Dims sizes_of(const Shape& shape) {
  Dims sizes;
  for (const Dim& dim : shape) sizes.push_back(dim.known() ? dim.size : -1);
  return sizes;
}

bool is_used(const OpWriter& node, ValueId value) {
  return !node.graph().value(value).consumers.empty() || node.graph().is_output(value);
}

/// Parts that are equal and all wanted.
Result<> write_equal_parts(OpWriter& node, TensorIndex input, int64_t axis) {
  std::vector<TensorIndex> parts;
  for (size_t i = 0; i < node.node().outputs.size(); ++i) {
    TRY_ASSIGN(TensorIndex part, node.output(i));
    parts.push_back(part);
  }
  auto count = static_cast<int32_t>(parts.size());
  node.emit("SPLIT", {node.ints({axis}, true), input}, std::move(parts), {{0, count}});
  return {};
}

Result<> write_split(OpWriter& node) {
  TRY_ASSIGN(TensorIndex input, node.input(0));
  const std::vector<ValueId>& parts = node.node().outputs;
  const Dims& part_sizes = node.attrs().integers("sizes");
  auto axis = static_cast<size_t>(node.attrs().integer("axis"));
  bool are_equal = std::ranges::count(part_sizes, part_sizes[0]) == std::ssize(parts);
  bool all_used = std::ranges::all_of(parts, [&](ValueId part) { return is_used(node, part); });
  if (are_equal && all_used && parts.size() <= kMostParts)
    return write_equal_parts(node, input, node.attrs().integer("axis"));
  Dims begin(node.shape(0).size(), 0), sizes = sizes_of(node.shape(0));
  for (size_t i = 0; i < parts.size(); ++i) {
    sizes[axis] = part_sizes[i];
    if (is_used(node, parts[i])) {
      TRY_ASSIGN(TensorIndex output, node.output(i));
      node.emit("SLICE", {input, node.ints(begin), node.ints(sizes)}, {output});
    }
    begin[axis] += part_sizes[i];
  }
  return {};
}

Result<> write(OpWriter& node) {
  if (node.node().is("split")) return write_split(node);
  TRY_ASSIGN(std::vector<SliceRange> ranges, slice_ranges(node.graph().context(node.node())));
  TRY_ASSIGN(TensorIndex input, node.input(0));
  Dims begin, end, size, step;
  bool is_strided = false;
  for (size_t axis = 0; axis < ranges.size(); ++axis) {
    auto cut = resolve_range(ranges[axis], node.shape(0)[axis]);
    bool whole = ranges[axis].whole;
    if (!cut && !whole) return unsupported("slice of open sizes");
    if (cut && cut->step < 0) return unsupported("slice backwards");
    begin.push_back(whole ? 0 : cut->begin);
    size.push_back(cut ? cut->count : -1);
    step.push_back(whole ? 1 : cut->step);
    if (step.back() != 1) is_strided = true;
    end.push_back(cut ? cut->begin + (cut->count - 1) * cut->step + 1 : 0);
    if (!cut) end.back() = INT32_MAX;
  }
  if (!is_strided) return node.finish({input, node.ints(begin), node.ints(size)});
  TRY_ASSIGN(TensorIndex output, node.output());
  node.emit("STRIDED_SLICE", {input, node.ints(begin), node.ints(end), node.ints(step)}, {output});
  return {};
}

Result<> read(OpReader& node) {
  TRY_ASSIGN(ValueId x, node.input(0));
  TRY_ASSIGN(Dims begin, node.need_ints(1, "a begin"));
  TRY_ASSIGN(Dims size, node.need_ints(2, "a size"));
  if (begin.size() != node.rank(x) || size.size() != begin.size())
    return corrupt("SLICE of [{}] from {} places", shape_text(node.shape(x)), begin.size());
  Dims end, axes;
  for (size_t i = 0; i < begin.size(); ++i) {
    if (begin[i] < 0 || size[i] < -1) return corrupt("SLICE of {} from {} on", size[i], begin[i]);
    end.push_back(size[i] < 0 ? INT64_MAX : begin[i] + size[i]);
    axes.push_back(static_cast<int64_t>(i));
  }
  ValueId from = node.b.ints(begin, "begin"), to = node.b.ints(end, "end");
  return node.give(node.b.add("slice", {x, from, to, node.b.ints(axes, "axes")}));
}

}  // namespace

constinit extern const TfliteOp op_slice{
    .name = "SLICE", .code = 65, .options = 48, .ir = "slice split", .write = write, .read = read};

}  // namespace ponte::tflite::ops_slice
