// Files of the YOLOv5 repository: anchor-based head, modules of models.common.
#include "yolo/families/family.h"

namespace ponte::yolo::families_yolov5 {

static int score(const ModuleInventory& modules) { return modules.yolov5_repository ? 100 : 0; }

constinit extern const Family family_yolov5{.name = "yolov5", .title = "YOLOv5", .score = score};

}  // namespace ponte::yolo::families_yolov5
