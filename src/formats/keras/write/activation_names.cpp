#include <cmath>

#include "formats/keras/write/layer_writer.h"

namespace ponte::keras {

namespace {

bool is_about(double a, double b) { return std::abs(a - b) < 1e-6; }

}  // namespace

std::string activation_name(const Node& node) {
  static constexpr std::string_view kSame[] = {"silu", "relu", "sigmoid", "tanh", "mish", "softplus", "selu"};
  for (std::string_view name : kSame)
    if (node.is(name)) return std::string(name);
  // x * relu6(x + 3) / 6, and the same without x.
  if (node.is("hard_swish")) return "hard_silu";
  if (node.is("hard_sigmoid") && is_about(node.attrs.number("alpha"), 1.0 / 6) &&
      is_about(node.attrs.number("beta"), 0.5))
    return "hard_sigmoid";
  if (node.is("elu") && node.attrs.number("alpha") == 1) return "elu";
  // Keras' default is the exact form.
  if (node.is("gelu") && node.attrs.text("approximate") == "none") return "gelu";
  return {};
}

}  // namespace ponte::keras
