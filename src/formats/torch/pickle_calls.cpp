// What the calls in a pickle mean: tensors and plain data where that is known, opaque objects elsewhere.

#include "formats/torch/pickle_machine.h"
#include "formats/torch/utf8.h"

namespace ponte::torch {

namespace {

constexpr size_t kMaxWarnings = 16;

/// Python 2 names of modules, which pickles of protocol 2 keep.
std::string_view modern_module(std::string_view module) {
  if (module == "__builtin__") return "builtins";
  if (module == "copy_reg") return "copyreg";
  return module;
}

/// Element type of "FloatStorage" or "float32"; nothing for what ponte does not carry.
std::optional<DType> dtype_of_name(std::string_view name) {
  struct Entry {
    std::string_view storage, dtype;
    DType type;
  };
  static constexpr Entry kEntries[] = {
      {"FloatStorage", "float32", DType::f32},
      {"HalfStorage", "float16", DType::f16},
      {"BFloat16Storage", "bfloat16", DType::bf16},
      {"DoubleStorage", "float64", DType::f64},
      {"LongStorage", "int64", DType::i64},
      {"IntStorage", "int32", DType::i32},
      {"ShortStorage", "int16", DType::i16},
      {"CharStorage", "int8", DType::i8},
      {"ByteStorage", "uint8", DType::u8},
      {"BoolStorage", "bool", DType::boolean},
      {"UntypedStorage", "", DType::u8},
      {"", "uint16", DType::u16},
      {"", "uint32", DType::u32},
      {"", "uint64", DType::u64},
  };
  for (const Entry& entry : kEntries)
    if (!name.empty() && (name == entry.storage || name == entry.dtype)) return entry.type;
  return std::nullopt;
}

/// The elements of a tuple or list, in place.
std::span<const PickleId> items_of(const Pickle& pickle, PickleId id) {
  const PickleNode& node = pickle.nodes[id];
  if (const auto* tuple = std::get_if<PickledTuple>(&node)) return tuple->items;
  if (const auto* list = std::get_if<PickledList>(&node)) return list->items;
  return {};
}

template <class T>
double element_as(Bytes raw) {
  T value;
  std::memcpy(&value, raw.data(), sizeof(T));
  return static_cast<double>(value);
}

/// A numpy scalar of type "f8", "i8", "b1", … from its little-endian bytes; nothing when it is of another kind.
std::optional<PickleNode> numpy_scalar(std::string_view type, Bytes raw) {
  if (type.size() != 2 || raw.size() != static_cast<size_t>(type[1] - '0')) return std::nullopt;
  if (type == "f8") return element_as<double>(raw);
  if (type == "f4") return element_as<float>(raw);
  if (type == "b1") return raw[0] != std::byte{0};
  if (type[0] != 'i' && type[0] != 'u') return std::nullopt;
  bool negative = type[0] == 'i' && (raw.back() & std::byte{0x80}) != std::byte{0};
  int64_t value = negative ? -1 : 0;
  std::memcpy(&value, raw.data(), raw.size());
  if (type == "u8" && value < 0) return std::nullopt;
  return value;
}

}  // namespace

// --- opcodes

Result<> PickleMachine::global() {
  TRY_ASSIGN(std::string_view module, line());
  TRY_ASSIGN(std::string_view name, line());
  return push_global(module, name);
}

Result<> PickleMachine::stack_global() {
  TRY_ASSIGN(PickleId name, pop());
  TRY_ASSIGN(PickleId module, pop());
  const auto* module_text = as<std::string_view>(module);
  const auto* name_text = as<std::string_view>(name);
  if (!module_text || !name_text) return corrupt("a class whose name is not a text");
  return push_global(*module_text, *name_text);
}

/// Names are shown to people, so they must be text without control characters.
Result<> PickleMachine::push_global(std::string_view module, std::string_view name) {
  for (std::string_view part : {module, name}) {
    bool is_printable = std::ranges::none_of(part, [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; });
    if (part.empty() || !is_printable || repaired_utf8(part)) return corrupt("a class whose name is no name");
  }
  return push_new(PickledGlobal{modern_module(module), name});
}

Result<> PickleMachine::new_object() {
  TRY_ASSIGN(PickleId arguments, pop());
  TRY_ASSIGN(PickleId callable, pop());
  warn_about(callable, Creation::new_object);
  TRY_ASSIGN(PickleId object, make_object(callable, arguments));
  push(object);
  return {};
}

Result<> PickleMachine::new_object_ex() {
  TRY(pop());  // keyword arguments of __new__: no class that matters has any
  return new_object();
}

Result<> PickleMachine::reduce() {
  TRY_ASSIGN(PickleId arguments, pop());
  TRY_ASSIGN(PickleId callable, pop());
  TRY_ASSIGN(PickleId result, call(callable, arguments));
  push(result);
  return {};
}

Result<> PickleMachine::build() {
  TRY_ASSIGN(PickleId state, pop());
  TRY_ASSIGN(PickleId target, top());
  // Attributes set on dicts, tensors and the like (`_metadata` of a state dict) mean nothing to us.
  if (auto* object = as<PickledObject>(target)) object->state = state;
  return {};
}

Result<> PickleMachine::persistent_id() {
  TRY_ASSIGN(PickleId id, pop());
  std::span<const PickleId> parts = items_of(pickle_, id);
  const auto* kind = parts.empty() ? nullptr : as<std::string_view>(parts[0]);
  if (kind && *kind == "storage" && parts.size() >= 5) {
    TRY_ASSIGN(PickleId storage, make_storage(parts));
    push(storage);
    return {};
  }
  // The old container writes classes with their source text: ('module', class, file, source).
  if (kind && *kind == "module" && parts.size() >= 2 && as<PickledGlobal>(parts[1])) {
    push(parts[1]);
    return {};
  }
  return corrupt("the persistent id is not that of a storage");
}

/// ('storage', class, key, location, element count[, None or (key, offset, element count) of a part])
Result<PickleId> PickleMachine::make_storage(std::span<const PickleId> parts) {
  const auto* type = as<PickledGlobal>(parts[1]);
  const auto* key = as<std::string_view>(parts[2]);
  const auto* count = as<int64_t>(parts[4]);
  if (!type || !key || !count) return corrupt("the persistent id of a storage lacks its class, key or size");
  PickledStorage storage{0, 0, *count};
  TRY_ASSIGN(storage.index, pickle_.tensors->add_storage({std::string(*key), dtype_of_name(type->name), *count}));
  std::span<const PickleId> view = parts.size() > 5 ? items_of(pickle_, parts[5]) : std::span<const PickleId>();
  if (view.size() == 3) {
    const auto* offset = as<int64_t>(view[1]);
    const auto* part = as<int64_t>(view[2]);
    if (!offset || !part || *offset < 0 || *part < 0 || *offset > *count || *part > *count - *offset)
      return corrupt("part of storage '{}' lies outside it", *key);
    storage.offset = *offset;
    storage.count = *part;
  }
  return add(storage);
}

// --- calls

PickleMachine::Reducer PickleMachine::find_reducer(const PickledGlobal& global) {
  using M = PickleMachine;
  struct Entry {
    std::string_view module, name;
    Reducer reducer;
  };
  static constexpr Entry kEntries[] = {
      {"torch._utils", "_rebuild_tensor_v2", &M::rebuild_tensor},
      {"torch._utils", "_rebuild_tensor_v3", &M::rebuild_tensor},
      {"torch._utils", "_rebuild_tensor", &M::rebuild_tensor},
      {"torch._utils", "_rebuild_parameter", &M::first_argument},
      {"torch._utils", "_rebuild_parameter_with_state", &M::first_argument},
      {"torch._tensor", "_rebuild_from_type_v2", &M::rebuild_from_type},
      {"torch", "Size", &M::first_argument},
      {"collections", "OrderedDict", &M::make_dict},
      {"builtins", "dict", &M::make_dict},
      {"builtins", "set", &M::make_set},
      {"builtins", "frozenset", &M::make_set},
      {"builtins", "list", &M::make_list},
      {"_codecs", "encode", &M::encode_text},
      {"numpy.core.multiarray", "scalar", &M::make_numpy_scalar},
      {"numpy._core.multiarray", "scalar", &M::make_numpy_scalar},
      {"copyreg", "_reconstructor", &M::new_of_class},
      {"copyreg", "__newobj__", &M::new_of_class},
  };
  for (const Entry& entry : kEntries)
    if (global.name == entry.name && global.module == entry.module) return entry.reducer;
  return nullptr;
}

Result<PickleId> PickleMachine::call(PickleId callable, PickleId arguments) {
  const auto* global = as<PickledGlobal>(callable);
  Reducer reducer = global ? find_reducer(*global) : nullptr;
  if (reducer) return (this->*reducer)(callable, items_of(pickle_, arguments));
  warn_about(callable, Creation::call);
  return make_object(callable, arguments);
}

Result<PickleId> PickleMachine::make_object(PickleId callable, PickleId arguments) {
  PickledObject object;
  object.callable = callable;
  object.arguments = arguments;
  return add(object);
}

void PickleMachine::warn_about(PickleId callable, Creation creation) {
  if (warned_.size() > kMaxWarnings) return;
  const auto* global = as<PickledGlobal>(callable);
  if (global && is_harmless(*global, creation)) return;
  constexpr size_t kShown = 100;
  std::string name = global ? fmt::format("{:.{}}", value(callable).class_path(), kShown) : "the result of a call";
  if (!warned_.insert(name).second) return;
  if (warned_.size() > kMaxWarnings) {
    pickle_.warnings.push_back("the file asks for more calls of this kind; ponte never calls anything");
  } else if (creation == Creation::call) {
    pickle_.warnings.push_back(fmt::format("the file asks to call {}; ponte never calls anything", name));
  } else {
    pickle_.warnings.push_back(
        fmt::format("the file holds objects of the unknown class {}; its code is not run", name));
  }
}

/// (storage, offset, sizes, strides, …); version 3 has the element type as its seventh argument.
Result<PickleId> PickleMachine::rebuild_tensor(PickleId callable, std::span<const PickleId> arguments) {
  if (arguments.size() < 4) return corrupt("a tensor of {} arguments", arguments.size());
  const auto* storage = as<PickledStorage>(arguments[0]);
  const auto* offset = as<int64_t>(arguments[1]);
  if (!storage || !offset)
    return corrupt("a tensor of {} and {}", value(arguments[0]).description(), value(arguments[1]).description());
  StoredTensor tensor;
  tensor.storage = storage->index;
  tensor.dtype = pickle_.tensors->storages()[storage->index].dtype;
  if (as<PickledGlobal>(callable)->name == "_rebuild_tensor_v3") {
    const auto* type = arguments.size() > 6 ? as<PickledGlobal>(arguments[6]) : nullptr;
    if (tensor.dtype == DType::u8) tensor.dtype = type ? dtype_of_name(type->name) : std::nullopt;
  }
  if (__builtin_add_overflow(*offset, storage->offset, &tensor.offset)) return corrupt("tensor at offset {}", *offset);
  TRY_ASSIGN(tensor.sizes, short_ints(arguments[2]));
  TRY_ASSIGN(tensor.strides, short_ints(arguments[3]));
  TRY_ASSIGN(uint32_t index, pickle_.tensors->add_tensor(std::move(tensor)));
  return add(PickledTensor{index});
}

Result<Dims> PickleMachine::short_ints(PickleId sequence) {
  size_t size = items_of(pickle_, sequence).size();
  if (size > kMaxRank) return corrupt("a tensor of {} dimensions", size);
  return value(sequence).as_ints();
}

/// torch.Size(tuple) is the tuple, and a parameter is its tensor.
Result<PickleId> PickleMachine::first_argument(PickleId callable, std::span<const PickleId> arguments) {
  if (arguments.empty()) return corrupt("{} without arguments", value(callable).class_path());
  return arguments[0];
}

/// (function, type, arguments, state): a tensor that had attributes of its own.
Result<PickleId> PickleMachine::rebuild_from_type(PickleId callable, std::span<const PickleId> arguments) {
  if (arguments.size() < 3) return corrupt("{} of {} arguments", value(callable).class_path(), arguments.size());
  const auto* inner = as<PickledGlobal>(arguments[0]);
  // Once is enough: the function is one of torch's own that rebuild plain tensors.
  if (inner && inner->name == "_rebuild_from_type_v2") return corrupt("a tensor rebuilt in circles");
  return call(arguments[0], arguments[2]);
}

Result<PickleId> PickleMachine::make_dict(PickleId, std::span<const PickleId> arguments) {
  PickledDict dict;
  if (!arguments.empty()) {
    if (const auto* other = as<PickledDict>(arguments[0])) {
      TRY(spend(other->entries.size()));
      dict = *other;
    } else {
      TRY_ASSIGN(std::vector<PickleId> pairs, copy_items(arguments[0]));
      for (PickleId pair : pairs) {
        std::span<const PickleId> parts = items_of(pickle_, pair);
        if (parts.size() != 2) return corrupt("a dict entry that is not a pair");
        dict.entries.emplace_back(parts[0], parts[1]);
      }
    }
  }
  return add(std::move(dict));
}

Result<PickleId> PickleMachine::make_set(PickleId, std::span<const PickleId> arguments) {
  PickledSet set;
  if (!arguments.empty()) {
    TRY_ASSIGN(set.items, copy_items(arguments[0]));
  }
  return add(std::move(set));
}

Result<PickleId> PickleMachine::make_list(PickleId, std::span<const PickleId> arguments) {
  PickledList list;
  if (!arguments.empty()) {
    TRY_ASSIGN(list.items, copy_items(arguments[0]));
  }
  return add(std::move(list));
}

/// encode(text, 'latin1') is how protocol 2 writes bytes. Long ones (arrays) are of no use here and stay opaque, so
/// that a long text that is encoded again and again costs nothing.
Result<PickleId> PickleMachine::encode_text(PickleId callable, std::span<const PickleId> arguments) {
  constexpr size_t kLongest = 64;
  const auto* text = arguments.empty() ? nullptr : as<std::string_view>(arguments[0]);
  if (!text || text->size() > kLongest) return make_object(callable, kNoneId);
  std::string bytes;
  for (size_t i = 0; i < text->size(); ++i) {
    uint8_t lead = static_cast<uint8_t>((*text)[i]);
    if (lead >= 0x80) {
      if (lead > 0xc3 || i + 1 == text->size()) return make_object(callable, kNoneId);
      lead = static_cast<uint8_t>((lead << 6) | ((*text)[++i] & 0x3f));
    }
    bytes += static_cast<char>(lead);
  }
  return add(PickledBytes{as_bytes(pickle_.owned.emplace_back(std::move(bytes)))});
}

/// scalar(dtype('f8', …), bytes)
Result<PickleId> PickleMachine::make_numpy_scalar(PickleId callable, std::span<const PickleId> arguments) {
  if (arguments.size() == 2) {
    const auto* dtype = as<PickledObject>(arguments[0]);
    const auto* raw = as<PickledBytes>(arguments[1]);
    std::span<const PickleId> of = dtype ? items_of(pickle_, dtype->arguments) : std::span<const PickleId>();
    const auto* name = of.empty() ? nullptr : as<std::string_view>(of[0]);
    std::optional<PickleNode> number = name && raw ? numpy_scalar(*name, raw->bytes) : std::nullopt;
    if (number) return add(std::move(*number));
  }
  return make_object(callable, kNoneId);
}

/// _reconstructor(class, base, state) and __newobj__(class, …) make an object of the class.
Result<PickleId> PickleMachine::new_of_class(PickleId callable, std::span<const PickleId> arguments) {
  if (arguments.empty()) return corrupt("{} without arguments", value(callable).class_path());
  warn_about(arguments[0], Creation::new_object);
  return make_object(arguments[0], kNoneId);
}

}  // namespace ponte::torch
