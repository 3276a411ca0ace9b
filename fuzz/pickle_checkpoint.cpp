// Any bytes as data.pkl of a checkpoint with one storage; then the whole network is read.
#include <string>

#include "base/hash.h"
#include "formats/torch/checkpoint.h"

namespace {

template <class T>
std::string little_endian(T value) {
  return {reinterpret_cast<const char*>(&value), sizeof(T)};
}

void add_member(std::string& members, std::string& directory, std::string_view name, std::string_view content) {
  auto size = little_endian(static_cast<uint32_t>(content.size()));
  auto name_size = little_endian(static_cast<uint16_t>(name.size()));
  directory += "PK\1\2" + std::string(12, '\0') + little_endian(ponte::base::crc32(ponte::base::as_bytes(content))) +
               size + size + name_size + std::string(12, '\0') + little_endian(static_cast<uint32_t>(members.size())) +
               std::string(name);
  members +=
      "PK\3\4" + std::string(22, '\0') + name_size + std::string(2, '\0') + std::string(name) + std::string(content);
}

std::string checkpoint_with(std::string_view pickle) {
  std::string members, directory;
  add_member(members, directory, "a/data.pkl", pickle);
  add_member(members, directory, "a/data/0", std::string(16, '\1'));
  auto count = little_endian<uint16_t>(2);
  return members + directory + "PK\5\6" + std::string(4, '\0') + count + count +
         little_endian(static_cast<uint32_t>(directory.size())) + little_endian(static_cast<uint32_t>(members.size())) +
         std::string(2, '\0');
}

void read_network(const ponte::torch::Module& module) {
  (void)module.tensor("weight");
  (void)module.ints("stride", 2);
  auto children = module.children();
  if (!children) return;
  for (const ponte::torch::Module& child : *children) read_network(child);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string file = checkpoint_with({reinterpret_cast<const char*>(data), size});
  if (auto checkpoint = ponte::torch::read_checkpoint({ponte::base::as_bytes(file), nullptr})) {
    (void)parameter_count(checkpoint->model());
    read_network(checkpoint->model());
  }
  return 0;
}
