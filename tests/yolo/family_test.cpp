// Each generation is told by what it is built of.
#include "yolo/families/family.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace ponte::yolo::family_test {

namespace {

struct Example {
  const char* family;
  ModuleInventory inventory;
};

const Example kExamples[] = {
    {"yolov3u", {.classes = {"Conv", "Bottleneck", "Detect"}, .head_class = "Detect", .reg_max = 16}},
    {"yolov5u", {.classes = {"Conv", "C3", "Bottleneck", "SPPF"}, .head_class = "Detect", .reg_max = 16}},
    {"yolov6", {.classes = {"Conv", "ConvTranspose2d", "SPPF"}, .head_class = "Detect", .reg_max = 16}},
    {"yolov8", {.classes = {"Conv", "C2f", "Bottleneck", "SPPF"}, .head_class = "Segment", .reg_max = 16}},
    {"yolov9", {.classes = {"Conv", "RepNCSPELAN4", "ADown", "SPPELAN"}, .head_class = "Detect", .reg_max = 16}},
    {"yolov10", {.classes = {"Conv", "C2f", "SCDown", "PSA"}, .head_class = "v10Detect", .reg_max = 16}},
    {"yolo11", {.classes = {"Conv", "C3k2", "C2PSA", "SPPF"}, .head_class = "OBB", .reg_max = 16}},
    {"yolo12", {.classes = {"Conv", "C3k2", "A2C2f"}, .head_class = "Detect", .reg_max = 16}},
    {"yolo26", {.classes = {"Conv", "C3k2", "C2PSA", "SPPF"}, .head_class = "Pose26", .reg_max = 1}},
    {"yolo11", {.classes = {"Conv", "C3k2", "C2PSA", "Classify"}, .head_class = "Classify", .reg_max = 1}},
    {"yolov5", {.classes = {"Conv", "C3", "SPPF"}, .head_class = "Detect", .yolov5_repository = true}},
};

TEST(Family, IsToldByTheBlocks) {
  for (const Example& example : kExamples) {
    const Family* family = find_family(example.inventory);
    ASSERT_NE(family, nullptr) << example.family;
    EXPECT_EQ(family->name, example.family);
  }
}

TEST(Family, IsNotDecidedByAHeadThatOthersHave) {
  for (Example example : kExamples) {
    example.inventory.classes.insert({"ConvTranspose2d", "Proto", "Bottleneck"});
    const Family* family = find_family(example.inventory);
    ASSERT_NE(family, nullptr) << example.family;
    bool is_plain = example.family == std::string_view("yolov6");  // a Bottleneck makes it another one
    EXPECT_TRUE(is_plain || family->name == example.family) << example.family;
  }
}

TEST(Family, HasOneBest) {
  for (const Example& example : kExamples) {
    std::vector<int> scores;
    for (const Family* family : all_families()) scores.push_back(family->score(example.inventory));
    EXPECT_EQ(std::ranges::count(scores, std::ranges::max(scores)), 1) << example.family;
  }
}

TEST(Family, IsNoneWithoutItsBlocks) { EXPECT_EQ(find_family({.classes = {"Conv", "Linear"}}), nullptr); }

}  // namespace

}  // namespace ponte::yolo::family_test
