#include <algorithm>

#include "base/hash.h"
#include "graph/text/text.h"
#include "graph/text/text_tokens.h"

namespace ponte::graph {

std::string content_hash(const Tensor& tensor) { return sha256_hex(tensor.bytes()).substr(0, 16); }

namespace {

template <class List, class Function>
std::string join(const List& list, std::string_view separator, Function text_of) {
  std::string text;
  bool first = true;
  for (const auto& element : list) {
    if (!first) text += separator;
    first = false;
    text += text_of(element);
  }
  return text;
}

std::string dim_text(const Dim& dim) {
  if (dim.known()) return std::to_string(dim.size);
  return dim.symbol.empty() ? "?" : symbol_text(dim.symbol);
}

std::string fact_text(const Fact& fact) {
  return fmt::format("{}[{}]", dtype_name(fact.dtype), join(fact.shape, ",", dim_text));
}

std::string elements_text(const Tensor& tensor) {
  auto plain = [](auto value) { return fmt::format("{}", value); };
  switch (tensor.dtype()) {
    case DType::f64: return join(tensor.to_doubles(), ", ", plain);
    case DType::f32:
    case DType::f16:
    case DType::bf16: return join(tensor.to_floats(), ", ", plain);
    case DType::u64: return join(tensor.elements<uint64_t>(), ", ", plain);
    default: return join(tensor.to_ints(), ", ", plain);
  }
}

std::string constant_text(const Tensor& tensor) {
  constexpr int64_t kInline = 16;
  Fact fact{tensor.dtype(), to_shape(tensor.dims()), std::nullopt};
  if (tensor.count() > kInline) return fmt::format("const {} #{}", fact_text(fact), content_hash(tensor));
  return fmt::format("const {} {{{}}}", fact_text(fact), elements_text(tensor));
}

struct AttrText {
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(int64_t value) const { return std::to_string(value); }
  std::string operator()(double value) const { return fmt::format("{}", value); }
  std::string operator()(const std::string& value) const { return quote(value); }
  std::string operator()(DType value) const { return std::string(dtype_name(value)); }
  template <class T>
  std::string operator()(const std::vector<T>& list) const {
    return fmt::format("[{}]", join(list, ",", *this));
  }
};

std::string attrs_text(const Node& node) {
  std::string text;
  for (const AttrSpec& spec : node.op->attrs) {
    const AttrValue* value = node.attrs.find(spec.name);
    if (!value || default_value(spec) == *value) continue;
    text += fmt::format("{}{}={}", text.empty() ? "" : " ", spec.name, std::visit(AttrText{}, *value));
  }
  return text.empty() ? "" : fmt::format(" {{{}}}", text);
}

class Printer {
 public:
  Printer(const Graph& graph, const PrintOptions& options)
      : graph_(graph), options_(options), printed_(graph.value_count()) {}

  std::string run() && {
    auto input = [&](ValueId id) { return named_fact(id); };
    auto output = [&](ValueId id) { return name_text(graph_.value(id).name); };
    text_ = fmt::format("graph {} ({}) -> ({})\n", quote(graph_.name), join(graph_.inputs(), ", ", input),
                        join(graph_.outputs(), ", ", output));
    for (NodeId id : graph_.order()) {
      // A constant stands before its first use.
      for (ValueId used : graph_.node(id).inputs)
        if (used) print_constant(used);
      print_node(graph_.node(id));
    }
    for (uint32_t i = 0; i < graph_.value_count(); ++i) print_constant({i});
    return std::move(text_);
  }

 private:
  std::string named_fact(ValueId id) const {
    const Value& value = graph_.value(id);
    return fmt::format("{}: {}", name_text(value.name), fact_text(value.fact));
  }

  void print_constant(ValueId id) {
    const Value& value = graph_.value(id);
    if (!value.alive || !value.is_constant() || printed_[id.index]) return;
    printed_[id.index] = true;
    text_ += fmt::format("  {} = {}\n", name_text(value.name), constant_text(*value.constant));
  }

  void print_node(const Node& node) {
    auto output = [&](ValueId id) { return options_.facts ? named_fact(id) : name_text(graph_.value(id).name); };
    auto input = [&](ValueId id) { return id ? name_text(graph_.value(id).name) : std::string("_"); };
    std::vector<std::string> names;
    for (ValueId id : node.outputs) names.push_back(graph_.value(id).name);
    text_ += fmt::format("  {} = {}({}){}", join(node.outputs, ", ", output), node.op->name,
                         join(node.inputs, ", ", input), attrs_text(node));
    bool shows_name = node.name != implied_node_name(names), shows_origin = options_.origins && !node.origin.empty();
    if (shows_name || shows_origin) text_ += " @";
    if (shows_name) text_ += " " + quote(node.name);
    if (shows_origin)
      for (const std::string& rule : node.origin) text_ += " " + rule;
    text_ += '\n';
  }

  const Graph& graph_;
  const PrintOptions& options_;
  std::vector<bool> printed_;
  std::string text_;
};

}  // namespace

std::string print(const Graph& graph, const PrintOptions& options) { return Printer(graph, options).run(); }

}  // namespace ponte::graph
