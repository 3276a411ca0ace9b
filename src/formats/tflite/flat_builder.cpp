#include "formats/tflite/flat_builder.h"

#include <algorithm>

namespace ponte::tflite {

namespace {

constexpr uint64_t kLargeAlignment = 16;
constexpr std::byte kZeros[kLargeAlignment + 4]{};

/// Where the elements of a large vector begin when everything before ends at `end`: after the count, aligned.
uint64_t elements_after(uint64_t end) { return (end + 4 + kLargeAlignment - 1) / kLargeAlignment * kLargeAlignment; }

}  // namespace

FlatRef FlatBuilder::add(Object object) {
  objects_.push_back(std::move(object));
  return {static_cast<uint32_t>(objects_.size() - 1)};
}

FlatRef FlatBuilder::table(std::vector<FlatField> fields) {
  // Widest first leaves no gaps.
  std::stable_sort(fields.begin(), fields.end(),
                   [](const FlatField& a, const FlatField& b) { return a.size > b.size; });
  return add({.kind = Kind::table, .fields = std::move(fields)});
}

FlatRef FlatBuilder::string(std::string_view text) {
  Bytes raw = as_bytes(text);
  return add({.kind = Kind::string, .content = {raw.begin(), raw.end()}, .count = text.size()});
}

FlatRef FlatBuilder::references(const std::vector<FlatRef>& targets) {
  Object object{.kind = Kind::references};
  for (FlatRef target : targets) object.fields.emplace_back(0, target);
  return add(std::move(object));
}

FlatRef FlatBuilder::numbers(Bytes elements, size_t count, size_t element_size) {
  return add({.kind = Kind::numbers,
              .content = {elements.begin(), elements.end()},
              .count = count,
              .element_size = element_size});
}

FlatRef FlatBuilder::large(uint64_t size, MakeBytes make) {
  return add({.kind = Kind::large, .size = size, .make = std::move(make)});
}

/// Zeros until what follows after `before` more bytes is aligned.
void FlatBuilder::align(size_t alignment, size_t before) {
  while ((bytes_.size() + before) % alignment != 0) bytes_.push_back(std::byte{0});
}

void FlatBuilder::put_reference(uint64_t target) {
  patches_.push_back({bytes_.size(), target});
  put(uint32_t{0});
}

/// A list of the fields' places within the table stands before the table.
void FlatBuilder::place_table(const Object& object, uint32_t index) {
  int last = -1;
  for (const FlatField& field : object.fields) last = std::max(last, field.id);
  std::vector<uint16_t> places(static_cast<size_t>(last + 3), 0);
  uint16_t size = 4;
  for (const FlatField& field : object.fields) {
    places[static_cast<size_t>(field.id) + 2] = size;
    size = static_cast<uint16_t>(size + field.size);
  }
  places[0] = static_cast<uint16_t>(places.size() * 2);
  places[1] = size;
  align(4, places[0]);
  for (uint16_t place : places) put(place);
  positions_[index] = bytes_.size();
  put(static_cast<int32_t>(places[0]));
  for (const FlatField& field : object.fields) {
    if (field.is_reference)
      put_reference(field.bits);
    else if (field.size == 1)
      put(static_cast<uint8_t>(field.bits));
    else
      put(static_cast<uint32_t>(field.bits));
  }
}

void FlatBuilder::place(const Object& object, uint32_t index) {
  if (object.kind == Kind::table) return place_table(object, index);
  align(std::max<size_t>(object.element_size, 4), 4);
  positions_[index] = bytes_.size();
  if (object.kind == Kind::references) {
    put(static_cast<uint32_t>(object.fields.size()));
    for (const FlatField& field : object.fields) put_reference(field.bits);
    return;
  }
  put(static_cast<uint32_t>(object.count));
  bytes_.insert(bytes_.end(), object.content.begin(), object.content.end());
  if (object.kind == Kind::string) bytes_.push_back(std::byte{0});
}

/// Gives the size of the whole.
Result<uint64_t> FlatBuilder::place_large() {
  uint64_t end = bytes_.size();
  for (size_t i = 0; i < objects_.size(); ++i) {
    if (objects_[i].kind != Kind::large) continue;
    uint64_t elements = elements_after(end);
    positions_[i] = elements - 4;
    end = elements + objects_[i].size;
    if (end > INT32_MAX) return unsupported("a TFLite file of 2 GB and more");
  }
  return end;
}

Result<> FlatBuilder::write_large(AtomicFile& file) {
  for (Object& object : objects_) {
    if (object.kind != Kind::large) continue;
    TRY_ASSIGN(SharedBytes content, object.make());
    object.make = {};
    if (content.bytes.size() != object.size)
      return std::unexpected(Error{ErrorKind::internal, "", "a weight has another size than was said", ""});
    uint64_t at = file.size();
    uint32_t size = static_cast<uint32_t>(object.size);
    const Bytes pieces[] = {Bytes(kZeros).first(elements_after(at) - 4 - at),
                            std::as_bytes(std::span<const uint32_t>(&size, 1)), content.bytes};
    TRY(file.append(pieces));
  }
  return {};
}

Result<> FlatBuilder::write(FlatRef root, std::string_view identifier, AtomicFile& file) {
  positions_.assign(objects_.size(), 0);
  put_reference(root.index);
  for (char character : identifier) put(character);
  for (size_t i = objects_.size(); i-- > 0;)
    if (objects_[i].kind != Kind::large) place(objects_[i], static_cast<uint32_t>(i));
  TRY(place_large());
  for (const Patch& patch : patches_) {
    uint32_t offset = static_cast<uint32_t>(positions_[patch.target] - patch.at);
    std::memcpy(bytes_.data() + patch.at, &offset, sizeof(offset));
  }
  TRY(file.append(bytes_));
  return write_large(file);
}

}  // namespace ponte::tflite
