#include "engines/litert/quiet.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <string_view>
#include <utility>

namespace ponte::litert {

namespace {

std::mutex& mutex() {
  static std::mutex one;
  return one;
}

std::string content_of(int file) {
  constexpr size_t kMost = 1 << 16;
  std::string text(kMost, '\0');
  ssize_t size = pread(file, text.data(), kMost, 0);
  text.resize(size > 0 ? static_cast<size_t>(size) : 0);
  return text;
}

}  // namespace

KeptStandardError::KeptStandardError() : lock_(mutex()) {
  std::fflush(stderr);
  file_ = memfd_create("standard error", MFD_CLOEXEC);
  saved_ = file_ < 0 ? -1 : dup(STDERR_FILENO);
  if (saved_ >= 0) dup2(file_, STDERR_FILENO);
}

KeptStandardError::~KeptStandardError() {
  restore();
  if (file_ >= 0) close(file_);
}

void KeptStandardError::restore() {
  if (saved_ < 0) return;
  std::fflush(stderr);
  dup2(saved_, STDERR_FILENO);
  close(std::exchange(saved_, -1));
}

std::string KeptStandardError::take_errors() {
  restore();
  constexpr std::string_view kError = "ERROR: ";
  std::string text = file_ < 0 ? "" : content_of(file_), errors, others;
  for (size_t at = 0; at < text.size();) {
    size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = std::string_view(text).substr(at, end - at);
    if (line.starts_with(kError)) {
      if (!errors.empty()) errors += "; ";
      errors += line.substr(kError.size());
    } else if (!line.starts_with("INFO: ") && !line.starts_with("WARNING: ")) {
      others += std::string_view(text).substr(at, end + 1 - at);
    }
    at = end + 1;
  }
  std::fwrite(others.data(), 1, others.size(), stderr);
  return errors;
}

}  // namespace ponte::litert
