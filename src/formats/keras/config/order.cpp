#include "formats/keras/config/order.h"

#include <algorithm>
#include <cstdint>

namespace ponte::keras {

namespace {

constexpr int64_t kNone = -1;

struct Walk {
  std::vector<size_t> finished;  // calls, from the inputs on
  std::vector<int64_t> number;   // of each operation, in the order in which they are met
};

// Without recursion: a chain may be as long as the file.
Result<Walk> walk_from(std::span<const OrderedCall> calls, std::span<const size_t> outputs, size_t operations) {
  enum class State : uint8_t { unseen, open, done };
  struct Visit {
    size_t call, next_parent = 0;
  };
  Walk walk{.number = std::vector<int64_t>(operations, kNone)};
  std::vector<State> states(calls.size(), State::unseen);
  std::vector<Visit> path;
  int64_t numbers = 0;
  auto enter = [&](size_t call) {
    states[call] = State::open;
    int64_t& number = walk.number[calls[call].operation];
    if (number == kNone) number = numbers++;
    path.push_back({call});
  };
  for (size_t output : outputs) {
    if (states[output] == State::unseen) enter(output);
    while (!path.empty()) {
      auto& [call, next_parent] = path.back();
      if (next_parent == calls[call].parents.size()) {
        states[call] = State::done;
        walk.finished.push_back(call);
        path.pop_back();
        continue;
      }
      size_t parent = calls[call].parents[next_parent++];
      if (states[parent] == State::open) return corrupt("the layers form a cycle");
      if (states[parent] == State::unseen) enter(parent);
    }
  }
  return walk;
}

// An operation is as far from the outputs as the farthest of its calls.
std::vector<int64_t> depths_of(std::span<const OrderedCall> calls, const Walk& walk) {
  std::vector<int64_t> call_depth(calls.size(), 0), depth(walk.number.size(), kNone);
  for (auto call = walk.finished.rbegin(); call != walk.finished.rend(); ++call) {
    int64_t& own = depth[calls[*call].operation];
    own = std::max({own, call_depth[*call], int64_t{0}});
    for (size_t parent : calls[*call].parents) call_depth[parent] = std::max(call_depth[parent], own + 1);
  }
  return depth;
}

}  // namespace

Result<std::vector<size_t>> functional_order(std::span<const OrderedCall> calls, std::span<const size_t> outputs,
                                             std::span<const size_t> inputs) {
  size_t operations = 0;
  for (const OrderedCall& call : calls) operations = std::max(operations, call.operation + 1);
  TRY_ASSIGN(Walk walk, walk_from(calls, outputs, operations));
  std::vector<int64_t> depth = depths_of(calls, walk);
  for (size_t input : inputs)
    if (depth[input] == kNone) depth[input] = 0;
  std::vector<size_t> order;
  for (size_t operation = 0; operation < operations; ++operation)
    if (depth[operation] != kNone) order.push_back(operation);
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    return depth[a] != depth[b] ? depth[a] > depth[b] : walk.number[a] < walk.number[b];
  });
  return order;
}

}  // namespace ponte::keras
