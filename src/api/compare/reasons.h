#pragma once
// Why two models differ: a table of what the numbers look like, what that means, and what to do. docs/compare.md has it
// with the sources.

#include "api/compare/evidence.h"

namespace ponte::api {

struct Reason {
  std::string_view stage;  ///< where it shows first
  std::string_view key;
  bool (*holds)(const Evidence&);
  std::string_view reason, advice;
};

std::span<const Reason> all_reasons();

/// Those that the numbers support, in the order of the stages.
std::vector<LikelyReason> likely_reasons(const Evidence& evidence);

}  // namespace ponte::api
