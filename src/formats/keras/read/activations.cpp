#include "formats/keras/read/activations.h"

namespace ponte::keras {

namespace {

// Numbers that stand beside tensors of floats.
ValueId scalar(LayerReader& call, double number) { return call.b.scalar(static_cast<float>(number)); }

ValueId clip(LayerReader& call, ValueId x, std::optional<double> least, std::optional<double> most,
             std::string_view name) {
  std::vector<ValueId> inputs{x, least ? scalar(call, *least) : ValueId{}};
  if (most) inputs.push_back(scalar(call, *most));
  return call.b.add("clip", std::move(inputs), {}, name);
}

ValueId softsign(LayerReader& call, ValueId x, std::string_view name) {
  ValueId size = call.b.add(call.b.unary("abs", x, "abs"), scalar(call, 1), "plus_one");
  return call.b.add("div", {x, size}, {}, name);
}

ValueId log_sigmoid(LayerReader& call, ValueId x, std::string_view name) {
  return call.b.unary("neg", call.b.unary("softplus", call.b.unary("neg", x, "neg"), "softplus"), name);
}

ValueId tanh_shrink(LayerReader& call, ValueId x, std::string_view name) {
  return call.b.add("sub", {x, call.b.unary("tanh", x, "tanh")}, {}, name);
}

ValueId soft_shrink(LayerReader& call, ValueId x, std::string_view name) {
  return call.b.add("sub", {x, clip(call, x, -0.5, 0.5, "clip")}, {}, name);
}

ValueId hard_shrink(LayerReader& call, ValueId x, std::string_view name) {
  ValueId far = call.b.add("greater", {call.b.unary("abs", x, "abs"), scalar(call, 0.5)}, {}, "greater");
  return call.b.add("where", {far, x, scalar(call, 0)}, {}, name);
}

ValueId squareplus(LayerReader& call, ValueId x, std::string_view name) {
  ValueId root = call.b.unary("sqrt", call.b.add(call.b.mul(x, x, "square"), scalar(call, 4), "plus_four"), "sqrt");
  return call.b.add("div", {call.b.add(x, root), scalar(call, 2)}, {}, name);
}

ValueId sparse_sigmoid(LayerReader& call, ValueId x, std::string_view name) {
  return call.b.add("hard_sigmoid", {x}, {{"alpha", 0.5}, {"beta", 0.5}}, name);
}

ValueId celu(LayerReader& call, ValueId x, std::string_view name) { return call.b.add("elu", {x}, {}, name); }

ValueId hard_sigmoid(LayerReader& call, ValueId x, std::string_view name) {
  // Keras 3 has relu6(x + 3) / 6.
  double alpha = call.keras2() ? 0.2 : 1.0 / 6;
  return call.b.add("hard_sigmoid", {x}, {{"alpha", alpha}, {"beta", 0.5}}, name);
}

ValueId relu6(LayerReader& call, ValueId x, std::string_view name) { return clip(call, x, 0, 6, name); }
ValueId hard_tanh(LayerReader& call, ValueId x, std::string_view name) { return clip(call, x, -1, 1, name); }

ValueId leaky_relu(LayerReader& call, ValueId x, std::string_view name) {
  return call.b.add("leaky_relu", {x}, {{"alpha", 0.2}}, name);
}

ValueId last_axis_softmax(LayerReader& call, ValueId x, std::string_view name) {
  return call.b.softmax(x, static_cast<int64_t>(call.rank(x)) - 1, name);
}

ValueId log_softmax(LayerReader& call, ValueId x, std::string_view name) {
  return call.b.add("log_softmax", {x}, {{"axis", static_cast<int64_t>(call.rank(x)) - 1}}, name);
}

// The first half of the last axis, as far as the other half lets it through.
ValueId glu(LayerReader& call, ValueId x, std::string_view name) {
  std::vector<ValueId> halves = call.b.chunk(x, 2, static_cast<int64_t>(call.rank(x)) - 1);
  return call.b.add("mul", {halves[0], call.b.sigmoid(halves[1])}, {}, name);
}

struct Named {
  std::string_view activation;
  std::string_view op;  // of the IR, where it is one that takes nothing but x
  ValueId (*build)(LayerReader& call, ValueId x, std::string_view name) = nullptr;
};

constexpr Named kNamed[] = {{"relu", "relu"},
                            {"sigmoid", "sigmoid"},
                            {"silu", "silu"},
                            {"swish", "silu"},
                            {"tanh", "tanh"},
                            {"elu", "elu"},
                            {"selu", "selu"},
                            {"gelu", "gelu"},
                            {"hard_silu", "hard_swish"},
                            {"hard_swish", "hard_swish"},
                            {"mish", "mish"},
                            {"softplus", "softplus"},
                            {"exponential", "exp"},
                            {"relu6", "", relu6},
                            {"hard_sigmoid", "", hard_sigmoid},
                            {"leaky_relu", "", leaky_relu},
                            {"softmax", "", last_axis_softmax},
                            {"log_softmax", "", log_softmax},
                            {"softsign", "", softsign},
                            {"log_sigmoid", "", log_sigmoid},
                            {"tanh_shrink", "", tanh_shrink},
                            {"soft_shrink", "", soft_shrink},
                            {"hard_shrink", "", hard_shrink},
                            {"hard_tanh", "", hard_tanh},
                            {"squareplus", "", squareplus},
                            {"sparse_sigmoid", "", sparse_sigmoid},
                            {"celu", "", celu},
                            {"glu", "", glu}};

double entry(const ConfigValue* config, std::string_view key, double fallback) {
  const ConfigValue* value = config ? config->find(key) : nullptr;
  return value ? value->number().value_or(fallback) : fallback;
}

// Layers that may stand where a function does: those without weights.
Result<ValueId> activate_by_layer(LayerReader& call, ValueId x, const ConfigValue& layer, std::string_view name) {
  std::string_view class_name = layer.text("class_name");
  const ConfigValue* config = layer.find("config");
  if (class_name == "function" || class_name == "Activation") {
    std::string_view function = class_name == "function" && config ? config->text() : std::string_view{};
    if (class_name == "Activation" && config) function = config->text("activation");
    if (!function.empty()) return activate_by_name(call, x, function, name);
  }
  if (class_name == "ReLU") {
    ReluSettings settings{entry(config, "negative_slope", 0), entry(config, "threshold", 0), std::nullopt};
    const ConfigValue* max_value = config ? config->find("max_value") : nullptr;
    if (max_value) settings.max_value = max_value->number();
    return relu(call, x, settings, name);
  }
  if (class_name == "LeakyReLU") {
    double slope = entry(config, "negative_slope", entry(config, "alpha", 0.3));
    return call.b.add("leaky_relu", {x}, {{"alpha", slope}}, name);
  }
  if (class_name == "ELU") return call.b.add("elu", {x}, {{"alpha", entry(config, "alpha", 1)}}, name);
  if (class_name == "Softmax" && entry(config, "axis", -1) == -1) return activate_by_name(call, x, "softmax", name);
  return unsupported("the activation {} is not supported", layer.description());
}

}  // namespace

Result<ValueId> activate_by_name(LayerReader& call, ValueId x, std::string_view activation, std::string_view name) {
  if (activation == "linear") return x;
  for (const Named& named : kNamed) {
    if (named.activation != activation) continue;
    return named.build ? named.build(call, x, name) : call.b.unary(named.op, x, name);
  }
  return unsupported("the activation {} is not supported", activation);
}

Result<ValueId> activate(LayerReader& call, ValueId x, std::string_view setting, std::string_view name) {
  const ConfigValue* activation = call.setting(setting);
  if (!activation) return x;
  if (activation->as<std::string>()) return activate_by_name(call, x, activation->text(), name);
  return activate_by_layer(call, x, *activation, name);
}

ValueId relu(LayerReader& call, ValueId x, const ReluSettings& settings, std::string_view name) {
  const auto& [slope, threshold, most] = settings;
  if (threshold != 0) {
    ValueId above = call.b.add("greater", {x, scalar(call, threshold)}, {}, "greater");
    ValueId below = call.b.mul(call.b.sub(x, scalar(call, threshold)), scalar(call, slope));
    ValueId y = call.b.add("where", {above, x, slope == 0 ? scalar(call, 0) : below}, {}, most ? "where" : name);
    return most ? clip(call, y, std::nullopt, *most, name) : y;
  }
  if (slope == 0) return most ? clip(call, x, 0, *most, name) : call.b.unary("relu", x, name);
  ValueId leaky = call.b.add("leaky_relu", {x}, {{"alpha", slope}}, most ? "leaky_relu" : name);
  return most ? clip(call, leaky, std::nullopt, *most, name) : leaky;
}

Result<ValueId> softmax(LayerReader& call, ValueId x, Dims axes, std::string_view name) {
  if (axes.size() == 1) return call.b.softmax(x, axes[0], name);
  ValueId largest = call.b.add("reduce_max", {x}, {{"axes", axes}}, "max");
  ValueId powers = call.b.unary("exp", call.b.sub(x, largest), "exp");
  ValueId total = call.b.add("reduce_sum", {powers}, {{"axes", axes}}, "sum");
  return call.b.add("div", {powers, total}, {}, name);
}

}  // namespace ponte::keras
