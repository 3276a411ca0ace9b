// C3k2 and C2PSA.
#include "yolo/families/family.h"

namespace ponte::yolo::families_yolo11 {

static int score(const ModuleInventory& modules) { return modules.has("C3k2") ? 30 : 0; }

constinit extern const Family family_yolo11{.name = "yolo11", .title = "YOLO11", .score = score};

}  // namespace ponte::yolo::families_yolo11
