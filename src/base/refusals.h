#pragma once
// Everything that a writer cannot write, in one error.

#include <map>
#include <string>
#include <vector>

#include "base/result.h"

namespace ponte::base {

/// Reasons, with the nodes that each concerns.
class Refusals {
 public:
  void add(const std::string& reason, const std::string& node) { nodes_by_reason_[reason].push_back(node); }

  /// Unsupported when there is any: "cannot be written as FORMAT: reason (2 nodes: a, b); …".
  Result<> status(std::string_view format) const;

 private:
  std::map<std::string, std::vector<std::string>> nodes_by_reason_;
};

}  // namespace ponte::base
