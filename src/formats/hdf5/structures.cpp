// Layout: HDF5 File Format Specification 3.0, sections II, III.A.1 and IV.A.
#include "formats/hdf5/structures.h"

#include <algorithm>
#include <array>
#include <optional>

#include "formats/hdf5/checksum.h"

namespace ponte::hdf5 {

namespace {

constexpr std::array<uint8_t, 8> kSignature{0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
constexpr uint32_t kHeaderSignature = 0x5244484f /* OHDR */, kBlockSignature = 0x4b48434f /* OCHK */,
                   kTreeSignature = 0x45455254 /* TREE */;
constexpr size_t kChecksum = sizeof(uint32_t);
constexpr size_t kMaxMessages = 200'000;

/// Fails unless the bytes from `start` to `end` have the checksum that stands behind them.
Result<> verify(Bytes file, uint64_t start, uint64_t end) {
#ifdef PONTE_FUZZING  // what is behind a checksum would hardly be reached
  return {};
#endif
  ByteReader reader(file, start);
  TRY_ASSIGN(Bytes bytes, reader.take(end - start));
  TRY_ASSIGN(uint32_t expected, reader.read<uint32_t>());
  if (checksum(bytes) != expected) return corrupt("the checksum of bytes {} to {} is wrong", start, end);
  return {};
}

/// A piece of the file that holds messages.
struct Block {
  uint64_t address, size;
  uint64_t start;  ///< version 2: where that begins which its checksum is of
};

class HeaderReader {
 public:
  HeaderReader(Bytes file, Budget& budget) : file_(file), budget_(budget) {}

  Result<Header> read(uint64_t address) {
    TRY_ASSIGN(Block block, begin(address));
    TRY(read_block(block));
    // Grows while it is read: continuation blocks may have continuations.
    for (size_t next = 0; next < continuations_.size(); ++next) TRY(read_continuation(continuations_[next]));
    return std::move(header_);
  }

 private:
  /// Reads what stands in front of the first messages.
  Result<Block> begin(uint64_t address);
  Result<> read_block(Block block);
  Result<> read_continuation(Block block);

  Bytes file_;
  Budget& budget_;
  bool newer_ = false;           // version 2
  bool creation_order_ = false;  // version 2: each message has its number
  Header header_;
  std::vector<Block> continuations_;
};

Result<Block> HeaderReader::begin(uint64_t address) {
  ByteReader reader(file_, address);
  TRY_ASSIGN(uint8_t first, reader.read<uint8_t>());
  if (first == 1) {
    constexpr size_t kPrefix = 16;
    TRY(reader.take(7));
    TRY_ASSIGN(uint32_t size, reader.read<uint32_t>());
    return Block{address + kPrefix, size, address};
  }
  newer_ = true;
  reader = ByteReader(file_, address);
  TRY(expect_signature(reader, kHeaderSignature, "object header"));
  TRY_ASSIGN(uint8_t version, reader.read<uint8_t>());
  if (version != 2) return unsupported("an object header of version {}", version);
  TRY_ASSIGN(uint8_t flags, reader.read<uint8_t>());
  constexpr size_t kTimes = 16, kAttributeLimits = 4;
  if (flags & 0x20) TRY(reader.take(kTimes));
  if (flags & 0x10) TRY(reader.take(kAttributeLimits));
  creation_order_ = (flags & 0x04) != 0;
  TRY_ASSIGN(uint64_t size, read_unsigned(reader, size_t{1} << (flags & 3)));
  return Block{reader.position(), size, address};
}

Result<> HeaderReader::read_continuation(Block block) {
  if (!newer_) return read_block(block);
  ByteReader reader(file_, block.address);
  TRY(expect_signature(reader, kBlockSignature, "continuation of an object header"));
  constexpr size_t kAround = sizeof(kBlockSignature) + kChecksum;
  if (block.size < kAround) return corrupt("a continuation of {} bytes", block.size);
  return read_block({reader.position(), block.size - kAround, block.address});
}

Result<> HeaderReader::read_block(Block block) {
  TRY_ASSIGN(Bytes bytes, ByteReader(file_, block.address).take(block.size));
  TRY(budget_.spend(bytes.size()));
  if (newer_) TRY(verify(file_, block.start, block.address + block.size));
  size_t prefix = !newer_ ? 8 : creation_order_ ? 6 : 4;
  ByteReader reader(bytes);
  // Version 2 leaves gaps that are too small for a message.
  while (reader.remaining() >= prefix) {
    uint16_t type;
    if (newer_) {
      TRY_ASSIGN(type, reader.read<uint8_t>());
    } else {
      TRY_ASSIGN(type, reader.read<uint16_t>());
    }
    TRY_ASSIGN(uint16_t size, reader.read<uint16_t>());
    TRY_ASSIGN(uint8_t flags, reader.read<uint8_t>());
    TRY(reader.take(newer_ ? prefix - 4 : 3));
    TRY_ASSIGN(Bytes body, reader.take(size));
    Message message{static_cast<MessageType>(type), (flags & 2) != 0, body};
    if (message.type == MessageType::continuation) {
      ByteReader place(body);
      TRY_ASSIGN(uint64_t address, place.read<uint64_t>());
      TRY_ASSIGN(uint64_t length, read_unsigned(place, length_width(file_)));
      continuations_.push_back({address, length, address});
    } else {
      header_.push_back(message);
    }
    if (header_.size() + continuations_.size() > kMaxMessages)
      return unsupported("an object header of more than {} messages", kMaxMessages);
  }
  return {};
}

/// Where the fields of a superblock are.
struct SuperblockPlan {
  size_t offset_width, length_width, base, end_of_file, root;
  bool root_is_named;  ///< a name, whose place takes a length, stands before the address of the root
};

std::optional<SuperblockPlan> superblock_plan(uint8_t version) {
  switch (version) {
    case 0: return SuperblockPlan{13, 14, 24, 40, 56, true};
    case 1: return SuperblockPlan{13, 14, 28, 44, 60, true};
    case 2:
    case 3: return SuperblockPlan{9, 10, 12, 28, 36, false};
    default: return std::nullopt;
  }
}

class TreeWalk {
 public:
  using Visit = std::function<Result<>(Bytes key, uint64_t child)>;

  TreeWalk(Bytes file, TreeType type, size_t key_size, Budget& budget, const Visit& visit)
      : file_(file), type_(type), key_size_(key_size), budget_(budget), visit_(visit) {}

  /// The level of a node is the number of levels below it.
  Result<> walk(uint64_t address, std::optional<uint8_t> expected_level);

 private:
  Bytes file_;
  TreeType type_;
  size_t key_size_;
  Budget& budget_;
  const Visit& visit_;
};

Result<> TreeWalk::walk(uint64_t address, std::optional<uint8_t> expected_level) {
  constexpr uint8_t kMaxLevel = 16;
  constexpr size_t kSiblings = 16, kChild = sizeof(uint64_t);
  ByteReader reader(file_, address);
  TRY(expect_signature(reader, kTreeSignature, "B-tree"));
  TRY_ASSIGN(uint8_t type, reader.read<uint8_t>());
  TRY_ASSIGN(uint8_t level, reader.read<uint8_t>());
  if (type != static_cast<uint8_t>(type_)) return corrupt("the B-tree at byte {} is of type {}", address, type);
  // Levels go down to 0, and so no node is below itself.
  if (level > kMaxLevel || level != expected_level.value_or(level))
    return corrupt("the B-tree at byte {} is of level {}", address, level);
  TRY_ASSIGN(uint16_t entries, reader.read<uint16_t>());
  TRY(reader.take(kSiblings));
  TRY_ASSIGN(Bytes body, reader.take(entries * (key_size_ + kChild)));
  TRY(budget_.spend(reader.position() - address));
  ByteReader items(body);
  for (uint16_t i = 0; i < entries; ++i) {
    TRY_ASSIGN(Bytes key, items.take(key_size_));
    TRY_ASSIGN(uint64_t child, items.read<uint64_t>());
    TRY(level == 0 ? visit_(key, child) : walk(child, level - 1));
  }
  return {};
}

}  // namespace

Result<> expect_signature(ByteReader& reader, uint32_t signature, const char* what) {
  size_t place = reader.position();
  TRY_ASSIGN(uint32_t found, reader.read<uint32_t>());
  if (found != signature) return corrupt("there is no {} at byte {}", what, place);
  return {};
}

Result<uint64_t> read_unsigned(ByteReader& reader, size_t width) {
  TRY_ASSIGN(Bytes bytes, reader.take(width));
  uint64_t value = 0;
  std::memcpy(&value, bytes.data(), bytes.size());
  return value;
}

bool has_signature(Bytes file) {
  return file.size() >= kSignature.size() && std::memcmp(file.data(), kSignature.data(), kSignature.size()) == 0;
}

size_t length_width(Bytes file) {
  auto version = static_cast<uint8_t>(file[kSignature.size()]);
  return static_cast<size_t>(file[superblock_plan(version)->length_width]);
}

Result<uint64_t> read_superblock(Bytes file) {
  if (!has_signature(file)) return corrupt("this is not an HDF5 file");
  TRY_ASSIGN(uint8_t version, ByteReader(file, kSignature.size()).read<uint8_t>());
  std::optional<SuperblockPlan> plan = superblock_plan(version);
  if (!plan) return unsupported("an HDF5 superblock of version {}", version);
  TRY_ASSIGN(uint8_t offset_width, ByteReader(file, plan->offset_width).read<uint8_t>());
  TRY_ASSIGN(uint8_t lengths, ByteReader(file, plan->length_width).read<uint8_t>());
  if (offset_width != 8 || (lengths != 4 && lengths != 8))
    return unsupported("HDF5 with offsets of {} and lengths of {} bytes", offset_width, lengths);
  TRY_ASSIGN(uint64_t base, ByteReader(file, plan->base).read<uint64_t>());
  if (base != 0) return unsupported("HDF5 that begins at byte {} of its file", base);
  TRY_ASSIGN(uint64_t end, ByteReader(file, plan->end_of_file).read<uint64_t>());
  if (end > file.size()) return corrupt("truncated HDF5: {} bytes, {} promised", file.size(), end);
  if (version >= 2) TRY(verify(file, 0, plan->root + sizeof(uint64_t)));
  return ByteReader(file, plan->root + (plan->root_is_named ? lengths : 0)).read<uint64_t>();
}

Result<Header> read_header(Bytes file, uint64_t address, Budget& budget) {
  return HeaderReader(file, budget).read(address);
}

const Message* find_message(const Header& header, MessageType type) {
  auto found = std::ranges::find(header, type, &Message::type);
  return found == header.end() ? nullptr : &*found;
}

Result<Bytes> message_body(const Header& header, MessageType type, const char* name) {
  const Message* message = find_message(header, type);
  if (!message) return corrupt("it has no {}", name);
  if (message->shared) return unsupported("its {} is shared with other objects", name);
  return message->body;
}

Result<> walk_tree(Bytes file, uint64_t address, TreeType type, size_t key_size, Budget& budget,
                   const std::function<Result<>(Bytes key, uint64_t child)>& visit) {
  return TreeWalk(file, type, key_size, budget, visit).walk(address, std::nullopt);
}

}  // namespace ponte::hdf5
