#pragma once
// Bytes as text (RFC 4648, section 4).

#include <string>

#include "base/bytes.h"

namespace ponte::base {

std::string base64(Bytes bytes);

}  // namespace ponte::base
