// C2f blocks.
#include "yolo/families/family.h"

namespace ponte::yolo::families_yolov8 {

static int score(const ModuleInventory& modules) { return modules.has("C2f") ? 20 : 0; }

constinit extern const Family family_yolov8{.name = "yolov8", .title = "YOLOv8", .score = score};

}  // namespace ponte::yolo::families_yolov8
