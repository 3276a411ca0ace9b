#include "yolo/families/family.h"

#include <algorithm>

namespace ponte::yolo {

const Family* find_family(const ModuleInventory& modules) {
  auto score = [&](const Family* family) { return family->score(modules); };
  const Family* best = std::ranges::max(all_families(), {}, score);
  return best->score(modules) > 0 ? best : nullptr;
}

}  // namespace ponte::yolo
