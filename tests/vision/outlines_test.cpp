// Run lengths and rings say the same as the mask they were made of.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "ponte/objects.h"

namespace ponte::vision::outlines_test {

namespace {

Mask random_mask(std::mt19937& random, double density) {
  auto upto = [&](int limit) { return static_cast<int>(random() % static_cast<unsigned>(limit + 1)); };
  Mask mask{upto(4), upto(4), upto(9), upto(9), {}};
  std::bernoulli_distribution set(density);
  for (int i = 0; i < mask.width * mask.height; ++i) mask.pixels.push_back(set(random));
  return mask;
}

bool at(const Mask& mask, int x, int y) { return mask.at(x - mask.left, y - mask.top); }

/// Reads COCO's text back: 5 bits a character, differences from the fourth count on.
std::vector<int64_t> decode(const std::string& text) {
  std::vector<int64_t> counts;
  for (size_t i = 0; i < text.size();) {
    int64_t number = 0;
    int shift = 0;
    bool more = true;
    while (more) {
      int64_t bits = text.at(i++) - '0';
      number |= (bits & 0x1f) << shift;
      shift += 5;
      more = (bits & 0x20) != 0;
      if (!more && (bits & 0x10) != 0) number |= -(int64_t{1} << shift);
    }
    if (counts.size() > 2) number += counts[counts.size() - 2];
    counts.push_back(number);
  }
  return counts;
}

TEST(Rle, KnownTexts) {
  EXPECT_EQ(coco_counts({0, 0, 1, 1, {1}}, 1, 1), "01");
  EXPECT_EQ(coco_counts({1, 1, 1, 1, {1}}, 3, 3), "414");
  EXPECT_EQ(coco_counts({0, 0, 0, 0, {}}, 10, 10), "T3");
  // 4 of 10 columns of 100 rows: 300 zeros, 400 ones, 300 zeros.
  EXPECT_EQ(coco_counts({3, 0, 4, 100, std::vector<uint8_t>(400, 1)}, 10, 100), "\\9`<\\9");
}

TEST(Rle, DecodesToTheMask) {
  std::mt19937 random(1);
  for (int round = 0; round < 500; ++round) {
    Mask mask = random_mask(random, 0.1 + 0.8 * (round % 10) / 9);
    int width = mask.left + mask.width + round % 3, height = mask.top + mask.height + round % 2;
    if (width == 0 || height == 0) continue;
    std::vector<int> pixels;
    int value = 0;
    for (int64_t count : decode(coco_counts(mask, width, height))) {
      pixels.insert(pixels.end(), static_cast<size_t>(count), value);
      value = 1 - value;
    }
    ASSERT_EQ(pixels.size(), static_cast<size_t>(width * height));
    for (int x = 0; x < width; ++x)
      for (int y = 0; y < height; ++y) ASSERT_EQ(pixels[static_cast<size_t>(x * height + y)], at(mask, x, y));
  }
}

/// True when (x, y) lies inside an odd number of rings.
bool is_inside(const std::vector<Ring>& rings, double x, double y) {
  bool inside = false;
  for (const Ring& ring : rings)
    for (size_t i = 0; i < ring.points.size(); ++i) {
      auto [ax, ay] = ring.points[i];
      auto [bx, by] = ring.points[(i + 1) % ring.points.size()];
      if ((ay > y) != (by > y) && x < ax) inside = !inside;  // the line is upright: ax == bx
    }
  return inside;
}

int64_t signed_area(const Ring& ring) {
  int64_t doubled = 0;
  for (size_t i = 0; i < ring.points.size(); ++i) {
    auto [ax, ay] = ring.points[i];
    auto [bx, by] = ring.points[(i + 1) % ring.points.size()];
    doubled += int64_t{ax} * by - int64_t{bx} * ay;
  }
  return doubled / 2;
}

TEST(Rings, FilledTheyGiveBackTheMask) {
  std::mt19937 random(2);
  for (int round = 0; round < 500; ++round) {
    Mask mask = random_mask(random, 0.1 + 0.8 * (round % 10) / 9);
    std::vector<Ring> rings = rings_of(mask);
    int64_t area = 0, pixels = 0;
    for (const Ring& ring : rings) {
      EXPECT_EQ(ring.hole, signed_area(ring) < 0);
      area += signed_area(ring);
    }
    for (uint8_t pixel : mask.pixels) pixels += pixel;
    ASSERT_EQ(area, pixels);
    for (int y = 0; y < 15; ++y)
      for (int x = 0; x < 15; ++x) ASSERT_EQ(is_inside(rings, x + 0.5, y + 0.5), at(mask, x, y)) << x << " " << y;
  }
}

TEST(Rings, AHoleAndAPartInItAreRingsOfTheirOwn) {
  Mask mask{10, 20, 5, 5, std::vector<uint8_t>(25, 1)};
  for (int i : {6, 7, 8, 11, 13, 16, 17, 18}) mask.pixels[static_cast<size_t>(i)] = 0;
  std::vector<Ring> rings = rings_of(mask);
  ASSERT_EQ(rings.size(), 3u);
  for (const Ring& ring : rings) EXPECT_EQ(ring.points.size(), 4u);
  EXPECT_EQ(std::ranges::count(rings, true, &Ring::hole), 1);
  EXPECT_EQ(rings[0].points[0], std::pair(15, 20));  // corners are named where the line turns
  EXPECT_EQ(rings[0].points[2], std::pair(10, 25));
}

TEST(Rings, PartsThatTouchAtACornerStayApart) {
  std::vector<Ring> rings = rings_of({0, 0, 2, 2, {1, 0, 0, 1}});
  ASSERT_EQ(rings.size(), 2u);
  EXPECT_EQ(rings[0].points.size(), 4u);
}

}  // namespace

}  // namespace ponte::vision::outlines_test
