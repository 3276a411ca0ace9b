#pragma once
// What lies on the disk and is not complete, for the case that the process is asked to end before it is.

#include <memory>
#include <string>

namespace ponte::base {

/// Says that a file or folder is not complete, as long as it lives.
class Unfinished {
 public:
  explicit Unfinished(std::string path);
  Unfinished(Unfinished&&) noexcept = default;
  Unfinished& operator=(Unfinished&&) = delete;
  ~Unfinished();

 private:
  std::unique_ptr<const std::string> path_;
};

}  // namespace ponte::base

namespace ponte {

/// See ponte/files.h.
void remove_unfinished_on_signals();

}  // namespace ponte
