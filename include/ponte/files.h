#pragma once
// Files that appear complete or not at all.

#include <string>

#include "ponte/result.h"

namespace ponte {

/// Writes a text file under its final name only when it is complete; an existing file is replaced only with `overwrite`.
Result<> save_file(const std::string& path, const std::string& text, bool overwrite);

}  // namespace ponte
