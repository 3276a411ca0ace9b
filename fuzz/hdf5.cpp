// Any bytes as an HDF5 file, of which all that is there is read.
#include "formats/hdf5/file.h"

namespace {

void read_all(const ponte::hdf5::File& file, const std::string& path) {
  for (const char* name : {"keras_version", "layer_names", "dtype"}) (void)file.attribute(path, name);
  (void)file.texts(path, "weight_names");
  auto tensor = file.dataset(path);
  if (tensor && tensor->bytes().size() != ponte::graph::storage_size(tensor->dtype(), tensor->count()))
    __builtin_trap();
  auto children = file.children(path);
  if (!children) return;
  for (const auto& child : *children) {
    std::string inner = path.empty() ? child.name : path + "/" + child.name;
    if (file.kind(inner) != child.kind) __builtin_trap();
    read_all(file, inner);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  ponte::base::SharedBytes bytes{std::as_bytes(std::span(data, size)), nullptr};
  if (auto file = ponte::hdf5::File::open(bytes)) read_all(*file, "");
  return 0;
}
