// C2f blocks and none of the blocks of YOLOv10.
#include "yolo/families/family.h"

namespace ponte::yolo::families_yolov8 {

static bool matches(const ModuleInventory& census) {
  return !census.yolov5_repository && census.has("C2f") && !census.has("SCDown") && !census.has("C3k2") &&
         census.head_class != "v10Detect";
}

constinit extern const Family family_yolov8{.name = "yolov8", .title = "YOLOv8", .matches = matches};

}  // namespace ponte::yolo::families_yolov8
