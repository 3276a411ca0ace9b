#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "api/compare/reasons.h"

namespace ponte::api::compare_reasons_test {

namespace {

/// Evidence of which one stage differs.
Evidence diverging(const std::string& stage, double relative, double cosine) {
  Evidence evidence;
  evidence.confidence = 0.25f;
  evidence.rows = {{.stage = stage,
                    .output = "x",
                    .state = StageState::differs,
                    .max_abs = relative,
                    .largest = 1,
                    .cosine = cosine,
                    .text = ""}};
  return evidence;
}

std::vector<std::string> keys(Evidence evidence) {
  evidence.first = first_divergence(evidence.rows);
  std::vector<std::string> keys;
  for (const LikelyReason& reason : likely_reasons(evidence)) keys.push_back(reason.key);
  return keys;
}

using Keys = std::vector<std::string>;

TEST(Reasons, NoneWithoutADivergence) {
  Evidence evidence;
  evidence.rect = evidence.other_size = true;
  EXPECT_EQ(keys(evidence), Keys{});
}

TEST(Reasons, OfTheNetworkFollowItsNumbers) {
  EXPECT_EQ(keys(diverging("raw head", 0.3, 0.5)), Keys{"other-weights"});
  EXPECT_EQ(keys(diverging("raw head", 0.01, 0.9999)), Keys{"some-weights"});
  Evidence evidence = diverging("raw head", 0.01, 0.9999);
  evidence.b.weights = WeightForm::half_floats;
  EXPECT_EQ(keys(evidence), Keys{"half-floats"});
  evidence = diverging("raw head", 0.2, 0.97);
  EXPECT_EQ(keys(evidence), Keys{"some-weights"});
  evidence.a.weights = WeightForm::integers;
  EXPECT_EQ(keys(evidence), Keys{"integers"});
  evidence = diverging("raw head", 1e-3, 1);
  evidence.a.engine = "one", evidence.b.engine = "other";
  EXPECT_EQ(keys(evidence), Keys{"engine-rounding"});
  // Raw maps of two networks resemble each other more than their scores do.
  evidence = diverging("raw head", 0.5, 0.93);
  evidence.rows.push_back(
      {.stage = "decoded", .output = "scores", .state = StageState::differs, .cosine = 0.8, .text = ""});
  EXPECT_EQ(keys(evidence), Keys{"other-weights"});
  evidence.a.family = "yolov8", evidence.b.family = "yolo11";
  EXPECT_EQ(keys(evidence), Keys{"other-network"});
  evidence.b.family = "yolov8", evidence.b.end_to_end = true;
  EXPECT_EQ(keys(evidence), Keys{"other-head"});
  evidence = diverging("raw head", 0.5, 0.5);
  evidence.a.classes = 80, evidence.b.classes = 6;
  EXPECT_EQ(keys(evidence), Keys{"other-classes"});
  // Half floats do not explain a fifth of the largest value.
  evidence = diverging("raw head", 0.2, 0.97);
  evidence.b.weights = WeightForm::half_floats;
  EXPECT_EQ(keys(evidence), Keys{});
}

TEST(Reasons, OfExperimentsGoBeforeGuesses) {
  Evidence evidence = diverging("raw head", 0.9, 0.1);
  evidence.input = InputChange::colours_swapped;
  EXPECT_EQ(keys(evidence), Keys{"colour-order"});
  evidence.input = InputChange::over_255;
  EXPECT_EQ(keys(evidence), Keys{"range-255"});
  evidence = diverging("decoded", 0.9, 0.1);
  evidence.forms.class_order = true;
  EXPECT_EQ(keys(evidence), Keys{"class-order"});
}

TEST(Reasons, BeforeTheNetworkExplainWhatFollows) {
  Evidence evidence = diverging("kept", 0, 1);
  evidence.lost = {.count = 4, .near_score = 4, .best_score = 0.28f};
  evidence.rect = true;
  EXPECT_EQ(keys(evidence), Keys{"rect"});
}

TEST(Reasons, OfWhatIsMissing) {
  Evidence evidence = diverging("kept", 0, 1);
  evidence.lost = {.count = 4, .near_score = 4, .best_score = 0.28f};
  EXPECT_EQ(keys(evidence), Keys{"near-score"});
  evidence.lost = {.count = 4, .near_overlap = 3, .best_score = 0.8f};
  EXPECT_EQ(keys(evidence), Keys{"overlap-threshold"});
  evidence.lost = {.count = 4, .under_other = 3, .best_score = 0.8f};
  EXPECT_EQ(keys(evidence), Keys{});
  evidence.b.form = DetectionForm::objects;
  EXPECT_EQ(keys(evidence), Keys{"class-agnostic"});
  evidence.lost = {.count = 4, .best_score = 0.55f};
  evidence.b.lowest_score = 0.6f;
  EXPECT_EQ(keys(evidence), Keys{"own-score-threshold"});
  evidence.b.lowest_score = 0.3f;
  EXPECT_EQ(keys(evidence), Keys{});
  evidence.lost = {.count = 4, .cut_off = 4, .best_score = 0.5f};
  EXPECT_EQ(keys(evidence), Keys{"limit"});
  // One object may lie there by chance.
  evidence.lost = {.count = 1, .under_other = 1, .best_score = 0.5f};
  EXPECT_EQ(keys(evidence), Keys{});
  evidence.lost = {};
  evidence.added = {.count = 4, .overlapping = 4, .best_score = 0.9f};
  EXPECT_EQ(keys(evidence), Keys{"not-suppressed"});
}

FoundObject object(int class_index, float score, float x) {
  return {.class_index = class_index, .confidence = score, .x1 = x, .y1 = 0, .x2 = x + 100, .y2 = 100};
}

TEST(MissingObjects, AreToldApart) {
  std::vector<FoundObject> owner{object(0, 0.9f, 0), object(0, 0.27f, 5), object(1, 0.6f, 500)};
  std::vector<FoundObject> other{object(0, 0.9f, 0), object(2, 0.8f, 502)};
  MissingObjects missing;
  add_missing(owner, other, {1, 2}, {.confidence = 0.25f, .iou = 0.7f}, missing);
  EXPECT_EQ(missing.count, 2);
  EXPECT_EQ(missing.near_score, 1);
  EXPECT_EQ(missing.overlapping, 1);  // 95 of 105
  EXPECT_EQ(missing.under_other, 1);
  EXPECT_EQ(missing.near_overlap, 0);
  EXPECT_EQ(missing.best_score, 0.6f);
}

TEST(Letterboxes, TellRectFromAnotherSize) {
  Letterbox square = plan_letterbox(640, 480, {}), rect = plan_letterbox(640, 480, {.rect_stride = 32});
  Letterbox smaller = plan_letterbox(640, 480, {.width = 320, .height = 320});
  Evidence evidence;
  add_letterboxes(square, square, evidence);
  EXPECT_FALSE(evidence.rect || evidence.other_size);
  add_letterboxes(square, rect, evidence);
  EXPECT_TRUE(evidence.rect && !evidence.other_size);
  add_letterboxes(square, smaller, evidence);
  EXPECT_TRUE(evidence.other_size);
}

TEST(Reasons, AreAllInTheDocs) {
  std::ifstream file(PONTE_SOURCE_DIR "/docs/compare.md");
  std::stringstream text;
  text << file.rdbuf();
  for (const Reason& reason : all_reasons())
    EXPECT_NE(text.str().find(fmt::format("| `{}` |", reason.key)), std::string::npos) << reason.key;
}

}  // namespace

}  // namespace ponte::api::compare_reasons_test
