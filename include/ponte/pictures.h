#pragma once
// Which pictures a command line means.

#include <span>
#include <string>
#include <vector>

#include "ponte/result.h"

namespace ponte {

/// Files, as they are; folders: the JPEG and PNG files directly in them, by name; patterns with * ? [ for the last part
/// of a path: the files that match, by name; lists (NAME.txt): a path per line, relative to the list's own folder,
/// empty lines and lines that begin with # left out. A usage error for a folder, pattern or list without a picture.
Result<std::vector<std::string>> find_pictures(std::span<const std::string> sources);

}  // namespace ponte
