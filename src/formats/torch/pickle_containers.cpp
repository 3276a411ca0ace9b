// Opcodes that fill tuples, lists, sets and dicts, and objects whose classes are kinds of list or dict.
#include "formats/torch/pickle_machine.h"

namespace ponte::torch {

Result<> PickleMachine::tuple() {
  TRY_ASSIGN(auto items, since_mark());
  PickledTuple tuple{{items.begin(), items.end()}};
  drop_mark();
  return push_new(std::move(tuple));
}

Result<> PickleMachine::frozen_set() {
  TRY_ASSIGN(auto items, since_mark());
  PickledSet set{{items.begin(), items.end()}};
  drop_mark();
  return push_new(std::move(set));
}

Result<> PickleMachine::append() {
  TRY_ASSIGN(PickleId item, pop());
  TRY_ASSIGN(PickleId target, top());
  return append_to(target, {&item, 1});
}

Result<> PickleMachine::appends() {
  TRY_ASSIGN(auto marked, since_mark());
  std::vector<PickleId> items(marked.begin(), marked.end());
  drop_mark();
  TRY_ASSIGN(PickleId target, top());
  return append_to(target, items);
}

Result<> PickleMachine::append_to(PickleId target, std::span<const PickleId> items) {
  if (auto* object = as<PickledObject>(target)) {
    PickleId own = object->items;
    if (own == kNoneId) {
      TRY_ASSIGN(own, add(PickledList{}));
      as<PickledObject>(target)->items = own;
    }
    target = own;
  }
  std::vector<PickleId>* into = nullptr;
  if (auto* list = as<PickledList>(target)) into = &list->items;
  if (auto* set = as<PickledSet>(target)) into = &set->items;
  if (!into) return corrupt("elements are added to {}", value(target).description());
  into->insert(into->end(), items.begin(), items.end());
  return {};
}

Result<> PickleMachine::set_item() {
  TRY_ASSIGN(PickleId item, pop());
  TRY_ASSIGN(PickleId key, pop());
  TRY_ASSIGN(PickleId target, top());
  return store_in(target, std::array{key, item});
}

Result<> PickleMachine::set_items() {
  TRY_ASSIGN(auto marked, since_mark());
  std::vector<PickleId> items(marked.begin(), marked.end());
  drop_mark();
  TRY_ASSIGN(PickleId target, top());
  return store_in(target, items);
}

Result<> PickleMachine::store_in(PickleId target, std::span<const PickleId> keys_and_values) {
  if (keys_and_values.size() % 2 != 0) return corrupt("a key without a value");
  if (auto* object = as<PickledObject>(target)) {
    PickleId own = object->entries;
    if (own == kNoneId) {
      TRY_ASSIGN(own, add(PickledDict{}));
      as<PickledObject>(target)->entries = own;
    }
    target = own;
  }
  auto* dict = as<PickledDict>(target);
  if (!dict) return corrupt("entries are stored in {}", value(target).description());
  for (size_t i = 0; i < keys_and_values.size(); i += 2)
    dict->entries.emplace_back(keys_and_values[i], keys_and_values[i + 1]);
  return {};
}

}  // namespace ponte::torch
