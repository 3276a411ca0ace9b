#pragma once
// Runs one operator on inputs written as in the text form.

#include "graph/text/text.h"

namespace ponte::graph {

using Texts = std::vector<std::string>;

/// A graph whose only node is y0, y1, … = op(inputs…) attrs. An input is "f32[1,3]", "const i64[2] {1, 2}", or "_".
inline Result<Graph> probe(std::string_view op, const Texts& inputs, std::string_view attrs, size_t outputs) {
  std::string header, constants, arguments, results;
  for (size_t i = 0; i < inputs.size(); ++i) {
    std::string name = inputs[i] == "_" ? "_" : fmt::format("x{}", i);
    arguments += (i ? ", " : "") + name;
    if (inputs[i].starts_with("const"))
      constants += fmt::format("{} = {}\n", name, inputs[i]);
    else if (name != "_")
      header += fmt::format("{}{}: {}", header.empty() ? "" : ", ", name, inputs[i]);
  }
  for (size_t i = 0; i < outputs; ++i) results += fmt::format("{}y{}", i ? ", " : "", i);
  return parse(
      fmt::format("graph \"probe\" ({}) -> ()\n{}{} = {}({}) {}\n", header, constants, results, op, arguments, attrs));
}

inline std::string error_text(const Error& error) { return "error: " + error.what.substr(error.what.rfind('\n') + 1); }

/// "f32[1,16]", with the integer elements that are followed: "i64[2] {1,?}"; several outputs are joined by "; ".
inline std::string inferred(std::string_view op, const Texts& inputs, std::string_view attrs = "", size_t outputs = 1) {
  auto graph = probe(op, inputs, attrs, outputs);
  if (!graph) return error_text(graph.error());
  std::string text;
  for (ValueId id : graph->node(graph->order()[0]).outputs) {
    const Fact& fact = graph->value(id).fact;
    text += fmt::format("{}{}[{}]", text.empty() ? "" : "; ", dtype_name(fact.dtype), shape_text(fact.shape));
    if (fact.ints) text += fmt::format(" {{{}}}", shape_text(*fact.ints));
  }
  return text;
}

/// "f32[2] {1, 2}"
inline std::string tensor_text(const Tensor& tensor) {
  Graph graph;
  graph.add_constant("t", tensor);
  std::string text = print(graph);
  size_t begin = text.find("const ") + 6;
  return text.substr(begin, text.size() - begin - 1);
}

/// The outputs' constants, joined by "; ".
inline std::string evaluated(std::string_view op, const Texts& inputs, std::string_view attrs = "",
                             size_t outputs = 1) {
  Texts constants;
  for (const std::string& input : inputs) constants.push_back(input == "_" ? input : "const " + input);
  auto graph = probe(op, constants, attrs, outputs);
  if (!graph) return error_text(graph.error());
  const Node& node = graph->node(graph->order()[0]);
  if (!node.op->evaluate) return "error: not evaluated";
  auto tensors = node.op->evaluate(graph->context(node));
  if (!tensors) return error_text(tensors.error());
  std::string text;
  for (size_t i = 0; i < node.outputs.size(); ++i) text += (i ? "; " : "") + tensor_text((*tensors)[i]);
  return text;
}

/// One row of a table: what comes out of an operator.
struct OpCase {
  std::string_view op;
  Texts inputs;
  std::string_view attrs;
  std::string_view expected;
  size_t outputs = 1;
};

inline void PrintTo(const OpCase& row, std::ostream* out) {
  *out << row.op;
  for (const std::string& input : row.inputs) *out << "  " << input;
  *out << "  " << row.attrs;
}

}  // namespace ponte::graph
