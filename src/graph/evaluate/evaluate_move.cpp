#include "graph/evaluate/evaluate_move.h"

namespace ponte::graph {

namespace {

// i4 and u4 are packed; their elements are moved as i8 and u8.
DType moved_dtype(DType dtype) {
  if (dtype == DType::i4) return DType::i8;
  return dtype == DType::u4 ? DType::u8 : dtype;
}

Tensor as_moved(const Tensor& tensor) { return *cast_tensor(tensor, moved_dtype(tensor.dtype())); }

Tensor from_bytes(std::shared_ptr<std::vector<std::byte>> owned, DType moved, DType dtype, Dims dims) {
  Bytes bytes(*owned);
  Tensor tensor = *Tensor::view(moved, std::move(dims), {bytes, std::move(owned)});
  return *cast_tensor(tensor, dtype);
}

template <size_t Width, class Next>
void copy_elements(const std::byte* from, std::span<std::byte> to, Next next) {
  for (size_t i = 0; i < to.size(); i += Width)
    std::memcpy(to.data() + i, from + static_cast<size_t>(next()) * Width, Width);
}

// `next` gives the source of one element after another.
template <class Next>
Tensor take_by(const Tensor& input, Dims dims, Next next) {
  Tensor source = as_moved(input);
  size_t width = static_cast<size_t>(dtype_bits(source.dtype())) / 8;
  auto owned = std::make_shared<std::vector<std::byte>>(static_cast<size_t>(*element_count(dims)) * width);
  const std::byte* from = source.bytes().data();
  switch (width) {
    case 1: copy_elements<1>(from, *owned, next); break;
    case 2: copy_elements<2>(from, *owned, next); break;
    case 4: copy_elements<4>(from, *owned, next); break;
    default: copy_elements<8>(from, *owned, next); break;
  }
  return from_bytes(std::move(owned), source.dtype(), input.dtype(), std::move(dims));
}

}  // namespace

Tensor take_strided(const Tensor& input, Dims dims, Dims strides, int64_t start) {
  StridedIndex walk(dims, std::move(strides), start);
  return take_by(input, std::move(dims), [&] { return walk.next(); });
}

Tensor take(const Tensor& input, Dims dims, const std::function<int64_t(int64_t)>& source) {
  int64_t i = 0;
  return take_by(input, std::move(dims), [&] { return source(i++); });
}

Tensor join(std::span<const Tensor> parts, Dims dims, size_t axis) {
  DType dtype = parts[0].dtype(), moved = moved_dtype(dtype);
  size_t width = static_cast<size_t>(dtype_bits(moved)) / 8;
  AxisView whole(dims, axis);
  auto owned = std::make_shared<std::vector<std::byte>>(static_cast<size_t>(*element_count(dims)) * width);
  size_t row = static_cast<size_t>(whole.length * whole.inner) * width, begin = 0;
  for (const Tensor& each : parts) {
    Tensor source = as_moved(each);
    size_t run = static_cast<size_t>(each.dims()[axis] * whole.inner) * width;
    for (size_t o = 0; run > 0 && o < static_cast<size_t>(whole.outer); ++o)
      std::memcpy(owned->data() + o * row + begin, source.bytes().data() + o * run, run);
    begin += run;
  }
  return from_bytes(std::move(owned), moved, dtype, std::move(dims));
}

Tensor part(const Tensor& input, size_t axis, int64_t begin, int64_t size) {
  Dims strides = row_major_strides(input.dims());
  Dims dims = input.dims();
  dims[axis] = size;
  int64_t start = begin * strides[axis];
  return take_strided(input, std::move(dims), std::move(strides), start);
}

Tensor transpose(const Tensor& input, const Dims& perm) {
  Dims own = row_major_strides(input.dims()), dims, strides;
  for (int64_t axis : perm) {
    dims.push_back(input.dims()[static_cast<size_t>(axis)]);
    strides.push_back(own[static_cast<size_t>(axis)]);
  }
  return take_strided(input, std::move(dims), std::move(strides));
}

Result<Tensors> evaluate_view(const OpContext& context, Result<Facts> (*infer)(const OpContext&)) {
  auto facts = infer(context);
  if (!facts) return std::unexpected(std::move(facts).error());
  auto dims = known_dims((*facts)[0].shape);
  if (!dims) return unsupported("the size of the result [{}] is not known", shape_text((*facts)[0].shape));
  TRY_ASSIGN(Tensor result, context.constant(0)->reshape(std::move(*dims)));
  return Tensors{std::move(result)};
}

}  // namespace ponte::graph
