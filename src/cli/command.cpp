#include "command.h"

#include <fmt/format.h>
#include <unistd.h>

#include <charconv>
#include <cstdio>
#include <memory>
#include <tuple>

#include "text.h"

namespace ponte::cli {

void add_common_options(CLI::App& app, Common& common) {
  app.add_flag("--json", common.json, "Print one JSON object instead of tables");
  app.add_flag("--quiet", common.quiet, "No progress and no warnings");
  app.add_option("--threads", common.threads, "Threads to use (default: all)")->check(CLI::Range(1, 1024));
}

void add_load_options(CLI::App& app, LoadArguments& arguments) {
  app.add_option("--imgsz", arguments.image_size, "Network input in pixels: N or H,W (default: the file's own)");
  app.add_option("--batch", arguments.batch, "Pictures at once: a number, or dynamic (default: 1)");
  app.add_flag("--dynamic-size", arguments.dynamic_size, "Leave height and width open");
  app.add_option("--outputs", arguments.outputs, "joint, split, levels or detections (default: joint)");
  app.add_flag("--one-to-many", arguments.one_to_many,
               "v10 and 26: the head that needs NMS instead of the end-to-end one");
}

namespace {

std::unexpected<Error> bad_option(std::string what, std::string hint) {
  return std::unexpected(Error{ErrorKind::usage, "", std::move(what), std::move(hint)});
}

Result<int64_t> positive_number(std::string_view text, std::string_view option) {
  int64_t number = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc{} && end == text.data() + text.size() && number > 0) return number;
  return bad_option(fmt::format("{} {}: a positive number is expected", option, text), "");
}

Result<Outputs> outputs_named(const std::string& name) {
  if (name == "joint") return Outputs::joint;
  if (name == "split") return Outputs::split;
  if (name == "levels") return Outputs::levels;
  if (name == "detections") return Outputs::detections;
  return bad_option(fmt::format("--outputs {} is not known", name), "one of joint, split, levels, detections");
}

}  // namespace

Result<std::pair<int64_t, int64_t>> image_size(const std::string& size) {
  if (size.empty()) return std::pair<int64_t, int64_t>{0, 0};
  std::string_view text = size;
  size_t comma = text.find(',');
  auto height = positive_number(text.substr(0, comma), "--imgsz");
  auto width = comma == text.npos ? height : positive_number(text.substr(comma + 1), "--imgsz");
  if (!height || !width) return std::unexpected((!height ? height : width).error());
  return std::pair{*height, *width};
}

Result<LoadOptions> load_options(const LoadArguments& arguments) {
  LoadOptions options;
  options.dynamic_size = arguments.dynamic_size;
  options.one_to_many = arguments.one_to_many;
  auto size = image_size(arguments.image_size);
  if (!size) return std::unexpected(size.error());
  std::tie(options.height, options.width) = *size;
  if (arguments.batch == "dynamic") {
    options.batch = 0;
  } else if (!arguments.batch.empty()) {
    auto batch = positive_number(arguments.batch, "--batch");
    if (!batch) return std::unexpected(batch.error());
    options.batch = *batch;
  }
  if (!arguments.outputs.empty()) {
    auto outputs = outputs_named(arguments.outputs);
    if (!outputs) return std::unexpected(outputs.error());
    options.outputs = *outputs;
  }
  return options;
}

int report_error(const Error& error) {
  fmt::print(stderr, "error: {}\n", printable(error.message()));
  if (!error.hint.empty()) fmt::print(stderr, "hint: {}\n", printable(error.hint));
  return exit_code(error.kind);
}

void report_warnings(const std::vector<std::string>& warnings, const Common& common) {
  if (common.quiet) return;
  for (const std::string& warning : warnings) fmt::print(stderr, "warning: {}\n", printable(warning));
}

ProgressCallback progress_on_stderr(const Common& common) {
  if (common.quiet || common.json) return nullptr;
  bool terminal = isatty(STDERR_FILENO);
  return [terminal, last = std::make_shared<std::string>()](const Progress& progress) {
    if (!terminal) {
      if (*last != progress.step && progress.fraction < 1) fmt::print(stderr, "{} ...\n", progress.step);
      *last = progress.step;
      return true;
    }
    constexpr int kWidth = 30;
    int filled = static_cast<int>(progress.fraction * kWidth);
    if (progress.fraction >= 1)
      fmt::print(stderr, "\r{:60}\r", "");
    else
      fmt::print(stderr, "\r[{:=<{}}{:{}}] {:10}", "", filled, "", kWidth - filled, progress.step);
    std::fflush(stderr);
    return true;
  };
}

std::string size_text(uint64_t bytes) {
  if (bytes < 1000) return fmt::format("{} B", bytes);
  if (bytes < 1000 * 1000) return fmt::format("{:.1f} kB", static_cast<double>(bytes) / 1e3);
  return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
}

void write_card(Json& json, const Card& card) {
  json.member("task", task_name(card.task)).member("family", card.family).member("description", card.description);
  json.key("names").begin_object();
  for (const auto& [index, name] : card.names) json.member(std::to_string(index), name);
  json.end_object();
  json.key("strides").begin_array();
  for (double stride : card.strides) json.value(stride);
  json.end_array();
  json.key("imgsz").begin_array().value(card.image_height).value(card.image_width).end_array();
  json.member("channels", card.channels).member("batch", card.batch).member("end2end", card.end_to_end);
  json.member("layout", head_layout_name(card.layout));
  if (card.keypoint_shape)
    json.key("kpt_shape")
        .begin_array()
        .value(card.keypoint_shape->first)
        .value(card.keypoint_shape->second)
        .end_array();
  json.member("license", card.license).member("date", card.date).member("version", card.version);
  json.member("source_file", card.source_file).member("source_sha256", card.source_sha256);
  if (!card.target.empty()) json.member("target", card.target);
}

}  // namespace ponte::cli
