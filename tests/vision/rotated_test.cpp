#include "vision/rotated.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>

#include "vision/nms.h"

namespace ponte::vision::rotated_test {

namespace {

/// 1 - Hellinger distance of two Gaussians, from the definition of the Bhattacharyya distance, in doubles.
double reference_overlap(const RotatedBox& p, const RotatedBox& q) {
  struct Covariance {
    double a, b, c;
  };
  auto covariance = [](const RotatedBox& box) {
    double w = static_cast<double>(box.width) * static_cast<double>(box.width) / 12;
    double h = static_cast<double>(box.height) * static_cast<double>(box.height) / 12;
    double cosine = std::cos(static_cast<double>(box.angle)), sine = std::sin(static_cast<double>(box.angle));
    return Covariance{w * cosine * cosine + h * sine * sine, w * sine * sine + h * cosine * cosine,
                      (w - h) * cosine * sine};
  };
  Covariance s = covariance(p), t = covariance(q);
  double a = (s.a + t.a) / 2, b = (s.b + t.b) / 2, c = (s.c + t.c) / 2, det = a * b - c * c;
  double dx = static_cast<double>(p.cx - q.cx), dy = static_cast<double>(p.cy - q.cy);
  double mahalanobis = (b * dx * dx - 2 * c * dx * dy + a * dy * dy) / det;
  double dets = (s.a * s.b - s.c * s.c) * (t.a * t.b - t.c * t.c);
  double distance = mahalanobis / 8 + std::log(det / std::sqrt(dets)) / 2;
  return 1 - std::sqrt(1 - std::exp(-distance));
}

TEST(Rotated, OverlapIsThatOfTheGaussians) {
  std::mt19937 random(4);
  std::uniform_real_distribution<float> place(0, 60), side(8, 60), angle(-2, 4);
  for (int i = 0; i < 500; ++i) {
    RotatedBox a{place(random), place(random), side(random), side(random), angle(random)};
    RotatedBox b{place(random), place(random), side(random), side(random), angle(random)};
    double expected = reference_overlap(a, b);
    EXPECT_NEAR(static_cast<double>(Gaussian(a).overlap(Gaussian(b))), expected, 2e-3);
  }
}

TEST(Rotated, EqualBoxesOverlapWhollyAndFarOnesNotAtAll) {
  RotatedBox box{100, 100, 40, 20, 0.5f}, far{5000, 100, 40, 20, 0.5f};
  EXPECT_GT(Gaussian(box).overlap(Gaussian(box)), 0.999f);
  EXPECT_LT(Gaussian(box).overlap(Gaussian(far)), 1e-6f);
  RotatedBox none{0, 0, 0, 0, 0};
  EXPECT_FALSE(std::isnan(Gaussian(none).overlap(Gaussian(box))));
}

TEST(Rotated, CornersGoAroundAndBoundsHoldThem) {
  RotatedBox box{10, 20, 8, 4, std::numbers::pi_v<float> / 2};
  auto corners = corners_of(box);
  const float x[] = {8, 12, 12, 8}, y[] = {24, 24, 16, 16};
  for (int i = 0; i < 4; ++i) {
    EXPECT_NEAR(corners[i].first, x[i], 1e-4) << i;
    EXPECT_NEAR(corners[i].second, y[i], 1e-4) << i;
  }
  Box bounds = bounds_of(box);
  EXPECT_NEAR(bounds.x1, 8, 1e-4);
  EXPECT_NEAR(bounds.y2, 24, 1e-4);
}

struct RotatedScene {
  std::vector<float> boxes, angles, scores;
  size_t classes = 1;

  void add(const RotatedBox& box, std::vector<float> of_classes) {
    boxes.insert(boxes.end(), {box.cx, box.cy, box.width, box.height});
    angles.push_back(box.angle);
    classes = of_classes.size();
    scores.insert(scores.end(), of_classes.begin(), of_classes.end());
  }
  std::vector<int> run(const NmsOptions& options) const {
    size_t n = angles.size();
    AnchorTable box_table{boxes.data(), n, 4, 4, 1}, score_table{scores.data(), n, classes, classes, 1};
    auto candidates = select_candidates(box_table, BoxForm::centre, score_table, options);
    std::vector<int> anchors;
    for (const Detection& kept : suppress_rotated(candidates, {angles.data(), n, 1, 1, 1}, options))
      anchors.push_back(kept.anchor);
    return anchors;
  }
};

TEST(RotatedNms, ADroppedBoxStillDropsOthers) {
  // Overlap of neighbours 0.61, of the outer two 0.29: the middle one is dropped by the first and drops the third.
  RotatedScene scene;
  scene.add({100, 100, 60, 60, 0}, {0.9f});
  scene.add({120, 100, 60, 60, 0}, {0.8f});
  scene.add({140, 100, 60, 60, 0}, {0.7f});
  EXPECT_EQ(scene.run({.iou = 0.6}), (std::vector<int>{0}));
  EXPECT_EQ(scene.run({.iou = 0.7}), (std::vector<int>{0, 1, 2}));
}

TEST(RotatedNms, AnOverlapOfJustTheThresholdIsTooMuchForUltralytics83Only) {
  // Overlap, and what goes at thresholds a float32 step below, at, and above it, as non_max_suppression of 8.3.253 and
  // 8.4.190 have it.
  RotatedBox first{50, 50, 40, 20, 0.3f}, second{53, 52, 44, 18, 0.5f};
  RotatedScene scene;
  scene.add(first, {0.9f});
  scene.add(second, {0.8f});
  EXPECT_NEAR(Gaussian(first).overlap(Gaussian(second)), 0.822378396987915f, 1e-6f);
  float overlap = Gaussian(first).overlap(Gaussian(second));
  auto kept = [&](float threshold, const char* profile) {
    return scene.run({.iou = static_cast<double>(threshold), .rotated_limit = find_profile(profile)->rotated_limit})
        .size();
  };
  for (const char* profile : {"ultralytics-8.3", "ultralytics-8.4"}) {
    EXPECT_EQ(kept(std::nextafter(overlap, 0.0f), profile), 1u);
    EXPECT_EQ(kept(std::nextafter(overlap, 1.0f), profile), 2u);
  }
  EXPECT_EQ(kept(overlap, "ultralytics-8.3"), 1u);
  EXPECT_EQ(kept(overlap, "ultralytics-8.4"), 2u);
}

TEST(RotatedNms, ClassesAreApartUnlessAskedOtherwise) {
  RotatedScene scene;
  scene.add({100, 100, 60, 30, 0.3f}, {0.9f, 0.1f});
  scene.add({101, 100, 60, 30, 0.3f}, {0.1f, 0.8f});
  for (ClassSeparation separation : {ClassSeparation::offset, ClassSeparation::exact})
    EXPECT_EQ(scene.run({.separation = separation}), (std::vector<int>{0, 1}));
  EXPECT_EQ(scene.run({.class_agnostic = true}), (std::vector<int>{0}));
}

}  // namespace

}  // namespace ponte::vision::rotated_test
