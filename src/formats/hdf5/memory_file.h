#pragma once
// Where libhdf5 writes a file: its core driver's buffer, which outlives the file.

#include <hdf5.h>

#include <memory>

#include "base/bytes.h"
#include "uses/hdf5.h"

namespace ponte::hdf5 {

/// The core driver asks for its buffer and gives it back through callbacks, so that it need not be copied out
/// (H5Fget_file_image would). Must not move while libhdf5 has it open.
class MemoryFile {
 public:
  /// Memory beyond what the file takes costs nothing; a file that grows beyond it is copied.
  explicit MemoryFile(size_t expected_size) : expected_size_(expected_size) {}
  MemoryFile(const MemoryFile&) = delete;

  /// Makes a file that is opened with these access properties live here.
  herr_t set_as_driver(hid_t access_properties);

  /// Makes it at least so large; null when there is no memory. What libhdf5 leaves at the end of a file need not be in
  /// the buffer, as it writes nothing there.
  void* reserve(size_t size);

  /// Zeros where nothing was written.
  std::span<std::byte> bytes() const { return {buffer_.get(), size_}; }
  const std::shared_ptr<std::byte>& owner() const { return buffer_; }

 private:
  size_t expected_size_;
  size_t size_ = 0, capacity_ = 0;
  std::shared_ptr<std::byte> buffer_;
};

}  // namespace ponte::hdf5
