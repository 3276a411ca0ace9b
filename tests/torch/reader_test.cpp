// Real checkpoints become graphs. Needs the optional test data folder.
#include "formats/torch/reader.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "base/mapped_file.h"
#include "graph/builder.h"
#include "yolo/head/decode.h"
#include "yolo/recognize/recognize.h"

namespace ponte::torch::reader_test {
namespace {

std::string checkpoint_path(const std::string& name) {
  const char* folder = std::getenv("PONTE_TEST_DATA");
  std::string root = folder ? folder : PONTE_SOURCE_DIR "/../shared/data";
  return root + "/models/pt/" + name + ".pt";
}

struct Expected {
  const char* name;
  const char* family;
  Task task;
  int64_t parameters;
};

// Parameters as the files' makers counted them, both branches of a head included.
constexpr Expected kCheckpoints[] = {
    {"yolov5n-coco", "yolov5", Task::detect, 1872157},
    {"yolov8n-cls-lung", "yolov8", Task::classify, 1444693},
    {"yolo11n-cls-artworks", "yolo11", Task::classify, 1543914},
    {"yolov8n", "yolov8", Task::detect, 3157200},
    {"yolov8n-seg", "yolov8", Task::segment, 3409968},
    {"yolov8n-pose", "yolov8", Task::pose, 3295470},
    {"yolo11n", "yolo11", Task::detect, 2624080},
    {"yolo26n", "yolo26", Task::detect, 2572280},
    {"yolo26n-pose", "yolo26", Task::pose, 3679464},
    {"yolov5nu-rand", "yolov5u", Task::detect, 2654816},
    {"yolov6-w16-rand", "yolov6", Task::detect, 1437432},
    {"yolov10-rand-w8", "yolov10", Task::detect, 503464},
    {"yolo12n-rand", "yolo12", Task::detect, 2602288},
    {"yolo11n-obb-rand", "yolo11", Task::obb, 2664432},
    {"yolo26-seg-rand-w16", "yolo26", Task::segment, 1026296},
    {"tiny-yolov8-rand", "yolov8", Task::detect, 150150},
    {"tiny-yolo26-rand", "yolo26", Task::detect, 31084},
    {"tiny-yolo11-seg-rand", "yolo11", Task::segment, 185746},
};

class RealModel : public testing::TestWithParam<Expected> {
 protected:
  void SetUp() override {
    path_ = checkpoint_path(GetParam().name);
    if (!std::filesystem::exists(path_)) GTEST_SKIP() << "no test data folder";
  }
  Result<TorchModel> read(const ReadOptions& options) {
    auto file = map_file(path_);
    return file ? read_torch(*file, options) : std::unexpected(file.error());
  }
  std::string path_;
};

TEST_P(RealModel, IsReadWithItsCard) {
  auto model = read({});
  ASSERT_TRUE(model) << model.error().message();
  EXPECT_EQ(model->parameters, GetParam().parameters);
  EXPECT_EQ(model->card.task, GetParam().task);
  EXPECT_EQ(model->card.family, GetParam().family);
  EXPECT_EQ(static_cast<int64_t>(model->card.names.size()), model->head.classes);
}

// A node that is a module's whole work has the module's path for a name.
TEST_P(RealModel, NodesCarryTheModulePath) {
  auto model = read({});
  ASSERT_TRUE(model) << model.error().message();
  std::set<std::string> names;
  for (NodeId id : model->graph.order()) names.insert(model->graph.node(id).name);
  EXPECT_TRUE(names.contains("model.0.conv"));
  EXPECT_TRUE(names.contains("model.0.bn"));
  EXPECT_TRUE(names.contains("model.0.act"));
}

// What the modules say of the head, and what the structure of the decoded graph says, must be the same.
TEST_P(RealModel, HeadIsRecognizedByStructure) {
  for (bool one_to_many : {false, true}) {
    auto model = read({.height = 256, .width = 320, .one_to_many = one_to_many});
    ASSERT_TRUE(model) << model.error().message();
    const Head& built = model->head;
    GraphBuilder builder(model->graph);
    auto emitted = emit_outputs(builder, built, natural_layout(built));
    ASSERT_TRUE(emitted) << emitted.error().message();
    model->graph.remove_dead();
    auto found = recognize_head(model->graph);
    ASSERT_TRUE(found) << found.error().message();
    EXPECT_EQ(found->kind, built.kind);
    EXPECT_EQ(found->task, built.task);
    EXPECT_EQ(found->classes, built.classes);
    EXPECT_EQ(found->reg_max, built.reg_max);
    EXPECT_EQ(found->end_to_end, built.end_to_end);
    EXPECT_EQ(found->extra, built.extra);
    EXPECT_EQ(found->extra_count, built.extra_count);
    EXPECT_EQ(found->keypoint_numbers, built.keypoint_numbers);
    EXPECT_EQ(found->angle_formula, built.angle_formula);
    if (built.extra == Extra::keypoints) {
      EXPECT_EQ(found->keypoint_formula, built.keypoint_formula);
    }
    ASSERT_EQ(found->levels.size(), built.levels.size());
    for (size_t i = 0; i < built.levels.size(); ++i) {
      EXPECT_EQ(found->levels[i].stride, built.levels[i].stride);
      EXPECT_EQ(found->levels[i].boxes, built.levels[i].boxes);
      EXPECT_EQ(found->levels[i].scores, built.levels[i].scores);
      EXPECT_EQ(found->levels[i].extra, built.levels[i].extra);
      EXPECT_EQ(found->levels[i].anchored, built.levels[i].anchored);
      EXPECT_EQ(found->levels[i].anchor_sizes, built.levels[i].anchor_sizes);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Data, RealModel, testing::ValuesIn(kCheckpoints), [](const auto& info) {
  std::string name = info.param.name;
  std::ranges::replace(name, '-', '_');
  return name;
});

}  // namespace
}  // namespace ponte::torch::reader_test
