#pragma once
// Small Keras files from configuration text.

#include "formats/hdf5/writer.h"
#include "formats/keras/reader.h"
#include "support/zip_builder.h"

namespace ponte::keras {

/// {"class_name": "__keras_tensor__"} of an output of a call.
inline std::string tensor_json(std::string_view layer, int call = 0, int output = 0) {
  return fmt::format(
      R"({{"class_name":"__keras_tensor__","config":{{"shape":[null],"dtype":"float32","keras_history":["{}",{},{}]}}}})",
      layer, call, output);
}

/// An entry of a functional model; `calls` are its inbound nodes.
inline std::string layer_json(std::string_view class_name, std::string_view name, std::string_view config,
                              std::string_view calls, std::string_view module = "keras.layers") {
  return fmt::format(
      R"({{"module":"{}","class_name":"{}","name":"{}","config":{{"name":"{}"{}{}}},"inbound_nodes":[{}]}})", module,
      class_name, name, name, config.empty() ? "" : ",", config, calls);
}

inline std::string call_json(std::string_view args, std::string_view kwargs = "") {
  return fmt::format(R"({{"args":[{}],"kwargs":{{{}}}}})", args, kwargs);
}

inline std::string input_json(std::string_view name, std::string_view shape) {
  return layer_json("InputLayer", name, fmt::format(R"("batch_shape":{},"dtype":"float32")", shape), "");
}

/// The configuration of a functional model.
inline std::string functional_config(std::string_view name, const std::vector<std::string>& layers,
                                     std::string_view inputs, std::string_view outputs) {
  return fmt::format(R"({{"name":"{}","layers":[{}],"input_layers":{},"output_layers":{}}})", name,
                     fmt::join(layers, ","), inputs, outputs);
}

inline std::string functional_json(const std::vector<std::string>& layers, std::string_view inputs,
                                   std::string_view outputs) {
  return fmt::format(R"({{"module":"keras.src.models.functional","class_name":"Functional","config":{}}})",
                     functional_config("model", layers, inputs, outputs));
}

/// A nested model as an entry.
inline std::string nested_json(std::string_view name, const std::vector<std::string>& layers, std::string_view inputs,
                               std::string_view outputs, std::string_view calls) {
  return fmt::format(
      R"({{"module":"keras.src.models.functional","class_name":"Functional","name":"{}","config":{},"inbound_nodes":[{}]}})",
      name, functional_config(name, layers, inputs, outputs), calls);
}

struct TestWeight {
  std::string path;
  Dims dims;
  std::vector<float> elements;
};

/// first, first + 1, …
inline TestWeight counting_weight(std::string path, Dims dims, float first = 0) {
  int64_t count = 1;
  for (int64_t size : dims) count *= size;
  std::vector<float> elements;
  for (int64_t i = 0; i < count; ++i) elements.push_back(first + static_cast<float>(i));
  return {std::move(path), std::move(dims), std::move(elements)};
}

inline std::string hdf5_text(const std::vector<TestWeight>& weights) {
  std::vector<hdf5::NewDataset> datasets;
  for (const TestWeight& weight : weights)
    datasets.push_back({weight.path, weight.dims, [&weight](std::span<float> place) -> Result<> {
                          std::copy(weight.elements.begin(), weight.elements.end(), place.begin());
                          return {};
                        }});
  const std::string groups[] = {"vars"};
  return std::string(as_text(hdf5::write_hdf5(datasets, groups)->bytes));
}

inline std::string keras_file(const std::string& config, const std::vector<TestWeight>& weights,
                              const std::string& metadata = R"({"keras_version":"3.9.0"})") {
  test::ZipBuilder zip;
  zip.store("metadata.json", metadata);
  zip.store("config.json", config);
  zip.store("model.weights.h5", hdf5_text(weights));
  return zip.finish();
}

inline Result<KerasModel> read(const std::string& config, const std::vector<TestWeight>& weights = {},
                               const ReadOptions& options = {}) {
  return read_keras(test::shared(keras_file(config, weights)), options);
}

inline std::string value_text(const Graph& graph, ValueId id) {
  const Value& value = graph.value(id);
  if (!value.is_constant() || value.constant->count() > 6) return value.name;
  std::string list = fmt::format("{}", fmt::join(value.constant->to_doubles(), " "));
  return value.constant->dims().empty() ? list : "[" + list + "]";
}

/// "dense = gemm(x, dense.kernel, dense.bias)": one line per node; small constants by their elements.
inline std::string nodes_text(const Graph& graph) {
  std::vector<std::string> lines;
  for (NodeId id : graph.order()) {
    const Node& node = graph.node(id);
    std::vector<std::string> inputs;
    for (ValueId input : node.inputs) inputs.push_back(input ? value_text(graph, input) : "-");
    lines.push_back(fmt::format("{} = {}({})", node.name, node.op->name, fmt::join(inputs, ", ")));
  }
  return fmt::format("{}", fmt::join(lines, "\n"));
}

inline std::string nodes_text(const Result<KerasModel>& model) {
  return model ? nodes_text(model->graph) : model.error().message();
}

/// The error's line, or what it should not have given.
inline std::string error_text(const Result<KerasModel>& model) {
  return model ? "read: " + nodes_text(model->graph) : model.error().message();
}

/// A model of one layer over an input of that shape.
inline std::string one_layer(std::string_view class_name, std::string_view config, std::string_view shape,
                             std::string_view module = "keras.layers", std::string_view args = "",
                             std::string_view kwargs = "") {
  std::string arguments = args.empty() ? tensor_json("x") : std::string(args);
  return functional_json(
      {input_json("x", shape), layer_json(class_name, "y", config, call_json(arguments, kwargs), module)},
      R"([["x",0,0]])", R"([["y",0,0]])");
}

}  // namespace ponte::keras
