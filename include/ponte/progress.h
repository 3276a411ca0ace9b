#pragma once
// How the library tells of long work: it calls back, it never prints.

#include <functional>
#include <string_view>

namespace ponte {

/// One report: the step's name and how much of it is done (0 to 1).
struct Progress {
  std::string_view step;
  double fraction = 0;
};

/// Called now and then, one call at a time, from any thread. Returning false cancels the work.
using ProgressCallback = std::function<bool(const Progress&)>;

}  // namespace ponte
