// Layout: HDF5 File Format Specification 3.0, sections III.A.1 (key of type 1) and IV.A.2.l (filters).
#include "formats/hdf5/chunks.h"

#include <libdeflate.h>

#include <algorithm>

namespace ponte::hdf5 {

namespace {

// Deflate cannot do better than this; who claims it lies.
constexpr uint64_t kMaxDeflateRatio = 1032;

struct Deflater {
  void operator()(libdeflate_decompressor* inflater) const { libdeflate_free_decompressor(inflater); }
};

/// Takes filters off, last one first.
class Decoder {
 public:
  Decoder(Filters filters, size_t element, size_t chunk_size)
      : filters_(filters), element_(element), chunk_size_(chunk_size) {}

  /// The result lies in `stored` or in a buffer that lasts until the next call.
  Result<Bytes> decode(Bytes stored, uint32_t skipped) {
    bool shuffled = filters_.shuffle && !(skipped & 1);
    bool deflated = filters_.deflate && !(skipped & (filters_.shuffle ? 2 : 1));
    if (deflated) {
      TRY_ASSIGN(stored, inflate(stored));
    }
    if (stored.size() != chunk_size_) return corrupt("a chunk of {} bytes, {} are wanted", stored.size(), chunk_size_);
    return shuffled ? unshuffle(stored) : stored;
  }

 private:
  Result<Bytes> inflate(Bytes stored) {
    if (chunk_size_ / kMaxDeflateRatio > stored.size())
      return corrupt("{} bytes cannot inflate to a chunk of {}", stored.size(), chunk_size_);
    if (!inflater_) inflater_.reset(libdeflate_alloc_decompressor());
    inflated_.resize(chunk_size_);
    if (!inflater_ || libdeflate_zlib_decompress(inflater_.get(), stored.data(), stored.size(), inflated_.data(),
                                                 inflated_.size(), nullptr) != LIBDEFLATE_SUCCESS)
      return corrupt("a chunk does not inflate to {} bytes", chunk_size_);
    return Bytes(inflated_);
  }

  Bytes unshuffle(Bytes shuffled) {
    unshuffled_.resize(chunk_size_);
    size_t count = chunk_size_ / element_;
    for (size_t byte = 0; byte < element_; ++byte)
      for (size_t i = 0; i < count; ++i) unshuffled_[i * element_ + byte] = shuffled[byte * count + i];
    return unshuffled_;
  }

  Filters filters_;
  size_t element_, chunk_size_;
  std::vector<std::byte> inflated_, unshuffled_;
  std::unique_ptr<libdeflate_decompressor, Deflater> inflater_;
};

class ChunkReader {
 public:
  ChunkReader(Bytes file, const ChunkedData& data, size_t chunk_size, std::span<std::byte> out, Budget& budget)
      : file_(file),
        data_(data),
        chunk_size_(chunk_size),
        out_(out),
        budget_(budget),
        decoder_(data.filters, data.element, chunk_size) {}

  Result<> read_tree();
  Result<> read_implicit();
  /// The chunk whose first element is at `origin`.
  Result<> read_chunk(const StoredChunk& stored, const Dims& origin);

 private:
  /// Copies the box from `axis` on; the places are in elements.
  void copy(Bytes chunk, const Dims& origin, size_t axis, size_t from, size_t to);

  Bytes file_;
  const ChunkedData& data_;
  size_t chunk_size_;
  std::span<std::byte> out_;
  Budget& budget_;
  Decoder decoder_;
};

Result<> ChunkReader::read_tree() {
  size_t rank = data_.dims.size();
  // One place more than there are axes: that within an element.
  size_t key_size = 2 * sizeof(uint32_t) + (rank + 1) * sizeof(uint64_t);
  return walk_tree(file_, data_.index.address, TreeType::chunks, key_size, budget_,
                   [&](Bytes key, uint64_t address) -> Result<> {
                     ByteReader reader(key);
                     StoredChunk stored{address};
                     TRY_ASSIGN(stored.size, reader.read<uint32_t>());
                     TRY_ASSIGN(stored.skipped_filters, reader.read<uint32_t>());
                     Dims origin(rank);
                     for (int64_t& place : origin) {
                       TRY_ASSIGN(uint64_t value, reader.read<uint64_t>());
                       TRY_ASSIGN(place, narrow<int64_t>(value));
                     }
                     return read_chunk(stored, origin);
                   });
}

Result<> ChunkReader::read_implicit() {
  Dims origin(data_.dims.size());
  for (uint64_t address = data_.index.address;; address += chunk_size_) {
    TRY(read_chunk({address, chunk_size_}, origin));
    // The next origin, as an odometer counts.
    size_t axis = origin.size();
    while (axis > 0 && origin[axis - 1] + data_.chunk[axis - 1] >= data_.dims[axis - 1]) origin[--axis] = 0;
    if (axis == 0) return {};
    origin[axis - 1] += data_.chunk[axis - 1];
  }
}

Result<> ChunkReader::read_chunk(const StoredChunk& stored, const Dims& origin) {
  for (size_t axis = 0; axis < origin.size(); ++axis)
    if (origin[axis] >= data_.dims[axis] || origin[axis] % data_.chunk[axis] != 0)
      return corrupt("a chunk begins at [{}] of [{}]", dims_text(origin), dims_text(data_.dims));
  TRY_ASSIGN(Bytes bytes, ByteReader(file_, stored.address).take(stored.size));
  TRY(budget_.spend(chunk_size_));
  TRY_ASSIGN(Bytes chunk, decoder_.decode(bytes, stored.skipped_filters));
  copy(chunk, origin, 0, 0, 0);
  return {};
}

void ChunkReader::copy(Bytes chunk, const Dims& origin, size_t axis, size_t from, size_t to) {
  if (axis == origin.size()) {
    std::memcpy(out_.data() + to * data_.element, chunk.data() + from * data_.element, data_.element);
    return;
  }
  size_t extent = static_cast<size_t>(std::min(data_.chunk[axis], data_.dims[axis] - origin[axis]));
  from *= static_cast<size_t>(data_.chunk[axis]);
  to = to * static_cast<size_t>(data_.dims[axis]) + static_cast<size_t>(origin[axis]);
  if (axis + 1 == origin.size()) {
    std::memcpy(out_.data() + to * data_.element, chunk.data() + from * data_.element, extent * data_.element);
    return;
  }
  for (size_t i = 0; i < extent; ++i) copy(chunk, origin, axis + 1, from + i, to + i);
}

}  // namespace

Result<Filters> read_filters(Bytes message) {
  enum Id : uint16_t { kDeflate = 1, kShuffle = 2, kFirstNamed = 256 };
  ByteReader reader(message);
  TRY_ASSIGN(uint8_t version, reader.read<uint8_t>());
  TRY_ASSIGN(uint8_t count, reader.read<uint8_t>());
  if (version != 1 && version != 2) return unsupported("a list of filters of version {}", version);
  if (version == 1) TRY(reader.take(6));
  Filters filters;
  for (uint8_t i = 0; i < count; ++i) {
    TRY_ASSIGN(uint16_t id, reader.read<uint16_t>());
    uint16_t name = 0;
    if (version == 1 || id >= kFirstNamed) {
      TRY_ASSIGN(name, reader.read<uint16_t>());
    }
    TRY(reader.take(2));
    TRY_ASSIGN(uint16_t values, reader.read<uint16_t>());
    bool padded = version == 1 && values % 2 == 1;
    TRY(reader.take(name + sizeof(uint32_t) * (values + padded)));
    bool known = id == kDeflate || (id == kShuffle && i == 0);
    if (!known || filters.deflate) return unsupported("data behind filter {} (gzip and shuffle are read)", id);
    (id == kDeflate ? filters.deflate : filters.shuffle) = true;
  }
  return filters;
}

Result<> read_chunks(Bytes file, const ChunkedData& data, std::span<std::byte> out, Budget& budget) {
  constexpr uint64_t kMaxChunk = 0xffffffff;
  uint64_t chunk_size = data.element;
  for (int64_t extent : data.chunk)
    if (extent <= 0 || __builtin_mul_overflow(chunk_size, static_cast<uint64_t>(extent), &chunk_size) ||
        chunk_size > kMaxChunk)
      return corrupt("chunks of [{}] elements", dims_text(data.chunk));
  if (out.empty()) return {};
  ChunkReader reader(file, data, chunk_size, out, budget);
  switch (data.index.kind) {
    case ChunkIndex::Kind::tree: return reader.read_tree();
    case ChunkIndex::Kind::implicit: return reader.read_implicit();
    case ChunkIndex::Kind::single: return reader.read_chunk(data.index.only, Dims(data.dims.size()));
  }
  return {};
}

}  // namespace ponte::hdf5
