#include "vision/masks.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <random>

#include "vision/inverse_letterbox.h"
#include "vision/noise.h"

namespace ponte::vision::masks_test {

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

/// Part of an axis of the grid.
struct Cut {
  int begin, end;
};

/// Bilinear resizing with pixel centres, as torch's interpolate does it, at one pixel.
double resize(const Scene& scene, Cut rows, Cut columns, int height, int width, int y, int x) {
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

/// The scenes of make_ultralytics_masks.py.
struct StoredScene {
  static constexpr int kMaps = 4;
  std::vector<float> values;
  Prototypes prototypes;
  size_t cells;
  float width, height;

  StoredScene(uint64_t seed, size_t objects, int width, int height)
      : prototypes{nullptr, kMaps, height / 4, width / 4},
        cells(size_t{kMaps} * (height / 4) * (width / 4)),
        width(static_cast<float>(width)),
        height(static_cast<float>(height)) {
    for (size_t i = 0; i < cells + objects * (kMaps + 4); ++i)
      values.push_back(static_cast<float>(mix((seed << 32) + i) >> 40) / 16777216.0f);
    for (size_t i = 0; i < cells; ++i) values[i] = values[i] * 2 - 1;
    for (size_t i = 0; i < objects * kMaps; ++i)
      coefficient(i / kMaps)[i % kMaps] = coefficient(i / kMaps)[i % kMaps] * 2 - 1;
    prototypes.data = values.data();
  }
  StoredScene(const StoredScene&) = delete;

  float* coefficient(size_t object) { return &values[cells + object * (kMaps + 4)]; }
  Box box(size_t object) {
    const float* numbers = coefficient(object) + kMaps;
    float x = numbers[0] * width / 2, y = numbers[1] * height / 2;
    return {x, y, x + (numbers[2] * 3 + 1) / 4 * width, y + (numbers[3] * 3 + 1) / 4 * height};
  }
};

TEST(Masks, AreThoseOfUltralytics) {
  std::ifstream list(PONTE_SOURCE_DIR "/tests/vision/ultralytics_masks.txt");
  std::string name, kind;
  int width, height, input_width, input_height, lines = 0;
  size_t objects, pixels;
  uint64_t seed, expected;
  while (list >> std::dec >> name >> kind >> width >> height >> input_width >> input_height >> objects >> seed >>
         pixels >> std::hex >> expected) {
    ++lines;
    StoredScene scene(seed, objects, input_width, input_height);
    const Profile& profile = *find_profile(name);
    Letterbox plan = plan_letterbox(width, height, {.width = input_width, .height = input_height});
    bool on_input = kind == "input";
    MaskMaker maker = on_input ? MaskMaker::on_input(scene.prototypes, plan, profile, objects)
                               : MaskMaker(scene.prototypes, plan, profile, objects);
    InverseLetterbox way(plan, profile);
    size_t count = 0;
    uint64_t sum = 0;
    for (size_t i = 0; i < objects; ++i) {
      Box box = on_input ? scene.box(i) : way.box(scene.box(i));
      Mask mask = maker.make({scene.coefficient(i), StoredScene::kMaps}, box);
      for (int y = 0; y < mask.height; ++y)
        for (int x = 0; x < mask.width; ++x) {
          if (!mask.at(x, y)) continue;
          ++count;
          sum += mix((i * height + mask.top + y) * width + mask.left + x);
        }
    }
    EXPECT_EQ(count, pixels) << name << " " << kind << " " << width << " x " << height;
    EXPECT_EQ(sum, expected) << name << " " << kind << " " << width << " x " << height;
  }
  EXPECT_EQ(lines, 38);
}

TEST(Masks, OnTheInputTheyAreTheEnlargedLogits) {
  Scene scene(3, 16, 24, 3);
  Letterbox plan = plan_letterbox(500, 300, {.width = 96, .height = 64});
  Mask mask =
      MaskMaker::on_input(scene.prototypes, plan, default_profile(), 1).make(scene.coefficients, {-5, -5, 400, 400});
  ASSERT_EQ(mask.width, 96);
  ASSERT_EQ(mask.height, 64);
  for (int y = 0; y < 64; ++y)
    for (int x = 0; x < 96; ++x) {
      double expected = resize(scene, {0, 16}, {0, 24}, 64, 96, y, x);
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
  Mask mask = MaskMaker({map.data(), 1, 16, 16}, plan, *find_profile("exact"), 1).make({&one, 1}, {0, 0, 100, 33});
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
  Mask corners = MaskMaker(scene.prototypes, plan, default_profile(), 1).make(scene.coefficients, box);
  Mask centres = MaskMaker(scene.prototypes, plan, *find_profile("exact"), 1).make(scene.coefficients, box);
  EXPECT_EQ((std::array{corners.left, corners.top, corners.width, corners.height}), (std::array{11, 11, 10, 11}));
  EXPECT_EQ((std::array{centres.left, centres.top, centres.width, centres.height}), (std::array{10, 10, 10, 12}));
}

TEST(Masks, EmptyAndOutlyingBoxesGiveEmptyMasks) {
  Scene scene(2, 16, 16, 5);
  Letterbox plan = plan_letterbox(50, 40, {.width = 64, .height = 64});
  float nan = std::nanf("");
  for (Box box : {Box{10, 10, 10, 20}, {30, 10, 20, 20}, {60, 0, 90, 40}, {-9, -9, -1, -1}, {nan, nan, nan, nan}}) {
    Mask mask = MaskMaker(scene.prototypes, plan, default_profile(), 1).make(scene.coefficients, box);
    EXPECT_TRUE(is_empty(mask));
    EXPECT_TRUE(rings_of(mask).empty());
  }
  // A picture of one pixel.
  Letterbox dot = plan_letterbox(1, 1, {.width = 64, .height = 64});
  Mask mask = MaskMaker(scene.prototypes, dot, default_profile(), 1).make(scene.coefficients, {0, 0, 1, 1});
  EXPECT_EQ(mask.pixels.size(), 1u);
}

}  // namespace

}  // namespace ponte::vision::masks_test
