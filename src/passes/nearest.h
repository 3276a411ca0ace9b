#pragma once
// "did you mean …?"

#include <span>
#include <string_view>

#include "uses/passes.h"

namespace ponte::passes {

/// The name with the fewest letters to insert, delete or replace; the first of equals. Empty when there are no names.
std::string_view nearest(std::string_view wanted, std::span<const std::string_view> names);

}  // namespace ponte::passes
