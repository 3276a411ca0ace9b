// GELAN blocks.
#include "yolo/families/family.h"

namespace ponte::yolo::families_yolov9 {

static int score(const ModuleInventory& modules) {
  return modules.has("RepNCSPELAN4") || modules.has("ELAN1") ? 35 : 0;
}

constinit extern const Family family_yolov9{.name = "yolov9", .title = "YOLOv9", .score = score};

}  // namespace ponte::yolo::families_yolov9
