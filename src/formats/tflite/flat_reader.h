#pragma once
// Reads FlatBuffers without generated code: every offset, count and size is checked when it is followed.

#include <memory>
#include <optional>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/bytes.h"
#include "uses/tflite.h"

namespace ponte::tflite {

/// A vector of numbers, a view of the file. Elements need not be aligned.
template <class T>
class FlatVector {
 public:
  FlatVector() = default;
  explicit FlatVector(Bytes bytes) : bytes_(bytes) {}

  size_t size() const { return bytes_.size() / sizeof(T); }
  bool empty() const { return bytes_.empty(); }
  Bytes bytes() const { return bytes_; }
  T operator[](size_t i) const {
    T element;
    std::memcpy(&element, bytes_.data() + i * sizeof(T), sizeof(T));
    return element;
  }
  /// A copy; list<int64_t>() widens.
  template <class To = T>
  std::vector<To> list() const {
    std::vector<To> elements;
    elements.reserve(size());
    for (size_t i = 0; i < size(); ++i) elements.push_back(static_cast<To>((*this)[i]));
    return elements;
  }

 private:
  Bytes bytes_;
};

/// What reading may touch. Offsets of a hostile file can all point to the same large object; an honest file has every
/// object once, so that what is read stays below a small multiple of its size.
class FlatBudget {
 public:
  explicit FlatBudget(size_t file_size) : left_(4 * file_size + 4096) {}
  Result<> spend(size_t bytes) {
    if (bytes > left_) return corrupt("the same objects are used over and over again");
    left_ -= bytes;
    return {};
  }

 private:
  size_t left_;
};

/// A table. Fields are named by their id in the schema; an absent one has its default. The file and the budget must
/// outlive it.
class FlatTable {
 public:
  /// The root of a file. Corrupt when its bytes 4 to 8 are not `identifier`.
  static Result<FlatTable> root(Bytes file, std::string_view identifier, FlatBudget& budget);

  bool has(int id) const { return field_offset(id) != 0; }

  template <class T>
  Result<T> number(int id, T fallback) const {
    static_assert(std::is_arithmetic_v<T> || std::is_enum_v<T>);
    if constexpr (std::is_same_v<T, bool>) {
      TRY_ASSIGN(uint8_t byte, number<uint8_t>(id, fallback));
      return byte != 0;
    } else {
      size_t offset = field_offset(id);
      if (offset == 0) return fallback;
      if (offset + sizeof(T) > size_) return corrupt("byte {}: field {} ends past its table", at_, id);
      T value;
      std::memcpy(&value, file_.data() + at_ + offset, sizeof(T));
      return value;
    }
  }

  Result<std::optional<FlatTable>> table(int id) const;
  Result<std::vector<FlatTable>> tables(int id) const;
  Result<std::string_view> text(int id) const;
  /// Empty when it is absent.
  template <class T>
  Result<FlatVector<T>> vector(int id) const {
    TRY_ASSIGN(Bytes bytes, vector_bytes(id, sizeof(T)));
    TRY(budget_->spend(bytes.size()));
    return FlatVector<T>(bytes);
  }
  /// Content that is not looked at here: it costs no budget.
  Result<Bytes> content(int id) const { return vector_bytes(id, 1); }

 private:
  FlatTable(Bytes file, FlatBudget& budget) : file_(file), budget_(&budget) {}
  static Result<FlatTable> at(Bytes file, uint64_t position, FlatBudget& budget);

  /// Where the field lies in the table; 0 when it is absent.
  size_t field_offset(int id) const;
  /// The object that the field, an offset, points to; nothing when it is absent.
  Result<std::optional<uint64_t>> target(int id) const;
  Result<Bytes> vector_bytes(int id, size_t element_size) const;

  Bytes file_;
  FlatBudget* budget_;
  size_t at_ = 0, size_ = 0;  // of the table
  Bytes fields_;              // of its vtable: an offset each
};

}  // namespace ponte::tflite
