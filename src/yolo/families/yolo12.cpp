// Area attention.
#include "yolo/families/family.h"

namespace ponte::yolo::families_yolo12 {

static int score(const ModuleInventory& modules) { return modules.has("A2C2f") ? 60 : 0; }

constinit extern const Family family_yolo12{.name = "yolo12", .title = "YOLO12", .score = score};

}  // namespace ponte::yolo::families_yolo12
