// C3 blocks with the anchor-free head.
#include "yolo/families/family.h"

namespace ponte::yolo::families_yolov5u {

static int score(const ModuleInventory& modules) { return modules.has("C3") ? 15 : 0; }

constinit extern const Family family_yolov5u{.name = "yolov5u", .title = "YOLOv5u", .score = score};

}  // namespace ponte::yolo::families_yolov5u
