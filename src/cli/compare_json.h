#pragma once
// What `compare` measured, as JSON.

#include <string>

#include "ponte/compare.h"

namespace ponte::cli {

std::string comparison_json(const Comparison& comparison);

}  // namespace ponte::cli
