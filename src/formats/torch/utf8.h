#pragma once
// Text from pickles is meant to be UTF-8, but nothing makes it so.

#include <optional>
#include <string>
#include <string_view>

#include "uses/torch.h"

namespace ponte::torch {

/// Nothing when `text` is valid UTF-8; else a copy in which each byte that is not part of a character became U+FFFD.
std::optional<std::string> repaired_utf8(std::string_view text);

}  // namespace ponte::torch
