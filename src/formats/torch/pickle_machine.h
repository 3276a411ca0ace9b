#pragma once
// The stack machine that a pickle is a program for.

#include <set>

#include "formats/torch/known_classes.h"
#include "formats/torch/pickle.h"

namespace ponte::torch {

class PickleMachine {
 public:
  explicit PickleMachine(Pickle& pickle) : pickle_(pickle), bytes_(pickle.source.bytes) {}

  /// Runs up to STOP.
  Result<> run();

 private:
  using Handler = Result<> (PickleMachine::*)();
  struct Opcode {
    const char* name = nullptr;
    Handler run = nullptr;  // none: recognised, but refused
  };
  struct OpcodeTable;

  // Input.
  Result<Bytes> take(uint64_t count);
  template <class T>
  Result<T> number();
  Result<std::string_view> line();

  // Stack and memo.
  Result<PickleId> pop();
  Result<PickleId> top() const;
  Result<std::span<const PickleId>> since_mark();
  void drop_mark();
  void push(PickleId id) { stack_.push_back(id); }
  Result<> push_new(PickleNode node);
  Result<> put(uint64_t index);
  Result<> get(uint64_t index);

  // The arena. `spend` counts everything that takes memory, so that a short pickle cannot ask for much of it.
  Result<> spend(uint64_t amount);
  Result<PickleId> add(PickleNode node);
  Result<PickleId> add_text(std::string_view bytes);
  template <class T>
  T* as(PickleId id) {
    return std::get_if<T>(&pickle_.nodes[id]);
  }
  PickleValue value(PickleId id) const { return {pickle_, id}; }
  Result<std::vector<PickleId>> copy_items(PickleId sequence);

  // Handlers of opcodes: numbers and texts.
  Result<> proto();
  Result<> frame();
  Result<> none();
  Result<> new_true();
  Result<> new_false();
  template <class T>
  Result<> integer();
  template <class Length>
  Result<> long_integer();
  Result<> binary_float();
  template <class Length>
  Result<> text();
  template <class Length>
  Result<> binary();

  // Stack and memo.
  Result<> mark();
  Result<> pop_value();
  Result<> pop_mark();
  Result<> duplicate();
  template <class T>
  Result<> memo_get();
  template <class T>
  Result<> memo_put();
  Result<> memoize();

  // Containers.
  template <class Container>
  Result<> empty();
  Result<> empty_tuple();
  template <int kCount>
  Result<> short_tuple();
  Result<> tuple();
  Result<> frozen_set();
  Result<> append();
  Result<> appends();
  Result<> set_item();
  Result<> set_items();
  Result<> append_to(PickleId target, std::span<const PickleId> items);
  Result<> store_in(PickleId target, std::span<const PickleId> keys_and_values);

  // Classes, objects, tensors.
  Result<> global();
  Result<> push_global(std::string_view module, std::string_view name);
  Result<> stack_global();
  Result<> new_object();
  Result<> new_object_ex();
  Result<> reduce();
  Result<> build();
  Result<> persistent_id();

  // What calls mean.
  using Reducer = Result<PickleId> (PickleMachine::*)(PickleId callable, std::span<const PickleId> arguments);
  static Reducer find_reducer(const PickledGlobal& global);
  Result<PickleId> call(PickleId callable, PickleId arguments);
  Result<PickleId> make_object(PickleId callable, PickleId arguments);
  Result<PickleId> rebuild_tensor(PickleId callable, std::span<const PickleId> arguments);
  Result<PickleId> first_argument(PickleId callable, std::span<const PickleId> arguments);
  Result<PickleId> rebuild_from_type(PickleId callable, std::span<const PickleId> arguments);
  Result<PickleId> make_dict(PickleId callable, std::span<const PickleId> arguments);
  Result<PickleId> make_set(PickleId callable, std::span<const PickleId> arguments);
  Result<PickleId> make_list(PickleId callable, std::span<const PickleId> arguments);
  Result<PickleId> encode_text(PickleId callable, std::span<const PickleId> arguments);
  Result<PickleId> make_numpy_scalar(PickleId callable, std::span<const PickleId> arguments);
  Result<PickleId> new_of_class(PickleId callable, std::span<const PickleId> arguments);
  Result<Dims> short_ints(PickleId sequence);
  Result<PickleId> make_storage(std::span<const PickleId> parts);
  void warn_about(PickleId callable, Creation creation);

  Pickle& pickle_;
  Bytes bytes_;
  size_t position_ = 0;
  bool stopped_ = false;
  std::vector<PickleId> stack_;
  std::vector<size_t> marks_;  // stack sizes
  std::vector<PickleId> memo_;
  uint64_t spent_ = 0;
  std::set<std::string> warned_;
};

}  // namespace ponte::torch
