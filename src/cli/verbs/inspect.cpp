// ponte inspect MODEL
#include "ponte/inspect.h"

#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "command.h"
#include "gpu_report.h"
#include "text.h"

namespace ponte::cli::verbs_inspect {

namespace {

struct Arguments {
  Common common;
  LoadArguments load;
  std::string model;
  bool graph = false, optimized = false, support = false, layers = false, gpu_delegate = false;
};

void write_ports(Json& json, const char* key, const std::vector<PortInfo>& ports) {
  json.key(key).begin_array();
  for (const PortInfo& port : ports)
    json.begin_object().member("name", port.name).member("dtype", port.dtype).member("shape", port.shape).end_object();
  json.end_array();
}

void write_layers(Json& json, const std::vector<LayerInfo>& layers) {
  json.key("layers").begin_array();
  for (const LayerInfo& layer : layers) {
    json.begin_object().member("path", layer.path).member("class", layer.class_name).member("call", layer.call);
    json.key("nesting").begin_array();
    for (const std::string& name : layer.nesting) json.value(name);
    json.end_array().key("inputs").begin_array();
    for (const LayerInput& input : layer.inputs)
      json.begin_object()
          .member("argument", input.argument)
          .member("layer", input.layer)
          .member("call", input.call)
          .member("output", input.output)
          .end_object();
    json.end_array().key("shapes").begin_array();
    for (const std::string& shape : layer.shapes) json.value(shape);
    json.end_array()
        .member("parameters", layer.parameters)
        .member("trainable_parameters", layer.trainable_parameters)
        .end_object();
  }
  json.end_array();
}

void print_json(const Inspection& seen, bool layers) {
  Json json;
  json.begin_object().member("format", seen.format).key("card").begin_object();
  write_card(json, seen.card);
  json.end_object();
  write_ports(json, "inputs", seen.inputs);
  write_ports(json, "outputs", seen.outputs);
  json.member("parameters", seen.parameters)
      .member("multiply_adds", seen.multiply_adds)
      .key("operators")
      .begin_object();
  for (const auto& [name, count] : seen.operators) json.member(name, count);
  json.end_object().member("quantization", seen.quantization).key("signatures").begin_array();
  for (const std::string& signature : seen.signatures) json.value(signature);
  json.end_array().key("warnings").begin_array();
  for (const std::string& warning : seen.warnings) json.value(warning);
  json.end_array();
  if (seen.saturable_products) json.member("saturable_products", *seen.saturable_products);
  if (!seen.graph_text.empty()) json.member("graph", seen.graph_text);
  if (layers) write_layers(json, seen.layers);
  if (seen.gpu_delegate) write_gpu_report(json, *seen.gpu_delegate);
  fmt::print("{}\n", json.end_object().text());
}

std::string names_text(const Card& card) {
  std::string text;
  for (const auto& [index, name] : card.names) {
    if (text.size() > 60) return text + ", …";
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", index, name);
  }
  return text;
}

// "conv2d" or, of the second call of a layer, "conv2d (call 1)".
std::string call_text(const std::string& path, int64_t call) {
  return call == 0 ? path : fmt::format("{} (call {})", path, call);
}

// One line per call, and under it where each of its tensors comes from.
void print_layers(const std::vector<LayerInfo>& layers) {
  size_t widest = 0, class_width = 0;
  for (const LayerInfo& layer : layers) {
    widest = std::max(widest, call_text(layer.path, layer.call).size());
    class_width = std::max(class_width, layer.class_name.size());
  }
  for (const LayerInfo& layer : layers) {
    std::string shapes;
    for (const std::string& shape : layer.shapes) shapes += fmt::format("{}[{}]", shapes.empty() ? "" : " ", shape);
    std::string weights;
    if (layer.parameters > 0) weights = fmt::format("  {} parameters", layer.parameters);
    if (layer.trainable_parameters < layer.parameters)
      weights += fmt::format(", {} trainable", layer.trainable_parameters);
    fmt::print("{:{}}  {:{}}  {}{}\n", printable(call_text(layer.path, layer.call)), widest,
               printable(layer.class_name), class_width, shapes, weights);
    for (const LayerInput& input : layer.inputs) {
      std::string output = input.output == 0 ? "" : fmt::format(", output {}", input.output);
      fmt::print("    {} = {}{}\n", printable(input.argument), printable(call_text(input.layer, input.call)), output);
    }
  }
}

std::string integers_text(const Inspection& seen) {
  if (!seen.saturable_products) return "";
  if (*seen.saturable_products == 0) return "the same numbers on every x86-64 processor";
  return fmt::format("other numbers on x86-64 processors without VNNI, where the sums of {} operators saturate",
                     *seen.saturable_products);
}

void print_text(const Inspection& seen, const std::string& model) {
  const Card& card = seen.card;
  auto line = [](const char* name, const std::string& value) {
    if (!value.empty()) fmt::print("{:14} {}\n", name, value);
  };
  line("file", fmt::format("{} ({})", std::filesystem::path(model).filename().string(), seen.format));
  line("model", card.description);
  line("task", task_name(card.task));
  line("classes", fmt::format("{}: {}", card.names.size(), names_text(card)));
  line("strides", fmt::format("{}", fmt::join(card.strides, ", ")));
  line("head", card.end_to_end ? "end to end (no NMS needed)" : "needs NMS");
  line("outputs", head_layout_name(card.layout));
  line("licence", card.license);
  line("made", card.version.empty() ? card.date : fmt::format("{} with {}", card.date, card.version));
  for (const PortInfo& port : seen.inputs) line("input", fmt::format("{}: {}[{}]", port.name, port.dtype, port.shape));
  for (const PortInfo& port : seen.outputs)
    line("output", fmt::format("{}: {}[{}]", port.name, port.dtype, port.shape));
  line("parameters", fmt::format("{}", seen.parameters));
  line("multiply-adds", fmt::format("{:.3f} G", static_cast<double>(seen.multiply_adds) / 1e9));
  std::string operators;
  for (const auto& [name, count] : seen.operators)
    operators += fmt::format("{}{} {}", operators.empty() ? "" : ", ", count, name);
  line("operators", operators);
  line("quantization", seen.quantization);
  line("integers", integers_text(seen));
  line("target", card.target);
  line("signature", fmt::format("{}", fmt::join(seen.signatures, ", ")));
  if (seen.gpu_delegate) print_gpu_report(*seen.gpu_delegate);
  if (!seen.graph_text.empty()) fmt::print("\n{}", seen.graph_text);
}

/// The table of formats, as README has it.
int print_support() {
  fmt::print("| format | file | read | write | |\n|---|---|---|---|---|\n");
  for (const FormatInfo& format : formats())
    fmt::print("| {} | `*{}` | {} | {} | {} |\n", format.name, format.ending, format.reads ? "yes" : "",
               format.writes ? "yes" : "", format.note);
  return 0;
}

int run(const Arguments& arguments) {
  if (arguments.support) return print_support();
  if (arguments.model.empty()) return report_error({ErrorKind::usage, "", "which model?", "ponte inspect MODEL"});
  auto load = load_options(arguments.load);
  if (!load) return report_error(load.error());
  InspectOptions options{.load = *load, .graph = arguments.graph, .optimized = arguments.optimized};
  options.layers = arguments.layers;
  options.gpu_delegate = arguments.gpu_delegate;
  auto seen = inspect(arguments.model, options);
  if (!seen) return report_error(seen.error());
  report_warnings(seen->warnings, arguments.common);
  if (arguments.common.json)
    print_json(*seen, arguments.layers);
  else if (arguments.layers)
    print_layers(seen->layers);
  else
    print_text(*seen, arguments.model);
  return 0;
}

std::function<int()> setup(CLI::App& app) {
  auto arguments = std::make_shared<Arguments>();
  app.add_option("MODEL", arguments->model, "A .pt, .onnx, .keras or .h5 file");
  app.add_flag("--graph", arguments->graph, "Print the graph in the IR's text form");
  app.add_flag("--layers", arguments->layers,
               "Keras: list every call of a layer with what it takes, nested models taken apart");
  app.add_flag("--gpu-delegate", arguments->gpu_delegate,
               "TFLite: say which operators a GPU delegate would leave on the CPU, and why");
  app.add_flag("--optimized", arguments->optimized, "Look at the graph as convert would write it");
  app.add_flag("--support", arguments->support, "Print the table of formats");
  add_load_options(app, arguments->load);
  add_common_options(app, arguments->common);
  return [arguments] { return run(*arguments); };
}

}  // namespace

constinit extern const Verb verb_inspect{"inspect", "Say what is in a model file", setup};

}  // namespace ponte::cli::verbs_inspect
