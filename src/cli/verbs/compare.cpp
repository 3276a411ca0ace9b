// ponte compare A B
#include "ponte/compare.h"

#include <fmt/format.h>

#include <memory>

#include "command.h"
#include "compare_json.h"
#include "ponte/pictures.h"
#include "predict_options.h"
#include "text.h"

namespace ponte::cli::verbs_compare {

namespace {

struct Arguments {
  Common common;
  PredictArguments ways;
  CompareOptions options;
  std::string a, b;
  std::vector<std::string> pictures;
  double max_abs = 0;
};

void print_row(const StageDifference& row) {
  fmt::print("{:12} {:22}", row.stage, printable(row.output));
  bool measured = row.largest > 0 && row.state != StageState::incomparable;
  if (!row.text.empty() || !measured) {
    fmt::print(" {}\n", printable(row.text.empty() ? "all zeros" : row.text));
    return;
  }
  fmt::print(" {:>12.3g} {:>12.3g} {:>12.4g} {:>12.9f}\n", row.max_abs, row.mean_abs, row.largest, row.cosine);
}

void print_table(const Comparison& comparison) {
  fmt::print("{:12} {:22} {:>12} {:>12} {:>12} {:>12}\n", "stage", "output", "max |d|", "mean |d|", "largest",
             "cosine");
  for (const StageDifference& row : comparison.stages) print_row(row);
  fmt::print("{:12} {} and {}\n", "run in", comparison.engine_a, comparison.engine_b);
  if (comparison.first_divergence.empty())
    fmt::print("no stage differs by more than rounding\n");
  else
    fmt::print("first stage that differs by more than rounding: {}\n", printable(comparison.first_divergence));
  for (const LikelyReason& each : comparison.reasons)
    fmt::print("{:12} {} ({})\n{:12} {}\n", "likely", each.reason, each.key, "to do", each.advice);
  if (!comparison.first_divergence.empty() && comparison.reasons.empty())
    fmt::print("{:12} none of the reasons in docs/compare.md fits the numbers\n", "likely");
}

void print_worst(const Comparison& comparison) {
  constexpr size_t kShown = 5;
  size_t shown = 0;
  for (const PictureDifference& each : comparison.pictures) {
    const CommonCount& n = each.objects;
    bool differs = n.a != n.common || n.b != n.common || each.largest_score_change > 0.01;
    if (!differs || shown == kShown) break;
    if (shown++ == 0) fmt::print("{:12} {:>6} {:>6} {:>6} {:>12}\n", "worst", "lost", "new", "same", "max |score|");
    fmt::print("{:12} {:>6} {:>6} {:>6} {:>12.3f}   {}\n", "", n.a - n.common, n.b - n.common, n.common,
               each.largest_score_change, printable(each.path));
  }
}

int check(const Comparison& comparison, double limit) {
  if (limit <= 0) return 0;
  bool seen = false;
  for (const StageDifference& row : comparison.stages) {
    if (row.stage != "decoded") continue;
    if (row.state == StageState::incomparable)
      return report_error(
          {ErrorKind::check_failed, "", fmt::format("{} cannot be compared: {}", row.output, row.text), ""});
    seen = seen || row.state != StageState::hidden;
    if (!(row.max_abs <= limit))
      return report_error({ErrorKind::check_failed, "",
                           fmt::format("{} differs by up to {:.3g}, --max-abs is {:g}", row.output, row.max_abs, limit),
                           ""});
  }
  if (seen) return 0;
  return report_error({ErrorKind::check_failed, "", "--max-abs: the decoded output is not visible in both models",
                       "compare the files that these were made from"});
}

int run(const Arguments& arguments) {
  CompareOptions options = arguments.options;
  auto ways = predict_options(arguments.ways, arguments.common);
  if (!ways) return report_error(ways.error());
  options.predict = *ways;
  if (!arguments.pictures.empty()) {
    auto pictures = find_pictures(arguments.pictures);
    if (!pictures) return report_error(pictures.error());
    options.pictures = std::move(*pictures);
  }
  if (options.pictures.size() > 1) options.progress = progress_on_stderr(arguments.common);
  auto comparison = compare(arguments.a, arguments.b, options);
  if (!comparison) return report_error(comparison.error());
  report_warnings(comparison->warnings, arguments.common);
  if (arguments.common.json) {
    fmt::print("{}\n", comparison_json(*comparison));
  } else {
    print_table(*comparison);
    print_worst(*comparison);
    if (!options.report.empty()) fmt::print("{:12} {}\n", "report", printable(options.report));
  }
  return check(*comparison, arguments.max_abs);
}

std::function<int()> setup(CLI::App& app) {
  auto arguments = std::make_shared<Arguments>();
  CompareOptions& options = arguments->options;
  app.add_option("A", arguments->a, "A model file of any format that ponte reads")->required();
  app.add_option("B", arguments->b, "Another")->required();
  app.add_option("--images", arguments->pictures,
                 "Folders, JPEG and PNG files, patterns, lists (default: drawn scenes)");
  app.add_option("--report", options.report, "HTML file that shows it all: pictures side by side, scores, classes");
  app.add_option("--report-images", options.report_pictures, "Most pictures in the report, worst first")
      ->capture_default_str()
      ->check(CLI::Range(0, 1000));
  app.add_option("--max-abs", arguments->max_abs, "Exit 1 when a decoded output differs by more");
  app.add_flag("--force", options.overwrite, "Overwrite a report that exists");
  add_predict_options(app, arguments->ways);
  add_common_options(app, arguments->common);
  return [arguments] { return run(*arguments); };
}

}  // namespace

constinit extern const Verb verb_compare{"compare", "Two models on the same inputs, stage by stage", setup};

}  // namespace ponte::cli::verbs_compare
