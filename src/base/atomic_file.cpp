#include "base/atomic_file.h"

#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace ponte::base {

namespace {

std::unexpected<Error> cannot(const std::string& path, const char* what) {
  std::unexpected<Error> error = usage_error("cannot {}: {}", what, std::strerror(errno));
  error.error().where = path;
  return error;
}

std::unexpected<Error> already_exists(const std::string& path) {
  Error error{ErrorKind::usage, path, "the file exists already", "pass --force to overwrite it"};
  return std::unexpected(std::move(error));
}

// writev takes at most IOV_MAX pieces and may write less than it was given.
Result<> write_pieces(int fd, std::vector<iovec> pieces, const std::string& path) {
  size_t first = 0;
  while (first < pieces.size()) {
    int count = static_cast<int>(std::min<size_t>(pieces.size() - first, IOV_MAX));
    ssize_t written = writev(fd, &pieces[first], count);
    if (written < 0) {
      if (errno == EINTR) continue;
      return cannot(path, "write");
    }
    size_t left = static_cast<size_t>(written);
    while (first < pieces.size() && left >= pieces[first].iov_len) left -= pieces[first++].iov_len;
    if (left > 0) {
      pieces[first].iov_base = static_cast<char*>(pieces[first].iov_base) + left;
      pieces[first].iov_len -= left;
    }
  }
  return {};
}

}  // namespace

Result<AtomicFile> AtomicFile::create(std::string path, Overwrite overwrite) {
  struct stat info{};
  if (stat(path.c_str(), &info) == 0) {
    if (S_ISDIR(info.st_mode)) return std::unexpected(Error{ErrorKind::usage, path, "is a directory", ""});
    if (overwrite == Overwrite::refuse) return already_exists(path);
  }
  std::string temporary = fmt::format("{}.{}.part", path, getpid());
  int fd = open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (fd < 0) return cannot(path, "create");
  return AtomicFile(std::move(path), std::move(temporary), fd, overwrite);
}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : path_(std::move(other.path_)),
      temporary_(std::move(other.temporary_)),
      unfinished_(std::move(other.unfinished_)),
      fd_(std::exchange(other.fd_, -1)),
      overwrite_(other.overwrite_),
      size_(other.size_) {}

AtomicFile::~AtomicFile() {
  if (fd_ < 0) return;
  close(fd_);
  unlink(temporary_.c_str());
}

Result<> AtomicFile::append(std::span<const Bytes> pieces) {
  std::vector<iovec> vectors;
  vectors.reserve(pieces.size());
  for (Bytes piece : pieces) {
    if (piece.empty()) continue;
    vectors.push_back({const_cast<std::byte*>(piece.data()), piece.size()});
    size_ += piece.size();
  }
  return write_pieces(fd_, std::move(vectors), path_);
}

Result<> AtomicFile::commit() {
  if (close(std::exchange(fd_, -1)) != 0) {
    unlink(temporary_.c_str());
    return cannot(path_, "write");
  }
  // link() refuses an existing name, so that a file that appeared meanwhile is not lost.
  bool done = overwrite_ == Overwrite::allow ? rename(temporary_.c_str(), path_.c_str()) == 0
                                             : link(temporary_.c_str(), path_.c_str()) == 0;
  int failure = errno;
  if (overwrite_ == Overwrite::refuse || !done) unlink(temporary_.c_str());
  if (done) return {};
  errno = failure;
  if (failure == EEXIST) return already_exists(path_);
  return cannot(path_, "rename into place");
}

Result<> write_file(const std::string& path, Bytes content, Overwrite overwrite) {
  TRY_ASSIGN(AtomicFile file, AtomicFile::create(path, overwrite));
  TRY(file.append(content));
  return file.commit();
}

}  // namespace ponte::base
