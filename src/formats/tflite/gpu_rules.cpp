// Which operators the GPU delegate takes, as LiteRT's sources of 2026-08 say: versions and the list itself from
// tflite/delegates/gpu/common/model_builder.cc (NewOperationParser and the IsSupported of each parser), everything else
// from tflite/tools/versioning/gpu_compatibility.cc. The delegate runs quantized models too, which is its default.
#include <algorithm>

#include "formats/tflite/gpu_codes.h"
#include "formats/tflite/gpu_delegate.h"

namespace ponte::tflite {

namespace {

/// What is asked of inputs and options beside the version.
enum class Need {
  nothing,
  one_input,
  two_inputs,
  broadcast,
  compare,
  axes,
  convolution,
  depthwise,
  fully_connected,
  gather,
  pad,
  pooling,
  slice,
  strided_slice,
  softmax,
  block,
  cast,
  dequantize,
  select,
  two_of_add,
};

constexpr int kAnyVersion = INT32_MAX;

struct Rule {
  int32_t code;
  int highest_version;
  Need need;
};

using enum Need;

constexpr Rule kRules[] = {
    {code::abs, 2, one_input},
    {code::add, 2, broadcast},
    {code::add_n, 2, two_of_add},
    {code::average_pool_2d, 2, pooling},
    {code::batch_matmul, kAnyVersion, two_of_add},
    {code::cast, kAnyVersion, cast},
    {code::concatenation, 2, nothing},
    {code::conv_2d, 6, convolution},
    {code::cos, 2, one_input},
    {code::cumsum, 1, nothing},
    {code::depth_to_space, kAnyVersion, block},
    {code::depthwise_conv_2d, 6, depthwise},
    {code::dequantize, 3, dequantize},
    {code::div, 2, two_inputs},
    {code::elu, 2, one_input},
    {code::equal, 2, compare},
    {code::exp, 2, one_input},
    {code::floor, 2, one_input},
    {code::floor_div, 2, two_inputs},
    {code::floor_mod, 2, two_inputs},
    {code::fully_connected, 9, fully_connected},
    {code::gather, 1, gather},
    {code::gelu, 2, one_input},
    {code::greater, 2, compare},
    {code::greater_equal, 2, compare},
    {code::hard_swish, kAnyVersion, one_input},
    {code::leaky_relu, 2, nothing},
    {code::less, 2, compare},
    {code::less_equal, 2, compare},
    {code::log, 2, one_input},
    {code::logical_and, 2, compare},
    {code::logistic, 2, one_input},
    {code::max_pool_2d, 2, pooling},
    {code::maximum, 2, two_inputs},
    {code::mean, kAnyVersion, axes},
    {code::minimum, 2, two_inputs},
    {code::mirror_pad, 2, pad},
    {code::mul, 3, broadcast},
    {code::neg, 2, one_input},
    {code::not_equal, 2, compare},
    {code::one_hot, 1, nothing},
    {code::pack, kAnyVersion, nothing},
    {code::pad, 2, pad},
    {code::padv2, 2, pad},
    {code::pow, 2, two_inputs},
    {code::prelu, 1, nothing},
    {code::quantize, 2, one_input},
    {code::reduce_max, kAnyVersion, axes},
    {code::reduce_min, kAnyVersion, axes},
    {code::reduce_prod, kAnyVersion, axes},
    {code::relu, 2, nothing},
    {code::relu6, 2, nothing},
    {code::relu_0_to_1, 2, nothing},
    {code::relu_n1_to_1, 2, nothing},
    {code::reshape, 1, one_input},
    {code::resize_bilinear, 3, one_input},
    {code::resize_nearest_neighbor, 3, one_input},
    {code::rsqrt, 2, one_input},
    {code::select, 1, select},
    {code::select_v2, 1, select},
    {code::sign, 2, one_input},
    {code::sin, 2, one_input},
    {code::slice, 2, slice},
    {code::softmax, 2, softmax},
    {code::space_to_depth, 2, block},
    {code::split, kAnyVersion, nothing},
    {code::split_v, kAnyVersion, nothing},
    {code::sqrt, 2, one_input},
    {code::square, 2, one_input},
    {code::squared_difference, 2, two_inputs},
    {code::strided_slice, 4, strided_slice},
    {code::sub, 2, two_inputs},
    {code::sum, kAnyVersion, axes},
    {code::tanh, 2, one_input},
    {code::tile, kAnyVersion, one_input},
    {code::transpose, 4, one_input},
    {code::transpose_conv, 3, convolution},
    {code::unpack, kAnyVersion, nothing},
};

const Rule* rule_of(const FileOperator& op) {
  auto found = std::ranges::find(kRules, op.code, &Rule::code);
  return found == std::end(kRules) ? nullptr : &*found;
}

std::string shape_in_brackets(const FileTensor& tensor) {
  std::vector<int32_t> dims = tensor.shape.list();
  return fmt::format("[{}]", fmt::join(dims, ","));
}

/// An operator with what it reads and writes; -1 among the inputs is left out.
struct Seen {
  const FileSubgraph& graph;
  const FileOperator& op;
  std::vector<const FileTensor*> inputs, outputs;
  std::vector<bool> is_fixed;  // of the inputs

  Seen(const FileSubgraph& all, const FileOperator& one, const TensorUses& uses) : graph(all), op(one) {
    for (int32_t index : one.inputs.list()) {
      if (index < 0) continue;
      inputs.push_back(&all.tensors[static_cast<size_t>(index)]);
      is_fixed.push_back(uses.is_fixed[static_cast<size_t>(index)]);
    }
    for (int32_t index : one.outputs.list()) outputs.push_back(&all.tensors[static_cast<size_t>(index)]);
  }

  int64_t computed() const { return std::ranges::count(is_fixed, false); }
  int64_t constants() const { return std::ranges::count(is_fixed, true); }
  size_t rank(size_t input) const { return input < inputs.size() ? inputs[input]->shape.size() : 0; }

  template <class T>
  Result<T> option(int id, T fallback) const {
    return op.options ? op.options->number<T>(id, fallback) : Result<T>(fallback);
  }
};

/// The larger of two shapes of different rank takes the smaller, without the flag for more (kEnhancedBroadcast).
std::string check_broadcast(const Seen& seen) {
  if (seen.inputs.size() != 2) return "two inputs are needed";
  const FileTensor *a = seen.inputs[0], *b = seen.inputs[1];
  if (a->shape.size() < b->shape.size()) std::swap(a, b);
  size_t large = a->shape.size(), small = b->shape.size();
  if (small <= 1 || large == small) return {};
  bool fits = large == 4 && small == 3 && a->shape[0] == 1;
  fits |= large == 4 && small == 2 && a->shape[0] == 1 && b->shape[0] == 1 && b->shape[1] == 1;
  fits |= large == 4 && small == 2 && a->shape[0] == b->shape[0] && a->shape[3] == b->shape[1];
  return fits ? "" : fmt::format("shapes {} and {} do not go together", shape_in_brackets(*a), shape_in_brackets(*b));
}

/// A comparison is taken only together with the one operator that makes numbers of it.
std::string check_compare(const Seen& seen, const TensorUses& uses) {
  constexpr const char* kReason = "its result goes elsewhere than into one CAST or SELECT";
  if (seen.op.outputs.size() != 1) return kReason;
  const std::vector<size_t>& by = uses.readers[static_cast<size_t>(seen.op.outputs[0])];
  if (by.size() != 1) return kReason;
  const FileOperator& next = seen.graph.operators[by[0]];
  bool makes_numbers = next.code == code::cast || next.code == code::select || next.code == code::select_v2;
  if (!makes_numbers || next.outputs.empty()) return kReason;
  TensorType type = seen.graph.tensors[static_cast<size_t>(next.outputs[0])].type;
  return type == TensorType::f32 || type == TensorType::f16 ? "" : kReason;
}

std::string check_two(const Seen& seen) {
  int64_t computed = seen.computed(), constants = seen.constants();
  bool good = (computed == 2 && constants == 0) || (computed == 1 && constants == 1);
  if (!good) return fmt::format("{} computed and {} constant inputs", computed, constants);
  bool same = seen.inputs.size() == 2 && seen.inputs[0] == seen.inputs[1];
  return same ? "both inputs are the same" : "";
}

std::string check_axes(const Seen& seen) {
  if (seen.inputs.size() < 2 || !seen.inputs[1]->is_constant) return "axes that are computed";
  return seen.inputs[1]->type == TensorType::i32 ? "" : "axes that are not INT32";
}

Result<std::string> check_depthwise(const Seen& seen) {
  if (seen.inputs.size() < 2 || seen.outputs.size() != 1) return "a filter is missing";
  if (seen.rank(0) != 4 || seen.rank(1) != 4 || seen.outputs[0]->shape.size() != 4) return "not four axes";
  constexpr int kMultiplier = 3;
  TRY_ASSIGN(int32_t multiplier, seen.option<int32_t>(kMultiplier, 0));
  int64_t in = seen.inputs[0]->shape[3], out = seen.outputs[0]->shape[3];
  bool good = seen.inputs[1]->shape[3] == out && out == in * multiplier;
  return good ? "" : fmt::format("{} channels in, {} out, {} filters each", in, out, multiplier);
}

Result<std::string> check_fully_connected(const Seen& seen) {
  constexpr int kFormat = 1, kKeepDims = 2;
  TRY_ASSIGN(int8_t format, seen.option<int8_t>(kFormat, 0));
  if (format != 0) return "weights in a shuffled order";
  if (seen.computed() > 2) return "more than two computed inputs";
  TRY_ASSIGN(bool keeps, seen.option<bool>(kKeepDims, false));
  bool same = !seen.outputs.empty() && seen.rank(0) == seen.outputs[0]->shape.size();
  return !keeps || same ? "" : "keep_num_dims with another number of axes";
}

std::string check_gather(const Seen& seen) {
  if (seen.inputs.size() != 2) return "two inputs are needed";
  if (seen.rank(1) != 1) return fmt::format("indices {} are not in one row", shape_in_brackets(*seen.inputs[1]));
  return seen.inputs[1]->type == TensorType::i32 ? "" : "indices that are not INT32";
}

Result<std::string> check_pad(const Seen& seen) {
  if (seen.computed() != 1 || seen.inputs.size() < 2) return "widths that are computed";
  constexpr int kMode = 0;
  if (seen.op.code == code::mirror_pad) {
    TRY_ASSIGN(int8_t mode, seen.option<int8_t>(kMode, 0));
    if (mode != 0) return "a mirror with its edge twice";
  }
  const FileTensor& widths = *seen.inputs[1];
  bool good = widths.shape.size() == 2 && (widths.shape[0] == 3 || widths.shape[0] == 4) && widths.shape[1] == 2;
  return good ? "" : fmt::format("widths {} instead of [3,2] or [4,2]", shape_in_brackets(widths));
}

std::string check_slice(const Seen& seen) {
  if (seen.inputs.size() < 3) return "an input is missing";
  size_t rank = seen.rank(0);
  return rank == 3 || rank == 4 ? "" : fmt::format("{} axes, 3 or 4 are taken", rank);
}

Result<std::string> check_strided_slice(const Seen& seen) {
  constexpr int kEllipsis = 2, kNewAxis = 3, kShrink = 4;
  for (auto [id, name] :
       {std::pair{kEllipsis, "an ellipsis"}, {kNewAxis, "a new axis"}, {kShrink, "an axis taken away"}}) {
    TRY_ASSIGN(int32_t mask, seen.option<int32_t>(id, 0));
    if (mask != 0) return name;
  }
  return seen.inputs.size() < 4 ? "an input is missing" : check_slice(seen);
}

Result<std::string> check_block(const Seen& seen) {
  constexpr int kSize = 0;
  TRY_ASSIGN(int32_t size, seen.option<int32_t>(kSize, 0));
  return size > 1 ? "" : fmt::format("blocks of {}", size);
}

std::string check_cast(const Seen& seen) {
  if (seen.inputs.size() != 1 || seen.outputs.size() != 1) return "one input and one output are needed";
  TensorType from = seen.inputs[0]->type, to = seen.outputs[0]->type;
  auto is_float = [](TensorType type) { return type == TensorType::f32 || type == TensorType::f16; };
  auto is_number = [](TensorType type) { return type == TensorType::f32 || type == TensorType::i32; };
  bool good = (from == TensorType::boolean && is_float(to)) || (is_float(from) && to == TensorType::boolean) ||
              (is_number(from) && is_number(to));
  return good ? "" : "these two types";
}

std::string check_select(const Seen& seen) {
  if (seen.inputs.size() != 3 || seen.outputs.size() != 1) return "three inputs are needed";
  for (size_t i : {1, 2}) {
    const FileTensor& branch = *seen.inputs[i];
    bool scalar = branch.shape.empty() || (branch.shape.size() == 1 && branch.shape[0] <= 1);
    if (!scalar && branch.shape.list() != seen.outputs[0]->shape.list())
      return fmt::format("shapes {} and {} do not go together", shape_in_brackets(branch),
                         shape_in_brackets(*seen.outputs[0]));
  }
  return {};
}

std::string check_one_input(const Seen& seen) {
  int64_t computed = seen.computed();
  return computed == 1 && seen.outputs.size() == 1 ? "" : fmt::format("{} computed inputs, one is taken", computed);
}

Result<std::string> check_need(const Seen& seen, Need need, const TensorUses& uses) {
  switch (need) {
    case nothing: return "";
    case one_input: return check_one_input(seen);
    case two_inputs: return check_two(seen);
    case broadcast: return check_broadcast(seen);
    case compare: return check_compare(seen, uses);
    case axes: return check_axes(seen);
    case convolution: return seen.computed() <= 2 && seen.outputs.size() == 1 ? "" : "more than two computed inputs";
    case depthwise: return check_depthwise(seen);
    case fully_connected: return check_fully_connected(seen);
    case gather: return check_gather(seen);
    case pad: return check_pad(seen);
    case pooling: return check_one_input(seen);
    case slice: return check_slice(seen);
    case strided_slice: return check_strided_slice(seen);
    case softmax: {
      TRY_ASSIGN(float beta, seen.option<float>(0, 0));
      return beta == 1 ? "" : fmt::format("beta is {}, 1 is taken", beta);
    }
    case block: return check_block(seen);
    case cast: return check_cast(seen);
    case dequantize: return seen.inputs[0]->type == TensorType::i16 ? "INT16" : "";
    case select: return check_select(seen);
    case two_of_add: return seen.inputs.size() == 2 ? "" : "two inputs are needed";
  }
  return "";
}

const char* type_name(TensorType type) {
  switch (type) {
    case TensorType::i32: return "INT32";
    case TensorType::i64: return "INT64";
    case TensorType::boolean: return "BOOL";
    case TensorType::i16: return "INT16";
    default: return "another type";
  }
}

/// Types of what is computed; constants may be of any.
bool takes_type(TensorType type, const FileOperator& op, bool is_output) {
  using enum TensorType;
  if (type == f32 || type == f16 || type == i8 || type == u8) return true;
  auto is = [&](std::initializer_list<int32_t> codes) { return std::ranges::find(codes, op.code) != codes.end(); };
  bool compares = is({code::equal, code::greater, code::greater_equal, code::less, code::less_equal, code::not_equal,
                      code::logical_and});
  if (type == boolean)
    return is({code::cast, code::logical_and}) || (is_output ? compares : is({code::select, code::select_v2}));
  return type == i32 && (is({code::cast}) || (!is_output && is({code::gather, code::one_hot})));
}

std::string check_tensors(const std::vector<const FileTensor*>& tensors, const FileOperator& op, bool is_output) {
  constexpr size_t kMostAxes = 4;
  for (const FileTensor* tensor : tensors) {
    if (tensor->shape.size() > kMostAxes) return fmt::format("{} axes, up to 4 are taken", tensor->shape.size());
    if (!tensor->is_constant && !takes_type(tensor->type, op, is_output))
      return fmt::format("{} of the type {}", is_output ? "a result" : "an input", type_name(tensor->type));
  }
  return {};
}

}  // namespace

Result<std::string> refusal_by_gpu(const FileSubgraph& graph, const FileOperator& op, const TensorUses& uses) {
  const Rule* rule = rule_of(op);
  if (!rule) return "the delegate does not have the operator";
  if (op.version > rule->highest_version)
    return fmt::format("version {}, up to {} is taken", op.version, rule->highest_version);
  Seen seen(graph, op, uses);
  if (seen.inputs.empty() || seen.outputs.empty()) return "it reads or writes nothing";
  TRY_ASSIGN(std::string reason, check_need(seen, rule->need, uses));
  if (reason.empty()) reason = check_tensors(seen.inputs, op, false);
  if (reason.empty()) reason = check_tensors(seen.outputs, op, true);
  return reason;
}

}  // namespace ponte::tflite
