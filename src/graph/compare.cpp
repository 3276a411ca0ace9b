#include "graph/compare.h"

#include <map>

namespace ponte::graph {

namespace {

/// Pairs the values of two graphs, from the outputs upwards.
class Comparison {
 public:
  Comparison(const Graph& a, const Graph& b) : a_(a), b_(b) {}

  std::optional<std::string> run() {
    pair_ends(a_.inputs(), b_.inputs(), "input");
    for (size_t i = 0; i < a_.inputs().size() && !found_; ++i)
      if (a_.value(a_.inputs()[i]).fact != b_.value(b_.inputs()[i]).fact)
        report("input {} differs in dtype or shape", a_.value(a_.inputs()[i]).name);
    pair_ends(a_.outputs(), b_.outputs(), "output");
    while (!pending_.empty() && !found_) {
      auto [x, y] = pending_.back();
      pending_.pop_back();
      compare_values(x, y);
    }
    return std::move(found_);
  }

 private:
  template <class... Args>
  void report(fmt::format_string<Args...> format, Args&&... args) {
    if (!found_) found_ = fmt::format(format, std::forward<Args>(args)...);
  }

  void pair_ends(const std::vector<ValueId>& a, const std::vector<ValueId>& b, std::string_view kind) {
    if (a.size() != b.size()) return report("{} {}s and {}", a.size(), kind, b.size());
    for (size_t i = 0; i < a.size(); ++i) {
      if (a_.value(a[i]).name != b_.value(b[i]).name)
        report("{} {} is named {} and {}", kind, i, a_.value(a[i]).name, b_.value(b[i]).name);
      pair(a[i], b[i]);
    }
  }

  // Equal constants may be one value on one side and two on the other; all else goes in pairs.
  void pair(ValueId x, ValueId y) {
    if (!x || !y) {
      if (x || y) report("an input of a node is absent on one side: {}", (x ? a_.value(x) : b_.value(y)).name);
      return;
    }
    if (a_.value(x).is_constant()) return pending_.emplace_back(x, y), void();
    auto [forward, is_new] = forward_.emplace(x, y);
    auto [backward, is_new_back] = backward_.emplace(y, x);
    if (forward->second != y || backward->second != x)
      return report("{} and {} do not stand in the same place", a_.value(x).name, b_.value(y).name);
    if (is_new) pending_.emplace_back(x, y);
  }

  void compare_values(ValueId x, ValueId y) {
    const Value &a = a_.value(x), &b = b_.value(y);
    if (a.is_constant() || b.is_constant()) {
      if (a.constant != b.constant) report("{} and {} are not the same constant", a.name, b.name);
      return;
    }
    const Node *p = a_.producer(x), *q = b_.producer(y);
    if (!p && !q) return;
    if (!p || !q) return report("{} and {}: only one is computed", a.name, b.name);
    if (p->op != q->op) return report("{} is {}, {} is {}", p->name, p->op->name, q->name, q->op->name);
    if (p->attrs != q->attrs) return report("{} and {} ({}) differ in attributes", p->name, q->name, p->op->name);
    if (p->inputs.size() != q->inputs.size() || p->outputs.size() != q->outputs.size() || a.slot != b.slot)
      return report("{} and {} ({}) differ in inputs or outputs", p->name, q->name, p->op->name);
    for (size_t i = 0; i < p->inputs.size(); ++i) pair(p->inputs[i], q->inputs[i]);
    for (size_t i = 0; i < p->outputs.size(); ++i) pair(p->outputs[i], q->outputs[i]);
  }

  const Graph &a_, &b_;
  std::map<ValueId, ValueId> forward_, backward_;
  std::vector<std::pair<ValueId, ValueId>> pending_;
  std::optional<std::string> found_;
};

}  // namespace

std::optional<std::string> difference(const Graph& a, const Graph& b) { return Comparison(a, b).run(); }

}  // namespace ponte::graph
