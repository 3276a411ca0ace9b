#pragma once
// Runs groups of rules until nothing is left to do.

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "passes/rule.h"

namespace ponte::passes {

/// Rules that run together: their order does not matter.
struct Group {
  std::string_view name;
  std::vector<const Rule*> rules;
  /// The nodes that rules may anchor on; empty: every node.
  std::function<bool(const Graph&, NodeId)> applies;
};

/// For those who look for the patch that broke something.
struct PassOptions {
  std::vector<std::string> disabled_rules;
  /// Only so many patches are applied.
  std::optional<int64_t> stop_after;
  /// The name of a group (called once, after it) or of a rule (called after each of its patches).
  std::string dump_after;
  std::function<void(std::string_view name, const Graph&)> dump;
};

/// How often each rule fired.
struct Report {
  std::map<std::string, int64_t, std::less<>> applied;

  int64_t total() const;
  void add(const Report& other);
};

/// Applies a group's rules to a fixpoint, then restores the running order and verifies the graph. The error of a
/// group that does not converge names the rules that keep firing. After any error the graph is of no more use.
Result<> run_group(const Group& group, Graph& graph, const PassOptions& options, Report& report);

/// A usage error that names the nearest one when a name in the options is no rule (or group) of `groups`.
Result<> check_names(const PassOptions& options, const std::vector<Group>& groups);

}  // namespace ponte::passes
