#include "measure/parity.h"

#include <limits>

#include "measure/tally.h"

namespace ponte::measure {

namespace {

Result<> same_dims(const std::string& name, const Tensor& reference, const Tensor& candidate) {
  if (reference.dims() == candidate.dims()) return {};
  return fail(ErrorKind::check_failed, "{}: the shape is [{}], the reference has [{}]", name,
              dims_text(candidate.dims()), dims_text(reference.dims()));
}

}  // namespace

double OutputParity::relative() const {
  if (max_abs == 0) return 0;
  return max_reference > 0 ? max_abs / max_reference : std::numeric_limits<double>::infinity();
}

Result<OutputParity> compare_tensors(const std::string& name, const Tensor& reference, const Tensor& candidate) {
  TRY(same_dims(name, reference, candidate));
  std::vector<double> expected = reference.to_doubles();
  std::vector<double> found = candidate.to_doubles();
  Tally tally;
  for (size_t i = 0; i < expected.size(); ++i) tally.add(expected[i], found[i]);
  return tally.result(name, reference.dims());
}

Result<std::vector<OutputParity>> compare_slices(const Tensor& reference, const Tensor& candidate, int64_t axis,
                                                 const std::vector<Slice>& slices) {
  TRY(same_dims(slices.empty() ? "output" : slices.front().name, reference, candidate));
  const Dims& dims = reference.dims();
  TRY_ASSIGN(axis, normalize_axis(axis, dims.size()));
  int64_t inner = 1;
  for (size_t i = static_cast<size_t>(axis) + 1; i < dims.size(); ++i) inner *= dims[i];
  int64_t along = dims[static_cast<size_t>(axis)];

  std::vector<double> expected = reference.to_doubles();
  std::vector<double> found = candidate.to_doubles();
  std::vector<OutputParity> parities;
  for (const Slice& slice : slices) {
    if (slice.begin < 0 || slice.begin > slice.end || slice.end > along)
      return internal("{}: {} to {} does not lie within an axis of {}", slice.name, slice.begin, slice.end, along);
    Tally tally;
    for (int64_t block = 0; block < reference.count(); block += along * inner)
      for (int64_t i = block + slice.begin * inner; i < block + slice.end * inner; ++i)
        tally.add(expected[static_cast<size_t>(i)], found[static_cast<size_t>(i)]);
    Dims sliced = dims;
    sliced[static_cast<size_t>(axis)] = slice.end - slice.begin;
    parities.push_back(tally.result(slice.name, std::move(sliced)));
  }
  return parities;
}

}  // namespace ponte::measure
