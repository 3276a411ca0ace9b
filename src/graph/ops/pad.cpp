#include <algorithm>

#include "graph/evaluate/evaluate_move.h"

namespace ponte::graph::ops_pad {

namespace {

constexpr AttrSpec kAttrs[] = {{"mode", AttrType::text, std::nullopt, "constant"}};

Result<Dim> pad(const Dim& size, const Dim& begin, const Dim& end) {
  if (begin == Dim(0) && end == Dim(0)) return size;
  if (!size.known() || !begin.known() || !end.known()) return Dim{};
  TRY_ASSIGN(int64_t result, checked_add(size.size, begin.size));
  TRY_ASSIGN(result, checked_add(result, end.size));
  return Dim(result);
}

// Pads of every axis: all begins, then all ends. Negative ones crop.
Result<Facts> infer(const OpContext& context) {
  Shape shape = context.shape(0);
  const std::string& mode = context.attrs.text("mode");
  if (mode != "constant" && mode != "reflect" && mode != "edge") return unsupported("there is no pad mode {}", mode);
  if (context.has_input(2) && context.dtype(2) != context.dtype(0))
    return corrupt("{} is padded with {}", dtype_name(context.dtype(0)), dtype_name(context.dtype(2)));
  TRY(check_rank(context, 1, 1));
  auto pads = context.ints(1).value_or(std::vector<Dim>(2 * shape.size()));
  if (pads.size() != 2 * shape.size()) return corrupt("{} pads do not fit [{}]", pads.size(), shape_text(shape));
  for (size_t i = 0; i < shape.size(); ++i) {
    TRY_ASSIGN(shape[i], pad(shape[i], pads[i], pads[i + shape.size()]));
  }
  return one_fact(context.dtype(0), std::move(shape));
}

// Which element of an axis shows at a place of the padded one; none where the value does.
std::optional<int64_t> seen_at(const std::string& mode, int64_t place, int64_t size) {
  if (place >= 0 && place < size) return place;
  if (mode == "constant") return std::nullopt;
  if (mode == "edge" || size == 1) return std::clamp<int64_t>(place, 0, size - 1);
  int64_t period = 2 * (size - 1);
  int64_t phase = (place % period + period) % period;
  return phase < size ? phase : period - phase;
}

Result<Tensors> evaluate(const OpContext& context) {
  const Tensor& input = *context.constant(0);
  TRY_ASSIGN(Dims dims, evaluated_dims(infer(context)));
  const std::string& mode = context.attrs.text("mode");
  if (mode != "constant" && input.count() == 0) return unsupported("padding of nothing is not evaluated");
  Dims pads = context.constant(1)->to_ints(), strides = row_major_strides(input.dims());
  // The value stands behind the elements.
  Tensor value = context.has_input(2) ? *context.constant(2) : tensor_of(std::vector<int64_t>{0}, input.dtype(), {});
  if (value.count() != 1) return corrupt("the padding has {} elements, it should be one number", value.count());
  const Tensor parts[] = {*input.reshape({input.count()}), *value.reshape({1})};
  Tensor elements = join(parts, {input.count() + 1}, 0);
  StridedIndex walk(dims, Dims(dims.size(), 0));
  auto source = [&](int64_t) {
    int64_t offset = 0;
    for (size_t axis = 0; axis < dims.size(); ++axis) {
      auto seen = seen_at(mode, walk.coordinates()[axis] - pads[axis], input.dims()[axis]);
      if (!seen)
        offset = INT64_MIN;
      else if (offset != INT64_MIN)
        offset += *seen * strides[axis];
    }
    walk.next();
    return offset == INT64_MIN ? input.count() : offset;
  };
  return Tensors{take(elements, dims, source)};
}

}  // namespace

constinit extern const OpInfo op_pad{
    .name = "pad", .arity = {2, 3}, .attrs = kAttrs, .infer = infer, .evaluate = evaluate};

}  // namespace ponte::graph::ops_pad
