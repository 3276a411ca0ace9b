// C3k2, and box distances without a distribution; a classifier has no boxes to tell by.
#include "yolo/families/family.h"

namespace ponte::yolo::families_yolo26 {

static int score(const ModuleInventory& modules) {
  return modules.has("C3k2") && modules.reg_max == 1 && modules.head_class != "Classify" ? 40 : 0;
}

constinit extern const Family family_yolo26{.name = "yolo26", .title = "YOLO26", .score = score};

}  // namespace ponte::yolo::families_yolo26
