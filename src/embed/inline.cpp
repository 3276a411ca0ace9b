#include "embed/inline.h"

namespace ponte::embed {

Result<std::vector<ValueId>> inline_graph(const Graph& source, const std::vector<ValueId>& inputs, Graph& target) {
  if (inputs.size() != source.inputs().size())
    return internal("{} values for {} inputs", inputs.size(), source.inputs().size());
  std::vector<ValueId> values(source.value_count());
  for (size_t i = 0; i < inputs.size(); ++i) values[source.inputs()[i].index] = inputs[i];
  for (uint32_t i = 0; i < source.value_count(); ++i) {
    const Value& value = source.value({i});
    if (value.alive && value.is_constant()) values[i] = target.add_constant(value.name, *value.constant);
  }
  for (NodeId id : source.order()) {
    const Node& node = source.node(id);
    NodeSpec spec{
        .op = node.op, .name = node.name, .attrs = node.attrs, .outputs = node.outputs.size(), .origin = node.origin};
    for (ValueId input : node.inputs) spec.inputs.push_back(input ? values[input.index] : ValueId{});
    for (ValueId output : node.outputs) spec.output_names.push_back(source.value(output).name);
    auto added = target.add_node(std::move(spec));
    if (!added) return std::unexpected(std::move(added).error().in(node.name));
    for (size_t i = 0; i < node.outputs.size(); ++i) values[node.outputs[i].index] = target.node(*added).outputs[i];
  }
  return values;
}

}  // namespace ponte::embed
