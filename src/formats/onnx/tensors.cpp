#include "formats/onnx/tensors.h"

#include <charconv>
#include <filesystem>

#include "base/mapped_file.h"

namespace ponte::onnx {

namespace {

struct TypePair {
  int32_t onnx;
  DType dtype;
};

constexpr std::array<TypePair, 15> kTypes = {{
    {kFloat, DType::f32},
    {kFloat16, DType::f16},
    {kBfloat16, DType::bf16},
    {kDouble, DType::f64},
    {kInt8, DType::i8},
    {kUint8, DType::u8},
    {kInt16, DType::i16},
    {kUint16, DType::u16},
    {kInt32, DType::i32},
    {kUint32, DType::u32},
    {kInt64, DType::i64},
    {kUint64, DType::u64},
    {kBool, DType::boolean},
    {kInt4, DType::i4},
    {kUint4, DType::u4},
}};

std::string data_type_name(int32_t data_type) {
  switch (data_type) {
    case kUndefined: return "undefined";
    case kString: return "string";
    case 14: return "complex64";
    case 15: return "complex128";
    case 17: return "float8e4m3fn";
    case 18: return "float8e4m3fnuz";
    case 19: return "float8e5m2";
    case 20: return "float8e5m2fnuz";
    case 23: return "float4e2m1";
    default: return fmt::format("number {}", data_type);
  }
}

template <class T>
SharedBytes to_shared_bytes(std::vector<T> elements) {
  auto holder = std::make_shared<std::vector<T>>(std::move(elements));
  return {std::as_bytes(std::span<const T>(*holder)), holder};
}

// Elements narrower than 32 bits stand one in each int32; of 4-bit ones, a pair does.
template <class T>
Result<SharedBytes> from_int32_data(const TensorProto& tensor, size_t count) {
  TRY_ASSIGN(std::vector<int32_t> wide, int32_data(tensor, count));
  if constexpr (sizeof(T) == 4) return to_shared_bytes(std::move(wide));
  std::vector<T> elements;
  elements.reserve(wide.size());
  for (int32_t element : wide) elements.push_back(static_cast<T>(element));
  return to_shared_bytes(std::move(elements));
}

template <class T>
Result<SharedBytes> owned_result(Result<std::vector<T>> elements) {
  if (!elements) return std::unexpected(std::move(elements).error());
  return to_shared_bytes(std::move(*elements));
}

Result<SharedBytes> typed_data(const TensorProto& tensor, DType dtype, size_t count, size_t size) {
  switch (dtype) {
    case DType::f32: return owned_result(float_data(tensor, count));
    case DType::f64: return owned_result(double_data(tensor, count));
    case DType::i64: return owned_result(int64_data(tensor, count));
    case DType::u64: return owned_result(uint64_data(tensor, count));
    case DType::u32: {
      TRY_ASSIGN(std::vector<uint64_t> wide, uint64_data(tensor, count));
      return to_shared_bytes(std::vector<uint32_t>(wide.begin(), wide.end()));
    }
    case DType::i32: return from_int32_data<int32_t>(tensor, count);
    case DType::f16:
    case DType::bf16:
    case DType::i16:
    case DType::u16: return from_int32_data<uint16_t>(tensor, count);
    default: return from_int32_data<uint8_t>(tensor, size);
  }
}

Result<uint64_t> parse_number(std::string_view key, std::string_view text) {
  uint64_t number = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size())
    return corrupt("external data: {} is \"{}\", not a number", key, text);
  return number;
}

// The path of a file that may be read on behalf of a model in `folder`: inside it, and without a symbolic link on the
// way, so that a model cannot make us read anything else.
Result<std::string> checked_path(const std::string& folder, std::string_view location) {
  namespace fs = std::filesystem;
  if (folder.empty()) return unsupported("external data ({}) need a model that is read from a file", location);
  if (location.find('\0') != std::string_view::npos) return corrupt("external data: the file name has a zero byte");
  fs::path relative = fs::path(location).lexically_normal();
  if (relative.empty() || relative.is_absolute() || *relative.begin() == "..")
    return corrupt("external data: \"{}\" is not inside the folder of the model", location);
  fs::path path(folder);
  for (const fs::path& component : relative) {
    path /= component;
    std::error_code failure;
    if (fs::is_symlink(fs::symlink_status(path, failure)))
      return corrupt("external data: \"{}\" leads through a symbolic link", location);
  }
  return path.string();
}

}  // namespace

Result<DType> dtype_from_onnx(int32_t data_type) {
  for (const TypePair& pair : kTypes)
    if (pair.onnx == data_type) return pair.dtype;
  return unsupported("the element type {} is not supported", data_type_name(data_type));
}

int32_t dtype_to_onnx(DType dtype) {
  for (const TypePair& pair : kTypes)
    if (pair.dtype == dtype) return pair.onnx;
  return kUndefined;
}

Result<> check_rank(size_t rank) {
  constexpr size_t kMost = 64;
  if (rank > kMost) return corrupt("a tensor of {} axes", rank);
  return {};
}

Result<Tensor> TensorReader::read(const TensorProto& tensor) {
  TRY(check_rank(tensor.dims.size()));
  TRY_ASSIGN(DType dtype, dtype_from_onnx(tensor.data_type));
  TRY_ASSIGN(int64_t count, element_count(tensor.dims));
  if (count > (int64_t{1} << 56)) return corrupt("a tensor of {} elements is too large", count);
  size_t size = storage_size(dtype, count);
  if (tensor.external) return read_external(tensor, dtype, size);
  if (tensor.raw_data) return Tensor::view(dtype, tensor.dims, {*tensor.raw_data, file_.owner});
  TRY_ASSIGN(SharedBytes data, typed_data(tensor, dtype, static_cast<size_t>(count), size));
  return Tensor::view(dtype, tensor.dims, std::move(data));
}

Result<Tensor> TensorReader::read_external(const TensorProto& tensor, DType dtype, size_t size) {
  TRY_ASSIGN(StringPairs entries, external_entries(tensor));
  std::string_view location;
  uint64_t offset = 0, length = size;
  for (const auto& [key, value] : entries) {
    if (key == "location") location = value;
    if (key == "offset") {
      TRY_ASSIGN(offset, parse_number(key, value));
    }
    if (key == "length") {
      TRY_ASSIGN(length, parse_number(key, value));
    }
  }
  if (size == 0) return Tensor::view(dtype, tensor.dims, {});
  TRY_ASSIGN(SharedBytes file, map_external(location));
  if (offset > file.bytes.size() || length > file.bytes.size() - offset)
    return corrupt("external data: {} bytes at {} of {}, which has {}", length, offset, location, file.bytes.size());
  Bytes data = file.bytes.subspan(static_cast<size_t>(offset), static_cast<size_t>(length));
  return Tensor::view(dtype, tensor.dims, {data, file.owner});
}

Result<SharedBytes> TensorReader::map_external(std::string_view location) {
  if (auto known = external_.find(location); known != external_.end()) return known->second;
  TRY_ASSIGN(std::string path, checked_path(folder_, location));
  TRY_ASSIGN(SharedBytes file, in_context(map_file(path), path));
  external_.emplace(location, file);
  return file;
}

}  // namespace ponte::onnx
