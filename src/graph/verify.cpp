#include "graph/verify.h"

#include <algorithm>
#include <unordered_set>

#include "graph/infer/infer.h"

namespace ponte::graph {

namespace {

std::string fact_with_integers(const Fact& fact) {
  std::string text = fmt::format("{}[{}]", dtype_name(fact.dtype), shape_text(fact.shape));
  return fact.ints ? text + fmt::format(" {{{}}}", shape_text(*fact.ints)) : text;
}

/// Goes through the nodes in running order and notes what they use.
class Verifier {
 public:
  explicit Verifier(const Graph& graph) : graph_(graph), computed_(graph.value_count()), uses_(graph.value_count()) {}

  Result<> run() {
    TRY(check_inputs());
    for (uint32_t i = 0; i < graph_.value_count(); ++i)
      if (graph_.value({i}).alive && graph_.value({i}).is_constant()) TRY(check_constant({i}));
    for (NodeId id : graph_.order()) TRY(in_context(check_node(id), graph_.node(id).name));
    for (uint32_t i = 0; i < graph_.value_count(); ++i)
      if (graph_.value({i}).alive) TRY(check_value({i}));
    return check_outputs();
  }

 private:
  Result<> check_inputs() {
    for (ValueId id : graph_.inputs()) {
      const Value& input = graph_.value(id);
      if (!input.alive || input.producer || input.is_constant()) return internal("{} is no input", input.name);
      computed_[id.index] = true;
    }
    return {};
  }

  Result<> check_constant(ValueId id) {
    const Value& value = graph_.value(id);
    const Tensor& tensor = *value.constant;
    Fact fact{tensor.dtype(), to_shape(tensor.dims()), std::nullopt};
    if (value.producer) return internal("the constant {} has a producer", value.name);
    if (value.fact != fact) return internal("the constant {} is {}", value.name, fact_with_integers(value.fact));
    computed_[id.index] = true;
    return {};
  }

  Result<> check_node(NodeId id) {
    const Node& node = graph_.node(id);
    if (!node.alive) return internal("a dead node is in the order");
    if (!node_names_.insert(node.name).second) return internal("the name is not unique");
    for (ValueId input : node.inputs) {
      if (!input) continue;
      if (!computed_[input.index]) return internal("{} is used before it is computed", graph_.value(input).name);
      uses_[input.index].push_back(id);
    }
    TRY_ASSIGN(Facts facts, node.op->infer(graph_.context(node)));
    for (size_t slot = 0; slot < node.outputs.size(); ++slot) {
      ValueId output = node.outputs[slot];
      const Value& value = graph_.value(output);
      if (!value.alive || value.producer != id || value.slot != slot) return internal("{} is no output", value.name);
      if (value.fact != facts[slot])
        return internal("{} is {}, inferred {}", value.name, fact_with_integers(value.fact),
                        fact_with_integers(facts[slot]));
      computed_[output.index] = true;
    }
    return {};
  }

  Result<> check_value(ValueId id) {
    const Value& value = graph_.value(id);
    if (graph_.find_value(value.name) != id) return internal("the name {} is not unique", value.name);
    if (!computed_[id.index]) return internal("nothing computes {}", value.name);
    std::vector<NodeId> consumers = value.consumers;
    std::sort(consumers.begin(), consumers.end());
    std::sort(uses_[id.index].begin(), uses_[id.index].end());
    if (consumers != uses_[id.index])
      return internal("{} is used {} times, {} are noted", value.name, uses_[id.index].size(), consumers.size());
    return {};
  }

  Result<> check_outputs() {
    std::unordered_set<uint32_t> seen;
    for (ValueId id : graph_.outputs()) {
      const Value& output = graph_.value(id);
      if (!output.alive || !output.producer) return internal("the output {} is not the result of a node", output.name);
      if (!seen.insert(id.index).second) return internal("{} is an output twice", output.name);
    }
    return {};
  }

  const Graph& graph_;
  std::vector<bool> computed_;
  std::vector<std::vector<NodeId>> uses_;
  std::unordered_set<std::string_view> node_names_;
};

}  // namespace

Result<> verify(const Graph& graph) { return Verifier(graph).run(); }

}  // namespace ponte::graph
