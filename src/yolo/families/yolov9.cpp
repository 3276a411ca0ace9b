// GELAN blocks.
#include "yolo/families/family.h"

namespace ponte::yolo::families_yolov9 {

static bool matches(const ModuleInventory& census) { return census.has("RepNCSPELAN4") || census.has("ELAN1"); }

constinit extern const Family family_yolov9{.name = "yolov9", .title = "YOLOv9", .matches = matches};

}  // namespace ponte::yolo::families_yolov9
