#pragma once
// Which generation of YOLO a model is, by what it is built of. One file per family lies in yolo/families.

#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "uses/yolo.h"

namespace ponte::yolo {

/// What a network is built of: the class names of its modules, and what its head looks like.
struct ModuleInventory {
  std::set<std::string, std::less<>> classes;  ///< short class names of all modules ("C2f", "Conv")
  std::string head_class;                      ///< "Detect", "Pose26", …
  int64_t reg_max = 0;
  bool legacy_scores = false;  ///< the class branch is made of plain convolutions
  bool yolov5_repository = false;

  bool has(std::string_view name) const { return classes.contains(name); }
};

struct Family {
  std::string_view name;   ///< "yolo11"
  std::string_view title;  ///< "YOLO11"
  /// How much speaks for a network of these modules to belong here; 0: nothing. What only this family has counts more
  /// than what others have too, so that a family need not know the others.
  int (*score)(const ModuleInventory&);
};

/// All families, sorted by file name.
std::span<const Family* const> all_families();

/// The family that most speaks for, if there is one.
const Family* find_family(const ModuleInventory& modules);

}  // namespace ponte::yolo
