#pragma once
// Tables as leveldb keeps them (doc/table_format.md of leveldb): sorted keys with values, not compressed.

#include <map>
#include <string>

#include "base/bytes.h"
#include "uses/saved_model.h"

namespace ponte::saved_model {

using Table = std::map<std::string, std::string>;

/// The whole file: a block of entries, an empty block, a block that says where they are, a footer.
std::string table_bytes(const Table& table);

void append_varint(std::string& bytes, uint64_t value);
std::string little_endian(uint32_t value);
std::string join_pieces(const std::vector<Bytes>& pieces);

}  // namespace ponte::saved_model
