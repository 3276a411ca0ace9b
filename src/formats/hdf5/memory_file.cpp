#include "formats/hdf5/memory_file.h"

#include <sys/mman.h>

#include <algorithm>

namespace ponte::hdf5 {

namespace {

std::shared_ptr<std::byte> map_zeros(size_t size) {
  void* memory = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return nullptr;
  // Most of the time to write a large file goes into page faults, of which large pages have fewer; only a hint.
  (void)madvise(memory, size, MADV_HUGEPAGE);
  return {static_cast<std::byte*>(memory), [size](std::byte* start) { munmap(start, size); }};
}

}  // namespace

void* MemoryFile::reserve(size_t size) {
  if (size > capacity_) {
    size_t capacity = std::max(size, expected_size_);
    std::shared_ptr<std::byte> grown = map_zeros(capacity);
    if (!grown) return nullptr;
    if (size_ > 0) std::memcpy(grown.get(), buffer_.get(), size_);
    buffer_ = std::move(grown);
    capacity_ = capacity;
  }
  size_ = std::max(size_, size);
  return buffer_.get();
}

herr_t MemoryFile::set_as_driver(hid_t access_properties) {
  H5FD_file_image_callbacks_t callbacks{};
  callbacks.udata = this;
  callbacks.udata_copy = [](void* self) { return self; };
  callbacks.udata_free = [](void*) -> herr_t { return 0; };
  callbacks.image_malloc = [](size_t size, H5FD_file_image_op_t, void* self) {
    return static_cast<MemoryFile*>(self)->reserve(size);
  };
  callbacks.image_realloc = [](void*, size_t size, H5FD_file_image_op_t, void* self) {
    return static_cast<MemoryFile*>(self)->reserve(size);
  };
  callbacks.image_memcpy = [](void* to, const void* from, size_t size, H5FD_file_image_op_t, void*) {
    return std::memcpy(to, from, size);
  };
  callbacks.image_free = [](void*, H5FD_file_image_op_t, void*) -> herr_t { return 0; };
  constexpr size_t kIncrement = 64 << 10;
  constexpr hbool_t kOnDisk = 0;
  herr_t status = H5Pset_fapl_core(access_properties, kIncrement, kOnDisk);
  return status < 0 ? status : H5Pset_file_image_callbacks(access_properties, &callbacks);
}

}  // namespace ponte::hdf5
