#pragma once
// The runtime writes to the process's standard error, and nothing can be set that it would not.

#include <mutex>
#include <string>

#include "uses/litert.h"

namespace ponte::litert {

/// While one lives, what the process writes to standard error is kept. TensorFlow Lite inside the runtime says there
/// that it made a delegate, and why a model cannot be loaded: the only place where it says so.
class KeptStandardError {
 public:
  KeptStandardError();
  ~KeptStandardError();
  KeptStandardError(const KeptStandardError&) = delete;

  /// Ends it. What was said after "ERROR: ", on one line; empty: nothing. What others wrote meanwhile is passed on.
  std::string take_errors();

 private:
  void restore();

  std::unique_lock<std::mutex> lock_;  // one at a time
  int file_ = -1, saved_ = -1;
};

}  // namespace ponte::litert
