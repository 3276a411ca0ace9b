// C3k2 and box distances without a distribution.
#include "yolo/families/family.h"

namespace ponte::yolo::families_yolo26 {

static bool matches(const ModuleInventory& census) {
  return census.has("C3k2") && !census.has("A2C2f") && !census.has("SCDown") && census.reg_max == 1;
}

constinit extern const Family family_yolo26{.name = "yolo26", .title = "YOLO26", .matches = matches};

}  // namespace ponte::yolo::families_yolo26
