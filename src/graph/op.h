#pragma once
// What an operator is: plain data with functions. One file per operator lies in graph/ops.

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "graph/attrs.h"
#include "graph/tensor.h"

namespace ponte::graph {

/// What is known of a value. `ints` are the elements of a small integer or boolean tensor (a shape, an index list) as
/// far as they are known, so that shape arithmetic on named dimensions can be followed.
struct Fact {
  DType dtype = DType::f32;
  Shape shape;
  std::optional<std::vector<Dim>> ints;
  bool operator==(const Fact&) const = default;
};

/// What an operator's functions see of a node: attributes, facts and constants of its inputs.
class OpContext {
 public:
  struct Input {
    const Fact* fact = nullptr;        // null: the optional input is absent
    const Tensor* constant = nullptr;  // null: not a constant
  };
  OpContext(const Attrs& attrs, std::vector<Input> inputs, size_t output_count)
      : attrs(attrs), inputs_(std::move(inputs)), output_count_(output_count) {}

  const Attrs& attrs;

  size_t input_count() const { return inputs_.size(); }
  size_t output_count() const { return output_count_; }
  bool has_input(size_t i) const { return i < inputs_.size() && inputs_[i].fact != nullptr; }
  const Fact& fact(size_t i) const { return *inputs_[i].fact; }
  const Shape& shape(size_t i) const { return fact(i).shape; }
  DType dtype(size_t i) const { return fact(i).dtype; }
  /// The constant of an input, or null.
  const Tensor* constant(size_t i) const { return i < inputs_.size() ? inputs_[i].constant : nullptr; }
  /// The integer elements of an input as far as they are known: from its constant or its fact.
  std::optional<std::vector<Dim>> ints(size_t i) const;
  /// The integer elements of an input when every one is known.
  std::optional<Dims> known_ints(size_t i) const;

 private:
  std::vector<Input> inputs_;
  size_t output_count_;
};

/// One attribute of an operator. Without a default it is required.
struct AttrSpec {
  std::string_view name;
  AttrType type;
  std::optional<double> default_number = std::nullopt;  // boolean, integer, number
  // text; a dtype's name; a list of digits, "1,1"; "" is also the empty list
  std::optional<std::string_view> default_text = std::nullopt;
};

/// Inputs beyond `min_inputs` are optional. kMany means any number.
struct Arity {
  static constexpr int kMany = 1 << 20;
  int min_inputs;
  int max_inputs;
  int min_outputs = 1;
  int max_outputs = 1;
};

struct OpInfo {
  using Infer = Result<std::vector<Fact>> (*)(const OpContext&);
  /// Called with every present input constant; gives all outputs.
  using Evaluate = Result<std::vector<Tensor>> (*)(const OpContext&);
  /// Multiplications and additions of one run, in multiply-adds, when the shapes are known.
  using Cost = int64_t (*)(const OpContext&, const Shape& output);

  std::string_view name;
  Arity arity;
  std::span<const AttrSpec> attrs;
  Infer infer;
  Evaluate evaluate = nullptr;  // null: never folded
  Cost multiply_adds = nullptr;
};

/// All operators, sorted by file name.
std::span<const OpInfo* const> all_ops();
const OpInfo* find_op(std::string_view name);

const AttrSpec* find_attr(const OpInfo& op, std::string_view name);
/// None for an attribute that must be given.
std::optional<AttrValue> default_value(const AttrSpec& spec);
/// Fills in defaults; refuses unknown names, wrong types and missing attributes.
Result<Attrs> complete_attrs(const OpInfo& op, Attrs attrs);

}  // namespace ponte::graph
