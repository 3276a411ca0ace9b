#include "base/atomic_folder.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

namespace ponte::base {

namespace {

namespace fs = std::filesystem;

std::unexpected<Error> cannot(const std::string& path, const char* what, const std::string& why) {
  std::unexpected<Error> error = usage_error("cannot {}: {}", what, why);
  error.error().where = path;
  return error;
}

std::unexpected<Error> refuse(const std::string& path, std::string what, std::string hint) {
  return std::unexpected(Error{ErrorKind::usage, path, std::move(what), std::move(hint)});
}

Result<> check_place(const std::string& path, std::string_view mark, Overwrite overwrite) {
  std::error_code code;
  if (!fs::exists(fs::symlink_status(path, code))) return {};
  if (!fs::is_directory(path, code)) return refuse(path, "is not a folder", "");
  if (overwrite == Overwrite::refuse) return refuse(path, "the folder exists already", "pass --force to overwrite it");
  if (fs::is_empty(path, code) || fs::exists(fs::path(path) / mark, code)) return {};
  return refuse(path, fmt::format("the folder has other files and no {}: it is not replaced", mark),
                "remove it, or choose another name");
}

int rename_with(const std::string& from, const std::string& to, unsigned flags) {
  return renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), flags) == 0 ? 0 : errno;
}

/// Some file systems know neither way of renaming.
bool is_unknown(int failure) {
  return failure == EINVAL || failure == ENOSYS || failure == ENOTSUP || failure == EXDEV;
}

}  // namespace

Result<AtomicFolder> AtomicFolder::create(std::string path, std::string_view mark, Overwrite overwrite) {
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  TRY(check_place(path, mark, overwrite));
  std::string temporary = fmt::format("{}.{}.part", path, getpid());
  std::error_code code;
  if (!fs::create_directory(temporary, code))
    return cannot(path, "create", code ? code.message() : fmt::format("{} is in the way", temporary));
  return AtomicFolder(std::move(path), std::move(temporary), overwrite);
}

AtomicFolder::AtomicFolder(AtomicFolder&& other) noexcept
    : path_(std::move(other.path_)),
      temporary_(std::exchange(other.temporary_, {})),
      unfinished_(std::move(other.unfinished_)),
      overwrite_(other.overwrite_) {}

AtomicFolder::~AtomicFolder() {
  std::error_code ignored;
  if (!temporary_.empty()) fs::remove_all(temporary_, ignored);
}

Result<AtomicFile> AtomicFolder::file(std::string_view name) const {
  fs::path path = fs::path(temporary_) / name;
  std::error_code code;
  fs::create_directories(path.parent_path(), code);
  if (code) return cannot(path.string(), "create", code.message());
  return AtomicFile::create(path.string(), Overwrite::refuse);
}

Result<> AtomicFolder::commit() {
  int failure = rename_with(temporary_, path_, RENAME_NOREPLACE);
  // Without the flag rename() still refuses a folder that has files in it.
  if (is_unknown(failure)) failure = rename_with(temporary_, path_, 0);
  if (failure == 0) {
    temporary_.clear();
    return {};
  }
  if (failure != EEXIST && failure != ENOTEMPTY) return cannot(path_, "rename into place", std::strerror(failure));
  if (overwrite_ == Overwrite::refuse)
    return refuse(path_, "the folder exists already", "pass --force to overwrite it");
  // The old folder lies under the temporary name afterwards and goes with this object.
  failure = rename_with(temporary_, path_, RENAME_EXCHANGE);
  if (failure == 0) return {};
  if (!is_unknown(failure)) return cannot(path_, "rename into place", std::strerror(failure));
  std::string aside = temporary_ + ".old";
  failure = rename_with(path_, aside, 0);
  if (failure == 0) failure = rename_with(temporary_, path_, 0);
  if (failure != 0) return cannot(path_, "rename into place", std::strerror(failure));
  temporary_ = aside;
  return {};
}

}  // namespace ponte::base
