// Its own head, or its downsampling block.
#include "yolo/families/family.h"

namespace ponte::yolo::families_yolov10 {

static int score(const ModuleInventory& modules) {
  return modules.head_class == "v10Detect" || modules.has("SCDown") ? 50 : 0;
}

constinit extern const Family family_yolov10{.name = "yolov10", .title = "YOLOv10", .score = score};

}  // namespace ponte::yolo::families_yolov10
