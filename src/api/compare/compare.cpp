#include "ponte/compare.h"

#include <algorithm>

#include "api/compare/network_stages.h"
#include "api/compare/reasons.h"
#include "api/compare/shown_pictures.h"
#include "base/atomic_file.h"

namespace ponte::api {

namespace {

const char* weight_form_name(WeightForm form) {
  switch (form) {
    case WeightForm::floats: return "32 bits";
    case WeightForm::half_floats: return "16 bits";
    case WeightForm::integers: return "8 bits or fewer";
  }
  return "unknown";
}

SideFacts facts_of(const Side& side) {
  const RunnableDetector& detector = side.detector();
  return {.form = detector.form,
          .weights = detector.weights,
          .engine = detector.session->engine(),
          .family = detector.card.family,
          .classes = detector.classes,
          .end_to_end = detector.card.end_to_end,
          .takes_pictures = side.takes_whole_pictures()};
}

/// Everything that is collected while pictures go through.
struct Collected {
  Stages stages;
  ObjectComparison objects;
  Evidence evidence;
  std::optional<CommonCount> candidates;
  std::vector<PictureDifference> pictures;
  ShownPictures shown;
  std::vector<std::string> warnings;  ///< of pictures
  bool tried = false;

  explicit Collected(const CompareOptions& options) : shown(options.report.empty() ? 0 : options.report_pictures) {}
};

void add_candidates(const StageTrace& a, const StageTrace& b, Collected& all) {
  std::optional<CommonCount> count = compare_candidates(a, b);
  if (!count) return;
  CommonCount& sum = all.candidates ? *all.candidates : all.candidates.emplace();
  sum.a += count->a;
  sum.b += count->b;
  sum.common = count->common < 0 || sum.common < 0 ? -1 : sum.common + count->common;
  if (!same_anchors(*a.head, *b.head)) return;
  Evidence& evidence = all.evidence;
  double margin = candidate_margin(a.candidates, b.candidates, evidence.confidence);
  evidence.candidate_margin = std::max(evidence.candidate_margin, margin);
}

float lowest_score(const std::vector<FoundObject>& objects, float before) {
  for (const FoundObject& each : objects) before = std::min(before, each.confidence);
  return before;
}

Result<> add_objects(const StageTrace& a, const StageTrace& b, const PredictOptions& options, Collected& all) {
  ObjectMatches matches = match_objects(a.result, b.result);
  all.pictures.push_back(all.objects.add(a.result, b.result, matches));
  TRY(all.shown.add(a.result, b.result, matches, all.pictures.back()));
  Evidence& evidence = all.evidence;
  Thresholds thresholds{evidence.confidence, static_cast<float>(options.iou.value_or(NmsOptions{}.iou))};
  add_missing(a.result.objects, b.result.objects, matches.lost, thresholds, evidence.lost);
  add_missing(b.result.objects, a.result.objects, matches.added, thresholds, evidence.added);
  evidence.a.lowest_score = lowest_score(a.result.objects, evidence.a.lowest_score);
  evidence.b.lowest_score = lowest_score(b.result.objects, evidence.b.lowest_score);
  return {};
}

/// The experiments are made once, on the first picture whose outputs differ.
Result<> try_once(const Side& side_b, const StageTrace& a, const StageTrace& b, Collected& all) {
  const StageDifference* first = first_divergence(all.stages.rows());
  bool differs = first && (first->stage == "raw head" || first->stage == "decoded");
  bool unseen = !first && (side_b.takes_whole_pictures() || !b.head) && all.pictures.back().distance > 0;
  if (all.tried || !(differs || unseen)) return {};
  all.tried = true;
  TRY_ASSIGN(all.evidence.input, try_inputs(side_b, a, b));
  if (a.head && b.head && all.evidence.input == InputChange::none)
    all.evidence.forms = try_forms(*a.head, *b.head, b.fitted.plan);
  return {};
}

Result<> compare_sample(Side& side_a, Side& side_b, const Sample& sample, const PredictOptions& options,
                        Collected& all) {
  TRY_ASSIGN(StageTrace a, walk(side_a, sample));
  TRY_ASSIGN(StageTrace b, walk(side_b, sample));
  TRY(compare_network(side_a, side_b, a, b, all.stages));
  add_letterboxes(a.fitted.plan, b.fitted.plan, all.evidence);
  add_candidates(a, b, all);
  TRY(add_objects(a, b, options, all));
  return try_once(side_b, a, b, all);
}

/// The row of the candidates, of all pictures together.
void say_candidates(const std::optional<CommonCount>& count, const Card& card, Stages& stages) {
  if (card.task == Task::classify) return;
  if (!count)
    return stages.say("candidates", "over threshold", StageState::hidden,
                      "not visible: one of the two gives kept objects only");
  if (count->common < 0)
    return stages.say("candidates", "over threshold", StageState::incomparable,
                      fmt::format("{} in A, {} in B, of other anchors", count->a, count->b));
  StageState state = count->a == count->common && count->b == count->common ? StageState::same : StageState::differs;
  stages.say("candidates", "over threshold", state,
             fmt::format("{} in A, {} in B, {} the same", count->a, count->b, count->common));
}

Comparison conclude(const Side& side_a, const Side& side_b, Collected& all) {
  say_candidates(all.candidates, side_a.detector().card, all.stages);
  all.objects.finish(all.stages);
  all.evidence.rows = all.stages.rows();
  all.evidence.first = first_divergence(all.evidence.rows);
  all.evidence.masks = all.objects.masks();
  Comparison comparison;
  comparison.reasons = likely_reasons(all.evidence);
  if (const StageDifference* first = all.evidence.first)
    comparison.first_divergence = fmt::format("{} {}", first->stage, first->output);
  comparison.stages = all.stages.rows();
  comparison.engine_a = all.evidence.a.engine;
  comparison.engine_b = all.evidence.b.engine;
  comparison.weights_a = weight_form_name(all.evidence.a.weights);
  comparison.weights_b = weight_form_name(all.evidence.b.weights);
  if (all.candidates) comparison.candidates = *all.candidates;
  comparison.objects = all.objects.objects();
  comparison.largest_score_change = all.objects.largest_score_change();
  comparison.classes = all.objects.classes();
  comparison.scores = all.objects.scores();
  comparison.pictures = std::move(all.pictures);
  std::ranges::stable_sort(comparison.pictures, std::greater<>(), &PictureDifference::distance);
  comparison.warnings = std::move(all.warnings);
  for (const Side* side : {&side_a, &side_b})
    std::ranges::copy(side->detector().warnings, std::back_inserter(comparison.warnings));
  comparison.a = side_a.detector().card;
  comparison.b = side_b.detector().card;
  return comparison;
}

Result<> check_sides(const Side& a, const Side& b, bool pictures) {
  const Card &card_a = a.detector().card, &card_b = b.detector().card;
  if (card_a.task != card_b.task)
    return usage_error("A is a model of task {}, B of task {}", task_name(card_a.task), task_name(card_b.task));
  if (card_a.channels != card_b.channels)
    return usage_error("A takes {} channels, B {}", card_a.channels, card_b.channels);
  if (pictures && card_a.channels != 3)
    return unsupported("the networks take {} channels, pictures have 3", card_a.channels);
  return {};
}

/// Refused before the work is done, not after.
Result<std::optional<AtomicFile>> begin_report(const CompareOptions& options) {
  if (options.report.empty()) return std::nullopt;
  TRY_ASSIGN(AtomicFile file,
             AtomicFile::create(options.report, options.overwrite ? Overwrite::allow : Overwrite::refuse));
  return file;
}

Result<> compare_all(Side& a, Side& b, const CompareOptions& options, Collected& all) {
  constexpr size_t kScenes = 2;
  size_t count = options.pictures.empty() ? kScenes : options.pictures.size();
  for (size_t i = 0; i < count; ++i) {
    Result<Sample> sample = options.pictures.empty() ? draw_sample(a, i + 1) : read_sample(options.pictures[i]);
    if (!sample && options.pictures.size() == 1) return std::unexpected(std::move(sample).error());
    // One bad picture among many does not end the work.
    if (!sample)
      all.warnings.push_back(sample.error().message());
    else
      TRY(compare_sample(a, b, *sample, options.predict, all));
    double done = static_cast<double>(i + 1) / static_cast<double>(count);
    if (options.progress && !options.progress({"pictures", done})) return usage_error("cancelled");
  }
  if (all.pictures.empty()) return usage_error("none of the {} pictures can be read: {}", count, all.warnings[0]);
  return {};
}

}  // namespace

}  // namespace ponte::api

namespace ponte {

using namespace api;

Result<Comparison> compare(const std::string& path_a, const std::string& path_b, const CompareOptions& options) {
  if (!find_profile(options.predict.profile))
    return usage_error("the profile {} is not known", options.predict.profile);
  TRY_ASSIGN(std::optional<AtomicFile> report, begin_report(options));
  TRY_ASSIGN(auto sides, open_sides(path_a, path_b, options.predict));
  auto& [a, b] = sides;
  TRY(check_sides(a, b, !options.pictures.empty()));
  Collected all(options);
  all.evidence.a = facts_of(a);
  all.evidence.b = facts_of(b);
  all.evidence.confidence = options.predict.confidence.value_or(NmsOptions{}.confidence);
  TRY(compare_all(a, b, options, all));
  Comparison comparison = conclude(a, b, all);
  comparison.path_a = path_a;
  comparison.path_b = path_b;
  if (report) {
    TRY(report->append(as_bytes(compare_page(comparison, all.shown.pictures(), options.predict))));
    TRY(report->commit());
  }
  return comparison;
}

}  // namespace ponte
