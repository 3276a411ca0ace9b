#pragma once
// A rewrite rule: plain data with two functions. One file per rule lies in the folder of its group.

#include <span>
#include <string_view>

#include "graph/patch.h"
#include "uses/passes.h"

namespace ponte::passes {

struct Rule {
  std::string_view name;  // the file's stem
  /// The operators of the node that the rule looks at first, separated by blanks; empty for any operator.
  std::string_view anchors;
  /// Whether the rule applies at this node. Cheap, and the whole decision: a rule that matches changes the graph.
  bool (*match)(const Graph&, NodeId);
  /// Fills the patch; called only after a match. The driver applies it.
  Result<> (*rewrite)(const Graph&, NodeId, Patch&);
};

// The groups, each in the order of names, which never matters.
std::span<const Rule* const> simplify_rules();
std::span<const Rule* const> fold_rules();
std::span<const Rule* const> recognize_rules();
std::span<const Rule* const> fuse_rules();
std::span<const Rule* const> half_rules();
std::span<const Rule* const> lower_rules();
std::span<const Rule* const> onnxruntime_rules();
std::span<const Rule* const> x64_rules();
std::span<const Rule* const> xnnpack_rules();

}  // namespace ponte::passes
