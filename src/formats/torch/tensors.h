#pragma once
// Tensors as a checkpoint stores them: strided views of storages that are read when first needed.

#include <functional>
#include <optional>

#include "base/bytes.h"
#include "graph/tensor.h"
#include "uses/torch.h"

namespace ponte::torch {

/// Of a tensor; more are corrupt.
inline constexpr size_t kMaxRank = 16;

/// A run of elements in the container. Known before its bytes are read.
struct Storage {
  std::string key;             ///< the container's own name for it
  std::optional<DType> dtype;  ///< nothing for element types that ponte does not carry (complex, quantized)
  int64_t count = 0;           ///< elements
};

/// A view of a storage: element (i, j, …) is at offset + i * strides[0] + j * strides[1] + …, counted in elements.
struct StoredTensor {
  uint32_t storage = 0;
  std::optional<DType> dtype;
  int64_t offset = 0;
  Dims sizes, strides;
  int64_t count = 0;  ///< product of sizes
};

/// Gives the bytes of a storage: finds, inflates and checks them.
using StorageReader = std::function<Result<SharedBytes>(const Storage&)>;

/// The tensors of one checkpoint. Reading caches, so that a tensor shared by several modules stays one tensor;
/// not for several threads at once.
class TensorStore {
 public:
  /// Registers a storage, or finds it again by its key. Corrupt when it was registered with another type or count.
  Result<uint32_t> add_storage(Storage storage);
  /// Registers a tensor. Corrupt when an element of it would lie outside its storage.
  Result<uint32_t> add_tensor(StoredTensor tensor);

  const std::vector<Storage>& storages() const { return storages_; }
  const StoredTensor& tensor(uint32_t index) const { return tensors_[index]; }

  void set_reader(StorageReader reader) { reader_ = std::move(reader); }
  /// Bounds the bytes of all copies that read() makes of tensors which are not contiguous.
  void set_copy_budget(uint64_t bytes) { copy_budget_ = bytes; }

  /// The elements, row-major: a view of the storage when they lie so there, else a copy.
  Result<Tensor> read(uint32_t index);

 private:
  Result<SharedBytes> storage_bytes(uint32_t index);
  Result<SharedBytes> gather(const StoredTensor& tensor, const SharedBytes& storage, size_t element_size);

  std::vector<Storage> storages_;
  std::unordered_map<std::string, uint32_t> storage_by_key_;
  std::vector<std::optional<SharedBytes>> storage_bytes_;
  std::vector<StoredTensor> tensors_;
  std::vector<std::optional<Tensor>> read_;
  StorageReader reader_;
  uint64_t copy_budget_ = 0;
};

}  // namespace ponte::torch
