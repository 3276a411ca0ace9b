// Area attention.
#include "yolo/families/family.h"

namespace ponte::yolo::families_yolo12 {

static bool matches(const ModuleInventory& census) { return census.has("A2C2f"); }

constinit extern const Family family_yolo12{.name = "yolo12", .title = "YOLO12", .matches = matches};

}  // namespace ponte::yolo::families_yolo12
