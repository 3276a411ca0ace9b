#pragma once

#include "passes/rule.h"

namespace ponte::passes::test {

inline std::vector<const Rule*> every_rule() {
  std::vector<const Rule*> rules;
  for (auto table : {simplify_rules(), fold_rules(), recognize_rules(), fuse_rules(), half_rules(), lower_rules(),
                     onnxruntime_rules(), x64_rules(), xnnpack_rules()})
    rules.insert(rules.end(), table.begin(), table.end());
  return rules;
}

inline const Rule* find_rule(std::string_view name) {
  for (const Rule* rule : every_rule())
    if (rule->name == name) return rule;
  return nullptr;
}

}  // namespace ponte::passes::test
