#include "yolo/families/family.h"

namespace ponte::yolo {

const Family* find_family(const ModuleInventory& census) {
  for (const Family* family : all_families())
    if (family->matches(census)) return family;
  return nullptr;
}

}  // namespace ponte::yolo
