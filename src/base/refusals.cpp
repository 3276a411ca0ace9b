#include "base/refusals.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>

namespace ponte::base {

Result<> Refusals::status(std::string_view format) const {
  if (nodes_by_reason_.empty()) return {};
  std::vector<std::string> parts;
  for (const auto& [reason, nodes] : nodes_by_reason_) {
    std::span<const std::string> shown(nodes.data(), std::min<size_t>(nodes.size(), 3));
    parts.push_back(fmt::format("{} ({} node{}: {}{})", reason, nodes.size(), nodes.size() == 1 ? "" : "s",
                                fmt::join(shown, ", "), nodes.size() > shown.size() ? ", …" : ""));
  }
  return unsupported("cannot be written as {}: {}", format, fmt::join(parts, "; "));
}

}  // namespace ponte::base
