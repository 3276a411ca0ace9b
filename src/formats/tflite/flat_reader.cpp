#include "formats/tflite/flat_reader.h"

namespace ponte::tflite {

namespace {

constexpr size_t kVtableHead = 4;

template <class T>
Result<T> read_at(Bytes file, uint64_t position) {
  if (position > file.size() || sizeof(T) > file.size() - position)
    return corrupt("offset {} is past the end ({} bytes)", position, file.size());
  T value;
  std::memcpy(&value, file.data() + position, sizeof(T));
  return value;
}

}  // namespace

Result<FlatTable> FlatTable::root(Bytes file, std::string_view identifier, FlatBudget& budget) {
  TRY_ASSIGN(uint32_t position, read_at<uint32_t>(file, 0));
  if (file.size() < 8 || as_text(file.subspan(4, 4)) != identifier) return corrupt("no {} file", identifier);
  return at(file, position, budget);
}

Result<FlatTable> FlatTable::at(Bytes file, uint64_t position, FlatBudget& budget) {
  TRY_ASSIGN(int32_t back, read_at<int32_t>(file, position));
  int64_t vtable = static_cast<int64_t>(position) - back;
  if (vtable < 0) return corrupt("byte {}: a table without a description", position);
  auto vtable_at = static_cast<uint64_t>(vtable);
  TRY_ASSIGN(uint16_t vtable_size, read_at<uint16_t>(file, vtable_at));
  TRY_ASSIGN(uint16_t table_size, read_at<uint16_t>(file, vtable_at + 2));
  if (vtable_size < kVtableHead || vtable_size > file.size() - vtable_at || vtable_size % 2 != 0)
    return corrupt("byte {}: a table's description of {} bytes", vtable_at, vtable_size);
  if (table_size < sizeof(int32_t) || table_size > file.size() - position)
    return corrupt("byte {}: a table of {} bytes", position, table_size);
  TRY(budget.spend(kVtableHead + table_size));
  FlatTable table(file, budget);
  table.at_ = position;
  table.size_ = table_size;
  table.fields_ = file.subspan(vtable_at + kVtableHead, vtable_size - kVtableHead);
  return table;
}

size_t FlatTable::field_offset(int id) const {
  FlatVector<uint16_t> offsets(fields_);
  auto index = static_cast<size_t>(id);
  return index < offsets.size() ? offsets[index] : 0;
}

Result<std::optional<uint64_t>> FlatTable::target(int id) const {
  size_t offset = field_offset(id);
  if (offset == 0) return std::nullopt;
  TRY_ASSIGN(uint32_t distance, number<uint32_t>(id, 0));
  uint64_t position = at_ + offset + uint64_t{distance};
  if (distance == 0 || position >= file_.size())
    return corrupt("byte {}: field {} points to byte {} of {}", at_, id, position, file_.size());
  return position;
}

Result<std::optional<FlatTable>> FlatTable::table(int id) const {
  TRY_ASSIGN(std::optional<uint64_t> position, target(id));
  if (!position) return std::nullopt;
  TRY_ASSIGN(FlatTable found, at(file_, *position, *budget_));
  return found;
}

Result<std::vector<FlatTable>> FlatTable::tables(int id) const {
  TRY_ASSIGN(FlatVector<uint32_t> distances, vector<uint32_t>(id));
  std::vector<FlatTable> list;
  if (distances.empty()) return list;
  list.reserve(distances.size());
  auto begin = static_cast<uint64_t>(distances.bytes().data() - file_.data());
  for (size_t i = 0; i < distances.size(); ++i) {
    TRY_ASSIGN(FlatTable found, at(file_, begin + i * sizeof(uint32_t) + distances[i], *budget_));
    list.push_back(found);
  }
  return list;
}

Result<std::string_view> FlatTable::text(int id) const {
  TRY_ASSIGN(Bytes bytes, vector_bytes(id, 1));
  TRY(budget_->spend(bytes.size()));
  return as_text(bytes);
}

Result<Bytes> FlatTable::vector_bytes(int id, size_t element_size) const {
  TRY_ASSIGN(std::optional<uint64_t> position, target(id));
  if (!position) return Bytes{};
  TRY_ASSIGN(uint32_t count, read_at<uint32_t>(file_, *position));
  uint64_t begin = *position + sizeof(uint32_t), size = uint64_t{count} * element_size;
  if (size > file_.size() - begin)
    return corrupt("byte {}: {} elements of {} bytes do not fit into the file", *position, count, element_size);
  return file_.subspan(begin, size);
}

}  // namespace ponte::tflite
