// ponte convert MODEL [-o PATH]… [--to FORMAT,…]
#include "ponte/convert.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>

#include "command.h"

#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace ponte::cli::verbs_convert {

namespace {

struct Arguments {
  Common common;
  LoadArguments load;
  std::string model;
  std::vector<std::string> outputs, to, disabled_rules;
  int opset = 17;
  bool no_check = false, force = false;
  std::string io_layout, batch_norm = "fold", precision = "fp32", target = "x64", colour = "rgb",
                         thresholds = "optional";
  std::vector<std::string> embed;
  double confidence = 0.25;
  std::optional<double> iou;
  int64_t max_detections = 300;
  std::string dump_after;
  int64_t stop_after = -1;
};

std::string ending_of(const std::string& format) {
  for (const FormatInfo& info : formats())
    if (info.name == format && info.writes) return info.ending;
  return {};
}

std::string written_formats() {
  std::vector<std::string> names;
  for (const FormatInfo& info : formats())
    if (info.writes) names.push_back(info.name);
  return fmt::format("{}", fmt::join(names, ", "));
}

/// A folder that --to writes into. One that was made here and got no file is taken away again.
class OutputFolder {
 public:
  OutputFolder() = default;
  OutputFolder(const OutputFolder&) = delete;
  ~OutputFolder() {
    std::error_code ignored;
    if (!made_.empty()) std::filesystem::remove(made_, ignored);
  }

  Result<> make(const std::filesystem::path& folder) {
    std::error_code error;
    if (folder.empty() || std::filesystem::is_directory(folder, error)) return {};
    if (std::filesystem::create_directories(folder, error)) made_ = folder;
    if (!error) return {};
    return std::unexpected(
        Error{ErrorKind::usage, folder.string(), "the folder cannot be made: " + error.message(), ""});
  }

 private:
  std::filesystem::path made_;
};

/// The files to write: -o as given, or --to FORMAT beside each other in the folder -o (default: beside the model).
Result<std::vector<std::string>> output_paths(const Arguments& arguments) {
  if (!arguments.to.empty() && arguments.outputs.size() > 1)
    return std::unexpected(
        Error{ErrorKind::usage, "", "--to takes one folder", "-o DIR, or several -o FILE without --to"});
  if (arguments.to.empty() && !arguments.outputs.empty()) return arguments.outputs;
  std::vector<std::string> wanted = arguments.to.empty() ? std::vector<std::string>{"onnx"} : arguments.to;
  std::filesystem::path model(arguments.model);
  std::filesystem::path folder =
      arguments.outputs.empty() ? model.parent_path() : std::filesystem::path(arguments.outputs[0]);
  std::vector<std::string> paths;
  for (const std::string& format : wanted) {
    std::string ending = ending_of(format);
    if (ending.empty())
      return std::unexpected(Error{ErrorKind::usage, "",
                                   fmt::format("--to {}: ponte does not write this format", format),
                                   "formats: " + written_formats()});
    paths.push_back((folder / (model.stem().string() + ending)).string());
  }
  return paths;
}

bool embeds(const Arguments& arguments, std::string_view what) {
  return std::ranges::find(arguments.embed, what) != arguments.embed.end();
}

ConvertOptions convert_options(const Arguments& arguments, const LoadOptions& load) {
  ConvertOptions options{.load = load,
                         .opset = arguments.opset,
                         .check = !arguments.no_check,
                         .overwrite = arguments.force,
                         .threads = arguments.common.threads,
                         .developer = {},
                         .progress = progress_on_stderr(arguments.common)};
  if (arguments.precision == "fp16") options.precision = Precision::fp16;
  if (arguments.precision == "int8-weights") options.precision = Precision::int8_weights;
  if (arguments.precision == "int8-dynamic") options.precision = Precision::int8_dynamic;
  if (arguments.target == "x64-vnni") options.target = Processors::x64_vnni;
  options.embed.pre = embeds(arguments, "pre");
  options.embed.post = embeds(arguments, "post");
  options.embed.bgr = arguments.colour == "bgr";
  options.embed.thresholds_required = arguments.thresholds == "required";
  options.keep_batch_norm = arguments.batch_norm == "keep";
  if (!arguments.io_layout.empty()) options.io_layout = arguments.io_layout == "nchw" ? IoLayout::nchw : IoLayout::nhwc;
  options.developer.disabled_rules = arguments.disabled_rules;
  options.developer.dump_after = arguments.dump_after;
  if (arguments.stop_after >= 0) options.developer.stop_after = arguments.stop_after;
  if (!arguments.dump_after.empty())
    options.developer.dump = [](std::string_view, const std::string& text) { fmt::print(stderr, "{}\n", text); };
  return options;
}

void write_differences(Json& json, const std::vector<OutputDifference>& differences) {
  json.key("parity").begin_array();
  for (const OutputDifference& difference : differences) {
    json.begin_object().member("output", difference.name).key("shape").begin_array();
    for (int64_t size : difference.dims) json.value(size);
    json.end_array().member("max_abs", difference.max_abs).member("mean_abs", difference.mean_abs);
    json.member("largest", difference.largest).member("cosine", difference.cosine).end_object();
  }
  json.end_array();
}

void print_json(const ConvertReport& report) {
  Json json;
  json.begin_object();
  json.key("card").begin_object();
  write_card(json, report.card);
  json.end_object();
  json.member("parameters", report.parameters).member("nodes_read", static_cast<uint64_t>(report.nodes_read));
  json.member("nodes_written", static_cast<uint64_t>(report.nodes_written));
  json.key("rules").begin_object();
  for (const auto& [rule, count] : report.rules_applied) json.member(rule, count);
  json.end_object().key("warnings").begin_array();
  for (const std::string& warning : report.warnings) json.value(warning);
  json.end_array().key("written").begin_array();
  for (const WrittenFile& file : report.written) {
    json.begin_object().member("path", file.path).member("format", file.format).member("bytes", file.bytes);
    json.member("checked_with", file.checked_with);
    write_differences(json, file.differences);
    json.key("elsewhere").begin_array();
    for (const OtherArithmetic& other : file.elsewhere) {
      json.begin_object().member("name", other.name);
      write_differences(json, other.differences);
      json.end_object();
    }
    json.end_array().member("remark", file.remark).end_object();
  }
  json.end_array().end_object();
  fmt::print("{}\n", json.text());
}

void print_differences(const std::vector<OutputDifference>& differences) {
  for (const OutputDifference& d : differences)
    fmt::print("  {:20} {:>16} {:>12.3g} {:>12.3g} {:>12.4g} {:>12.9f}\n", d.name,
               fmt::format("{}", fmt::join(d.dims, "x")), d.max_abs, d.mean_abs, d.largest, d.cosine);
}

void print_table(const ConvertReport& report, const std::string& model) {
  fmt::print("read      {:28} {}, {} classes, {} parameters\n", std::filesystem::path(model).filename().string(),
             report.card.description, report.card.names.size(), report.parameters);
  int64_t rewrites = 0;
  for (const auto& [rule, count] : report.rules_applied) rewrites += count;
  fmt::print("rewrite   {:28} {} nodes -> {}\n", fmt::format("{} rewrites", rewrites), report.nodes_read,
             report.nodes_written);
  for (const WrittenFile& file : report.written) {
    fmt::print("write     {:28} {}\n", file.path, size_text(file.bytes));
    if (!file.remark.empty()) fmt::print("          {}\n", file.remark);
  }
  for (const WrittenFile& file : report.written) {
    if (file.differences.empty()) continue;
    fmt::print("\nparity    {}: {}\n", file.path, file.checked_with);
    fmt::print("  {:20} {:>16} {:>12} {:>12} {:>12} {:>12}\n", "output", "shape", "max |d|", "mean |d|", "largest",
               "cosine");
    print_differences(file.differences);
    for (const OtherArithmetic& other : file.elsewhere) {
      fmt::print("  in {}:\n", other.name);
      print_differences(other.differences);
    }
  }
}

/// Weights are large, and come and go: what is let go of them is to be the system's again at once. The C library else
/// learns to keep up to 32 MB.
void give_memory_back() {
#if defined(__GLIBC__)
  constexpr int kLarge = 4 << 20;
  mallopt(M_MMAP_THRESHOLD, kLarge);
#endif
}

int run(const Arguments& arguments) {
  give_memory_back();
  auto load = load_options(arguments.load);
  if (!load) return report_error(load.error());
  auto paths = output_paths(arguments);
  if (!paths) return report_error(paths.error());
  load->confidence = arguments.confidence;
  load->iou = arguments.iou;
  load->max_detections = arguments.max_detections;
  load->both_branches = arguments.batch_norm == "keep" && load->outputs == Outputs::levels;
  OutputFolder folder;
  if (!arguments.to.empty() && !arguments.outputs.empty())
    if (auto made = folder.make(arguments.outputs[0]); !made) return report_error(made.error());
  auto report = convert(arguments.model, *paths, convert_options(arguments, *load));
  if (!report) return report_error(report.error());
  report_warnings(report->warnings, arguments.common);
  if (arguments.common.json)
    print_json(*report);
  else
    print_table(*report, arguments.model);
  return 0;
}

std::function<int()> setup(CLI::App& app) {
  auto arguments = std::make_shared<Arguments>();
  app.add_option("MODEL", arguments->model, "A .pt, .onnx, .keras or .h5 file")->required();
  app.add_option("-o,--output", arguments->outputs,
                 "File to write (its ending says the format), or a folder with --to");
  app.add_option("--to", arguments->to, "Formats to write: " + written_formats())->delimiter(',');
  add_load_options(app, arguments->load);
  app.add_option("--opset", arguments->opset, "Opset of ONNX files")->capture_default_str();
  app.add_option("--embed", arguments->embed, "Put into the model: pre (ONNX: it takes pictures), post (suppression)")
      ->delimiter(',')
      ->check(CLI::IsMember({"pre", "post"}));
  app.add_option("--colour,--color", arguments->colour,
                 "Order of a picture's colours, with --embed pre: rgb, or bgr as OpenCV has it")
      ->check(CLI::IsMember({"rgb", "bgr"}))
      ->capture_default_str();
  app.add_option("--thresholds", arguments->thresholds,
                 "Whether a call may leave them out, with --embed post: optional, or required for ONNX Runtime Web")
      ->check(CLI::IsMember({"optional", "required"}))
      ->capture_default_str();
  app.add_option("--conf", arguments->confidence, "Lowest confidence, with --embed post")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  app.add_option("--iou", arguments->iou,
                 "Overlap that removes, with --embed post (default: 0.7; heads without NMS: none)")
      ->check(CLI::Range(0.0, 1.0));
  app.add_option("--max-det", arguments->max_detections, "Most objects per picture, with --embed post")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  app.add_option("--io-layout", arguments->io_layout,
                 "Axes of pictures and maps: nchw or nhwc (default: the format's own)")
      ->check(CLI::IsMember({"nchw", "nhwc"}));
  app.add_option("--batch-norm", arguments->batch_norm, "Keras: fold batch normalisations, or keep them for training")
      ->check(CLI::IsMember({"fold", "keep"}))
      ->capture_default_str();
  app.add_option("--precision", arguments->precision, "TFLite: how weights are kept")
      ->check(CLI::IsMember({"fp32", "fp16", "int8-weights", "int8-dynamic"}))
      ->capture_default_str();
  app.add_option(
         "--target", arguments->target,
         "ONNX in integers: x64, the same numbers on every processor, or x64-vnni, faster and right with VNNI only")
      ->check(CLI::IsMember({"x64", "x64-vnni"}))
      ->capture_default_str();
  app.add_flag("--no-check", arguments->no_check, "Do not run what was written against the source");
  app.add_flag("--force", arguments->force, "Overwrite files that exist");
  app.add_option("--disable-rule", arguments->disabled_rules, "Developers: leave out a rewrite rule");
  app.add_option("--stop-after", arguments->stop_after, "Developers: stop after so many rewrites");
  app.add_option("--dump-after", arguments->dump_after, "Developers: print the graph after a rule or a group of rules");
  add_common_options(app, arguments->common);
  return [arguments] { return run(*arguments); };
}

}  // namespace

constinit extern const Verb verb_convert{"convert", "Read a model once and write it in other formats", setup};

}  // namespace ponte::cli::verbs_convert
