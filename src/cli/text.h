#pragma once
// Text from strangers' files, made fit to be shown.

#include <string>
#include <string_view>

namespace ponte::cli {

/// Bytes that are no UTF-8 become U+FFFD, control characters "?", so that a name can neither break the line nor move
/// the cursor.
std::string printable(std::string_view text);

}  // namespace ponte::cli
