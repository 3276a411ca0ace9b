#include "vision/nms.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace ponte::vision::nms_test {

namespace {

/// Boxes and scores, a row per anchor.
struct Scene {
  std::vector<float> boxes, scores;
  size_t classes = 1;

  void add(Box box, std::vector<float> of_classes) {
    boxes.insert(boxes.end(), {box.x1, box.y1, box.x2, box.y2});
    classes = of_classes.size();
    scores.insert(scores.end(), of_classes.begin(), of_classes.end());
  }
  std::vector<Detection> run(const NmsOptions& options = {}, BoxForm form = BoxForm::corners) const {
    size_t anchors = boxes.size() / 4;
    return select_and_suppress({boxes.data(), anchors, 4, 4, 1}, form, {scores.data(), anchors, classes, classes, 1},
                               options);
  }
};

std::vector<int> anchors_of(const std::vector<Detection>& detections) {
  std::vector<int> anchors;
  for (const Detection& detection : detections) anchors.push_back(detection.anchor);
  return anchors;
}

using Anchors = std::vector<int>;

/// Boxes that do not touch each other.
Box apart(int i) {
  float x = 20.0f * static_cast<float>(i);
  return {x, 0, x + 10, 10};
}

TEST(Nms, KeepsTheBestOfOverlappingBoxes) {
  Scene scene;
  scene.add({0, 0, 100, 100}, {0.5f});
  scene.add({2, 0, 102, 100}, {0.9f});
  scene.add({200, 0, 300, 100}, {0.4f});
  EXPECT_EQ(anchors_of(scene.run()), (Anchors{1, 2}));
}

TEST(Nms, AScoreMustBeOverTheThreshold) {
  Scene scene;
  scene.add({0, 0, 10, 10}, {0.25f});
  scene.add({50, 0, 60, 10}, {std::nextafter(0.25f, 1.0f)});
  EXPECT_EQ(anchors_of(scene.run()), (Anchors{1}));
}

TEST(Nms, AnOverlapAtTheThresholdIsKept) {
  Scene scene;
  scene.add({0, 0, 10, 10}, {0.9f});
  scene.add({0, 0, 10, 5}, {0.8f});  // overlap 0.5, exactly
  EXPECT_EQ(scene.run({.iou = 0.5}).size(), 2u);
  EXPECT_EQ(scene.run({.iou = 0.49}).size(), 1u);
}

TEST(Nms, EqualScoresKeepTheOrderOfTheAnchors) {
  Scene scene;
  for (int i = 0; i < 50; ++i) scene.add(apart(i), {i % 2 == 0 ? 0.5f : 0.75f});
  Anchors expected;
  for (int i = 1; i < 50; i += 2) expected.push_back(i);
  for (int i = 0; i < 50; i += 2) expected.push_back(i);
  EXPECT_EQ(anchors_of(scene.run()), expected);
}

TEST(Nms, ClassesDoNotSuppressEachOtherUnlessAskedTo) {
  Scene scene;
  scene.add({0, 0, 10, 10}, {0.9f, 0.1f});
  scene.add({0, 0, 10, 10}, {0.1f, 0.8f});
  EXPECT_EQ(scene.run().size(), 2u);
  EXPECT_EQ(scene.run()[1].class_index, 1);
  EXPECT_EQ(anchors_of(scene.run({.class_agnostic = true})), (Anchors{0}));
}

TEST(Nms, TheClassFilterComesAfterTheBestClass) {
  Scene scene;
  scene.add({0, 0, 10, 10}, {0.9f, 0.8f});  // best class 0: not found again as class 1
  scene.add({50, 0, 60, 10}, {0.3f, 0.7f});
  int wanted[] = {1};
  EXPECT_EQ(anchors_of(scene.run({.classes = wanted})), (Anchors{1}));
}

TEST(Nms, TheFirstOfEqualClassesWins) {
  Scene scene;
  scene.add({0, 0, 10, 10}, {0.1f, 0.6f, 0.6f});
  EXPECT_EQ(scene.run()[0].class_index, 1);
}

TEST(Nms, TheClassOffsetCostsPrecisionAsInUltralytics) {
  // 1023 * 7680 is nearly 2^23, where float32 has steps of a half: both boxes become the same one.
  Scene scene;
  std::vector<float> first(1024), second(1024);
  first[1023] = 0.9f;
  second[1023] = 0.8f;
  scene.add({10, 10, 20.1f, 20.1f}, first);
  scene.add({10.2f, 10.2f, 20.1f, 20.1f}, second);
  EXPECT_EQ(scene.run({.iou = 0.97}).size(), 1u);
  EXPECT_EQ(scene.run({.iou = 0.97, .class_agnostic = true}).size(), 2u);
}

TEST(Nms, ReadsCentreFormAndTransposedTables) {
  // Two anchors, columns one after the other: cx, cy, w, h, then two classes.
  const float output[] = {10, 50, 20, 60, 8, 10, 4, 20, 0.9f, 0.1f, 0.2f, 0.6f};
  auto found = select_and_suppress({output, 2, 4, 1, 2}, BoxForm::centre, {output + 8, 2, 2, 1, 2}, {});
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].box.x1, 6.0f);
  EXPECT_EQ(found[0].box.y2, 22.0f);
  EXPECT_EQ(found[1].class_index, 1);
  EXPECT_EQ(found[1].confidence, 0.6f);
}

TEST(Nms, StopsAtTheMostDetectionsWanted) {
  Scene scene;
  for (int i = 0; i < 40; ++i) scene.add(apart(i), {0.5f});
  EXPECT_EQ(scene.run({.max_detections = 7}).size(), 7u);
  EXPECT_EQ(scene.run({.max_detections = 0}).size(), 0u);
}

TEST(Nms, NotANumberIsNoDetectionAndAnEmptyBoxSuppressesNothing) {
  float nan = std::numeric_limits<float>::quiet_NaN();
  Scene scene;
  scene.add({0, 0, 10, 10}, {nan, 0.9f});
  scene.add({5, 5, 5, 5}, {0.8f, 0.0f});
  scene.add({5, 5, 5, 5}, {0.7f, 0.0f});
  scene.add({nan, 0, 10, 10}, {0.6f, 0.0f});
  EXPECT_EQ(anchors_of(scene.run()), (Anchors{1, 2, 3}));
}

TEST(Nms, OnlyTheBest30000AreLookedAt) {
  Scene scene;
  for (int i = 0; i < 30001; ++i) scene.add({0, 0, 10, 10}, {0.9f});
  scene.boxes[4 * 30000] = 9;  // the last candidate hardly overlaps the others
  EXPECT_EQ(anchors_of(scene.run()), (Anchors{0}));
  scene.scores[30000] = 0.95f;
  EXPECT_EQ(anchors_of(scene.run()), (Anchors{30000, 0}));
}

/// Greedy suppression written plainly: mark all that a better one overlaps, then list what is left.
Anchors brute_force(const Scene& scene, double iou) {
  size_t count = scene.boxes.size() / 4;
  std::vector<int> order;
  std::vector<int> classes(count);
  std::vector<Box> moved(count);
  for (size_t i = 0; i < count; ++i) {
    auto row = scene.scores.begin() + static_cast<std::ptrdiff_t>(i * scene.classes);
    classes[i] = static_cast<int>(std::max_element(row, row + static_cast<std::ptrdiff_t>(scene.classes)) - row);
    float offset = static_cast<float>(classes[i]) * 7680.0f;
    const float* box = scene.boxes.data() + 4 * i;
    moved[i] = {box[0] + offset, box[1] + offset, box[2] + offset, box[3] + offset};
    order.push_back(static_cast<int>(i));
  }
  auto score = [&](int anchor) {
    size_t i = static_cast<size_t>(anchor);
    return scene.scores[i * scene.classes + static_cast<size_t>(classes[i])];
  };
  std::ranges::stable_sort(order, [&](int a, int b) { return score(a) > score(b); });
  std::vector<bool> dropped(count);
  Anchors kept;
  for (size_t i = 0; i < count; ++i) {
    auto a = static_cast<size_t>(order[i]);
    if (dropped[a]) continue;
    kept.push_back(order[i]);
    for (size_t j = i + 1; j < count; ++j) {
      auto b = static_cast<size_t>(order[j]);
      if (box_iou(moved[a], moved[b]) > iou) dropped[b] = true;
    }
  }
  return kept;
}

TEST(Nms, EqualsBruteForceInCrowds) {
  std::mt19937 random(1);
  auto number = [&](float low, float high) { return std::uniform_real_distribution<float>(low, high)(random); };
  for (size_t classes : {1, 3, 80}) {
    Scene scene;
    for (int i = 0; i < 400; ++i) {
      float x = number(0, 100), y = number(0, 100);
      std::vector<float> scores(classes);
      for (float& score : scores) score = std::round(number(0.3f, 1) * 64) / 64;  // many ties
      scene.add({x, y, x + number(5, 60), y + number(5, 60)}, scores);
    }
    EXPECT_EQ(anchors_of(scene.run({.iou = 0.6, .max_detections = 1000})), brute_force(scene, 0.6)) << classes;
  }
}

TEST(Nms, TheOffsetOfClassesCostsPrecisionThatExactSeparationDoesNot) {
  // At class 1200 a float32 has steps of a pixel: 8.6 and 9.4 both come out as 9, and the overlap as 1.
  Scene scene;
  std::vector<float> best(1201), second(1201);
  best[1200] = 0.9f;
  second[1200] = 0.8f;
  scene.add({0, 0, 8.6f, 1}, best);
  scene.add({0, 0, 9.4f, 1}, second);
  NmsOptions options{.iou = 0.95};
  EXPECT_EQ(anchors_of(scene.run(options)), (Anchors{0}));
  options.separation = ClassSeparation::exact;
  EXPECT_EQ(anchors_of(scene.run(options)), (Anchors{0, 1}));
}

TEST(Nms, ExactSeparationComparesAClassWithItselfOnly) {
  Scene scene;
  scene.add({0, 0, 100, 100}, {0.9f, 0});
  scene.add({0, 0, 100, 100}, {0, 0.8f});
  scene.add({1, 0, 101, 100}, {0, 0.7f});
  EXPECT_EQ(anchors_of(scene.run({.separation = ClassSeparation::exact})), (Anchors{0, 1}));
  EXPECT_EQ(anchors_of(scene.run({.class_agnostic = true, .separation = ClassSeparation::exact})), (Anchors{0}));
}

}  // namespace

}  // namespace ponte::vision::nms_test
