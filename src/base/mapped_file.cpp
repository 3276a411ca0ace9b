#include "base/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <map>
#include <mutex>

namespace ponte::base {

namespace {

// What is mapped at present, by address. Other memory must not be given back: it would be lost.
class Mappings {
 public:
  void add(const std::byte* address, size_t size) {
    std::lock_guard lock(mutex_);
    sizes_[address] = size;
  }
  void remove(const std::byte* address) {
    std::lock_guard lock(mutex_);
    sizes_.erase(address);
  }
  void release_pages(Bytes bytes) {
    std::lock_guard lock(mutex_);
    auto after = sizes_.upper_bound(bytes.data());
    if (after == sizes_.begin()) return;
    auto [address, size] = *std::prev(after);
    auto first = static_cast<size_t>(bytes.data() - address);
    if (first + bytes.size() > size) return;
    auto page = static_cast<size_t>(sysconf(_SC_PAGESIZE));
    // Whole pages only: the others hold what lies beside.
    size_t begin = (first + page - 1) / page * page, end = (first + bytes.size()) / page * page;
    if (begin < end) madvise(const_cast<std::byte*>(address) + begin, end - begin, MADV_DONTNEED);
  }

 private:
  std::mutex mutex_;
  std::map<const std::byte*, size_t> sizes_;
};

Mappings& mappings() {
  static Mappings all;
  return all;
}

struct Mapping {
  std::byte* address;
  size_t size;
  Mapping(std::byte* at, size_t length) : address(at), size(length) { mappings().add(address, size); }
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;
  ~Mapping() {
    mappings().remove(address);
    munmap(address, size);
  }
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
  struct stat info{};
  if (fstat(fd, &info) != 0) return usage_error("cannot stat: {}", std::strerror(errno));
  if (!S_ISREG(info.st_mode)) return usage_error("not a regular file");
  if (info.st_size == 0) return corrupt("the file is empty");
  size_t size = static_cast<size_t>(info.st_size);
  void* address = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd, 0);
  if (address == MAP_FAILED) return usage_error("cannot map: {}", std::strerror(errno));
  auto mapping = std::make_shared<Mapping>(static_cast<std::byte*>(address), size);
  Bytes bytes{mapping->address, size};
  return SharedBytes{bytes, std::move(mapping)};
}

void release_pages(Bytes bytes) { mappings().release_pages(bytes); }

}  // namespace ponte::base
