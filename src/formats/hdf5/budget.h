#pragma once
// How much a file may make its reader do.

#include <atomic>

#include "base/result.h"
#include "uses/hdf5.h"

namespace ponte::hdf5 {

/// Bytes that may still be gone through. In an honest file the parts lie side by side, so that the bytes of all parts
/// are no more than those of the file; in one that is made to waste time they lie on top of each other.
class Budget {
 public:
  explicit Budget(uint64_t bytes) : left_(bytes) {}

  Result<> spend(uint64_t bytes) {
    uint64_t left = left_.load();
    do {
      if (bytes > left) return corrupt("the file is too small to hold this much: {} bytes more", bytes);
    } while (!left_.compare_exchange_weak(left, left - bytes));
    return {};
  }

 private:
  std::atomic<uint64_t> left_;
};

}  // namespace ponte::hdf5
