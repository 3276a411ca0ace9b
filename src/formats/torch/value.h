#pragma once
// What a pickle holds, as plain data. Values may be shared and may form cycles: they are nodes of one arena, named by
// their index, so that nothing here recurses. `PickleValue` is the handle to look at them with.

#include <deque>
#include <variant>

#include "formats/torch/tensors.h"

namespace ponte::torch {

using PickleId = uint32_t;
inline constexpr PickleId kNoneId = 0;  // the arena's first node is None

struct BigInteger {
  Bytes digits;  // little-endian two's complement, more than 8 bytes
};
struct PickledBytes {
  Bytes bytes;
};
struct PickledList {
  std::vector<PickleId> items;
};
struct PickledTuple {
  std::vector<PickleId> items;
};
struct PickledSet {
  std::vector<PickleId> items;
};
struct PickledDict {
  std::vector<std::pair<PickleId, PickleId>> entries;
};
/// A class or function, by name only.
struct PickledGlobal {
  std::string_view module, name;
};
/// What calling `callable(*arguments)` would have made, with `state` set on it. It was not called.
struct PickledObject {
  PickleId callable = kNoneId, arguments = kNoneId, state = kNoneId;
  PickleId items = kNoneId;    // what was appended, when the class is a kind of list
  PickleId entries = kNoneId;  // what was stored under keys, when the class is a kind of dict
};
struct PickledTensor {
  uint32_t index;  // in the TensorStore
};
struct PickledStorage {
  uint32_t index;         // in the TensorStore
  int64_t offset, count;  // the part of it that is meant, in elements
};

using PickleNode =
    std::variant<std::monostate, bool, int64_t, BigInteger, double, std::string_view, PickledBytes, PickledList,
                 PickledTuple, PickledDict, PickledSet, PickledGlobal, PickledObject, PickledTensor, PickledStorage>;

/// One pickle, read. Texts and bytes are views of `source` or of `owned`.
struct Pickle {
  SharedBytes source;
  std::deque<std::string> owned;
  std::vector<PickleNode> nodes;
  std::unique_ptr<TensorStore> tensors = std::make_unique<TensorStore>();
  PickleId root = kNoneId;
  size_t size = 0;                    ///< bytes of `source` that the pickle takes
  std::vector<std::string> warnings;  ///< sentences about what the file asks for and does not get
};

/// A value of a pickle that stays where it is; cheap to copy. Lookups of what is not there give None, as Python's
/// dict.get does, so that they can be chained. Errors say what was found instead.
class PickleValue {
 public:
  PickleValue() = default;  // None
  PickleValue(const Pickle& pickle, PickleId id) : pickle_(&pickle), id_(id) {}

  template <class T>
  const T* as() const {
    return std::get_if<T>(&node());
  }
  const PickleNode& node() const;
  PickleId id() const { return id_; }
  const Pickle* pickle() const { return pickle_; }

  bool is_none() const { return as<std::monostate>() != nullptr; }
  bool is_text() const { return as<std::string_view>() != nullptr; }
  bool is_dict() const { return as<PickledDict>() != nullptr; }
  bool is_object() const { return as<PickledObject>() != nullptr; }
  bool is_tensor() const { return as<PickledTensor>() != nullptr; }
  /// List, tuple or set.
  bool is_sequence() const;

  /// What this is, for an error: "None", "a list", "an object of class torch.nn.modules.activation.SiLU".
  std::string description() const;

  Result<bool> as_bool() const;           ///< bool, or an int
  Result<int64_t> as_int() const;         ///< int, bool, or a float without a fraction
  Result<double> as_float() const;        ///< float or int
  Result<std::string> as_string() const;  ///< str
  Result<Dims> as_ints() const;           ///< list or tuple of ints; a lone int counts as a list of one
  Result<std::vector<double>> as_floats() const;
  Result<std::vector<std::string>> as_strings() const;
  Result<Tensor> as_tensor() const;

  /// Elements of a list, tuple or set, or of an object that is a kind of list; else none.
  std::vector<PickleValue> items() const;
  /// Entries of a dict, or of an object that is a kind of dict, in their order; else none.
  std::vector<std::pair<PickleValue, PickleValue>> entries() const;
  /// The entry of a dict under a text key.
  PickleValue get(std::string_view key) const;
  /// An attribute of an object.
  PickleValue attribute(std::string_view name) const;
  /// The attributes of an object, in their order.
  std::vector<std::pair<PickleValue, PickleValue>> attributes() const;

  /// "ultralytics.nn.modules.conv.Conv" for an object of a class, and for the class itself; else empty.
  std::string class_path() const;

 private:
  PickleValue at(PickleId id) const { return {*pickle_, id}; }

  const Pickle* pickle_ = nullptr;
  PickleId id_ = kNoneId;
};

}  // namespace ponte::torch
