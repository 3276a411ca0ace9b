#include "vision/way_back.h"

#include <gtest/gtest.h>

#include <numbers>

namespace ponte {
namespace {

TEST(WayBack, UndoesThePlanAndClipsToThePicture) {
  WayBack way(plan_letterbox(810, 1080, {}), default_profile());
  Box box = way.box({80, 0, 560, 640});
  EXPECT_EQ(box.x1, 0.0f);
  EXPECT_NEAR(box.x2, 810.0f, 1e-3);
  EXPECT_NEAR(box.y2, 1080.0f, 1e-3);
  box = way.box({0, -5, 700, 645});
  EXPECT_EQ(box.x1, 0.0f);
  EXPECT_EQ(box.y1, 0.0f);
  EXPECT_EQ(box.x2, 810.0f);
  EXPECT_EQ(box.y2, 1080.0f);
}

TEST(WayBack, EarlierReleasesMissThePaddingOfSomeSizes) {
  // The sizes of ultralytics pull request 23967: 1571 rows become 533 of 1280, with 373 above; the formula before it
  // takes 374 off.
  Letterbox plan = plan_letterbox(3775, 1571, {.width = 1280, .height = 1280});
  ASSERT_EQ(plan.top, 373);
  Box before = WayBack(plan, *find_profile("ultralytics-8.3")).box({0, 400, 1280, 500});
  Box after = WayBack(plan, *find_profile("ultralytics-8.4")).box({0, 400, 1280, 500});
  EXPECT_NEAR(after.y1 - before.y1, 1 / plan.ratio, 1e-3);
}

TEST(WayBack, ExactUsesTheRatioOfEachAxis) {
  // 1000 x 3 becomes 640 x 2: 1.92 rounded up.
  Letterbox plan = plan_letterbox(1000, 3, {});
  Box box{0, static_cast<float>(plan.top), 640, static_cast<float>(plan.top + plan.resized_height)};
  EXPECT_NEAR(WayBack(plan, *find_profile("exact")).box(box).y2, 3.0f, 1e-5);
  EXPECT_EQ(WayBack(plan, *find_profile("exact")).box(box).y1, 0.0f);
}

TEST(WayBack, KeypointsOfEarlierReleasesAreHalfAPixelOff) {
  Letterbox plan = plan_letterbox(641, 480, {.width = 640, .height = 640});
  ASSERT_EQ(plan.resized_height, 479);
  Keypoint point{100, 300, 0.5f};
  float before = WayBack(plan, *find_profile("ultralytics-8.3")).keypoint(point).y;
  float after = WayBack(plan, *find_profile("ultralytics-8.4")).keypoint(point).y;
  EXPECT_NEAR(after - before, 0.5f, 0.2f);
  EXPECT_EQ(WayBack(plan, default_profile()).keypoint(point).visibility, 0.5f);
}

TEST(WayBack, OnlyEarlierReleasesTurnAnglesIntoAQuarter) {
  Letterbox plan = plan_letterbox(640, 640, {});
  constexpr float kHalf = std::numbers::pi_v<float> / 2;
  RotatedBox box{100, 100, 40, 20, kHalf + 0.2f};
  RotatedBox before = WayBack(plan, *find_profile("ultralytics-8.3")).rotated(box);
  EXPECT_NEAR(before.angle, 0.2f, 1e-5);
  EXPECT_EQ(before.width, 20.0f);
  EXPECT_EQ(before.height, 40.0f);
  EXPECT_EQ(WayBack(plan, default_profile()).rotated(box).angle, box.angle);
}

TEST(Profiles, AreFoundByName) {
  EXPECT_EQ(default_profile().name, "ultralytics-8.4");
  EXPECT_EQ(find_profile("ultralytics-9"), nullptr);
  for (const Profile& profile : profiles()) EXPECT_EQ(find_profile(profile.name), &profile);
}

}  // namespace
}  // namespace ponte
