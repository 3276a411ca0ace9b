// The card survives the way through metadata, and strangers' metadata do no harm.
#include "yolo/card/card.h"

#include <gtest/gtest.h>

#include "yolo/card/python_literal.h"

namespace ponte::yolo::card_test {

namespace {

Card full_card() {
  Card card;
  card.task = Task::pose;
  card.family = "yolo11";
  card.description = "YOLO11 pose model";
  card.names = {{0, "person"}, {1, "driver's mate"}, {7, "a \"quoted\" \\ one"}, {8, "both ' and \""}};
  card.strides = {8, 16, 32};
  card.image_height = 480;
  card.image_width = 640;
  card.layout = HeadLayout::joint;
  card.keypoint_shape = {17, 3};
  card.license = "Apache-2.0";
  card.source_file = "best.pt";
  card.other = {{"imgsz_note", "free text"}};
  return card;
}

TEST(Card, SurvivesTheWayThroughMetadata) {
  Card card = full_card();
  Metadata written = card_to_metadata(card);
  Card read = card_from_metadata(written);
  EXPECT_EQ(card_to_metadata(read), written);
  EXPECT_EQ(read.names, card.names);
  EXPECT_EQ(read.strides, card.strides);
  EXPECT_EQ(read.keypoint_shape, card.keypoint_shape);
  EXPECT_EQ(read.other, card.other);
}

TEST(Card, WritesWhatUltralyticsToolsRead) {
  Metadata metadata = card_to_metadata(full_card());
  auto value = [&](const std::string& key) {
    for (const auto& [name, text] : metadata)
      if (name == key) return text;
    return std::string("missing");
  };
  EXPECT_EQ(value("task"), "pose");
  EXPECT_EQ(value("stride"), "32");
  EXPECT_EQ(value("imgsz"), "[480, 640]");
  EXPECT_EQ(value("end2end"), "False");
  EXPECT_EQ(value("kpt_shape"), "[17, 3]");
  EXPECT_EQ(value("names"), R"({0: 'person', 1: "driver's mate", 7: 'a "quoted" \\ one', 8: 'both \' and "'})");
}

TEST(Card, KeepsWhatItCannotRead) {
  Card card = card_from_metadata({{"imgsz", "[640"}, {"names", "{0: person}"}, {"task", "dance"}, {"batch", "-3"}});
  EXPECT_EQ(card.image_height, 0);
  EXPECT_TRUE(card.names.empty());
  EXPECT_EQ(card.task, Task::unknown);
  EXPECT_EQ(card.other.size(), 4u);
}

TEST(PythonLiteral, ReadsNamesOfBothForms) {
  using Names = std::map<int64_t, std::string>;
  EXPECT_EQ(parse_python_names("['a', \"b\"]"), (Names{{0, "a"}, {1, "b"}}));
  EXPECT_EQ(parse_python_names("{3: 'it\\'s', 5: 'x'}"), (Names{{3, "it's"}, {5, "x"}}));
  EXPECT_EQ(parse_python_names("{}"), Names{});
}

TEST(PythonLiteral, RefusesAnythingElse) {
  for (const char* text : {"", "{", "{0 'a'}", "['a'", "{0: 'a'} x", "__import__('os')", "{-1: 'a'}", "{0: 'a"})
    EXPECT_FALSE(parse_python_names(text)) << text;
  for (const char* text : {"", "[1", "x", "1 2"}) EXPECT_FALSE(parse_python_numbers(text)) << text;
}

}  // namespace

}  // namespace ponte::yolo::card_test
