#include "formats/keras/read/tf_functions.h"

#include "formats/keras/read/operation_readers.h"
#include "formats/keras/write/resizes.h"

namespace ponte::keras {

namespace {

/// `parameters` maps TensorFlow's, in their order, to arguments by their position or to settings by their name, some
/// with the number that is meant when they are absent: "input:0 axis:axis=-1". `-` is one that says nothing.
struct TfFunction {
  std::string_view name, operation, parameters;
  Result<> (*read)(LayerReader& call) = nullptr;  // in place of an operation
};

Result<> read_split(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.tensor(0, "value"));
  TRY_ASSIGN(int64_t axis, call.axis("axis", call.rank(x), 0));
  call.ignore("num");
  TRY_ASSIGN(Dims sizes, call.integers("num_or_size_splits"));
  const ConfigValue* setting = call.setting("num_or_size_splits");
  if (setting->integer()) {
    TRY_ASSIGN(std::vector<ValueId> parts, equal_parts(call, x, sizes[0], axis));
    return call.give(std::move(parts));
  }
  size_t count = sizes.size();
  return call.give(call.b.add_multi("split", {x}, {{"axis", axis}, {"sizes", std::move(sizes)}}, count));
}

Result<> read_image_resize(LayerReader& call) {
  TRY_ASSIGN(ValueId x, call.float_tensor(0, "images"));
  TRY_ASSIGN(std::string method, call.text("method", "bilinear"));
  for (std::string_view name : {"preserve_aspect_ratio", "antialias"}) {
    TRY_ASSIGN(bool set, call.flag(name, false));
    if (set) return unsupported("image.resize with {} is not supported", name);
  }
  if (call.rank(x) != 4) return unsupported("image.resize of [{}]", shape_text(call.shape(x)));
  TRY_ASSIGN(Dims size, call.sizes("size", 2));
  TRY_ASSIGN(Attrs attrs, resize_attrs(method));
  return call.give(resize_to(call, x, size, true, std::move(attrs)));
}

Result<> read_blocks(LayerReader& call, std::string_view op) {
  TRY_ASSIGN(ValueId x, call.tensor(0, "input"));
  TRY_ASSIGN(Dims block, call.sizes("block_size", 1));
  TRY(call.only("data_format", "NHWC"));
  return call.give(call.b.add(op, {x}, {{"block", block[0]}, {"layout", std::string("nhwc")}}));
}

Result<> read_depth_to_space(LayerReader& call) { return read_blocks(call, "depth_to_space"); }
Result<> read_space_to_depth(LayerReader& call) { return read_blocks(call, "space_to_depth"); }
Result<> read_add_n(LayerReader& call) { return read_merge(call, "add"); }
Result<> read_same(LayerReader& call) { return read_pass_through(call); }

Result<> read_bias_add(LayerReader& call) {
  TRY(call.only("data_format", "NHWC"));
  TRY_ASSIGN(std::vector<ValueId> x, call.operands({call.argument(0, "value"), call.argument(1, "bias")}));
  return call.give(call.b.add("add", std::move(x)));
}

constexpr TfFunction kFunctions[] = {
    {"math.add", "Add", "x:0 y:1"},
    {"__operators__.add", "Add", "x:0 y:1"},
    {"math.subtract", "Subtract", "x:0 y:1"},
    {"math.multiply", "Multiply", "x:0 y:1"},
    {"math.truediv", "TrueDivide", "x:0 y:1"},
    {"math.divide", "TrueDivide", "x:0 y:1"},
    {"math.floordiv", "FloorDivide", "x:0 y:1"},
    {"math.floormod", "Mod", "x:0 y:1"},
    {"math.pow", "Power", "x:0 y:1"},
    {"math.maximum", "Maximum", "x:0 y:1"},
    {"math.minimum", "Minimum", "x:0 y:1"},
    {"math.greater", "Greater", "x:0 y:1"},
    {"math.greater_equal", "GreaterEqual", "x:0 y:1"},
    {"math.less", "Less", "x:0 y:1"},
    {"math.less_equal", "LessEqual", "x:0 y:1"},
    {"math.equal", "Equal", "x:0 y:1"},
    {"math.not_equal", "NotEqual", "x:0 y:1"},
    {"math.logical_and", "LogicalAnd", "x:0 y:1"},
    {"math.logical_or", "LogicalOr", "x:0 y:1"},
    {"math.logical_xor", "LogicalXor", "x:0 y:1"},
    {"math.logical_not", "LogicalNot", "x:0"},
    {"linalg.matmul", "Matmul", "a:0 b:1"},
    {"math.abs", "Absolute", "x:0"},
    {"math.negative", "Negative", "x:0"},
    {"math.exp", "Exp", "x:0"},
    {"math.expm1", "Expm1", "x:0"},
    {"math.log", "Log", "x:0"},
    {"math.log1p", "Log1p", "x:0"},
    {"math.sqrt", "Sqrt", "x:0"},
    {"math.rsqrt", "Rsqrt", "x:0"},
    {"math.square", "Square", "x:0"},
    {"math.reciprocal", "Reciprocal", "x:0"},
    {"math.floor", "Floor", "x:0"},
    {"math.ceil", "Ceil", "x:0"},
    {"math.round", "Round", "x:0"},
    {"math.sign", "Sign", "x:0"},
    {"math.sin", "Sin", "x:0"},
    {"math.cos", "Cos", "x:0"},
    {"math.tan", "Tan", "x:0"},
    {"math.tanh", "Tanh", "x:0"},
    {"math.sigmoid", "Sigmoid", "x:0"},
    {"math.softplus", "Softplus", "features:0"},
    {"math.erf", "Erf", "x:0"},
    {"nn.relu", "Relu", "features:0"},
    {"nn.relu6", "Relu6", "features:0"},
    {"nn.elu", "Elu", "features:0"},
    {"nn.selu", "Selu", "features:0"},
    {"nn.silu", "Silu", "features:0 beta:-"},
    {"nn.swish", "Silu", "features:0 beta:-"},
    {"nn.gelu", "Gelu", "features:0 approximate:approximate=0"},
    {"nn.leaky_relu", "LeakyRelu", "features:0 alpha:negative_slope"},
    {"nn.softsign", "Softsign", "features:0"},
    {"nn.softmax", "Softmax", "logits:0 axis:axis=-1"},
    {"nn.log_softmax", "LogSoftmax", "logits:0 axis:axis=-1"},
    {"math.l2_normalize", "Normalize", "x:0 axis:axis epsilon:-"},
    {"math.reduce_mean", "Mean", "input_tensor:0 axis:axis keepdims:keepdims"},
    {"math.reduce_sum", "Sum", "input_tensor:0 axis:axis keepdims:keepdims"},
    {"math.reduce_max", "Max", "input_tensor:0 axis:axis keepdims:keepdims"},
    {"math.reduce_min", "Min", "input_tensor:0 axis:axis keepdims:keepdims"},
    {"math.reduce_prod", "Prod", "input_tensor:0 axis:axis keepdims:keepdims"},
    {"math.reduce_variance", "Var", "input_tensor:0 axis:axis keepdims:keepdims"},
    {"math.reduce_std", "Std", "input_tensor:0 axis:axis keepdims:keepdims"},
    {"math.reduce_logsumexp", "Logsumexp", "input_tensor:0 axis:axis keepdims:keepdims"},
    {"math.argmax", "Argmax", "input:0 axis:axis=0 output_type:-"},
    {"math.argmin", "Argmin", "input:0 axis:axis=0 output_type:-"},
    {"math.top_k", "TopK", "input:0 k:k=1 sorted:- index_type:-"},
    {"math.cumsum", "Cumsum", "x:0 axis:axis=0"},
    {"concat", "Concatenate", "values:0 axis:axis"},
    {"stack", "Stack", "values:0 axis:axis=0"},
    {"unstack", "Unstack", "value:0 num:num axis:axis=0"},
    {"reshape", "Reshape", "tensor:0 shape:newshape"},
    {"transpose", "Transpose", "a:0 perm:axes"},
    {"expand_dims", "ExpandDims", "input:0 axis:axis"},
    {"squeeze", "Squeeze", "input:0 axis:axis"},
    {"tile", "Tile", "input:0 multiples:repeats"},
    {"repeat", "Repeat", "input:0 repeats:repeats axis:axis"},
    {"broadcast_to", "BroadcastTo", "input:0 shape:shape"},
    {"pad", "Pad", "tensor:0 paddings:pad_width mode:mode constant_values:constant_values"},
    {"reverse", "Flip", "tensor:0 axis:axis"},
    {"roll", "Roll", "input:0 shift:shift axis:axis"},
    {"cast", "Cast", "x:0 dtype:dtype"},
    {"clip_by_value", "Clip", "t:0 clip_value_min:x_min clip_value_max:x_max"},
    {"gather", "Take", "params:0 indices:1 axis:axis=0"},
    {"where", "Where", "condition:0 x:1 y:2"},
    {"where_v2", "Where", "condition:0 x:1 y:2"},
    {"one_hot", "OneHot", "indices:0 depth:num_classes axis:axis=-1 dtype:-"},
    {"ones_like", "OnesLike", "input:0"},
    {"zeros_like", "ZerosLike", "input:0"},
    {"split", "", "", read_split},
    {"image.resize", "", "", read_image_resize},
    {"nn.depth_to_space", "", "", read_depth_to_space},
    {"nn.space_to_depth", "", "", read_space_to_depth},
    {"math.add_n", "", "", read_add_n},
    {"nn.bias_add", "", "", read_bias_add},
    {"identity", "", "", read_same},
    {"stop_gradient", "", "", read_same},
};

// One function has several names: "compat.v1.transpose" is "transpose", "nn.tanh" "math.tanh", "abs" "math.abs".
const TfFunction* find_function(std::string_view name) {
  if (name.starts_with("compat.v1.")) name.remove_prefix(10);
  for (const TfFunction& function : kFunctions) {
    if (function.name == name) return &function;
    size_t dot = function.name.rfind('.');
    std::string_view last = dot == std::string_view::npos ? function.name : function.name.substr(dot + 1);
    bool inside = function.name.starts_with("math.") || function.name.starts_with("linalg.");
    if (inside && (name == last || (name.starts_with("nn.") && name.substr(3) == last))) return &function;
  }
  return nullptr;
}

struct Parameter {
  std::string_view name, target;
  std::optional<int64_t> fallback;
};

std::vector<Parameter> parameters_of(std::string_view text) {
  std::vector<Parameter> parameters;
  while (!text.empty()) {
    std::string_view item = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(text.size(), item.size() + 1));
    size_t colon = item.find(':'), equals = item.find('=');
    Parameter parameter{item.substr(0, colon), item.substr(colon + 1), std::nullopt};
    if (equals != std::string_view::npos) {
      parameter.target = item.substr(colon + 1, equals - colon - 1);
      parameter.fallback = item.substr(equals + 1) == "-1" ? -1 : item.back() - '0';
    }
    parameters.push_back(parameter);
  }
  return parameters;
}

bool is_position(std::string_view target) { return target.size() == 1 && target[0] >= '0' && target[0] <= '9'; }

struct Arguments {
  ConfigValue::List args;
  ConfigValue::Dict settings;
};

Arguments rename_keywords(const LayerReader& call, std::string_view parameters) {
  Arguments result;
  std::vector<bool> used(call.keywords().size());
  auto take = [&](const Parameter& parameter, const ConfigValue& value) {
    if (parameter.target == "-" || value.is_null()) return;
    if (!is_position(parameter.target)) {
      result.settings.emplace_back(std::string(parameter.target), value);
      return;
    }
    auto place = static_cast<size_t>(parameter.target[0] - '0');
    if (result.args.size() <= place) result.args.resize(place + 1);
    result.args[place] = value;
  };
  std::vector<Parameter> list = parameters_of(parameters);
  for (size_t i = 0; i < list.size(); ++i) {
    const ConfigValue* value = i < call.arguments().size() ? &call.arguments()[i] : nullptr;
    for (size_t k = 0; k < used.size(); ++k) {
      if (call.keywords()[k].first != list[i].name) continue;
      used[k] = true;
      value = &call.keywords()[k].second;
    }
    if (value && !value->is_null())
      take(list[i], *value);
    else if (list[i].fallback)
      take(list[i], ConfigValue(*list[i].fallback));
  }
  // What has no place in the operation stays under its own name, to be refused if it says something.
  for (size_t k = 0; k < used.size(); ++k)
    if (!used[k]) result.settings.push_back(call.keywords()[k]);
  return result;
}

}  // namespace

Result<> read_tf_function(LayerReader& call, std::string_view name) {
  const TfFunction* function = find_function(name);
  if (!function) return unsupported("the TensorFlow function tf.{} is not supported", name);
  if (function->read) return function->read(call);
  const KerasLayer* operation = find_layer(function->operation, true);
  if (!operation) return internal("there is no operation {}", function->operation);
  auto [args, settings] = rename_keywords(call, function->parameters);
  return call.read_as(*operation, std::move(args), std::move(settings));
}

}  // namespace ponte::keras
