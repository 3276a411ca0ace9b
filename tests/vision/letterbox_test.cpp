#include "vision/letterbox.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>

#include "vision/noise.h"
#include "vision/resize.h"

namespace ponte::vision::letterbox_test {

namespace {

Image resize_with(const ResizeKernels& kernels, const Image& image, int width, int height) {
  LinearResizer resizer(image, width, height, kernels);
  LinearResizer::Rows rows(resizer);
  Image resized{width, height, std::vector<uint8_t>(size_t{3} * width * height)};
  for (int y = 0; y < height; ++y) rows.bytes(y, resized.row(y));
  return resized;
}

TEST(Letterbox, EqualsOpenCvBitForBit) {
  std::ifstream list(PONTE_SOURCE_DIR "/tests/vision/letterbox_hashes.txt");
  int width, height, to_width, to_height, stride, count = 0;
  uint64_t expected;
  while (list >> std::dec >> width >> height >> to_width >> to_height >> stride >> std::hex >> expected) {
    ++count;
    Letterbox plan = plan_letterbox(width, height, {.width = to_width, .height = to_height, .rect_stride = stride});
    EXPECT_EQ(hash(letterbox_to_image(noise(width, height), plan)), expected)
        << width << "x" << height << " to " << to_width << "x" << to_height << " stride " << stride;
  }
  EXPECT_EQ(count, 500);
}

TEST(Letterbox, AllInstructionSetsGiveTheSameBits) {
  const int sizes[][4] = {{1, 1, 7, 5},      {2, 9, 40, 3},        {17, 33, 16, 32},
                          {100, 50, 50, 25}, {641, 480, 333, 250}, {8, 8, 8, 8}};
  for (auto [width, height, to_width, to_height] : sizes) {
    Image image = noise(width, height);
    EXPECT_EQ(resize_with(best_resize_kernels(), image, to_width, to_height).rgb,
              resize_with(kScalarResizeKernels, image, to_width, to_height).rgb)
        << width << "x" << height;
  }
}

TEST(Letterbox, FloatsAreTheBytesOver255OnEveryInstructionSetAndThreadCount) {
  Image image = noise(300, 217);
  Letterbox plan = plan_letterbox(300, 217, {.width = 203, .height = 180});
  Image bytes = letterbox_to_image(image, plan);
  std::vector<float> one(bytes.rgb.size()), three(bytes.rgb.size());
  letterbox_to_tensor(image, plan, one.data(), 1);
  letterbox_to_tensor(image, plan, three.data(), 3);
  EXPECT_EQ(one, three);
  size_t plane = size_t{203} * 180;
  for (size_t i = 0; i < plane; ++i)
    for (size_t c = 0; c < 3; ++c)
      ASSERT_EQ(one[c * plane + i], static_cast<float>(bytes.rgb[3 * i + c]) / 255.0f) << i;

  LinearResizer scalar(image, 100, 90, kScalarResizeKernels), wide(image, 100, 90);
  std::vector<float> scalar_row(300), wide_row(300);
  LinearResizer::Rows(scalar).floats(45, scalar_row.data(), 100);
  LinearResizer::Rows(wide).floats(45, wide_row.data(), 100);
  EXPECT_EQ(scalar_row, wide_row);
}

TEST(Letterbox, EveryByteIsDividedAsTheProcessorDivides) {
  Image image{256, 1, {}};
  for (int i = 0; i < 256; ++i) image.rgb.insert(image.rgb.end(), 3, static_cast<uint8_t>(i));
  std::vector<float> planes(3 * 256);
  letterbox_to_tensor(image, plan_letterbox(256, 1, {.width = 256, .height = 1}), planes.data());
  for (size_t i = 0; i < 256; ++i) ASSERT_EQ(planes[i], static_cast<float>(i) / 255.0f) << i;
}

TEST(Letterbox, CopyingAndHalvingAreTheSameResizing) {
  for (auto [width, height, times] : {std::array{1, 1, 1},
                                      {1, 1, 2},
                                      {15, 2, 1},
                                      {15, 2, 2},
                                      {16, 3, 1},
                                      {16, 3, 2},
                                      {17, 1, 1},
                                      {17, 1, 2},
                                      {100, 7, 1},
                                      {100, 7, 2}}) {
    Image image = noise(times * width, times * height);
    auto columns = static_cast<size_t>(width), plane = columns * height;
    for (const ResizeKernels* kernels : {&best_resize_kernels(), &kScalarResizeKernels}) {
      Image resized = resize_with(*kernels, image, width, height);
      LinearResizer resizer(image, width, height, *kernels);
      LinearResizer::Rows rows(resizer);
      std::vector<float> planes(3 * plane);
      for (int y = 0; y < height; ++y) rows.floats(y, planes.data() + y * columns, plane);
      for (size_t i = 0; i < plane; ++i)
        for (size_t c = 0; c < 3; ++c)
          ASSERT_EQ(planes[c * plane + i], static_cast<float>(resized.rgb[3 * i + c]) / 255.0f) << width << " at " << i;
    }
  }
}

TEST(Letterbox, SparePixelsGoToTheRightAndBottom) {
  Letterbox plan = plan_letterbox(810, 1080, {});
  EXPECT_EQ(plan.resized_width, 480);
  EXPECT_EQ(plan.resized_height, 640);
  EXPECT_EQ(plan.left, 80);
  plan = plan_letterbox(100, 33, {.width = 64, .height = 64});
  EXPECT_EQ(plan.resized_height, 21);
  EXPECT_EQ(plan.top, 21);  // 43 spare rows: 21 above, 22 below
}

TEST(Letterbox, RoundsHalfToEven) {
  // 640 / 1280 is one half: 5 rows become 2.5.
  EXPECT_EQ(plan_letterbox(1280, 5, {}).resized_height, 2);
  EXPECT_EQ(plan_letterbox(1280, 7, {}).resized_height, 4);
}

TEST(Letterbox, RectPadsToTheNextMultipleOfTheStrideOnly) {
  Letterbox plan = plan_letterbox(810, 1080, {.rect_stride = 32});
  EXPECT_EQ(plan.width, 480);
  EXPECT_EQ(plan.height, 640);
  plan = plan_letterbox(1280, 720, {.rect_stride = 32});
  EXPECT_EQ(plan.width, 640);
  EXPECT_EQ(plan.height, 384);
  EXPECT_EQ(plan.top, 12);
}

TEST(Letterbox, DoesNotEnlargeWhenToldSo) {
  Letterbox plan = plan_letterbox(100, 50, {.scale_up = false});
  EXPECT_EQ(plan.ratio, 1.0);
  EXPECT_EQ(plan.left, 270);
  EXPECT_EQ(plan.width, 640);
}

TEST(Letterbox, EverySizeFillsTheInputExactly) {
  for (int width = 1; width <= 4000; width += 13) {
    for (int height = 1; height <= 4000; height += 17) {
      Letterbox plan = plan_letterbox(width, height, {});
      ASSERT_TRUE(plan.width == 640 && plan.height == 640) << width << "x" << height;
      ASSERT_TRUE(plan.resized_width == 640 || plan.resized_height == 640) << width << "x" << height;
      ASSERT_TRUE(plan.left >= 0 && plan.top >= 0 && plan.resized_width >= 1 && plan.resized_height >= 1);
      ASSERT_LE(plan.left * 2 + plan.resized_width, 640);
    }
  }
}

}  // namespace

}  // namespace ponte::vision::letterbox_test
