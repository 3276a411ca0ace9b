#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "api/compare/network_stages.h"
#include "api/compare/object_stages.h"
#include "api/compare/trials.h"

namespace ponte::api::compare_stages_test {

namespace {

TEST(Stages, KeepTheWorstOfAllPictures) {
  Stages stages;
  stages.add({.stage = "decoded", .output = "boxes", .state = rate(0, 1), .max_abs = 0, .largest = 1, .text = ""});
  stages.add({.stage = "kept", .output = "boxes", .state = rate(1e-5, 1), .max_abs = 1e-5, .largest = 1, .text = ""});
  stages.add({.stage = "decoded",
              .output = "boxes",
              .state = rate(0.5, 3),
              .max_abs = 0.5,
              .largest = 3,
              .cosine = 0.9,
              .text = "far"});
  stages.add(
      {.stage = "decoded", .output = "boxes", .state = rate(1e-5, 1), .max_abs = 1e-5, .largest = 1, .text = "near"});
  ASSERT_EQ(stages.rows().size(), 2u);
  const StageDifference& row = stages.rows()[0];
  EXPECT_EQ(row.state, StageState::differs);
  EXPECT_EQ(row.max_abs, 0.5);
  EXPECT_EQ(row.largest, 3);
  EXPECT_EQ(row.cosine, 0.9);
  EXPECT_EQ(row.text, "far");
  EXPECT_EQ(first_divergence(stages.rows()), &row);
}

TEST(Stages, WhatIsHiddenIsNoDivergence) {
  Stages stages;
  stages.say("raw head", "maps", StageState::hidden, "inside");
  stages.add(
      {.stage = "decoded", .output = "boxes", .state = rate(1e-5, 1), .max_abs = 1e-5, .largest = 1, .text = ""});
  EXPECT_EQ(first_divergence(stages.rows()), nullptr);
}

Mask square(int left, int top, int side) {
  return {left, top, side, side, std::vector<uint8_t>(static_cast<size_t>(side * side), 1)};
}

TEST(MaskOverlap, CountsPixelsOfThePicture) {
  MaskOverlap overlap = overlap_of(square(0, 0, 10), square(5, 5, 10));
  EXPECT_EQ(overlap.shared, 25);
  EXPECT_EQ(overlap.only_a, 75);
  EXPECT_EQ(overlap.only_b, 75);
  EXPECT_NEAR(overlap.iou(), 25.0 / 175, 1e-12);
  EXPECT_EQ(overlap_of(square(0, 0, 4), square(100, 0, 4)).shared, 0);
  EXPECT_EQ(overlap_of({}, {}).iou(), 1);
}

FoundObject object(int class_index, float score, float x) {
  return {.class_index = class_index,
          .name = std::to_string(class_index),
          .confidence = score,
          .x1 = x,
          .y1 = 0,
          .x2 = x + 100,
          .y2 = 100};
}

PictureDifference compare(ObjectComparison& comparison, std::vector<FoundObject> a, std::vector<FoundObject> b) {
  PictureResult in_a{.objects = std::move(a)}, in_b{.objects = std::move(b)};
  return comparison.add(in_a, in_b, match_objects(in_a, in_b));
}

const StageDifference* row(const Stages& stages, std::string_view stage, std::string_view output) {
  for (const StageDifference& each : stages.rows())
    if (each.stage == stage && each.output == output) return &each;
  return nullptr;
}

TEST(ObjectComparison, CountsByClassAndPicture) {
  ObjectComparison comparison;
  PictureDifference picture =
      compare(comparison, {object(0, 0.9f, 0), object(1, 0.5f, 300)}, {object(0, 0.7f, 0), object(2, 0.4f, 300)});
  EXPECT_EQ(picture.objects.common, 1);
  EXPECT_NEAR(picture.largest_score_change, 0.2, 1e-6);
  EXPECT_NEAR(picture.distance, 0.2 + 0.5 + 0.4, 1e-6);
  compare(comparison, {object(0, 0.5f, 0)}, {object(0, 0.6f, 0)});
  std::vector<ClassDifference> classes = comparison.classes();
  ASSERT_EQ(classes.size(), 3u);
  EXPECT_EQ(classes[0].matched, 2);
  EXPECT_NEAR(classes[0].mean_score_change, (-0.2 + 0.1) / 2, 1e-6);
  EXPECT_EQ(classes[1].a - classes[1].matched, 1);
  EXPECT_EQ(classes[2].b - classes[2].matched, 1);
  ASSERT_EQ(comparison.scores().size(), 4u);
  Stages stages;
  comparison.finish(stages);
  EXPECT_EQ(row(stages, "kept", "objects")->state, StageState::differs);
  EXPECT_NEAR(row(stages, "kept", "scores")->max_abs, 0.2, 1e-6);
  EXPECT_EQ(row(stages, "kept", "boxes")->state, StageState::same);
  EXPECT_EQ(row(stages, "masks", "pixels"), nullptr);
}

TEST(ObjectComparison, LooksAtMasksKeypointsAndAngles) {
  ObjectComparison comparison;
  FoundObject a = object(0, 0.9f, 0), b = a;
  a.mask = square(0, 0, 10), b.mask = square(0, 0, 9);
  a.keypoints = {{1, 2, 1}}, b.keypoints = {{1, 5, 1}};
  a.rotated_box = RotatedBox{50, 50, 100, 100, 0.01f};
  b.rotated_box = RotatedBox{50, 50, 100, 100, static_cast<float>(std::numbers::pi) - 0.01f};
  compare(comparison, {a}, {b});
  Stages stages;
  comparison.finish(stages);
  EXPECT_NEAR(row(stages, "masks", "pixels")->max_abs, 0.19, 1e-9);
  EXPECT_EQ(row(stages, "masks", "pixels")->text, "19 of 100 pixels differ, IoU at least 0.8100, 0.8100 on average");
  EXPECT_EQ(row(stages, "keypoints", "x y")->max_abs, 3);
  EXPECT_NEAR(row(stages, "angles", "radians")->max_abs, 0.02, 1e-6);
  EXPECT_NEAR(comparison.masks().area_ratio(), 0.81, 1e-12);
}

TEST(ObjectComparison, OfClassifiersLooksAtTheBestClass) {
  ObjectComparison comparison;
  PictureResult a{.probabilities = {{3, "cat", 0.9f}, {1, "dog", 0.1f}}},
      b{.probabilities = {{1, "dog", 0.6f}, {3, "cat", 0.4f}}};
  EXPECT_EQ(comparison.add(a, b, {}).objects.common, 0);
  EXPECT_EQ(comparison.add(a, a, {}).objects.common, 1);
  EXPECT_EQ(comparison.add(a, b, {}).best_b, "dog");
  Stages stages;
  comparison.finish(stages);
  EXPECT_EQ(row(stages, "kept", "best class")->text, "the same in 1 of 3 pictures");
}

// ---- tables of anchors

struct Tables {
  std::vector<float> boxes, scores;

  HeadOutputs head(BoxForm form = BoxForm::corners) const {
    HeadOutputs head;
    head.boxes = {boxes.data(), boxes.size() / 4, 4, 4, 1};
    head.scores = {scores.data(), boxes.size() / 4, 3, 3, 1};
    head.box_form = form;
    return head;
  }
};

Tables some() {
  Tables tables;
  for (int i = 0; i < 40; ++i) {
    auto x = static_cast<float>(7 * i % 300), y = static_cast<float>(11 * i % 200);
    tables.boxes.insert(tables.boxes.end(), {x, y, x + 40, y + 60});
    for (int c = 0; c < 3; ++c) tables.scores.push_back(static_cast<float>((i * 13 + c * 29) % 97) / 100);
  }
  return tables;
}

std::vector<bool> forms(const Tables& a, const Tables& b, BoxForm form = BoxForm::corners) {
  Letterbox plan = plan_letterbox(640, 480, {});
  OutputForms found = try_forms(a.head(), b.head(form), plan);
  return {found.score_logits, found.class_order, found.anchor_order, found.box_fractions, found.box_form};
}

TEST(OutputForms, AreFoundByTrying) {
  Tables a = some(), b = a;
  EXPECT_EQ(forms(a, b), (std::vector<bool>{0, 0, 0, 0, 0}));
  for (float& score : b.scores) score = std::log(score / (1 - score) + 1e-6f);
  EXPECT_EQ(forms(a, b), (std::vector<bool>{1, 0, 0, 0, 0}));
  EXPECT_EQ(forms(b, a), (std::vector<bool>{1, 0, 0, 0, 0}));
  b = a;
  for (size_t i = 0; i < b.scores.size(); i += 3) std::rotate(&b.scores[i], &b.scores[i + 1], &b.scores[i] + 3);
  EXPECT_EQ(forms(a, b), (std::vector<bool>{0, 1, 0, 0, 0}));
  b = a;
  for (size_t i = 0; i < 20; ++i) {
    std::swap_ranges(&b.scores[3 * i], &b.scores[3 * i] + 3, &b.scores[3 * (39 - i)]);
    std::swap_ranges(&b.boxes[4 * i], &b.boxes[4 * i] + 4, &b.boxes[4 * (39 - i)]);
  }
  EXPECT_TRUE(forms(a, b)[2]);
  b = a;
  for (float& number : b.boxes) number /= 640;
  EXPECT_EQ(forms(a, b), (std::vector<bool>{0, 0, 0, 1, 0}));
  EXPECT_EQ(forms(b, a), (std::vector<bool>{0, 0, 0, 1, 0}));
  // The same boxes as corners, taken for centres.
  EXPECT_EQ(forms(a, a, BoxForm::centre), (std::vector<bool>{0, 0, 0, 0, 1}));
}

TEST(OutputForms, DoNotExplainNoise) {
  Tables a = some(), b = a;
  for (size_t i = 0; i < b.scores.size(); ++i) b.scores[i] = static_cast<float>(i * 31 % 89) / 90;
  for (size_t i = 0; i < b.boxes.size(); ++i) b.boxes[i] += static_cast<float>(i * 17 % 23);
  EXPECT_EQ(forms(a, b), (std::vector<bool>{0, 0, 0, 0, 0}));
}

TEST(Candidates, AreTheSameWhereAnchorAndClassAre) {
  Tables tables = some();
  StageTrace a, b;
  a.head = tables.head(), b.head = tables.head();
  a.candidates = {{.class_index = 1, .anchor = 3}, {.class_index = 1, .anchor = 4}};
  b.candidates = {{.class_index = 1, .anchor = 3}, {.class_index = 2, .anchor = 4}, {.class_index = 0, .anchor = 9}};
  auto count = compare_candidates(a, b);
  ASSERT_TRUE(count);
  EXPECT_EQ(count->a, 2);
  EXPECT_EQ(count->b, 3);
  EXPECT_EQ(count->common, 1);
  b.head.reset();
  EXPECT_FALSE(compare_candidates(a, b));
}

}  // namespace

}  // namespace ponte::api::compare_stages_test
