// Layout: HDF5 File Format Specification 3.0, sections IV.A.2.b (dataspace) and IV.A.2.d (datatype).
#include "formats/hdf5/types.h"

#include <array>

#include "formats/hdf5/structures.h"

namespace ponte::hdf5 {

namespace {

enum class TypeClass : uint8_t {
  integer,
  floating,
  time,
  text,
  bits,
  opaque,
  compound,
  reference,
  enumeration,
  variable,
  array
};

constexpr std::array<const char*, 11> kClassNames{"integers",     "floats",      "times",     "text",
                                                  "bit fields",   "opaque data", "compounds", "references",
                                                  "enumerations", "lists",       "arrays"};
constexpr size_t kMaxRank = 32;

/// The first eight bytes of every datatype.
struct TypePrefix {
  uint8_t type_class, version;
  uint32_t bits, size;
};

Result<TypePrefix> read_prefix(ByteReader& reader) {
  TRY_ASSIGN(uint32_t first, reader.read<uint32_t>());
  TRY_ASSIGN(uint32_t size, reader.read<uint32_t>());
  TypePrefix prefix{static_cast<uint8_t>(first & 0xf), static_cast<uint8_t>((first >> 4) & 0xf), first >> 8, size};
  if (prefix.type_class >= kClassNames.size()) return corrupt("a datatype of class {}", prefix.type_class);
  if (size == 0) return corrupt("a datatype of 0 bytes");
  return prefix;
}

Result<DType> read_integer(const TypePrefix& prefix, ByteReader& reader) {
  TRY_ASSIGN(uint16_t offset, reader.read<uint16_t>());
  TRY_ASSIGN(uint16_t precision, reader.read<uint16_t>());
  if (prefix.size > 1 && (prefix.bits & 1)) return unsupported("big-endian integers");
  bool is_signed = (prefix.bits & 8) != 0;
  if (offset == 0 && precision == 8 * prefix.size) {
    switch (precision) {
      case 8: return is_signed ? DType::i8 : DType::u8;
      case 16: return is_signed ? DType::i16 : DType::u16;
      case 32: return is_signed ? DType::i32 : DType::u32;
      case 64: return is_signed ? DType::i64 : DType::u64;
    }
  }
  return unsupported("integers of {} bits in {} bytes", precision, prefix.size);
}

Result<DType> read_float(const TypePrefix& prefix, ByteReader& reader) {
  struct Known {
    DType dtype;
    uint32_t size;
    uint8_t exponent_bits, mantissa_bits;
    uint32_t bias;
  };
  constexpr std::array kKnown{Known{DType::f16, 2, 5, 10, 15}, Known{DType::bf16, 2, 8, 7, 127},
                              Known{DType::f32, 4, 8, 23, 127}, Known{DType::f64, 8, 11, 52, 1023}};
  TRY(reader.take(4));  // offset and precision: the parts have places of their own
  TRY_ASSIGN(uint8_t exponent_at, reader.read<uint8_t>());
  TRY_ASSIGN(uint8_t exponent_bits, reader.read<uint8_t>());
  TRY_ASSIGN(uint8_t mantissa_at, reader.read<uint8_t>());
  TRY_ASSIGN(uint8_t mantissa_bits, reader.read<uint8_t>());
  TRY_ASSIGN(uint32_t bias, reader.read<uint32_t>());
  if (prefix.bits & 0x41) return unsupported("floats that are not little-endian");
  for (const Known& known : kKnown)
    if (prefix.size == known.size && exponent_bits == known.exponent_bits && mantissa_bits == known.mantissa_bits &&
        exponent_at == mantissa_bits && mantissa_at == 0 && bias == known.bias)
      return known.dtype;
  return unsupported("floats of {} bytes with {} bits of exponent and {} of mantissa", prefix.size, exponent_bits,
                     mantissa_bits);
}

/// Booleans are what h5py writes for them: an enumeration of FALSE and TRUE in one byte. Others are plain integers.
Result<DType> read_enumeration(const TypePrefix& prefix, ByteReader& reader) {
  constexpr std::string_view kNames("FALSE\0TRUE\0", 11), kPaddedNames("FALSE\0\0\0TRUE\0\0\0\0", 16);
  TRY_ASSIGN(TypePrefix base, read_prefix(reader));
  if (base.type_class != static_cast<uint8_t>(TypeClass::integer) || base.size != prefix.size)
    return unsupported("an enumeration of {}", kClassNames[base.type_class]);
  TRY_ASSIGN(DType dtype, read_integer(base, reader));
  constexpr uint32_t kMembers = 2;
  if ((prefix.bits & 0xffff) != kMembers || base.size != 1) return dtype;
  std::string_view names = prefix.version < 3 ? kPaddedNames : kNames;
  Result<Bytes> found = reader.take(names.size());
  return found && as_text(*found) == names ? DType::boolean : dtype;
}

}  // namespace

Result<Datatype> read_datatype(Bytes message) {
  ByteReader reader(message);
  TRY_ASSIGN(TypePrefix prefix, read_prefix(reader));
  Datatype datatype{Datatype::Class::number, prefix.size};
  switch (static_cast<TypeClass>(prefix.type_class)) {
    case TypeClass::integer: {
      TRY_ASSIGN(datatype.dtype, read_integer(prefix, reader));
      return datatype;
    }
    case TypeClass::floating: {
      TRY_ASSIGN(datatype.dtype, read_float(prefix, reader));
      return datatype;
    }
    case TypeClass::enumeration: {
      TRY_ASSIGN(datatype.dtype, read_enumeration(prefix, reader));
      return datatype;
    }
    case TypeClass::text: {
      constexpr uint32_t kSpaces = 2;
      datatype.kind = Datatype::Class::fixed_text;
      if ((prefix.bits & 0xf) == kSpaces) datatype.padding = Datatype::Padding::spaces;
      return datatype;
    }
    case TypeClass::variable: {
      constexpr uint32_t kText = 1, kReference = 16;
      if ((prefix.bits & 0xf) != kText) break;
      if (prefix.size != kReference) return corrupt("variable text in {} bytes", prefix.size);
      datatype.kind = Datatype::Class::variable_text;
      return datatype;
    }
    case TypeClass::opaque: {
      datatype.kind = Datatype::Class::opaque;
      return datatype;
    }
    default: break;
  }
  return unsupported("data that are {}", kClassNames[prefix.type_class]);
}

Result<Dims> read_dataspace(Bytes message, size_t length_width) {
  ByteReader reader(message);
  TRY_ASSIGN(uint8_t version, reader.read<uint8_t>());
  TRY_ASSIGN(uint8_t rank, reader.read<uint8_t>());
  TRY(reader.take(1));
  if (version != 1 && version != 2) return unsupported("a dataspace of version {}", version);
  TRY_ASSIGN(uint8_t type, reader.read<uint8_t>());
  constexpr uint8_t kNull = 2;
  if (version == 2 && type == kNull) return Dims{0};
  if (version == 1) TRY(reader.take(4));
  if (rank > kMaxRank) return corrupt("a dataspace of rank {}", rank);
  Dims dims(rank);
  for (int64_t& dim : dims) {
    TRY_ASSIGN(uint64_t size, read_unsigned(reader, length_width));
    TRY_ASSIGN(dim, narrow<int64_t>(size));
  }
  return dims;
}

Result<uint64_t> data_size(const Datatype& datatype, const Dims& dims) {
  TRY_ASSIGN(int64_t count, element_count(dims));
  uint64_t elements = static_cast<uint64_t>(count);
  if (elements > (uint64_t{1} << 56) / datatype.size) return corrupt("{} elements are too many", count);
  return elements * datatype.size;
}

}  // namespace ponte::hdf5
