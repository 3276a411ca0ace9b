// Opcodes: CPython's pickletools.py (PEP 307, PEP 3154, PEP 574).
#include "formats/torch/pickle.h"

#include <bit>

#include "formats/torch/pickle_machine.h"
#include "formats/torch/utf8.h"

namespace ponte::torch {

namespace {

// Nodes, and elements that are copied from one node to another.
constexpr uint64_t kMaxSpent = 3'000'000;
constexpr PickleId kTrueId = 1, kFalseId = 2, kEmptyTupleId = 3;

}  // namespace

// --- input

Result<Bytes> PickleMachine::take(uint64_t count) {
  if (count > bytes_.size() - position_) return corrupt("{} bytes wanted, {} left", count, bytes_.size() - position_);
  Bytes taken = bytes_.subspan(position_, count);
  position_ += count;
  return taken;
}

template <class T>
Result<T> PickleMachine::number() {
  TRY_ASSIGN(Bytes raw, take(sizeof(T)));
  T value;
  std::memcpy(&value, raw.data(), sizeof(T));
  return value;
}

Result<std::string_view> PickleMachine::line() {
  std::string_view rest = as_text(bytes_.subspan(position_));
  size_t length = rest.find('\n');
  if (length == std::string_view::npos) return corrupt("the name has no end");
  position_ += length + 1;
  return rest.substr(0, length);
}

// --- stack and memo

Result<PickleId> PickleMachine::pop() {
  TRY_ASSIGN(PickleId id, top());
  stack_.pop_back();
  return id;
}

Result<PickleId> PickleMachine::top() const {
  size_t floor = marks_.empty() ? 0 : marks_.back();
  if (stack_.size() <= floor) return corrupt("a value is needed where there is none");
  return stack_.back();
}

/// The values above the last mark; valid until the next push.
Result<std::span<const PickleId>> PickleMachine::since_mark() {
  if (marks_.empty()) return corrupt("a mark is needed where there is none");
  return std::span<const PickleId>(stack_).subspan(marks_.back());
}

void PickleMachine::drop_mark() {
  stack_.resize(marks_.back());
  marks_.pop_back();
}

Result<> PickleMachine::push_new(PickleNode node) {
  TRY_ASSIGN(PickleId id, add(std::move(node)));
  push(id);
  return {};
}

Result<> PickleMachine::put(uint64_t index) {
  TRY_ASSIGN(PickleId id, top());
  // Each entry takes an opcode to make, so that no honest index is larger than the pickle.
  if (index >= bytes_.size()) return corrupt("memo entry {} in a pickle of {} bytes", index, bytes_.size());
  if (index >= memo_.size()) memo_.resize(index + 1, UINT32_MAX);
  memo_[index] = id;
  return {};
}

Result<> PickleMachine::get(uint64_t index) {
  if (index >= memo_.size() || memo_[index] == UINT32_MAX) return corrupt("memo entry {} was never made", index);
  push(memo_[index]);
  return {};
}

Result<> PickleMachine::mark() {
  marks_.push_back(stack_.size());
  return {};
}

Result<> PickleMachine::pop_value() {
  if (!marks_.empty() && marks_.back() == stack_.size()) return pop_mark();
  TRY(pop());
  return {};
}

Result<> PickleMachine::pop_mark() {
  TRY(since_mark());
  drop_mark();
  return {};
}

Result<> PickleMachine::duplicate() {
  TRY_ASSIGN(PickleId id, top());
  push(id);
  return {};
}

template <class T>
Result<> PickleMachine::memo_get() {
  TRY_ASSIGN(T index, number<T>());
  return get(index);
}

template <class T>
Result<> PickleMachine::memo_put() {
  TRY_ASSIGN(T index, number<T>());
  return put(index);
}

Result<> PickleMachine::memoize() { return put(memo_.size()); }

// --- the arena

Result<> PickleMachine::spend(uint64_t amount) {
  spent_ += amount;
  if (spent_ > kMaxSpent) return corrupt("the pickle holds more than {} values", kMaxSpent);
  return {};
}

Result<PickleId> PickleMachine::add(PickleNode node) {
  TRY(spend(1));
  pickle_.nodes.push_back(std::move(node));
  return static_cast<PickleId>(pickle_.nodes.size() - 1);
}

Result<PickleId> PickleMachine::add_text(std::string_view bytes) {
  std::optional<std::string> repaired = repaired_utf8(bytes);
  if (!repaired) return add(bytes);
  return add(std::string_view(pickle_.owned.emplace_back(std::move(*repaired))));
}

Result<std::vector<PickleId>> PickleMachine::copy_items(PickleId sequence) {
  const std::vector<PickleId>* items = nullptr;
  if (auto* list = as<PickledList>(sequence)) items = &list->items;
  if (auto* tuple = as<PickledTuple>(sequence)) items = &tuple->items;
  if (auto* set = as<PickledSet>(sequence)) items = &set->items;
  if (!items) return corrupt("{} where a list is expected", value(sequence).description());
  TRY(spend(items->size()));
  return *items;
}

// --- numbers and texts

Result<> PickleMachine::proto() {
  TRY_ASSIGN(uint8_t protocol, number<uint8_t>());
  if (protocol < 2 || protocol > 5) return unsupported("pickle protocol {} (2 to 5 are read)", protocol);
  return {};
}

Result<> PickleMachine::frame() {
  TRY_ASSIGN(uint64_t size, number<uint64_t>());
  if (size > bytes_.size() - position_) return corrupt("a frame of {} bytes, {} left", size, bytes_.size() - position_);
  return {};
}

Result<> PickleMachine::none() {
  push(kNoneId);
  return {};
}

Result<> PickleMachine::new_true() {
  push(kTrueId);
  return {};
}

Result<> PickleMachine::new_false() {
  push(kFalseId);
  return {};
}

template <class T>
Result<> PickleMachine::integer() {
  TRY_ASSIGN(T value, number<T>());
  return push_new(int64_t{value});
}

template <class Length>
Result<> PickleMachine::long_integer() {
  TRY_ASSIGN(Length length, number<Length>());
  TRY_ASSIGN(Bytes digits, take(length));
  if (digits.size() > 8) return push_new(BigInteger{digits});
  bool negative = !digits.empty() && (digits.back() & std::byte{0x80}) != std::byte{0};
  int64_t value = negative ? -1 : 0;
  std::memcpy(&value, digits.data(), digits.size());
  return push_new(value);
}

Result<> PickleMachine::binary_float() {
  TRY_ASSIGN(uint64_t bits, number<uint64_t>());
  return push_new(std::bit_cast<double>(__builtin_bswap64(bits)));
}

template <class Length>
Result<> PickleMachine::text() {
  TRY_ASSIGN(Length length, number<Length>());
  TRY_ASSIGN(Bytes raw, take(length));
  TRY_ASSIGN(PickleId id, add_text(as_text(raw)));
  push(id);
  return {};
}

template <class Length>
Result<> PickleMachine::binary() {
  TRY_ASSIGN(Length length, number<Length>());
  TRY_ASSIGN(Bytes raw, take(length));
  return push_new(PickledBytes{raw});
}

// --- containers

template <class Container>
Result<> PickleMachine::empty() {
  return push_new(Container{});
}

Result<> PickleMachine::empty_tuple() {
  push(kEmptyTupleId);
  return {};
}

template <int kCount>
Result<> PickleMachine::short_tuple() {
  PickledTuple tuple{std::vector<PickleId>(kCount)};
  for (int i = kCount; i-- > 0;) {
    TRY_ASSIGN(tuple.items[i], pop());
  }
  return push_new(std::move(tuple));
}

// --- running

struct PickleMachine::OpcodeTable {
  std::array<Opcode, 256> opcodes{};

  constexpr OpcodeTable() {
    using M = PickleMachine;
    auto set = [&](uint8_t code, const char* name, Handler run) { opcodes[code] = {name, run}; };
    set('(', "MARK", &M::mark);
    set('0', "POP", &M::pop_value);
    set('1', "POP_MARK", &M::pop_mark);
    set('2', "DUP", &M::duplicate);
    set('J', "BININT", &M::integer<int32_t>);
    set('K', "BININT1", &M::integer<uint8_t>);
    set('M', "BININT2", &M::integer<uint16_t>);
    set('N', "NONE", &M::none);
    set('Q', "BINPERSID", &M::persistent_id);
    set('R', "REDUCE", &M::reduce);
    set('T', "BINSTRING", &M::text<uint32_t>);  // the str of Python 2
    set('U', "SHORT_BINSTRING", &M::text<uint8_t>);
    set('X', "BINUNICODE", &M::text<uint32_t>);
    set('a', "APPEND", &M::append);
    set('b', "BUILD", &M::build);
    set('c', "GLOBAL", &M::global);
    set('}', "EMPTY_DICT", &M::empty<PickledDict>);
    set('e', "APPENDS", &M::appends);
    set('h', "BINGET", &M::memo_get<uint8_t>);
    set('j', "LONG_BINGET", &M::memo_get<uint32_t>);
    set(']', "EMPTY_LIST", &M::empty<PickledList>);
    set('q', "BINPUT", &M::memo_put<uint8_t>);
    set('r', "LONG_BINPUT", &M::memo_put<uint32_t>);
    set('s', "SETITEM", &M::set_item);
    set('t', "TUPLE", &M::tuple);
    set(')', "EMPTY_TUPLE", &M::empty_tuple);
    set('u', "SETITEMS", &M::set_items);
    set('G', "BINFLOAT", &M::binary_float);
    set('B', "BINBYTES", &M::binary<uint32_t>);
    set('C', "SHORT_BINBYTES", &M::binary<uint8_t>);
    set(0x80, "PROTO", &M::proto);
    set(0x81, "NEWOBJ", &M::new_object);
    set(0x85, "TUPLE1", &M::short_tuple<1>);
    set(0x86, "TUPLE2", &M::short_tuple<2>);
    set(0x87, "TUPLE3", &M::short_tuple<3>);
    set(0x88, "NEWTRUE", &M::new_true);
    set(0x89, "NEWFALSE", &M::new_false);
    set(0x8a, "LONG1", &M::long_integer<uint8_t>);
    set(0x8b, "LONG4", &M::long_integer<uint32_t>);
    set(0x8c, "SHORT_BINUNICODE", &M::text<uint8_t>);
    set(0x8d, "BINUNICODE8", &M::text<uint64_t>);
    set(0x8e, "BINBYTES8", &M::binary<uint64_t>);
    set(0x8f, "EMPTY_SET", &M::empty<PickledSet>);
    set(0x90, "ADDITEMS", &M::appends);
    set(0x91, "FROZENSET", &M::frozen_set);
    set(0x92, "NEWOBJ_EX", &M::new_object_ex);
    set(0x93, "STACK_GLOBAL", &M::stack_global);
    set(0x94, "MEMOIZE", &M::memoize);
    set(0x95, "FRAME", &M::frame);
    set(0x96, "BYTEARRAY8", &M::binary<uint64_t>);
    // Protocols 0 and 1, registries of codes, and buffers outside the file.
    set('F', "FLOAT", nullptr);
    set('I', "INT", nullptr);
    set('L', "LONG", nullptr);
    set('P', "PERSID", nullptr);
    set('S', "STRING", nullptr);
    set('V', "UNICODE", nullptr);
    set('d', "DICT", nullptr);
    set('g', "GET", nullptr);
    set('i', "INST", nullptr);
    set('l', "LIST", nullptr);
    set('o', "OBJ", nullptr);
    set('p', "PUT", nullptr);
    set(0x82, "EXT1", nullptr);
    set(0x83, "EXT2", nullptr);
    set(0x84, "EXT4", nullptr);
    set(0x97, "NEXT_BUFFER", nullptr);
    set(0x98, "READONLY_BUFFER", nullptr);
  }
};

Result<> PickleMachine::run() {
  static constexpr OpcodeTable kTable;
  constexpr uint8_t kProto = 0x80, kStop = '.';
  for (PickleNode fixed : {PickleNode(), PickleNode(true), PickleNode(false), PickleNode(PickledTuple{})})
    TRY(add(std::move(fixed)));
  if (!bytes_.empty() && static_cast<uint8_t>(bytes_[0]) != kProto)
    return unsupported("a pickle of protocol 0 or 1, or no pickle at all");
  for (;;) {
    size_t start = position_;
    auto here = [&](auto error) { return std::unexpected(std::move(error).error().in(fmt::format("byte {}", start))); };
    if (position_ == bytes_.size()) return here(corrupt("the pickle has no end"));
    uint8_t code = static_cast<uint8_t>(bytes_[position_++]);
    if (code == kStop) break;
    const Opcode& opcode = kTable.opcodes[code];
    if (!opcode.name) return here(corrupt("{:#04x} is not an opcode", code));
    if (!opcode.run) return here(unsupported("opcode {}", opcode.name));
    if (Result<> done = (this->*opcode.run)(); !done)
      return here(std::unexpected(std::move(done).error().in(opcode.name)));
  }
  TRY_ASSIGN(pickle_.root, pop());
  pickle_.size = position_;
  return {};
}

Result<Pickle> read_pickle(SharedBytes source) {
  if (source.bytes.size() > kMaxPickle) source.bytes = source.bytes.first(kMaxPickle);
  Pickle pickle;
  pickle.source = std::move(source);
  TRY(PickleMachine(pickle).run());
  return pickle;
}

}  // namespace ponte::torch
