// C3 blocks with the anchor-free head.
#include "yolo/families/family.h"

namespace ponte::yolo::families_yolov5u {

static bool matches(const ModuleInventory& census) {
  return !census.yolov5_repository && census.has("C3") && !census.has("C2f") && !census.has("C3k2");
}

constinit extern const Family family_yolov5u{.name = "yolov5u", .title = "YOLOv5u", .matches = matches};

}  // namespace ponte::yolo::families_yolov5u
