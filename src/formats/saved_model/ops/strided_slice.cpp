#include <algorithm>

#include "formats/saved_model/op_writer.h"
#include "graph/infer/infer_slice.h"

namespace ponte::saved_model::ops_strided_slice {

namespace {

/// The end of an axis: backwards past its first element there is no number for it, only the mask.
struct Ends {
  Dims begin, end, step;
  int64_t begin_mask = 0, end_mask = 0;
};

Result<Ends> ends_of(const OpWriter& node) {
  TRY_ASSIGN(std::vector<SliceRange> ranges, slice_ranges(node.graph().context(node.node())));
  Ends ends;
  for (size_t axis = 0; axis < ranges.size(); ++axis) {
    const SliceRange& range = ranges[axis];
    auto cut = resolve_range(range, node.shape(0)[axis]);
    // Forwards over an open size the numbers mean the same there: from the end when negative, cut to what there is.
    bool is_plain = range.start.known() && range.end.known() && range.step.known() && range.step.size > 0;
    if (!cut && !range.whole && !is_plain) return unsupported("slice of open sizes");
    int64_t last = cut ? cut->begin + cut->count * cut->step : 0;
    if (!cut && is_plain) last = range.end.size;
    bool is_whole = range.whole;
    ends.begin.push_back(is_whole ? 0 : cut ? cut->begin : range.start.size);
    ends.step.push_back(is_whole ? 1 : cut ? cut->step : range.step.size);
    ends.end.push_back(is_whole ? 0 : cut ? std::max<int64_t>(last, 0) : last);
    if (is_whole) ends.begin_mask |= int64_t{1} << axis;
    if (is_whole || (cut && last < 0)) ends.end_mask |= int64_t{1} << axis;
  }
  return ends;
}

Result<> write(OpWriter& node) {
  TRY_ASSIGN(std::string input, node.input(0));
  TRY_ASSIGN(Ends ends, ends_of(node));
  node.finish({input, node.ints(ends.begin), node.ints(ends.end), node.ints(ends.step)})
      .type("Index", DataType::i32)
      .integer("begin_mask", ends.begin_mask)
      .integer("end_mask", ends.end_mask);
  return {};
}

}  // namespace

constinit extern const TfOp op_strided_slice{.name = "StridedSlice", .ir = "slice", .write = write};

}  // namespace ponte::saved_model::ops_strided_slice
