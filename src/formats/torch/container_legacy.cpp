// Five pickles: a magic number, a version, facts about the machine, the object, the keys of its storages. Then, in the
// order of the keys, an int64 element count and the elements of each storage.
#include "formats/torch/container.h"
#include "formats/torch/pickle.h"

namespace ponte::torch {

namespace {

constexpr std::string_view kMagic =
    "\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19";  // 0x1950a86a20f9469cfc6c, little-endian
constexpr int64_t kVersion = 1001;

/// Pickles that follow each other in one file.
class PickleSequence {
 public:
  explicit PickleSequence(SharedBytes file) : file_(std::move(file)) {}

  Result<Pickle> next(const std::string& what) {
    SharedBytes rest{file_.bytes.subspan(position_), file_.owner};
    TRY_ASSIGN(Pickle pickle, in_context(read_pickle(std::move(rest)), what));
    position_ += pickle.size;
    return pickle;
  }
  size_t position() const { return position_; }

 private:
  SharedBytes file_;
  size_t position_ = 0;
};

using StorageParts = std::unordered_map<std::string, SharedBytes>;

Result<StorageParts> find_storages(const SharedBytes& file, size_t position, const Pickle& object, const Pickle& keys) {
  std::unordered_map<std::string_view, const Storage*> by_key;
  for (const Storage& storage : object.tensors->storages()) by_key.emplace(storage.key, &storage);
  StorageParts parts;
  ByteReader reader(file.bytes, position);
  for (const PickleValue& item : PickleValue(keys, keys.root).items()) {
    TRY_ASSIGN(std::string key, in_context(item.as_string(), "storage keys"));
    auto known = by_key.find(key);
    if (known == by_key.end()) return corrupt("storage '{}' is used by no tensor", key);
    const Storage& storage = *known->second;
    if (!storage.dtype) return unsupported("storage '{}' is of a complex, quantized or unknown type", key);
    TRY_ASSIGN(int64_t count, in_context(reader.read<int64_t>(), fmt::format("storage '{}'", key)));
    if (count != storage.count) return corrupt("storage '{}' of {} elements has {}", key, storage.count, count);
    uint64_t element_size = static_cast<uint64_t>(dtype_bits(*storage.dtype)) / 8;
    if (static_cast<uint64_t>(count) > reader.remaining() / element_size)
      return corrupt("truncated file: storage '{}' needs {} elements of {} bytes, {} bytes are left", key, count,
                     element_size, reader.remaining());
    TRY_ASSIGN(Bytes elements, reader.take(static_cast<uint64_t>(count) * element_size));
    parts.emplace(std::move(key), SharedBytes{elements, file.owner});
  }
  for (const Storage& storage : object.tensors->storages())
    if (!parts.contains(storage.key)) return corrupt("storage '{}' is missing", storage.key);
  return parts;
}

}  // namespace

bool begins_like_legacy_container(Bytes file) {
  std::string_view text = as_text(file);
  // PROTO n, from protocol 4 on FRAME and its length, LONG1 of 10 bytes
  size_t at = text.size() > 2 && text[2] == '\x95' ? 11 : 2;
  return text.size() > at + 12 && text[0] == '\x80' && text.substr(at, 2) == "\x8a\x0a" &&
         text.substr(at + 2, 10) == kMagic;
}

Result<Pickle> read_legacy_container(SharedBytes file) {
  PickleSequence sequence(file);
  TRY(sequence.next("magic number"));
  TRY_ASSIGN(Pickle version, sequence.next("version"));
  TRY_ASSIGN(int64_t number, in_context(PickleValue(version, version.root).as_int(), "version"));
  if (number != kVersion) return unsupported("version {} of the old container ({} is read)", number, kVersion);
  TRY_ASSIGN(Pickle machine, sequence.next("machine"));
  PickleValue little = PickleValue(machine, machine.root).get("little_endian");
  if (const auto* flag = little.as<bool>(); flag && !*flag) return unsupported("written on a big-endian machine");
  TRY_ASSIGN(Pickle object, sequence.next("object"));
  TRY_ASSIGN(Pickle keys, sequence.next("storage keys"));
  TRY_ASSIGN(StorageParts parts, find_storages(file, sequence.position(), object, keys));
  object.tensors->set_reader(
      [parts = std::move(parts)](const Storage& storage) -> Result<SharedBytes> { return parts.at(storage.key); });
  return object;
}

}  // namespace ponte::torch
