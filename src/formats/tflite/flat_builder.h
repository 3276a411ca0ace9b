#pragma once
// Writes FlatBuffers without holding large vectors: these are made one after the other while the file is written.

#include <bit>
#include <functional>
#include <string_view>
#include <vector>

#include "base/atomic_file.h"
#include "uses/tflite.h"

namespace ponte::tflite {

/// An object that was added; it can be referred to by those that are added later.
struct FlatRef {
  uint32_t index = 0;
};

/// A field of a table by its id in the schema.
struct FlatField {
  FlatField(int field_id, bool value) : FlatField(field_id, static_cast<uint8_t>(value)) {}
  FlatField(int field_id, int8_t value) : id(field_id), size(1), bits(static_cast<uint8_t>(value)) {}
  FlatField(int field_id, uint8_t value) : id(field_id), size(1), bits(value) {}
  FlatField(int field_id, int32_t value) : id(field_id), size(4), bits(static_cast<uint32_t>(value)) {}
  FlatField(int field_id, uint32_t value) : id(field_id), size(4), bits(value) {}
  FlatField(int field_id, float value) : FlatField(field_id, std::bit_cast<uint32_t>(value)) {}
  FlatField(int field_id, FlatRef target) : id(field_id), size(4), bits(target.index), is_reference(true) {}

  int id;
  uint8_t size;
  uint64_t bits;
  bool is_reference = false;
};

/// Content of a large vector, made when its turn to be written comes.
using MakeBytes = std::function<Result<SharedBytes>()>;

/// The elements' bytes, which live as long as somebody holds them.
template <class T>
SharedBytes to_shared_bytes(std::vector<T> elements) {
  auto kept = std::make_shared<std::vector<T>>(std::move(elements));
  return {std::as_bytes(std::span<const T>(*kept)), kept};
}

/// Objects are written in the reverse order of adding, large vectors after them, so that every offset points forward.
class FlatBuilder {
 public:
  FlatRef table(std::vector<FlatField> fields);
  FlatRef string(std::string_view text);
  FlatRef references(const std::vector<FlatRef>& targets);
  template <class T>
  FlatRef vector(const std::vector<T>& elements) {
    return numbers(std::as_bytes(std::span<const T>(elements)), elements.size(), sizeof(T));
  }
  /// A vector of `size` bytes that begins at a multiple of 16.
  FlatRef large(uint64_t size, MakeBytes make);

  /// Writes everything at the beginning of the file. Unsupported from 2 GB on.
  Result<> write(FlatRef root, std::string_view identifier, AtomicFile& file);

 private:
  enum class Kind { table, string, references, numbers, large };
  struct Object {
    Kind kind;
    std::vector<FlatField> fields;  // of a table; also the targets of references
    std::vector<std::byte> content;
    size_t count = 0, element_size = 1;
    uint64_t size = 0;
    MakeBytes make;
  };

  FlatRef add(Object object);
  FlatRef numbers(Bytes elements, size_t count, size_t element_size);
  void place(const Object& object, uint32_t index);
  void place_table(const Object& object, uint32_t index);
  void align(size_t alignment, size_t before = 0);
  template <class T>
  void put(T value) {
    Bytes raw = std::as_bytes(std::span<const T>(&value, 1));
    bytes_.insert(bytes_.end(), raw.begin(), raw.end());
  }
  void put_reference(uint64_t target);
  Result<uint64_t> place_large();
  Result<> write_large(AtomicFile& file);

  struct Patch {
    size_t at;
    uint64_t target;
  };

  std::vector<Object> objects_;
  std::vector<std::byte> bytes_;
  std::vector<uint64_t> positions_;
  std::vector<Patch> patches_;
};

}  // namespace ponte::tflite
