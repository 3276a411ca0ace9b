#pragma once
// A folder that appears under its final name only when everything in it is complete.

#include <string>

#include "base/atomic_file.h"

namespace ponte::base {

/// Is filled under a temporary name beside `path`; commit() renames. Without commit() nothing is left behind, and
/// neither when a signal ends the program (remove_unfinished_on_signals).
class AtomicFolder {
 public:
  /// An existing folder is replaced only with Overwrite::allow, and only when it is empty or has `mark` in it, the name
  /// of a file that a folder of this kind has: nobody's other files are lost by a slip.
  static Result<AtomicFolder> create(std::string path, std::string_view mark, Overwrite overwrite);
  AtomicFolder(AtomicFolder&& other) noexcept;
  AtomicFolder(const AtomicFolder&) = delete;
  AtomicFolder& operator=(const AtomicFolder&) = delete;
  ~AtomicFolder();

  /// A new file in the folder; `name` may have folders in it. It is in the folder once it is committed.
  Result<AtomicFile> file(std::string_view name) const;
  /// Where the files are until commit().
  const std::string& temporary_path() const { return temporary_; }

  /// Gives the folder its final name.
  Result<> commit();

 private:
  AtomicFolder(std::string path, std::string temporary, Overwrite overwrite)
      : path_(std::move(path)), temporary_(std::move(temporary)), unfinished_(temporary_), overwrite_(overwrite) {}

  std::string path_, temporary_;
  Unfinished unfinished_;
  Overwrite overwrite_;
};

}  // namespace ponte::base
