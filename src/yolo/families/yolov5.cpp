// Files of the YOLOv5 repository: anchor-based head, modules of models.common.
#include "yolo/families/family.h"

namespace ponte::yolo::families_yolov5 {

static bool matches(const ModuleInventory& census) { return census.yolov5_repository; }

constinit extern const Family family_yolov5{.name = "yolov5", .title = "YOLOv5", .matches = matches};

}  // namespace ponte::yolo::families_yolov5
