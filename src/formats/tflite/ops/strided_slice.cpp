#include "formats/tflite/op_reader.h"
#include "formats/tflite/tflite_op.h"

namespace ponte::tflite::ops_strided_slice {

namespace {

/// Bits of the masks are axes of begin and end: unset ends, axes that are new or of which one element is taken.
struct Masks {
  int32_t begin = 0, end = 0, ellipsis = 0, added = 0, shrunk = 0;
};

Result<Masks> read_masks(OpReader& node) {
  Masks masks;
  TRY_ASSIGN(masks.begin, node.option<int32_t>(0, 0));
  TRY_ASSIGN(masks.end, node.option<int32_t>(1, 0));
  TRY_ASSIGN(masks.ellipsis, node.option<int32_t>(2, 0));
  TRY_ASSIGN(masks.added, node.option<int32_t>(3, 0));
  TRY_ASSIGN(masks.shrunk, node.option<int32_t>(4, 0));
  return masks;
}

struct Cut {
  Dims begin, end, step, axes, shrunk, added;
};

Result<Cut> read_cut(OpReader& node, const Masks& masks, size_t rank) {
  TRY_ASSIGN(Dims begin, node.need_ints(1, "a begin"));
  TRY_ASSIGN(Dims end, node.need_ints(2, "an end"));
  TRY_ASSIGN(Dims step, node.need_ints(3, "strides"));
  size_t count = begin.size();
  if (end.size() != count || step.size() != count || count > 16) return corrupt("STRIDED_SLICE of {} places", count);
  auto is_set = [](int32_t mask, size_t i) { return (mask >> i & 1) != 0; };
  size_t taken = 0;
  for (size_t i = 0; i < count; ++i)
    if (!is_set(masks.added, i) && !is_set(masks.ellipsis, i)) ++taken;
  if (taken > rank) return corrupt("STRIDED_SLICE along {} of {} axes", taken, rank);
  Cut cut;
  int64_t axis = 0, result = 0;
  for (size_t i = 0; i < count; ++i) {
    if (is_set(masks.ellipsis, i)) {
      axis += static_cast<int64_t>(rank - taken);
      result += static_cast<int64_t>(rank - taken);
    } else if (is_set(masks.added, i)) {
      cut.added.push_back(result++);
    } else {
      bool backwards = step[i] < 0, one = is_set(masks.shrunk, i);
      int64_t first = is_set(masks.begin, i) && !one ? (backwards ? INT64_MAX : 0) : begin[i];
      int64_t last = is_set(masks.end, i) ? (backwards ? INT64_MIN : INT64_MAX) : end[i];
      if (one) last = first == -1 ? INT64_MAX : first + 1;
      cut.begin.push_back(first);
      cut.end.push_back(last);
      cut.step.push_back(one ? 1 : step[i]);
      cut.axes.push_back(axis);
      if (one)
        cut.shrunk.push_back(axis);
      else
        ++result;
      ++axis;
    }
  }
  return cut;
}

Result<> read(OpReader& node) {
  TRY_ASSIGN(ValueId x, node.input(0));
  TRY_ASSIGN(bool offset, node.option<bool>(5, false));
  if (offset) return unsupported("STRIDED_SLICE with ends that count from the beginning is not supported");
  TRY_ASSIGN(Masks masks, read_masks(node));
  TRY_ASSIGN(Cut cut, read_cut(node, masks, node.rank(x)));
  GraphBuilder& b = node.b;
  ValueId y = x;
  if (!cut.axes.empty()) {
    ValueId begin = b.ints(cut.begin, "begin"), end = b.ints(cut.end, "end"), axes = b.ints(cut.axes, "axes");
    y = b.add("slice", {x, begin, end, axes, b.ints(cut.step, "step")});
  }
  if (!cut.shrunk.empty()) y = b.add("squeeze", {y}, {{"axes", cut.shrunk}}, "shrunk");
  if (!cut.added.empty()) y = b.add("unsqueeze", {y}, {{"axes", cut.added}}, "added");
  return node.give(y);
}

}  // namespace

constinit extern const TfliteOp op_strided_slice{.name = "STRIDED_SLICE", .code = 45, .options = 32, .read = read};

}  // namespace ponte::tflite::ops_strided_slice
