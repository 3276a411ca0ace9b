#include "formats/saved_model/meta_graph.h"

#include "formats/saved_model/bundle.h"

namespace ponte::saved_model {

namespace {

// saved_model.proto, meta_graph.proto, graph.proto, function.proto, op_def.proto, saver.proto of TensorFlow 2.21.
namespace meta {
constexpr uint32_t info = 1, graph = 2, saver = 3, collection = 4, signature = 5, objects = 7;
}
namespace function {
constexpr uint32_t signature = 1, node = 3, result = 4;
}
namespace op_def {
constexpr uint32_t name = 1, input = 2, output = 3, stateful = 17;
}
constexpr uint32_t kInfoTag = 4;
constexpr uint32_t kGraphNode = 1, kGraphLibrary = 2, kGraphVersions = 4;
/// Of graphs: TensorFlow 2.16.
constexpr int64_t kProducer = 1882;

constexpr std::string_view kCall = "serving", kSavePath = "save_path", kSaverFile = "saver_filename";

ProtoWriter argument(std::string_view name, DataType type) {
  ProtoWriter message;
  message.text(1, name);
  message.integer(3, static_cast<int64_t>(type));
  return message;
}

/// The name, arguments and results of a function.
ProtoWriter op_definition(std::string_view name, const WriterState& state, const Interface& interface) {
  ProtoWriter message;
  message.text(op_def::name, name);
  for (const Port& input : interface.inputs) message.message(op_def::input, argument(input.name, input.type));
  for (const Variable& variable : state.variables)
    message.message(op_def::input, argument(variable.argument, DataType::resource));
  for (const Port& output : interface.outputs) message.message(op_def::output, argument(output.name, output.type));
  message.integer(op_def::stateful, !state.variables.empty());
  return message;
}

void add_results(ProtoWriter& message, const Interface& interface, const std::vector<std::string>& references) {
  for (size_t i = 0; i < references.size(); ++i) {
    ProtoWriter entry;
    entry.text(kMapKey, interface.outputs[i].name);
    entry.text(kMapValue, references[i]);
    message.message(function::result, entry);
  }
}

ProtoWriter body(const WriterState& state, const Interface& interface, const std::vector<std::string>& results) {
  ProtoWriter message;
  message.message(function::signature, op_definition(kBody, state, interface));
  for (const NodeDef& node : state.nodes) message.message(function::node, node.message());
  add_results(message, interface, results);
  return message;
}

/// A node that calls a function with these inputs.
NodeDef call(std::string_view name, std::string_view callee, std::vector<std::string> inputs, const WriterState& state,
             const Interface& interface) {
  std::vector<DataType> from, to;
  for (const Port& input : interface.inputs) from.push_back(input.type);
  from.resize(from.size() + state.variables.size(), DataType::resource);
  for (const Port& output : interface.outputs) to.push_back(output.type);
  NodeDef node(std::string(name), state.variables.empty() ? "PartitionedCall" : "StatefulPartitionedCall",
               std::move(inputs));
  node.types("Tin", from).types("Tout", to).function("f", callee);
  return node;
}

ProtoWriter wrapper(const WriterState& state, const Interface& interface) {
  std::vector<std::string> inputs, results;
  for (const Port& input : interface.inputs) inputs.push_back(input.name);
  for (const Variable& variable : state.variables) inputs.push_back(variable.argument);
  // No argument has this name: those of variables end in a number, and inputs are kept from it.
  NodeDef node = call("call", kBody, std::move(inputs), state, interface);
  for (size_t i = 0; i < interface.outputs.size(); ++i) results.push_back(node.out("output", i));
  ProtoWriter message;
  message.message(function::signature, op_definition(kWrapper, state, interface));
  message.message(function::node, node.message());
  add_results(message, interface, results);
  return message;
}

std::string placeholder_name(const Port& input) { return "serving_default_" + input.name; }

std::vector<NodeDef> serving_nodes(const WriterState& state, const Interface& interface) {
  std::vector<NodeDef> nodes;
  std::vector<std::string> inputs;
  for (const Port& input : interface.inputs) {
    nodes.emplace_back(placeholder_name(input), "Placeholder", std::vector<std::string>{});
    nodes.back().type("dtype", input.type).shape("shape", input.shape);
    inputs.push_back(nodes.back().name());
  }
  for (const Variable& variable : state.variables) {
    nodes.emplace_back(variable.name, "VarHandleOp", std::vector<std::string>{});
    nodes.back()
        .type("dtype", variable.type)
        .shape("shape", to_shape(variable.dims))
        .text("shared_name", variable.name);
    inputs.push_back(variable.name);
  }
  nodes.push_back(call(kCall, kWrapper, std::move(inputs), state, interface));
  return nodes;
}

ProtoWriter text_list(const std::vector<std::string>& texts) {
  ProtoWriter message;
  message.integer(1, static_cast<int64_t>(DataType::text));
  message.message(2, shape_message({Dim(static_cast<int64_t>(texts.size()))}));
  for (const std::string& text : texts) message.text(8, text);
  return message;
}

/// What sessions, which know no objects, read the variables with.
std::vector<NodeDef> restoring_nodes(const WriterState& state) {
  std::vector<std::string> keys, done;
  std::vector<DataType> types;
  for (const Variable& variable : state.variables) {
    keys.push_back(checkpoint_key(variable));
    types.push_back(variable.type);
  }
  std::vector<NodeDef> nodes;
  std::string file(kSaverFile), restore = "restore/RestoreV2";
  nodes.emplace_back(file, "Placeholder", done).type("dtype", DataType::text).shape("shape", {});
  nodes.emplace_back("restore/names", "Const", done).type("dtype", DataType::text).tensor("value", text_list(keys));
  nodes.emplace_back("restore/slices", "Const", done)
      .type("dtype", DataType::text)
      .tensor("value", text_list(std::vector<std::string>(keys.size())));
  nodes.emplace_back(restore, "RestoreV2", std::vector<std::string>{file, "restore/names", "restore/slices"})
      .types("dtypes", types);
  for (size_t i = 0; i < keys.size(); ++i) {
    std::string name = fmt::format("restore/assign_{}", i), from = i == 0 ? restore : fmt::format("{}:{}", restore, i);
    nodes.emplace_back(name, "AssignVariableOp", std::vector<std::string>{state.variables[i].name, from})
        .type("dtype", types[i]);
    done.push_back("^" + name);
  }
  nodes.emplace_back("restore_all", "NoOp", done);
  nodes.emplace_back(std::string(kSavePath), "Identity", std::vector<std::string>{file}).type("T", DataType::text);
  return nodes;
}

ProtoWriter saver() {
  ProtoWriter message;
  message.text(1, fmt::format("{}:0", kSaverFile));
  message.text(2, fmt::format("{}:0", kSavePath));
  message.text(3, "restore_all");
  message.integer(7, 2);  // version
  return message;
}

ProtoWriter graph_definition(const WriterState& state, const Interface& interface,
                             const std::vector<std::string>& results) {
  ProtoWriter graph, library, versions;
  for (const NodeDef& node : serving_nodes(state, interface)) graph.message(kGraphNode, node.message());
  if (!state.variables.empty())
    for (const NodeDef& node : restoring_nodes(state)) graph.message(kGraphNode, node.message());
  library.message(1, body(state, interface, results));
  library.message(1, wrapper(state, interface));
  versions.integer(1, kProducer);
  graph.message(kGraphLibrary, library);
  graph.message(kGraphVersions, versions);
  return graph;
}

ProtoWriter tensor_info(std::string_view name, const Port& port) {
  ProtoWriter message;
  message.text(1, name);
  message.integer(2, static_cast<int64_t>(port.type));
  message.message(3, shape_message(port.shape));
  return message;
}

ProtoWriter signature_definition(const Interface& interface) {
  ProtoWriter message;
  for (const Port& input : interface.inputs)
    message.message(1, map_entry(input.name, tensor_info(placeholder_name(input) + ":0", input)));
  for (size_t i = 0; i < interface.outputs.size(); ++i)
    message.message(
        2, map_entry(interface.outputs[i].name, tensor_info(fmt::format("{}:{}", kCall, i), interface.outputs[i])));
  message.text(3, "tensorflow/serving/predict");
  return message;
}

ProtoWriter collection(std::string_view content) {
  ProtoWriter list, message;
  list.text(1, content);
  message.message(2, list);  // bytes_list
  return message;
}

}  // namespace

ProtoWriter saved_model_message(const WriterState& state, const Interface& interface,
                                const std::vector<std::string>& results, std::string_view card) {
  ProtoWriter info, graph, message;
  info.text(kInfoTag, "serve");
  graph.message(meta::info, info);
  graph.message(meta::graph, graph_definition(state, interface, results));
  if (!state.variables.empty()) graph.message(meta::saver, saver());
  if (!card.empty()) graph.message(meta::collection, map_entry("ponte_card", collection(card)));
  graph.message(meta::signature, map_entry("serving_default", signature_definition(interface)));
  graph.message(meta::objects, saved_objects(interface, state.variables));
  message.integer(1, 1);  // saved_model_schema_version
  message.message(2, graph);
  return message;
}

}  // namespace ponte::saved_model
