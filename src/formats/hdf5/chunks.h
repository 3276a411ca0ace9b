#pragma once
// Data that are cut into chunks, each compressed by itself.

#include <memory>

#include "formats/hdf5/structures.h"
#include "graph/shape.h"

namespace ponte::hdf5 {

/// Where one chunk lies, and which of its filters were left out (bit n for the n-th).
struct StoredChunk {
  uint64_t address = kNowhere, size = 0;
  uint32_t skipped_filters = 0;
};

struct ChunkIndex {
  enum class Kind : uint8_t {
    tree,      ///< a version 1 B-tree at `address`
    single,    ///< there is one chunk, `only`
    implicit,  ///< all chunks one after the other from `address` on, not compressed
  };
  Kind kind = Kind::tree;
  uint64_t address = kNowhere;
  StoredChunk only;
};

/// What was done to each chunk, in this order.
struct Filters {
  bool shuffle = false;  ///< the first bytes of all elements come first, then the second ones, …
  bool deflate = false;
};

struct ChunkedData {
  Dims dims, chunk;    ///< of the same rank; chunks reach over the end
  size_t element = 0;  ///< bytes
  ChunkIndex index;
  Filters filters;
};

/// Unsupported, by number, for filters other than gzip and shuffle in their usual order. The body of a filter message.
Result<Filters> read_filters(Bytes message);

/// Puts all chunks into `out`, the row-major elements of the whole. What no chunk covers is left as it was. Spends
/// what it decodes.
Result<> read_chunks(Bytes file, const ChunkedData& data, std::span<std::byte> out, Budget& budget);

}  // namespace ponte::hdf5
