#include <algorithm>

#include "graph/evaluate/evaluate_move.h"

namespace ponte::graph::ops_reshape {

namespace {

constexpr AttrSpec kAttrs[] = {{"allow_zero", AttrType::boolean, 0}};

// The size of -1: what is left of the input's dimensions after those of the result are taken away.
Result<Dim> remaining(Shape input, const Shape& output, size_t wildcard) {
  int64_t taken = 1;
  for (size_t i = 0; i < output.size(); ++i) {
    if (i == wildcard) continue;
    if (output[i].known()) {
      TRY_ASSIGN(taken, checked_mul(taken, output[i].size));
      continue;
    }
    auto same = std::find(input.begin(), input.end(), output[i]);
    if (output[i].symbol.empty() || same == input.end()) return Dim{};
    input.erase(same);
  }
  int64_t known = 1;
  Dim name(1);
  for (const Dim& dim : input) {
    if (dim.known()) {
      TRY_ASSIGN(known, checked_mul(known, dim.size));
    } else if (name == Dim(1)) {
      name = dim;
    } else {
      return Dim{};
    }
  }
  if (name != Dim(1)) return known == taken ? name : Dim{};
  if (taken == 0 || known % taken != 0)
    return corrupt("{} elements do not divide into the shape [{}]", known, shape_text(output));
  return Dim(known / taken);
}

Result<> check_counts(const Shape& input, const Shape& output) {
  auto before = known_dims(input), after = known_dims(output);
  if (!before || !after) return {};
  TRY_ASSIGN(int64_t held, element_count(*before));
  TRY_ASSIGN(int64_t wanted, element_count(*after));
  if (held != wanted) return corrupt("{} elements do not fill the shape [{}]", held, dims_text(*after));
  return {};
}

Result<Facts> infer(const OpContext& context) {
  const Shape& input = context.shape(0);
  TRY_ASSIGN(Shape output, shape_from_input(context, 1));
  bool allow_zero = context.attrs.boolean("allow_zero");
  size_t wildcard = output.size();
  for (size_t i = 0; i < output.size(); ++i) {
    if (output[i] == Dim(0) && !allow_zero) {
      if (i >= input.size()) return corrupt("axis {} is to be copied from [{}]", i, shape_text(input));
      output[i] = input[i];
    } else if (output[i] == Dim(-1)) {
      if (wildcard < output.size()) return corrupt("the shape [{}] has two -1", shape_text(output));
      wildcard = i;
    } else if (output[i].known() && output[i].size < 0) {
      return corrupt("the shape [{}] has a negative size", shape_text(output));
    }
  }
  if (wildcard < output.size()) {
    TRY_ASSIGN(output[wildcard], remaining(input, output, wildcard));
  }
  TRY(check_counts(input, output));
  return one_fact(context.dtype(0), std::move(output), context.ints(0));
}

Result<Tensors> evaluate(const OpContext& context) { return evaluate_view(context, infer); }

}  // namespace

constinit extern const OpInfo op_reshape{
    .name = "reshape", .arity = {2, 2}, .attrs = kAttrs, .infer = infer, .evaluate = evaluate};

}  // namespace ponte::graph::ops_reshape
