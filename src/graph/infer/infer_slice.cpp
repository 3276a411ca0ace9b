#include "graph/infer/infer_slice.h"

#include <algorithm>

namespace ponte::graph {

namespace {

// The axes input, or the first axes when there is none.
Result<std::optional<Dims>> sliced_axes(const OpContext& context, size_t count) {
  Dims axes;
  if (context.has_input(3)) {
    auto given = context.known_ints(3);
    if (!given) return std::optional<Dims>{};
    for (int64_t axis : *given) {
      TRY_ASSIGN(axis, normalize_axis(axis, context.shape(0).size()));
      axes.push_back(axis);
    }
  } else {
    for (size_t i = 0; i < count; ++i) axes.push_back(static_cast<int64_t>(i));
  }
  if (axes.size() != count) return corrupt("{} starts are given for {} axes", count, axes.size());
  TRY(axis_mask(axes, context.shape(0).size()));
  return std::optional<Dims>(std::move(axes));
}

// One number per sliced axis. Where nothing says how many there are, the axes do.
Result<Shape> numbers(const OpContext& context, size_t input) {
  auto axes = context.known_ints(3);
  const Shape& shape = context.shape(input);
  if (axes && shape.size() == 1 && !shape[0].known()) return Shape(axes->size());
  return shape_from_input(context, input);
}

}  // namespace

Result<std::vector<SliceRange>> slice_ranges(const OpContext& context) {
  TRY_ASSIGN(Shape starts, numbers(context, 1));
  TRY_ASSIGN(Shape ends, numbers(context, 2));
  Shape steps(starts.size(), Dim(1));
  if (context.has_input(4)) {
    TRY_ASSIGN(steps, numbers(context, 4));
  }
  if (starts.size() != ends.size() || starts.size() != steps.size())
    return corrupt("{} starts, {} ends and {} steps should be equally many", starts.size(), ends.size(), steps.size());
  for (const Dim& step : steps)
    if (step == Dim(0)) return corrupt("a slice has step 0");
  std::vector<SliceRange> ranges(context.shape(0).size());
  TRY_ASSIGN(std::optional<Dims> axes, sliced_axes(context, starts.size()));
  if (!axes) {
    for (SliceRange& range : ranges) range.start = Dim{};
    return ranges;
  }
  for (SliceRange& range : ranges) range.whole = true;
  for (size_t i = 0; i < axes->size(); ++i)
    ranges[static_cast<size_t>((*axes)[i])] = {starts[i], ends[i], steps[i], false};
  return ranges;
}

std::optional<Cut> resolve_range(const SliceRange& range, const Dim& size) {
  if (!size.known()) return std::nullopt;
  if (range.whole) return Cut{0, 1, size.size};
  if (!range.start.known() || !range.end.known() || !range.step.known()) return std::nullopt;
  int64_t step = range.step.size, start = range.start.size, end = range.end.size;
  if (size.size == 0) return Cut{};
  int64_t last = step > 0 ? size.size : size.size - 1;
  if (start < 0) start += size.size;
  if (end < 0) end += size.size;
  start = std::clamp<int64_t>(start, 0, last);
  end = std::clamp<int64_t>(end, step > 0 ? 0 : -1, last);  // backwards, the end lies before element 0
  int64_t distance = step > 0 ? end - start : start - end;
  if (distance <= 0) return Cut{0, 1, 0};
  uint64_t stride = step > 0 ? static_cast<uint64_t>(step) : 0 - static_cast<uint64_t>(step);
  int64_t count = static_cast<int64_t>((static_cast<uint64_t>(distance) - 1) / stride) + 1;
  return Cut{start, step, count};
}

Dim slice_size(const SliceRange& range, const Dim& size) {
  if (range.whole) return size;
  if (auto cut = resolve_range(range, size)) return Dim(cut->count);
  // All of an axis that has only a name: PyTorch writes the largest number as its end.
  constexpr int64_t kHuge = INT32_MAX;
  bool from_start = range.start == Dim(0) && range.step == Dim(1);
  bool to_end = (range.end.known() && range.end.size >= kHuge) || (!size.symbol.empty() && range.end == size);
  return from_start && to_end ? size : Dim{};
}

}  // namespace ponte::graph
