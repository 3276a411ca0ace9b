#include "base/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace ponte {

namespace {

struct Mapping {
  void* address;
  size_t size;
  ~Mapping() { munmap(address, size); }
};

struct Descriptor {
  int fd;
  ~Descriptor() { close(fd); }
};

}  // namespace

Result<SharedBytes> map_file(const std::string& path) {
  int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return usage_error("cannot open: {}", std::strerror(errno));
  Descriptor descriptor{fd};
  struct stat info {};
  if (fstat(fd, &info) != 0) return usage_error("cannot stat: {}", std::strerror(errno));
  if (!S_ISREG(info.st_mode)) return usage_error("not a regular file");
  if (info.st_size == 0) return corrupt("the file is empty");
  size_t size = static_cast<size_t>(info.st_size);
  void* address = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd, 0);
  if (address == MAP_FAILED) return usage_error("cannot map: {}", std::strerror(errno));
  auto mapping = std::make_shared<Mapping>(address, size);
  Bytes bytes{static_cast<const std::byte*>(address), size};
  return SharedBytes{bytes, std::move(mapping)};
}

}  // namespace ponte
