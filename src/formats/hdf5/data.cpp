// Layout: HDF5 File Format Specification 3.0, sections IV.A.2.e, f (fill values) and i (layouts).
#include "formats/hdf5/data.h"

#include "formats/hdf5/chunks.h"

namespace ponte::hdf5 {

namespace {

enum class LayoutClass : uint8_t { compact, contiguous, chunked, virtual_dataset };

/// What a dataset is, beside where its data are.
struct Plan {
  Datatype datatype;
  Dims dims;
  uint64_t size = 0;  // bytes
};

/// The value of elements that were never written; no bytes when it is 0.
Result<Bytes> read_fill_value(const Header& header, size_t element) {
  Bytes value;
  if (const Message* message = find_message(header, MessageType::fill_value)) {
    if (message->shared) return unsupported("its fill value is shared with other objects");
    ByteReader reader(message->body);
    TRY_ASSIGN(uint8_t version, reader.read<uint8_t>());
    TRY_ASSIGN(uint8_t flags, reader.read<uint8_t>());
    bool defined = (flags & 0x20) != 0;
    if (version < 3) {
      TRY(reader.take(1));
      TRY_ASSIGN(uint8_t is_defined, reader.read<uint8_t>());
      defined = version == 1 || is_defined != 0;
    }
    if (defined) {
      TRY_ASSIGN(uint32_t size, reader.read<uint32_t>());
      TRY_ASSIGN(value, reader.take(size));
    }
  }
  if (!value.empty() && value.size() != element)
    return corrupt("a fill value of {} bytes for elements of {}", value.size(), element);
  return value;
}

/// Memory for all elements, filled with the fill value.
Result<std::shared_ptr<std::byte[]>> filled_memory(const Header& header, const Plan& plan, Budget& budget) {
  TRY_ASSIGN(Bytes fill, read_fill_value(header, plan.datatype.size));
  TRY(budget.spend(plan.size));
  auto memory = std::make_shared<std::byte[]>(plan.size);
  if (!fill.empty())
    for (uint64_t at = 0; at < plan.size; at += fill.size()) std::memcpy(memory.get() + at, fill.data(), fill.size());
  return memory;
}

Result<SharedBytes> read_contiguous(const SharedBytes& file, const Header& header, const Plan& plan, ByteReader& layout,
                                    Budget& budget) {
  TRY_ASSIGN(uint64_t address, layout.read<uint64_t>());
  if (find_message(header, MessageType::external_files)) return unsupported("data in another file");
  if (plan.size == 0) return SharedBytes{};
  if (address == kNowhere) {
    TRY_ASSIGN(auto memory, filled_memory(header, plan, budget));
    return SharedBytes{Bytes(memory.get(), plan.size), memory};
  }
  TRY_ASSIGN(Bytes bytes, ByteReader(file.bytes, address).take(plan.size));
  return SharedBytes{bytes, file.owner};
}

/// The index of a version 4 layout, behind the shape of the chunks.
Result<ChunkIndex> read_new_index(ByteReader& layout, uint8_t flags, bool filtered, uint64_t chunk_size,
                                  size_t length_width) {
  enum Type : uint8_t { kSingle = 1, kImplicit = 2 };
  constexpr uint8_t kSizeGiven = 2;
  TRY_ASSIGN(uint8_t type, layout.read<uint8_t>());
  if (flags & ~kSizeGiven) return unsupported("chunks that are not all filtered");
  ChunkIndex index;
  if (type == kImplicit && !filtered) {
    index.kind = ChunkIndex::Kind::implicit;
    TRY_ASSIGN(index.address, layout.read<uint64_t>());
    return index;
  }
  if (type != kSingle) return unsupported("chunks by an index of type {} (of the \"latest\" format)", type);
  index.kind = ChunkIndex::Kind::single;
  index.only.size = chunk_size;
  if (flags & kSizeGiven) {
    TRY_ASSIGN(index.only.size, read_unsigned(layout, length_width));
    TRY_ASSIGN(index.only.skipped_filters, layout.read<uint32_t>());
  }
  TRY_ASSIGN(index.only.address, layout.read<uint64_t>());
  index.address = index.only.address;
  return index;
}

/// Everything of a chunked layout behind its class.
Result<ChunkedData> read_chunk_layout(ByteReader& layout, uint8_t version, const Plan& plan, const Header& header,
                                      size_t length_width) {
  ChunkedData data{plan.dims, Dims(plan.dims.size()), plan.datatype.size};
  if (const Message* filters = find_message(header, MessageType::filters)) {
    if (filters->shared) return unsupported("its filters are shared with other objects");
    TRY_ASSIGN(data.filters, read_filters(filters->body));
  }
  uint8_t flags = 0, width = sizeof(uint32_t);
  if (version == 4) {
    TRY_ASSIGN(flags, layout.read<uint8_t>());
  }
  TRY_ASSIGN(uint8_t rank, layout.read<uint8_t>());
  // The last extent is the size of an element.
  if (rank != plan.dims.size() + 1) return corrupt("chunks of rank {} in data of rank {}", rank - 1, plan.dims.size());
  if (version == 3) {
    TRY_ASSIGN(data.index.address, layout.read<uint64_t>());
  } else {
    TRY_ASSIGN(width, layout.read<uint8_t>());
  }
  for (int64_t& extent : data.chunk) {
    TRY_ASSIGN(uint64_t size, read_unsigned(layout, width));
    TRY_ASSIGN(extent, narrow<int64_t>(size));
  }
  TRY_ASSIGN(uint64_t element, read_unsigned(layout, width));
  if (element != data.element) return corrupt("chunks of {} bytes an element, {} are wanted", element, data.element);
  if (version == 4) {
    TRY_ASSIGN(uint64_t chunk_size, data_size(plan.datatype, data.chunk));
    bool filtered = data.filters.deflate || data.filters.shuffle;
    TRY_ASSIGN(data.index, read_new_index(layout, flags, filtered, chunk_size, length_width));
  }
  return data;
}

Result<SharedBytes> read_chunked(Bytes file, const Header& header, const Plan& plan, ByteReader& layout,
                                 uint8_t version, Budget& budget) {
  TRY_ASSIGN(ChunkedData data, read_chunk_layout(layout, version, plan, header, length_width(file)));
  TRY_ASSIGN(auto memory, filled_memory(header, plan, budget));
  if (data.index.address != kNowhere) TRY(read_chunks(file, data, {memory.get(), plan.size}, budget));
  return SharedBytes{Bytes(memory.get(), plan.size), memory};
}

Result<SharedBytes> read_layout(const SharedBytes& file, const Header& header, const Plan& plan, Budget& budget) {
  TRY_ASSIGN(Bytes message, message_body(header, MessageType::layout, "layout"));
  ByteReader layout(message);
  TRY_ASSIGN(uint8_t version, layout.read<uint8_t>());
  if (version != 3 && version != 4) return unsupported("a layout of version {}", version);
  TRY_ASSIGN(uint8_t layout_class, layout.read<uint8_t>());
  switch (static_cast<LayoutClass>(layout_class)) {
    case LayoutClass::compact: {
      TRY_ASSIGN(uint16_t size, layout.read<uint16_t>());
      if (size < plan.size) return corrupt("{} bytes of data, {} are wanted", size, plan.size);
      TRY_ASSIGN(Bytes bytes, layout.take(plan.size));
      return SharedBytes{bytes, file.owner};
    }
    case LayoutClass::contiguous: return read_contiguous(file, header, plan, layout, budget);
    case LayoutClass::chunked: return read_chunked(file.bytes, header, plan, layout, version, budget);
    case LayoutClass::virtual_dataset: return unsupported("a virtual dataset");
  }
  return corrupt("a layout of class {}", layout_class);
}

}  // namespace

Result<Tensor> tensor_of(const Datatype& datatype, Dims dims, SharedBytes data) {
  if (datatype.kind != Datatype::Class::number) return unsupported("text or opaque data where numbers are read");
  return Tensor::view(datatype.dtype, std::move(dims), std::move(data));
}

Result<Tensor> read_data(const SharedBytes& file, const Header& header, bool is_bfloat16, Budget& budget) {
  TRY_ASSIGN(Bytes type, message_body(header, MessageType::datatype, "datatype"));
  TRY_ASSIGN(Bytes space, message_body(header, MessageType::dataspace, "dataspace"));
  Plan plan;
  TRY_ASSIGN(plan.datatype, read_datatype(type));
  TRY_ASSIGN(plan.dims, read_dataspace(space, length_width(file.bytes)));
  TRY_ASSIGN(plan.size, data_size(plan.datatype, plan.dims));
  if (is_bfloat16 && plan.datatype.kind == Datatype::Class::opaque && plan.datatype.size == 2)
    plan.datatype = {Datatype::Class::number, 2, DType::bf16};
  if (plan.datatype.kind != Datatype::Class::number) return unsupported("text or opaque data");
  TRY_ASSIGN(SharedBytes data, read_layout(file, header, plan, budget));
  return tensor_of(plan.datatype, std::move(plan.dims), std::move(data));
}

}  // namespace ponte::hdf5
