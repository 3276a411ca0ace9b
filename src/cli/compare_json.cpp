#include "compare_json.h"

#include "ponte/json.h"

namespace ponte::cli {

namespace {

void write_count(Json& json, const char* name, const CommonCount& count) {
  json.key(name).begin_object().member("a", count.a).member("b", count.b).member("common", count.common).end_object();
}

void write_model(Json& json, const char* name, const std::string& path, const Card& card, const std::string& engine,
                 const std::string& weights) {
  json.key(name).begin_object().member("file", path).member("task", task_name(card.task)).member("family", card.family);
  json.member("layout", head_layout_name(card.layout)).member("engine", engine).member("weights", weights).end_object();
}

void write_stages(Json& json, const Comparison& comparison) {
  json.key("stages").begin_array();
  for (const StageDifference& row : comparison.stages) {
    json.begin_object().member("stage", row.stage).member("output", row.output);
    json.member("state", stage_state_name(row.state));
    if (row.state != StageState::hidden && row.state != StageState::incomparable && row.largest > 0) {
      json.member("max_abs", row.max_abs).member("mean_abs", row.mean_abs).member("largest", row.largest);
      json.member("cosine", row.cosine);
    }
    if (!row.text.empty()) json.member("text", row.text);
    json.end_object();
  }
  json.end_array();
}

void write_reasons(Json& json, const Comparison& comparison) {
  json.key("reasons").begin_array();
  for (const LikelyReason& each : comparison.reasons)
    json.begin_object()
        .member("key", each.key)
        .member("stage", each.stage)
        .member("reason", each.reason)
        .member("advice", each.advice)
        .end_object();
  json.end_array();
}

void write_classes(Json& json, const Comparison& comparison) {
  json.key("classes").begin_array();
  for (const ClassDifference& each : comparison.classes)
    json.begin_object()
        .member("class", each.class_index)
        .member("name", each.name)
        .member("a", each.a)
        .member("b", each.b)
        .member("matched", each.matched)
        .member("lost", each.a - each.matched)
        .member("new", each.b - each.matched)
        .member("mean_score_change", each.mean_score_change)
        .end_object();
  json.end_array();
}

void write_pictures(Json& json, const Comparison& comparison) {
  json.key("images").begin_array();
  for (const PictureDifference& each : comparison.pictures) {
    const CommonCount& n = each.objects;
    json.begin_object().member("image", each.path).member("a", n.a).member("b", n.b).member("matched", n.common);
    json.member("lost", n.a - n.common).member("new", n.b - n.common);
    json.member("largest_score_change", each.largest_score_change).member("distance", each.distance);
    if (!each.best_a.empty()) json.member("best_a", each.best_a).member("best_b", each.best_b);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

std::string comparison_json(const Comparison& comparison) {
  Json json;
  json.begin_object();
  write_model(json, "a", comparison.path_a, comparison.a, comparison.engine_a, comparison.weights_a);
  write_model(json, "b", comparison.path_b, comparison.b, comparison.engine_b, comparison.weights_b);
  write_stages(json, comparison);
  json.member("first_divergence", comparison.first_divergence);
  write_reasons(json, comparison);
  write_count(json, "candidates", comparison.candidates);
  const CommonCount& n = comparison.objects;
  json.key("detections").begin_object().member("a", n.a).member("b", n.b).member("matched", n.common);
  json.member("lost", n.a - n.common).member("new", n.b - n.common);
  json.member("largest_score_change", comparison.largest_score_change).end_object();
  write_classes(json, comparison);
  write_pictures(json, comparison);
  json.key("engines").begin_array().value(comparison.engine_a).value(comparison.engine_b).end_array();
  return json.end_object().text();
}

}  // namespace ponte::cli
