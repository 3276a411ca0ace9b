#include "base/zip.h"
#include "formats/torch/container.h"
#include "formats/torch/pickle.h"

namespace ponte::torch {

namespace {

/// The archive and the one folder that all of its members are in ("best/").
struct ZipContainer {
  ZipArchive archive;
  std::string folder;

  const ZipMember* find(std::string_view name) const { return archive.find(folder + std::string(name)); }
};

Result<ZipContainer> open_container(const SharedBytes& file) {
  Result<ZipArchive> archive = ZipArchive::open(file);
  if (!archive)
    return with_hint(std::unexpected(std::move(archive).error()), "the file is damaged or cut short; copy it again");
  constexpr std::string_view kPickle = "/data.pkl";
  for (const ZipMember& member : archive->members()) {
    if (!member.name.ends_with(kPickle)) continue;
    std::string folder(member.name.substr(0, member.name.size() - kPickle.size() + 1));
    return ZipContainer{std::move(*archive), std::move(folder)};
  }
  return with_hint(corrupt("a zip archive without a data.pkl: not a PyTorch checkpoint"),
                   "pass the .pt file that training wrote");
}

Result<> refuse_other_kinds(const ZipContainer& container) {
  for (const ZipMember& member : container.archive.members())
    if (member.name.starts_with(container.folder + "code/") || member.name == container.folder + "constants.pkl")
      return with_hint(unsupported("a TorchScript file: it holds a compiled program, not the network's modules"),
                       "pass the training checkpoint that it was exported from");
  if (const ZipMember* order = container.find("byteorder")) {
    TRY_ASSIGN(SharedBytes text, container.archive.read(*order));
    if (as_text(text.bytes) != "little")
      return unsupported("written on a big-endian machine (byte order '{:.10}')", as_text(text.bytes));
  }
  return {};
}

std::string member_name(const Storage& storage) { return "data/" + storage.key; }

Result<> check_storage(const ZipContainer& container, const Storage& storage) {
  const ZipMember* member = container.find(member_name(storage));
  if (!member) return corrupt("the storage {} is missing from the archive", member_name(storage));
  if (!storage.dtype) return {};
  uint64_t element_size = static_cast<uint64_t>(dtype_bits(*storage.dtype)) / 8;
  if (member->size % element_size != 0 || member->size / element_size != static_cast<uint64_t>(storage.count))
    return corrupt("the storage {} of {} bytes is said to have {} elements of {} bytes", member_name(storage),
                   member->size, storage.count, element_size);
  return {};
}

}  // namespace

Result<Pickle> read_zip_container(SharedBytes file) {
  TRY_ASSIGN(ZipContainer opened, open_container(file));
  auto container = std::make_shared<const ZipContainer>(std::move(opened));
  TRY(refuse_other_kinds(*container));
  const ZipMember& member = *container->find("data.pkl");
  if (member.size > kMaxPickle) return corrupt("data.pkl has {} bytes; at most {} are read", member.size, kMaxPickle);
  TRY_ASSIGN(SharedBytes data, container->archive.read(member));
  TRY_ASSIGN(Pickle pickle, in_context(read_pickle(std::move(data)), "data.pkl"));
  for (const Storage& storage : pickle.tensors->storages()) TRY(check_storage(*container, storage));
  pickle.tensors->set_reader(
      [container](const Storage& storage) { return container->archive.read(*container->find(member_name(storage))); });
  return pickle;
}

}  // namespace ponte::torch
