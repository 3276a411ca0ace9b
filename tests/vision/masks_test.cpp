#include "vision/masks.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace ponte {
namespace {

struct Scene {
  std::vector<float> maps, coefficients;
  Prototypes prototypes;

  Scene(int count, int height, int width, unsigned seed) : maps(size_t(count) * height * width), coefficients(count) {
    std::mt19937 random(seed);
    std::normal_distribution<float> normal;
    for (float& value : maps) value = normal(random);
    for (float& value : coefficients) value = normal(random);
    prototypes = {maps.data(), count, height, width};
  }

  double logit(int y, int x) const {
    double sum = 0;
    for (int c = 0; c < prototypes.count; ++c)
      sum += static_cast<double>(coefficients[c]) *
             static_cast<double>(maps[(size_t(c) * prototypes.height + y) * prototypes.width + x]);
    return sum;
  }
};

/// The part of an axis of the grid that shows the picture, as the release cuts it out.
struct Cut {
  int begin, end;
};

Cut cut(int grid, double content) {
  double pad = (grid - content) / 2;
  return {static_cast<int>(std::nearbyint(pad - 0.1)), grid - static_cast<int>(std::nearbyint(pad + 0.1))};
}

/// Bilinear resizing with pixel centres, as torch's interpolate does it, at one pixel.
double resized(const Scene& scene, Cut rows, Cut columns, int height, int width, int y, int x) {
  auto place = [](int pixel, int size, Cut cut) {
    int cells = cut.end - cut.begin;
    return std::clamp((pixel + 0.5) * cells / size - 0.5, 0.0, cells - 1.0);
  };
  double v = place(y, height, rows), u = place(x, width, columns);
  int y0 = static_cast<int>(v), x0 = static_cast<int>(u);
  int y1 = std::min(y0 + 1, rows.end - rows.begin - 1), x1 = std::min(x0 + 1, columns.end - columns.begin - 1);
  auto at = [&](int r, int c) { return scene.logit(rows.begin + r, columns.begin + c); };
  double top = at(y0, x0) * (1 - (u - x0)) + at(y0, x1) * (u - x0);
  double bottom = at(y1, x0) * (1 - (u - x0)) + at(y1, x1) * (u - x0);
  return top * (1 - (v - y0)) + bottom * (v - y0);
}

TEST(Masks, AreTheResizedLogitsInsideTheBox) {
  for (auto [width, height] : {std::pair{127, 93}, {93, 127}, {200, 31}, {64, 64}, {301, 100}}) {
    for (const char* name : {"ultralytics-8.3", "ultralytics-8.4"}) {
      Scene scene(5, 16, 16, 7);
      const Profile& profile = *find_profile(name);
      Letterbox plan = plan_letterbox(width, height, {.width = 64, .height = 64});
      double ratio = std::min(16.0 / height, 16.0 / width);
      bool whole = profile.mask_sampling == MaskSampling::rounded;
      Cut rows = cut(16, whole ? std::nearbyint(height * ratio) : height * ratio);
      Cut columns = cut(16, whole ? std::nearbyint(width * ratio) : width * ratio);
      Box box{3.2f, 4.8f, static_cast<float>(width) - 2.4f, static_cast<float>(height)};
      Mask mask = MaskMaker(scene.prototypes, plan, profile).make(scene.coefficients, box);
      EXPECT_EQ(mask.left, 4);
      EXPECT_EQ(mask.top, 5);
      EXPECT_EQ(mask.left + mask.width, width - 2);
      EXPECT_EQ(mask.top + mask.height, height);
      int wrong = 0, set = 0;
      for (int y = 0; y < mask.height; ++y) {
        for (int x = 0; x < mask.width; ++x) {
          double expected = resized(scene, rows, columns, height, width, mask.top + y, mask.left + x);
          wrong += std::abs(expected) > 1e-5 && mask.at(x, y) != (expected > 0);
          set += mask.at(x, y);
        }
      }
      EXPECT_EQ(wrong, 0) << name << " " << width << " x " << height;
      EXPECT_GT(set, 0);
    }
  }
}

TEST(Masks, OnTheInputTheyAreTheEnlargedLogits) {
  Scene scene(3, 16, 24, 3);
  Letterbox plan = input_as_picture(plan_letterbox(500, 300, {.width = 96, .height = 64}));
  Mask mask = MaskMaker(scene.prototypes, plan, default_profile()).make(scene.coefficients, {-5, -5, 400, 400});
  ASSERT_EQ(mask.width, 96);
  ASSERT_EQ(mask.height, 64);
  for (int y = 0; y < 64; ++y)
    for (int x = 0; x < 96; ++x) {
      double expected = resized(scene, {0, 16}, {0, 24}, 64, 96, y, x);
      if (std::abs(expected) > 1e-5) {
        ASSERT_EQ(mask.at(x, y), expected > 0) << x << " " << y;
      }
    }
}

TEST(Masks, ExactOnesAreLookedUpWhereTheLetterboxPutThePicture) {
  // 100 x 33 in 64 x 64: 21 rows from 21 on. One map whose sign changes at row 8 of 16, which is row 32 of the input.
  std::vector<float> map(16 * 16);
  for (int y = 0; y < 16; ++y)
    for (int x = 0; x < 16; ++x) map[16 * y + x] = y < 8 ? 1.0f : -1.0f;
  Letterbox plan = plan_letterbox(100, 33, {.width = 64, .height = 64});
  float one = 1;
  Mask mask = MaskMaker({map.data(), 1, 16, 16}, plan, *find_profile("exact")).make({&one, 1}, {0, 0, 100, 33});
  int last = -1;
  for (int y = 0; y < 33; ++y)
    if (mask.at(50, y)) last = y;
  double edge = (32.0 - plan.top) * 33 / plan.resized_height;
  EXPECT_NEAR(last + 1, edge, 0.5);
}

TEST(Masks, TheRuleOfCroppingSaysWhichPixelsABoxHolds) {
  Scene scene(1, 16, 16, 1);
  Letterbox plan = plan_letterbox(64, 64, {.width = 64, .height = 64});
  Box box{10.4f, 10.5f, 20.4f, 21.6f};
  Mask corners = MaskMaker(scene.prototypes, plan, default_profile()).make(scene.coefficients, box);
  Mask centres = MaskMaker(scene.prototypes, plan, *find_profile("exact")).make(scene.coefficients, box);
  EXPECT_EQ((std::array{corners.left, corners.top, corners.width, corners.height}), (std::array{11, 11, 10, 11}));
  EXPECT_EQ((std::array{centres.left, centres.top, centres.width, centres.height}), (std::array{10, 10, 10, 12}));
}

TEST(Masks, EmptyAndOutlyingBoxesGiveEmptyMasks) {
  Scene scene(2, 16, 16, 5);
  Letterbox plan = plan_letterbox(50, 40, {.width = 64, .height = 64});
  float nan = std::nanf("");
  for (Box box : {Box{10, 10, 10, 20}, {30, 10, 20, 20}, {60, 0, 90, 40}, {-9, -9, -1, -1}, {nan, nan, nan, nan}}) {
    Mask mask = MaskMaker(scene.prototypes, plan, default_profile()).make(scene.coefficients, box);
    EXPECT_TRUE(is_empty(mask));
    EXPECT_TRUE(rings_of(mask).empty());
  }
  // A picture of one pixel.
  Letterbox dot = plan_letterbox(1, 1, {.width = 64, .height = 64});
  Mask mask = MaskMaker(scene.prototypes, dot, default_profile()).make(scene.coefficients, {0, 0, 1, 1});
  EXPECT_EQ(mask.pixels.size(), 1u);
}

}  // namespace
}  // namespace ponte
