#include "yolo/family.h"

namespace ponte {

const Family* find_family(const Census& census) {
  for (const Family* family : all_families())
    if (family->matches(census)) return family;
  return nullptr;
}

}  // namespace ponte
