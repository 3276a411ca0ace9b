#include <gtest/gtest.h>

#include "base/mapped_file.h"
#include "formats/torch/checkpoint.h"
#include "support/test_data.h"

namespace ponte::torch::real_checkpoints_test {
namespace {

struct Known {
  const char* file;
  int64_t parameters;
  const char* network;
};

class RealCheckpoint : public testing::TestWithParam<Known> {};

/// Reads every tensor at and below a module.
void read_all_tensors(const Module& module) {
  for (const char* group : {"_parameters", "_buffers"}) {
    for (const auto& [name, value] : module.attribute(group).entries()) {
      if (value.is_none()) continue;
      EXPECT_TRUE(value.as_tensor()) << module.path();
    }
  }
  std::vector<Module> children = module.children().value();
  for (const Module& child : children) read_all_tensors(child);
}

TEST_P(RealCheckpoint, LoadsWithAllItsTensors) {
  auto path = ponte::test::data_folder() / "models" / "pt" / GetParam().file;
  SKIP_WITHOUT(path);
  Result<Checkpoint> checkpoint = read_checkpoint(*map_file(path));
  ASSERT_TRUE(checkpoint) << checkpoint.error().message();
  EXPECT_EQ(checkpoint->model().class_path(), GetParam().network);
  EXPECT_EQ(parameter_count(checkpoint->model()).value(), GetParam().parameters);
  EXPECT_EQ(checkpoint->warnings(), std::vector<std::string>{});
  EXPECT_TRUE(checkpoint->model().module("model")->has_module("0"));
  read_all_tensors(checkpoint->model());
}

INSTANTIATE_TEST_SUITE_P(
    Data, RealCheckpoint,
    testing::Values(Known{"leyolo-nano-coco.pt", 1120480, "ultralytics.nn.tasks.DetectionModel"},
                    Known{"mini-detect-rand.pt", 46848, "ultralytics.nn.tasks.DetectionModel"},
                    Known{"tiny-yolo11-seg-rand.pt", 185746, "ultralytics.nn.tasks.SegmentationModel"},
                    Known{"tiny-yolo26-rand.pt", 31084, "ultralytics.nn.tasks.DetectionModel"},
                    Known{"tiny-yolov8-rand.pt", 150150, "ultralytics.nn.tasks.DetectionModel"},
                    Known{"yolo11n-cls-artworks.pt", 1543914, "ultralytics.nn.tasks.ClassificationModel"},
                    Known{"yolo11n-obb-rand.pt", 2664432, "ultralytics.nn.tasks.OBBModel"},
                    Known{"yolo11n.pt", 2624080, "ultralytics.nn.tasks.DetectionModel"},
                    Known{"yolo12n-rand.pt", 2602288, "ultralytics.nn.tasks.DetectionModel"},
                    Known{"yolo26-seg-rand-w16.pt", 1026296, "ultralytics.nn.tasks.SegmentationModel"},
                    Known{"yolo26n-pose.pt", 3679464, "ultralytics.nn.tasks.PoseModel"},
                    Known{"yolo26n.pt", 2572280, "ultralytics.nn.tasks.DetectionModel"},
                    Known{"yolov10-rand-w8.pt", 503464, "ultralytics.nn.tasks.DetectionModel"},
                    Known{"yolov5n-coco.pt", 1872157, "models.yolo.Model"},
                    Known{"yolov5nu-rand.pt", 2654816, "ultralytics.nn.tasks.DetectionModel"},
                    Known{"yolov6-w16-rand.pt", 1437432, "ultralytics.nn.tasks.DetectionModel"},
                    Known{"yolov8n-cls-lung.pt", 1444693, "ultralytics.nn.tasks.ClassificationModel"},
                    Known{"yolov8n-pose.pt", 3295470, "ultralytics.nn.tasks.PoseModel"},
                    Known{"yolov8n-seg.pt", 3409968, "ultralytics.nn.tasks.SegmentationModel"},
                    Known{"yolov8n.pt", 3157200, "ultralytics.nn.tasks.DetectionModel"},
                    Known{"yolov9t-rand.pt", 2128720, "ultralytics.nn.tasks.DetectionModel"}),
    [](const auto& info) {
      std::string name = info.param.file;
      std::erase_if(name, [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); });
      return name;
    });

TEST(RealCheckpoint, AStateDictIsRefused) {
  auto path = ponte::test::data_folder() / "models" / "pt" / "fastestdet-coco-statedict.pth";
  SKIP_WITHOUT(path);
  Result<Checkpoint> checkpoint = read_checkpoint(*map_file(path));
  ASSERT_FALSE(checkpoint);
  EXPECT_EQ(checkpoint.error().kind, ErrorKind::unsupported);
}

}  // namespace
}  // namespace ponte::torch::real_checkpoints_test
