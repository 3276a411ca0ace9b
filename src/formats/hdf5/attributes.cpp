// Layout: HDF5 File Format Specification 3.0, sections III.E (global heap), IV.A.2.m (attributes) and v.
#include "formats/hdf5/attributes.h"

#include <unordered_map>

#include "formats/hdf5/data.h"

namespace ponte::hdf5 {

namespace {

constexpr uint32_t kCollectionSignature = 0x4c4f4347 /* GCOL */;

/// Text of any length, in collections. The last one is remembered: lists mostly stay in one.
class GlobalHeap {
 public:
  GlobalHeap(Bytes file, Budget& budget) : file_(file), budget_(budget) {}

  Result<Bytes> object(uint64_t collection, uint32_t index) {
    if (collection != address_) TRY(read_collection(collection));
    auto found = objects_.find(index);
    if (found == objects_.end()) return corrupt("the heap at byte {} has no object {}", collection, index);
    return found->second;
  }

 private:
  Result<> read_collection(uint64_t address);

  Bytes file_;
  Budget& budget_;
  uint64_t address_ = kNowhere;
  std::unordered_map<uint32_t, Bytes> objects_;
};

Result<> GlobalHeap::read_collection(uint64_t address) {
  constexpr size_t kPrefix = 16;
  ByteReader start(file_, address);
  TRY(expect_signature(start, kCollectionSignature, "heap of text"));
  TRY(start.take(4));
  size_t width = length_width(file_);
  TRY_ASSIGN(uint64_t size, read_unsigned(start, width));
  TRY_ASSIGN(Bytes collection, ByteReader(file_, address).take(size));
  TRY(budget_.spend(size));
  objects_.clear();
  address_ = address;
  ByteReader reader(collection, kPrefix);
  while (reader.remaining() >= kPrefix) {
    TRY_ASSIGN(uint16_t index, reader.read<uint16_t>());
    if (index == 0) break;  // the rest is free
    TRY(reader.take(6));
    TRY_ASSIGN(uint64_t length, read_unsigned(reader, width));
    TRY(reader.take(8 - width));  // objects begin at multiples of 8
    TRY_ASSIGN(Bytes object, reader.take(length));
    objects_.emplace(index, object);
    TRY(reader.take(std::min<size_t>(reader.remaining(), -length % 8)));
  }
  return {};
}

/// An attribute message, taken apart.
struct Parts {
  std::string_view name;
  bool shared = false;  // its datatype or dataspace lies elsewhere
  Bytes datatype, dataspace, data;
};

Result<Parts> read_parts(Bytes message) {
  ByteReader reader(message);
  TRY_ASSIGN(uint8_t version, reader.read<uint8_t>());
  TRY_ASSIGN(uint8_t flags, reader.read<uint8_t>());
  TRY_ASSIGN(uint16_t name_size, reader.read<uint16_t>());
  TRY_ASSIGN(uint16_t type_size, reader.read<uint16_t>());
  TRY_ASSIGN(uint16_t space_size, reader.read<uint16_t>());
  if (version < 1 || version > 3) return unsupported("an attribute of version {}", version);
  if (version == 3) TRY(reader.take(1));  // character set
  auto take = [&](uint16_t size) -> Result<Bytes> {
    TRY_ASSIGN(Bytes bytes, reader.take(size));
    if (version == 1) TRY(reader.take(-size_t{size} % 8));
    return bytes;
  };
  Parts parts;
  TRY_ASSIGN(Bytes name, take(name_size));
  parts.name = as_text(name);
  parts.name = parts.name.substr(0, parts.name.find('\0'));
  parts.shared = version > 1 && (flags & 3) != 0;
  TRY_ASSIGN(parts.datatype, take(type_size));
  TRY_ASSIGN(parts.dataspace, take(space_size));
  TRY_ASSIGN(parts.data, reader.take(reader.remaining()));
  return parts;
}

std::string_view fixed_text(std::string_view element, Datatype::Padding padding) {
  if (padding == Datatype::Padding::zeros) return element.substr(0, element.find('\0'));
  return element.substr(0, element.find_last_not_of(' ') + 1);
}

Result<std::string_view> variable_text(Bytes reference, GlobalHeap& heap) {
  ByteReader reader(reference);
  TRY_ASSIGN(uint32_t length, reader.read<uint32_t>());
  TRY_ASSIGN(uint64_t collection, reader.read<uint64_t>());
  TRY_ASSIGN(uint32_t index, reader.read<uint32_t>());
  if (length == 0) return std::string_view();
  TRY_ASSIGN(Bytes object, heap.object(collection, index));
  TRY_ASSIGN(Bytes text, ByteReader(object).take(length));
  return as_text(text);
}

/// All elements of text, one after the other.
Result<std::vector<std::string>> read_texts(Bytes file, const Datatype& datatype, Bytes data, Budget& budget) {
  GlobalHeap heap(file, budget);
  std::vector<std::string> texts;
  for (; !data.empty(); data = data.subspan(datatype.size)) {
    Bytes element = data.first(datatype.size);
    std::string_view text;
    if (datatype.kind == Datatype::Class::fixed_text) {
      text = fixed_text(as_text(element), datatype.padding);
    } else {
      TRY_ASSIGN(text, variable_text(element, heap));
    }
    TRY(budget.spend(text.size()));
    texts.emplace_back(text);
  }
  return texts;
}

Result<Attribute> read_value(const SharedBytes& file, const Parts& parts, Budget& budget) {
  if (parts.shared) return unsupported("its type is shared with other objects");
  TRY_ASSIGN(Datatype datatype, read_datatype(parts.datatype));
  TRY_ASSIGN(Dims dims, read_dataspace(parts.dataspace, length_width(file.bytes)));
  TRY_ASSIGN(uint64_t size, data_size(datatype, dims));
  TRY_ASSIGN(Bytes data, ByteReader(parts.data).take(size));
  if (datatype.kind == Datatype::Class::number || datatype.kind == Datatype::Class::opaque) {
    TRY_ASSIGN(Tensor tensor, tensor_of(datatype, std::move(dims), {data, file.owner}));
    return Attribute(std::move(tensor));
  }
  TRY_ASSIGN(std::vector<std::string> texts, read_texts(file.bytes, datatype, data, budget));
  if (dims.empty()) return Attribute(std::move(texts.front()));
  return Attribute(std::move(texts));
}

/// Fails when attributes are where they are not read.
Result<> check_not_dense(const Header& header) {
  const Message* info = find_message(header, MessageType::attribute_info);
  if (!info) return {};
  ByteReader reader(info->body);
  TRY(reader.take(1));
  TRY_ASSIGN(uint8_t flags, reader.read<uint8_t>());
  if (flags & 1) TRY(reader.take(2));
  TRY_ASSIGN(uint64_t heap, reader.read<uint64_t>());
  if (heap != kNowhere) return unsupported("attributes in dense storage (of the \"latest\" format)");
  return {};
}

}  // namespace

Result<std::optional<Attribute>> read_attribute(const SharedBytes& file, const Header& header, std::string_view name,
                                                Budget& budget) {
  TRY(check_not_dense(header));
  for (const Message& message : header) {
    if (message.type != MessageType::attribute) continue;
    if (message.shared) return unsupported("attributes that are shared with other objects");
    TRY_ASSIGN(Parts parts, read_parts(message.body));
    if (parts.name != name) continue;
    TRY_ASSIGN(Attribute value, in_context(read_value(file, parts, budget), fmt::format("attribute '{}'", name)));
    return std::optional(std::move(value));
  }
  return std::nullopt;
}

}  // namespace ponte::hdf5
