#include "passes/driver.h"

#include <algorithm>
#include <deque>
#include <set>

#include "base/words.h"
#include "graph/verify.h"
#include "passes/nearest.h"

namespace ponte::passes {

void Report::add(const Report& other) {
  for (const auto& [rule, count] : other.applied) applied[rule] += count;
}

int64_t Report::total() const {
  int64_t sum = 0;
  for (const auto& [name, count] : applied) sum += count;
  return sum;
}

namespace {

// A group that is still busy after this many patches goes round in circles.
constexpr size_t kPatchesPerNode = 16, kExtraPatches = 1000;
constexpr size_t kRemembered = 64;  // patches whose rules such an error names
constexpr int kMaxSweeps = 64;
// What a patch changes is looked at again by the rules anchored this far downstream.
constexpr size_t kReach = 6, kMaxNeighbours = 64;
// Constants that rules may make, beyond a multiple of those that came in: files from strangers could ask for any
// amount of arithmetic.
constexpr size_t kExtraConstantBytes = size_t{64} << 20, kConstantGrowth = 8;

bool anchors_on(const Rule& rule, std::string_view op) { return rule.anchors.empty() || has_word(rule.anchors, op); }

size_t constant_bytes(const Graph& graph) {
  size_t bytes = 0;
  for (uint32_t i = 0; i < graph.value_count(); ++i)
    if (const auto& constant = graph.value(ValueId{i}).constant) bytes += constant->bytes().size();
  return bytes;
}

class GroupRun {
 public:
  GroupRun(const Group& group, Graph& graph, const PassOptions& options, Report& report)
      : group_(group),
        graph_(graph),
        options_(options),
        report_(report),
        patches_left_(kPatchesPerNode * graph.order().size() + kExtraPatches),
        bytes_left_(kExtraConstantBytes + kConstantGrowth * constant_bytes(graph)) {
    for (const Rule* rule : group.rules)
      if (std::ranges::find(options.disabled_rules, rule->name) == options.disabled_rules.end()) rules_.push_back(rule);
  }

  Result<> to_fixpoint() {
    for (int sweep = 0; sweep < kMaxSweeps; ++sweep) {
      int64_t before = report_.total();
      for (NodeId id : graph_.order()) enqueue(id);
      while (!queue_.empty() && !stopped()) {
        NodeId id = queue_.front();
        queue_.pop_front();
        queued_[id.index] = false;
        TRY(visit(id));
      }
      if (report_.total() == before || stopped()) return {};
    }
    return did_not_converge();
  }

 private:
  bool stopped() const { return options_.stop_after && report_.total() >= *options_.stop_after; }

  void enqueue(NodeId id) {
    if (queued_.size() <= id.index) queued_.resize(id.index + 1, false);
    if (queued_[id.index]) return;
    queued_[id.index] = true;
    queue_.push_back(id);
  }

  const std::vector<const Rule*>& rules_for(const OpInfo& op) {
    auto [entry, is_new] = by_op_.try_emplace(&op);
    if (is_new)
      for (const Rule* rule : rules_)
        if (anchors_on(*rule, op.name)) entry->second.push_back(rule);
    return entry->second;
  }

  Result<> visit(NodeId id) {
    if (!graph_.node(id).alive || (group_.applies && !group_.applies(graph_, id))) return {};
    for (const Rule* rule : rules_for(*graph_.node(id).op)) {
      if (!rule->match(graph_, id)) continue;
      auto done = in_context(in_context(apply(*rule, id), std::string(rule->name)), graph_.node(id).name);
      if (!done) return done;
      if (!graph_.node(id).alive) return {};
      enqueue(id);
      return {};
    }
    return {};
  }

  Result<> apply(const Rule& rule, NodeId id) {
    if (patches_left_-- == 0) return did_not_converge();
    Patch patch(graph_);
    TRY(rule.rewrite(graph_, id, patch));
    if (patch.empty()) return internal("the rule matched and changed nothing");
    if (patch.constant_bytes() > bytes_left_)
      return unsupported("the constants that were made from those in the file grow too large");
    bytes_left_ -= patch.constant_bytes();
    TRY_ASSIGN(Patch::Change change, std::move(patch).apply(graph_, rule.name));
    ++report_.applied[std::string(rule.name)];
    recent_.push_back(rule.name);
    if (recent_.size() > kRemembered) recent_.pop_front();
    look_again(change);
    if (!options_.dump || options_.dump_after != rule.name) return {};
    TRY(graph_.sort());
    options_.dump(rule.name, graph_);
    return {};
  }

  // Rules look upstream from their anchor, so what may match now are the new nodes and those downstream of a change.
  void look_again(const Patch::Change& change) {
    std::vector<NodeId> ring = change.added;
    for (ValueId value : change.touched)
      ring.insert(ring.end(), graph_.value(value).consumers.begin(), graph_.value(value).consumers.end());
    size_t looked_at = 0;
    for (size_t step = 0; step < kReach && !ring.empty(); ++step) {
      std::vector<NodeId> next;
      for (NodeId id : ring) {
        if (!graph_.node(id).alive) continue;
        if (++looked_at > kMaxNeighbours) return;
        enqueue(id);
        for (ValueId output : graph_.node(id).outputs)
          next.insert(next.end(), graph_.value(output).consumers.begin(), graph_.value(output).consumers.end());
      }
      ring = std::move(next);
    }
  }

  Result<> did_not_converge() const {
    std::set<std::string_view> names(recent_.begin(), recent_.end());
    return internal("the rules of {} did not converge: {} keep firing", group_.name, fmt::join(names, ", "));
  }

  const Group& group_;
  Graph& graph_;
  const PassOptions& options_;
  Report& report_;
  std::vector<const Rule*> rules_;
  std::unordered_map<const OpInfo*, std::vector<const Rule*>> by_op_;
  std::deque<NodeId> queue_;
  std::vector<bool> queued_;
  size_t patches_left_, bytes_left_;
  std::deque<std::string_view> recent_;
};

}  // namespace

Result<> run_group(const Group& group, Graph& graph, const PassOptions& options, Report& report) {
  TRY(GroupRun(group, graph, options, report).to_fixpoint());
  TRY(graph.sort());
  TRY(in_context(verify(graph), fmt::format("after {}", group.name)));
  if (options.dump && options.dump_after == group.name) options.dump(group.name, graph);
  return {};
}

Result<> check_names(const PassOptions& options, const std::vector<Group>& groups) {
  std::vector<std::string_view> rules, all;
  for (const Group& group : groups) {
    all.push_back(group.name);
    for (const Rule* rule : group.rules) rules.push_back(rule->name);
  }
  all.insert(all.end(), rules.begin(), rules.end());
  auto check = [](std::string_view name, const std::vector<std::string_view>& known,
                  std::string_view what) -> Result<> {
    if (std::ranges::find(known, name) != known.end()) return {};
    return with_hint(usage_error("there is no {} {}", what, name),
                     fmt::format("did you mean {}?", nearest(name, known)));
  };
  for (const std::string& name : options.disabled_rules) TRY(check(name, rules, "rule"));
  if (!options.dump_after.empty()) TRY(check(options.dump_after, all, "rule or group"));
  return {};
}

}  // namespace ponte::passes
