#include "formats/saved_model/object_graph.h"

#include "formats/saved_model/bundle.h"
#include "formats/saved_model/structured_value.h"

namespace ponte::saved_model {

namespace {

// tensorflow/core/protobuf/saved_object_graph.proto and trackable_object_graph.proto.
constexpr uint32_t kNodes = 1, kConcreteFunctions = 2;
namespace object {
constexpr uint32_t child = 1, user = 4, function = 6, variable = 7, bare_function = 8;
}
namespace concrete {
constexpr uint32_t bound_inputs = 2, input_signature = 3, output_signature = 4;
}
constexpr uint32_t kChildId = 1, kChildName = 2, kAttribute = 2;

// Objects in the order of their numbers; variables come after.
constexpr int64_t kBodyObject = 1, kSignatureMap = 2, kWrapperObject = 3, kCallObject = 4, kVariableList = 5,
                  kTrainableList = 6, kFirstVariable = 7;

ProtoWriter child(int64_t id, std::string_view name) {
  ProtoWriter message;
  message.integer(kChildId, id);
  message.text(kChildName, name);
  return message;
}

ProtoWriter user_object(std::string_view identifier) {
  ProtoWriter version, user, message;
  version.integer(1, 1);  // producer
  version.integer(2, 1);  // min_consumer
  user.text(1, identifier);
  user.message(2, version);
  message.message(object::user, user);
  return message;
}

ProtoWriter bare_function(std::string_view name, const Interface& interface) {
  ProtoWriter bare, message;
  bare.text(1, name);
  for (const Port& input : interface.inputs) bare.text(2, input.name);
  bare.integer(3, static_cast<int64_t>(interface.inputs.size()));
  message.message(object::bare_function, bare);
  return message;
}

ProtoWriter variable_object(const Variable& variable) {
  ProtoWriter saved, message;
  saved.integer(1, static_cast<int64_t>(variable.type));
  saved.message(2, shape_message(to_shape(variable.dims)));
  saved.integer(3, variable.trainable);
  saved.text(6, variable.name);
  message.message(object::variable, saved);
  return message;
}

std::vector<ProtoWriter> input_specs(const Interface& interface) {
  std::vector<ProtoWriter> specs;
  for (const Port& input : interface.inputs) specs.push_back(value::tensor_spec(input));
  return specs;
}

/// How the call is bound and checked: inspect.getfullargspec of a function of these arguments.
ProtoWriter function_spec(const Interface& interface) {
  std::vector<ProtoWriter> names;
  for (const Port& input : interface.inputs) names.push_back(value::text(input.name));
  ProtoWriter arguments = value::named_tuple("FullArgSpec", {{"args", value::list(names)},
                                                             {"varargs", value::none()},
                                                             {"varkw", value::none()},
                                                             {"defaults", value::none()},
                                                             {"kwonlyargs", value::list({})},
                                                             {"kwonlydefaults", value::none()},
                                                             {"annotations", value::dict({})}});
  ProtoWriter message;
  message.message(1, arguments);
  message.message(5, value::tuple(input_specs(interface)));
  return message;
}

ProtoWriter call_object(const Interface& interface) {
  ProtoWriter function, message;
  function.text(1, kWrapper);
  function.message(2, function_spec(interface));
  message.message(object::function, function);
  return message;
}

ProtoWriter concrete_function(const Interface& interface, size_t variables, ProtoWriter outputs) {
  std::vector<int64_t> bound;
  for (size_t i = 0; i < variables; ++i) bound.push_back(kFirstVariable + static_cast<int64_t>(i));
  ProtoWriter message;
  if (!bound.empty()) message.packed_integers(concrete::bound_inputs, bound);
  message.message(concrete::input_signature, value::tuple({value::tuple(input_specs(interface)), value::dict({})}));
  message.message(concrete::output_signature, outputs);
  return message;
}

ProtoWriter root(const std::vector<Variable>& variables) {
  ProtoWriter message = user_object("_generic_user_object"), node;
  node.message(object::child, child(kBodyObject, "serving_default"));
  node.message(object::child, child(kCallObject, "__call__"));
  node.message(object::child, child(kCallObject, "serve"));
  node.message(object::child, child(kSignatureMap, "signatures"));
  node.message(object::child, child(kVariableList, "variables"));
  node.message(object::child, child(kTrainableList, "trainable_variables"));
  for (size_t i = 0; i < variables.size(); ++i)
    node.message(object::child, child(kFirstVariable + static_cast<int64_t>(i), variables[i].name));
  node.append(message);
  return node;
}

ProtoWriter variable_list(const std::vector<Variable>& variables, bool trainable_only) {
  ProtoWriter node;
  int count = 0;
  for (size_t i = 0; i < variables.size(); ++i)
    if (variables[i].trainable || !trainable_only)
      node.message(object::child, child(kFirstVariable + static_cast<int64_t>(i), fmt::format("{}", count++)));
  node.append(user_object("trackable_list_wrapper"));
  return node;
}

}  // namespace

ProtoWriter saved_objects(const Interface& interface, const std::vector<Variable>& variables) {
  ProtoWriter signatures;
  signatures.message(object::child, child(kWrapperObject, "serving_default"));
  signatures.append(user_object("signature_map"));
  ProtoWriter graph;
  for (const ProtoWriter& node :
       {root(variables), bare_function(kBody, interface), std::move(signatures), bare_function(kWrapper, interface),
        call_object(interface), variable_list(variables, false), variable_list(variables, true)})
    graph.message(kNodes, node);
  for (const Variable& variable : variables) graph.message(kNodes, variable_object(variable));

  std::vector<std::pair<std::string, ProtoWriter>> named;
  std::vector<ProtoWriter> listed;
  for (const Port& output : interface.outputs) {
    listed.push_back(value::tensor_spec(output));
    named.emplace_back(output.name, listed.back());
  }
  ProtoWriter body =
      concrete_function(interface, variables.size(), listed.size() == 1 ? listed[0] : value::list(listed));
  ProtoWriter wrapper = concrete_function(interface, variables.size(), value::dict(named));
  graph.message(kConcreteFunctions, map_entry(kBody, body));
  graph.message(kConcreteFunctions, map_entry(kWrapper, wrapper));
  return graph;
}

ProtoWriter checkpoint_objects(const std::vector<Variable>& variables) {
  ProtoWriter graph, first;
  for (size_t i = 0; i < variables.size(); ++i)
    first.message(object::child, child(kFirstVariable + static_cast<int64_t>(i), variables[i].name));
  graph.message(kNodes, first);
  for (int64_t id = kBodyObject; id < kFirstVariable; ++id) graph.message(kNodes, {});
  for (const Variable& variable : variables) {
    ProtoWriter attribute, node;
    attribute.text(1, "VARIABLE_VALUE");
    attribute.text(2, variable.name);
    attribute.text(3, checkpoint_key(variable));
    node.message(kAttribute, attribute);
    graph.message(kNodes, node);
  }
  return graph;
}

}  // namespace ponte::saved_model
