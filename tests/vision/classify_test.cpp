#include "vision/classify.h"

#include <gtest/gtest.h>

#include <fstream>

#include "vision/noise.h"

namespace ponte::vision::classify_test {

namespace {

TEST(Classify, EqualsPillowAndTorchvisionBitForBit) {
  std::ifstream list(PONTE_SOURCE_DIR "/tests/vision/classifier_hashes.txt");
  int width, height, to_width, to_height, count = 0;
  uint64_t expected;
  while (list >> std::dec >> width >> height >> to_width >> to_height >> std::hex >> expected) {
    ++count;
    EXPECT_EQ(hash(fit_for_classifier(noise(width, height), to_width, to_height)), expected)
        << width << "x" << height << " to " << to_width << "x" << to_height;
  }
  EXPECT_EQ(count, 60);
}

TEST(Classify, TheTensorIsTheFittedPictureOver255InPlanes) {
  Image image = noise(50, 40), fitted = fit_for_classifier(image, 32, 32);
  std::vector<float> tensor(3 * 32 * 32);
  classifier_tensor(image, 32, 32, tensor.data());
  EXPECT_EQ(tensor[0], static_cast<float>(fitted.rgb[0]) / 255.0f);
  EXPECT_EQ(tensor[2 * 1024 + 33], static_cast<float>(fitted.row(1)[3 + 2]) / 255.0f);
}

TEST(Classify, AThinPictureCostsNoMoreThanItsMiddle) {
  Image fitted = fit_for_classifier(noise(kMaxImageSide, 1), 224, 224);  // 3.7 million columns, if all were made
  EXPECT_EQ(fitted.width, 224);
  EXPECT_EQ(fitted.height, 224);
}

}  // namespace

}  // namespace ponte::vision::classify_test
