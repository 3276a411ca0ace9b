#pragma once
// The structures that objects are built of: superblock, object headers, B-trees. Addresses are places in the file.

#include <functional>
#include <vector>

#include "base/bytes.h"
#include "formats/hdf5/budget.h"

namespace ponte::hdf5 {

/// An address of what does not exist.
inline constexpr uint64_t kNowhere = ~uint64_t{0};

/// Reads the four letters that a structure begins with.
Result<> expect_signature(ByteReader& reader, uint32_t signature, const char* what);

/// A little-endian number of 1, 2, 4 or 8 bytes.
Result<uint64_t> read_unsigned(ByteReader& reader, size_t width);

enum class MessageType : uint16_t {
  dataspace = 0x01,
  link_info = 0x02,
  datatype = 0x03,
  old_fill_value = 0x04,
  fill_value = 0x05,
  link = 0x06,
  external_files = 0x07,
  layout = 0x08,
  filters = 0x0b,
  attribute = 0x0c,
  continuation = 0x10,
  symbol_table = 0x11,
  attribute_info = 0x15,
};

struct Message {
  MessageType type{};
  bool shared = false;  ///< the body only says where the message is
  Bytes body;           ///< a view of the file
};

using Header = std::vector<Message>;

/// True when the bytes begin as an HDF5 file does.
bool has_signature(Bytes file);

/// Checks the superblock and gives the address of the root group's header. Corrupt when the file is cut short.
Result<uint64_t> read_superblock(Bytes file);

/// Bytes of a length in a file whose superblock has been checked: 4 or 8. Addresses have 8.
size_t length_width(Bytes file);

/// All messages of an object, with those in continuation blocks.
Result<Header> read_header(Bytes file, uint64_t address, Budget& budget);

/// The first message of a type; null when there is none.
const Message* find_message(const Header& header, MessageType type);
/// Corrupt when there is none; unsupported when it is shared.
Result<Bytes> message_body(const Header& header, MessageType type, const char* name);

enum class TreeType : uint8_t { group = 0, chunks = 1 };

/// Visits the entries of a version 1 B-tree, in its order: the key in front of each, and the address.
Result<> walk_tree(Bytes file, uint64_t address, TreeType type, size_t key_size, Budget& budget,
                   const std::function<Result<>(Bytes key, uint64_t child)>& visit);

}  // namespace ponte::hdf5
