#pragma once
// A file that appears under its final name only when it is complete.

#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/unfinished.h"

namespace ponte::base {

enum class Overwrite { refuse, allow };

/// Writes to a temporary name beside `path`; commit() renames. Without commit() nothing is left behind, and neither
/// when a signal ends the program (remove_unfinished_on_signals).
class AtomicFile {
 public:
  static Result<AtomicFile> create(std::string path, Overwrite overwrite);
  AtomicFile(AtomicFile&& other) noexcept;
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;
  ~AtomicFile();

  /// Writes the pieces one after the other, without joining them in memory first.
  Result<> append(std::span<const Bytes> pieces);
  Result<> append(Bytes piece) { return append(std::span<const Bytes>(&piece, 1)); }
  uint64_t size() const { return size_; }
  /// Where the bytes are until commit().
  const std::string& temporary_path() const { return temporary_; }

  /// Gives the file its final name. An existing file is replaced only with Overwrite::allow.
  Result<> commit();

 private:
  AtomicFile(std::string path, std::string temporary, int fd, Overwrite overwrite)
      : path_(std::move(path)),
        temporary_(std::move(temporary)),
        unfinished_(temporary_),
        fd_(fd),
        overwrite_(overwrite) {}

  std::string path_, temporary_;
  Unfinished unfinished_;
  int fd_ = -1;
  Overwrite overwrite_;
  uint64_t size_ = 0;
};

/// Writes a whole file in one go.
Result<> write_file(const std::string& path, Bytes content, Overwrite overwrite);

}  // namespace ponte::base
