#include "graph/dtype.h"

#include <array>

namespace ponte::graph {

namespace {

struct Info {
  DType dtype;
  std::string_view name;
  int bits;
};

constexpr std::array<Info, 15> kInfo = {{
    {DType::f32, "f32", 32},
    {DType::f16, "f16", 16},
    {DType::bf16, "bf16", 16},
    {DType::f64, "f64", 64},
    {DType::i8, "i8", 8},
    {DType::u8, "u8", 8},
    {DType::i16, "i16", 16},
    {DType::u16, "u16", 16},
    {DType::i32, "i32", 32},
    {DType::u32, "u32", 32},
    {DType::i64, "i64", 64},
    {DType::u64, "u64", 64},
    {DType::boolean, "bool", 8},
    {DType::i4, "i4", 4},
    {DType::u4, "u4", 4},
}};

const Info& info(DType dtype) { return kInfo[static_cast<size_t>(dtype)]; }

}  // namespace

std::string_view dtype_name(DType dtype) { return info(dtype).name; }

std::optional<DType> dtype_from_name(std::string_view name) {
  for (const Info& candidate : kInfo)
    if (candidate.name == name) return candidate.dtype;
  return std::nullopt;
}

int dtype_bits(DType dtype) { return info(dtype).bits; }

bool is_float(DType dtype) { return dtype <= DType::f64; }

bool is_integer(DType dtype) { return !is_float(dtype) && dtype != DType::boolean; }

}  // namespace ponte::graph
