// Its own head, or its downsampling block.
#include "yolo/families/family.h"

namespace ponte::yolo::families_yolov10 {

static bool matches(const ModuleInventory& census) { return census.head_class == "v10Detect" || census.has("SCDown"); }

constinit extern const Family family_yolov10{.name = "yolov10", .title = "YOLOv10", .matches = matches};

}  // namespace ponte::yolo::families_yolov10
