#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "vision/draw_objects.h"

namespace ponte::vision::draw_test {

namespace {

constexpr uint8_t kGrey = 90;

Image grey(int width, int height) { return {width, height, std::vector<uint8_t>(size_t{3} * width * height, kGrey)}; }

bool is_colour(const Image& image, int x, int y, Colour colour) {
  const uint8_t* pixel = image.row(y) + size_t{3} * x;
  return pixel[0] == colour.red && pixel[1] == colour.green && pixel[2] == colour.blue;
}

int count_colour(const Image& image, int top, int bottom, Colour colour) {
  int count = 0;
  for (int y = top; y < bottom; ++y)
    for (int x = 0; x < image.width; ++x) count += is_colour(image, x, y, colour);
  return count;
}

TEST(Draw, AFrameIsAsWideAsAskedAndCentredOnTheBox) {
  Image image = grey(100, 100);
  Colour red{255, 0, 0};
  BoxMark mark{{20, 30, 70, 80}, "", red};
  ASSERT_TRUE(draw_boxes(image, {&mark, 1}, {.line_width = 4}));
  for (int x : {18, 19, 20, 21}) EXPECT_TRUE(is_colour(image, x, 50, red)) << x;
  for (int x : {68, 69, 70, 71}) EXPECT_TRUE(is_colour(image, x, 50, red)) << x;
  EXPECT_TRUE(is_colour(image, 50, 28, red));
  EXPECT_TRUE(is_colour(image, 50, 81, red));
  EXPECT_TRUE(is_colour(image, 50, 50, {kGrey, kGrey, kGrey}));
  EXPECT_FALSE(is_colour(image, 17, 50, red));
}

TEST(Draw, ALabelGoesAboveTheBoxOrInsideWhenThereIsNoRoom) {
  Colour blue{0, 0, 255};
  BoxMark low{{20, 60, 180, 150}, "cat", blue}, high{{20, 2, 180, 150}, "cat", blue};
  Image image = grey(200, 200);
  ASSERT_TRUE(draw_boxes(image, {&low, 1}));
  EXPECT_GT(count_colour(image, 40, 58, blue), 100);
  image = grey(200, 200);
  ASSERT_TRUE(draw_boxes(image, {&high, 1}));
  EXPECT_GT(count_colour(image, 6, 16, blue), 100);
}

TEST(Draw, ALabelAtTheRightEdgeIsMovedLeft) {
  Colour blue{0, 0, 255};
  BoxMark mark{{190, 60, 199, 150}, "hippopotamus", blue};
  Image image = grey(200, 200);
  ASSERT_TRUE(draw_boxes(image, {&mark, 1}));
  EXPECT_GT(count_colour(image, 45, 58, blue), 300);  // 9 columns only, if it were not
}

TEST(Draw, TextIsBlackOnLightAndWhiteOnDark) {
  BoxMark light{{20, 60, 180, 150}, "WWW", {255, 255, 0}}, dark{{20, 60, 180, 150}, "WWW", {0, 0, 120}};
  Image image = grey(200, 200);
  ASSERT_TRUE(draw_boxes(image, {&light, 1}));
  EXPECT_GT(count_colour(image, 40, 58, {0, 0, 0}), 3);
  image = grey(200, 200);
  ASSERT_TRUE(draw_boxes(image, {&dark, 1}));
  EXPECT_GT(count_colour(image, 40, 58, {255, 255, 255}), 3);
}

TEST(Draw, TheFirstMarkIsOnTop) {
  BoxMark marks[] = {{{20, 20, 80, 80}, "", {1, 2, 3}}, {{20, 20, 80, 80}, "", {200, 100, 0}}};
  Image image = grey(100, 100);
  ASSERT_TRUE(draw_boxes(image, marks));
  EXPECT_TRUE(is_colour(image, 50, 20, {1, 2, 3}));
}

TEST(Draw, BoxesAndNamesFromStrangersDoNoHarm) {
  float nan = std::numeric_limits<float>::quiet_NaN(), huge = std::numeric_limits<float>::infinity();
  const Box boxes[] = {
      {nan, nan, nan, nan}, {-huge, -huge, huge, huge}, {90, 90, 10, 10}, {5, 5, 5, 5}, {500, 500, 900, 900}};
  const std::string names[] = {
      "", "\xff\xfe\xf0", "\xe4\xba", "日本", std::string(100000, 'M'), std::string(10, '\0'), "a\nb"};
  for (auto [width, height] : {std::pair{1, 1}, {3, 200}, {100, 100}}) {
    for (const Box& box : boxes) {
      for (const std::string& name : names) {
        Image image = grey(width, height);
        BoxMark mark{box, name, {255, 0, 0}};
        EXPECT_TRUE(draw_boxes(image, {&mark, 1}, {.line_width = 7}));
      }
    }
  }
}

TEST(Draw, MarksCarryNameConfidenceAndColour) {
  FoundObject dog{.class_index = 1, .name = "dog", .confidence = 0.876f, .x1 = 1, .y1 = 2, .x2 = 3, .y2 = 4};
  BoxMark mark = marks_of({&dog, 1})[0];
  EXPECT_EQ(mark.label, "dog 0.88");
  EXPECT_EQ(mark.colour.red, class_colour(21).red);
  EXPECT_EQ(mark.box.y2, 4.0f);
}

TEST(Draw, MasksKeypointsAndTurnedBoxesFromStrangersDoNoHarm) {
  float nan = std::numeric_limits<float>::quiet_NaN(), huge = std::numeric_limits<float>::max();
  FoundObject object{.name = "x", .x1 = 1, .y1 = 1, .x2 = 9, .y2 = 9};
  object.mask = Mask{-3, -3, 8, 8, std::vector<uint8_t>(64, 1)};
  for (float place : {nan, huge, -huge, 5.0f}) object.keypoints.push_back({place, 5, 1});
  object.keypoints.resize(17, {3, 3, 1});
  const RotatedBox boxes[] = {{nan, 0, 1, 1, 0}, {5, 5, huge, huge, 1}, {5, 5, -4, 0, 1}, {1e9f, 1e9f, 4, 4, 9}};
  for (const RotatedBox& box : boxes) {
    object.rotated_box = box;
    for (auto [width, height] : {std::pair{1, 1}, {3, 50}, {30, 30}}) {
      Image image = grey(width, height);
      EXPECT_TRUE(draw_objects(image, {&object, 1}, marks_of({&object, 1})));
    }
  }
}

TEST(Draw, AMaskTintsItsPixelsOnly) {
  Image image = grey(20, 20);
  FoundObject object{.class_index = 2, .x1 = 4, .y1 = 4, .x2 = 16, .y2 = 16};
  object.mask = Mask{8, 8, 2, 2, {1, 0, 0, 1}};
  std::vector<BoxMark> marks = marks_of({&object, 1});
  marks[0].label = "";
  ASSERT_TRUE(draw_objects(image, {&object, 1}, marks));
  EXPECT_FALSE(is_colour(image, 8, 8, {kGrey, kGrey, kGrey}));
  EXPECT_TRUE(is_colour(image, 9, 8, {kGrey, kGrey, kGrey}));
  EXPECT_FALSE(is_colour(image, 9, 9, {kGrey, kGrey, kGrey}));
}

TEST(Draw, ADashedFrameHasGaps) {
  Image image = grey(200, 200);
  BoxMark mark{.box = {20, 20, 180, 180}, .colour = {255, 0, 0}, .dashed = true};
  ASSERT_TRUE(draw_boxes(image, {&mark, 1}));
  int red = 0;
  for (int x = 20; x < 180; ++x) red += is_colour(image, x, 20, {255, 0, 0});
  EXPECT_GT(red, 50);
  EXPECT_LT(red, 120);
}

TEST(Text, ReadsUtf8AndPassesOverWhatIsNot) {
  std::string_view text = "a\xc3\x9f\xe2\x82\xac\xf0\x9f\x98\x80";
  for (char32_t expected : {U'a', U'ß', U'€', U'😀'}) EXPECT_EQ(take_character(text), expected);
  EXPECT_TRUE(text.empty());
  // A stray continuation, an overlong slash, a surrogate, a cut character.
  for (std::string_view bad : {"\x80", "\xc0\xaf", "\xed\xa0\x80", "\xe2\x82", "\xf5\x80\x80\x80"}) {
    size_t size = bad.size();
    EXPECT_FALSE(take_character(bad)) << size;
    EXPECT_EQ(bad.size(), size - 1);
  }
}

TEST(Text, WidthGrowsWithTheTextAndLeavesOutWhatTheFontLacks) {
  Font font = *Font::open(20);
  EXPECT_GT(font.width("Wide"), font.width("Wid"));
  EXPECT_EQ(font.width("ab\U0002F800"), font.width("ab"));
  EXPECT_GT(font.width("Привет"), 0);
  EXPECT_GT(font.capital_height(), 10);
}

}  // namespace

}  // namespace ponte::vision::draw_test
