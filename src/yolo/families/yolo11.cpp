// C3k2 and C2PSA, distribution of box distances.
#include "yolo/families/family.h"

namespace ponte::yolo::families_yolo11 {

static bool matches(const ModuleInventory& census) {
  return census.has("C3k2") && !census.has("A2C2f") && !census.has("SCDown") &&
         (census.reg_max > 1 || census.head_class == "Classify");
}

constinit extern const Family family_yolo11{.name = "yolo11", .title = "YOLO11", .matches = matches};

}  // namespace ponte::yolo::families_yolo11
