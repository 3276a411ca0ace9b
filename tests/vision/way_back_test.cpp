#include <gtest/gtest.h>

#include <numbers>

#include "vision/inverse_letterbox.h"

namespace ponte::vision::way_back_test {

namespace {

TEST(InverseLetterbox, UndoesThePlanAndClipsToThePicture) {
  InverseLetterbox way(plan_letterbox(810, 1080, {}), default_profile());
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

// What scale_boxes and scale_coords of Ultralytics 8.4.190 and 8.3.253 give for a picture of 1999 x 57, of which the
// input of 640 x 640 holds 640 x 18 pixels from row 311 on.
TEST(InverseLetterbox, GivesTheNumbersOfUltralytics) {
  struct Expected {
    const char* profile;
    Box box;
    float keypoint_y;
    RotatedBox rotated;
  };
  const Expected expected[] = {
      {"ultralytics-8.3",
       {313.905456543f, 3.904296637f, 1562.499511719f, 28.110937119f},
       4.293391705f,
       {999.499939f, 28.1109371f, 312.34375f, 31.2343731f, 0.3f}},
      {"ultralytics-8.4",
       {313.905456543f, 3.958333492f, 1562.499511719f, 28.500001907f},
       3.958333492f,
       {999.499939f, 28.5000019f, 312.34375f, 31.6666679f, 0.3f}},
  };
  Letterbox plan = plan_letterbox(1999, 57, {});
  ASSERT_EQ(plan.top, 311);
  for (const Expected& e : expected) {
    InverseLetterbox way(plan, *find_profile(e.profile));
    Box box = way.box({100.5f, 312.25f, 500.25f, 320});
    EXPECT_FLOAT_EQ(box.x1, e.box.x1);
    EXPECT_FLOAT_EQ(box.y1, e.box.y1);
    EXPECT_FLOAT_EQ(box.x2, e.box.x2);
    EXPECT_FLOAT_EQ(box.y2, e.box.y2);
    EXPECT_FLOAT_EQ(way.keypoint({100.5f, 312.25f, 1}).y, e.keypoint_y);
    RotatedBox rotated = way.rotated({320, 320, 100, 10, 0.3f});
    EXPECT_FLOAT_EQ(rotated.cx, e.rotated.cx);
    EXPECT_FLOAT_EQ(rotated.cy, e.rotated.cy);
    EXPECT_FLOAT_EQ(rotated.width, e.rotated.width);
    EXPECT_FLOAT_EQ(rotated.height, e.rotated.height);
  }
}

TEST(InverseLetterbox, EarlierReleasesMissThePaddingOfSomeSizes) {
  // The sizes of ultralytics pull request 23967: 1571 rows become 533 of 1280, with 373 above; the formula before it
  // takes 374 off.
  Letterbox plan = plan_letterbox(3775, 1571, {.width = 1280, .height = 1280});
  ASSERT_EQ(plan.top, 373);
  Box before = InverseLetterbox(plan, *find_profile("ultralytics-8.3")).box({0, 400, 1280, 500});
  // scale_boxes of 8.3.253 and 8.4.190.
  Box after = InverseLetterbox(plan, *find_profile("ultralytics-8.4")).box({0, 400, 1280, 500});
  EXPECT_FLOAT_EQ(before.y1, 76.6796875f);
  EXPECT_FLOAT_EQ(after.y1, 79.58161163f);
}

TEST(InverseLetterbox, EachAxisHasItsOwnRatio) {
  // 1000 x 3 becomes 640 x 2: 1.92 rounded up.
  Letterbox plan = plan_letterbox(1000, 3, {});
  Box box{0, static_cast<float>(plan.top), 640, static_cast<float>(plan.top + plan.resized_height)};
  EXPECT_NEAR(InverseLetterbox(plan, *find_profile("exact")).box(box).y2, 3.0f, 1e-5);
  EXPECT_EQ(InverseLetterbox(plan, *find_profile("exact")).box(box).y1, 0.0f);
}

TEST(InverseLetterbox, KeypointsOfEarlierReleasesAreHalfAPixelOff) {
  Letterbox plan = plan_letterbox(641, 480, {.width = 640, .height = 640});
  ASSERT_EQ(plan.resized_height, 479);
  Keypoint point{100, 300, 0.5f};
  float before = InverseLetterbox(plan, *find_profile("ultralytics-8.3")).keypoint(point).y;
  float after = InverseLetterbox(plan, *find_profile("ultralytics-8.4")).keypoint(point).y;
  EXPECT_NEAR(after - before, 0.5f, 0.2f);
  EXPECT_EQ(InverseLetterbox(plan, default_profile()).keypoint(point).visibility, 0.5f);
}

TEST(InverseLetterbox, OnlyEarlierReleasesTurnAnglesIntoAQuarter) {
  Letterbox plan = plan_letterbox(640, 640, {});
  constexpr float kHalf = std::numbers::pi_v<float> / 2;
  RotatedBox box{100, 100, 40, 20, kHalf + 0.2f};
  RotatedBox before = InverseLetterbox(plan, *find_profile("ultralytics-8.3")).rotated(box);
  EXPECT_NEAR(before.angle, 0.2f, 1e-5);
  EXPECT_EQ(before.width, 20.0f);
  EXPECT_EQ(before.height, 40.0f);
  EXPECT_EQ(InverseLetterbox(plan, default_profile()).rotated(box).angle, box.angle);
}

TEST(Profiles, AreFoundByName) {
  EXPECT_EQ(default_profile().name, "ultralytics-8.4");
  EXPECT_EQ(find_profile("ultralytics-9"), nullptr);
  for (const Profile& profile : profiles()) EXPECT_EQ(find_profile(profile.name), &profile);
}

}  // namespace

}  // namespace ponte::vision::way_back_test
