#include "formats/torch/tensors.h"

namespace ponte::torch {

namespace {

constexpr int64_t kMaxCount = int64_t{1} << 40;

/// Product of the sizes.
Result<int64_t> checked_count(const Dims& sizes) {
  int64_t count = 1;
  bool empty = false;
  for (int64_t size : sizes) {
    if (size < 0) return corrupt("tensor with a dimension of {}", size);
    if (size == 0) empty = true;
    if (size > 0 && count > kMaxCount / size) return corrupt("tensor of more than {} elements", kMaxCount);
    if (size > 0) count *= size;
  }
  return empty ? 0 : count;
}

/// Index of the last element in storage, or nothing when that overflows.
std::optional<int64_t> last_index(const StoredTensor& tensor) {
  int64_t last = tensor.offset;
  for (size_t axis = 0; axis < tensor.sizes.size(); ++axis) {
    int64_t reach = 0;
    if (__builtin_mul_overflow(tensor.sizes[axis] - 1, tensor.strides[axis], &reach)) return std::nullopt;
    if (__builtin_add_overflow(last, reach, &last)) return std::nullopt;
  }
  return last;
}

bool is_contiguous(const StoredTensor& tensor) {
  int64_t expected = 1;
  for (size_t axis = tensor.sizes.size(); axis-- > 0;) {
    if (tensor.sizes[axis] == 1) continue;
    if (tensor.strides[axis] != expected) return false;
    expected *= tensor.sizes[axis];
  }
  return true;
}

}  // namespace

Result<uint32_t> TensorStore::add_storage(Storage storage) {
  if (storage.count < 0) return corrupt("storage '{}' has {} elements", storage.key, storage.count);
  auto [entry, is_new] = storage_by_key_.try_emplace(storage.key, static_cast<uint32_t>(storages_.size()));
  if (is_new) {
    storages_.push_back(std::move(storage));
    storage_bytes_.emplace_back();
    return entry->second;
  }
  const Storage& known = storages_[entry->second];
  if (known.dtype != storage.dtype || known.count != storage.count)
    return corrupt("storage '{}' is said to be of two types or sizes", storage.key);
  return entry->second;
}

Result<uint32_t> TensorStore::add_tensor(StoredTensor tensor) {
  if (tensor.sizes.size() != tensor.strides.size() || tensor.sizes.size() > kMaxRank)
    return corrupt("tensor with {} sizes and {} strides", tensor.sizes.size(), tensor.strides.size());
  TRY_ASSIGN(tensor.count, checked_count(tensor.sizes));
  if (tensor.offset < 0) return corrupt("tensor at offset {}", tensor.offset);
  for (size_t axis = 0; axis < tensor.strides.size(); ++axis) {
    if (tensor.strides[axis] < 0) return corrupt("tensor with a stride of {}", tensor.strides[axis]);
    if (tensor.sizes[axis] == 1) tensor.strides[axis] = 0;  // never used, and may be anything
  }
  const Storage& storage = storages_[tensor.storage];
  int64_t held = storage.count;
  // An untyped storage counts bytes; the tensor says what they are.
  if (storage.dtype && tensor.dtype && storage.dtype != tensor.dtype) held /= dtype_bits(*tensor.dtype) / 8;
  std::optional<int64_t> last = last_index(tensor);
  if (tensor.count > 0 && (!last || *last >= held))
    return corrupt("tensor of sizes [{}] at offset {} reaches past the {} elements of storage '{}'",
                   dims_text(tensor.sizes), tensor.offset, held, storage.key);
  tensors_.push_back(std::move(tensor));
  read_.emplace_back();
  return static_cast<uint32_t>(tensors_.size() - 1);
}

Result<SharedBytes> TensorStore::storage_bytes(uint32_t index) {
  if (!storage_bytes_[index]) {
    TRY_ASSIGN(storage_bytes_[index], reader_(storages_[index]));
  }
  return *storage_bytes_[index];
}

Result<Tensor> TensorStore::read(uint32_t index) {
  if (read_[index]) return *read_[index];
  const StoredTensor& tensor = tensors_[index];
  if (!tensor.dtype) return unsupported("the tensor's element type is complex, quantized or not known");
  TRY_ASSIGN(SharedBytes data, storage_bytes(tensor.storage));
  size_t element_size = static_cast<size_t>(dtype_bits(*tensor.dtype)) / 8;
  if (tensor.count == 0) {
    data.bytes = {};
  } else if (is_contiguous(tensor)) {
    data.bytes = data.bytes.subspan(static_cast<size_t>(tensor.offset) * element_size,
                                    static_cast<size_t>(tensor.count) * element_size);
  } else {
    TRY_ASSIGN(data, gather(tensor, data, element_size));
  }
  TRY_ASSIGN(read_[index], Tensor::view(*tensor.dtype, tensor.sizes, std::move(data)));
  return *read_[index];
}

Result<SharedBytes> TensorStore::gather(const StoredTensor& tensor, const SharedBytes& storage, size_t element_size) {
  uint64_t wanted = static_cast<uint64_t>(tensor.count) * element_size;
  if (wanted > copy_budget_)
    return corrupt("sizes [{}] would repeat the elements of the file many times over", dims_text(tensor.sizes));
  copy_budget_ -= wanted;
  auto copy = std::make_shared<std::vector<std::byte>>(wanted);
  const std::byte* source = storage.bytes.data() + static_cast<size_t>(tensor.offset) * element_size;
  std::byte* target = copy->data();
  size_t rank = tensor.sizes.size(), inner = rank - 1;
  Dims index(rank, 0);
  for (int64_t start = 0;;) {
    const std::byte* element = source + static_cast<size_t>(start) * element_size;
    for (int64_t i = 0; i < tensor.sizes[inner]; ++i) {
      std::memcpy(target, element, element_size);
      target += element_size;
      element += static_cast<size_t>(tensor.strides[inner]) * element_size;
    }
    size_t axis = inner;
    for (; axis-- > 0;) {
      start += tensor.strides[axis];
      if (++index[axis] < tensor.sizes[axis]) break;
      start -= tensor.strides[axis] * tensor.sizes[axis];
      index[axis] = 0;
    }
    if (axis == SIZE_MAX) break;
  }
  Bytes bytes(*copy);
  return SharedBytes{bytes, std::move(copy)};
}

}  // namespace ponte::torch
