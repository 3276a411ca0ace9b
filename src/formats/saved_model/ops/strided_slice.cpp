#include <algorithm>

#include "formats/saved_model/op_writer.h"
#include "graph/infer_slice.h"

namespace ponte::saved_model {

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
    auto cut = resolve_range(ranges[axis], node.shape(0)[axis]);
    bool whole = ranges[axis].whole;
    if (!cut && !whole) return unsupported("slice of open sizes");
    int64_t last = whole ? 0 : cut->begin + cut->count * cut->step;
    ends.begin.push_back(whole ? 0 : cut->begin);
    ends.step.push_back(whole ? 1 : cut->step);
    ends.end.push_back(std::max<int64_t>(last, 0));
    if (whole) ends.begin_mask |= int64_t{1} << axis;
    if (whole || last < 0) ends.end_mask |= int64_t{1} << axis;
  }
  return ends;
}

Result<> write(OpWriter& node) {
  TRY_ASSIGN(std::string input, node.input(0));
  TRY_ASSIGN(Ends ends, ends_of(node));
  node.finish({input, node.ints(ends.begin), node.ints(ends.end), node.ints(ends.step)})
      .type("Index", DataType::i32).integer("begin_mask", ends.begin_mask).integer("end_mask", ends.end_mask);
  return {};
}

}  // namespace

constinit extern const TfOp op_strided_slice{.name = "StridedSlice", .ir = "slice", .write = write};

}  // namespace ponte::saved_model
