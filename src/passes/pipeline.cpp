#include "passes/pipeline.h"

namespace ponte::passes {

namespace {

Group make_group(std::string_view name, std::initializer_list<std::span<const Rule* const>> tables) {
  Group group{.name = name};
  for (auto table : tables) group.rules.insert(group.rules.end(), table.begin(), table.end());
  return group;
}

Group lower_group(const CanWrite& can_write) {
  Group group = make_group("lower", {lower_rules()});
  group.applies = [&can_write](const Graph& graph, NodeId id) { return !can_write(*graph.node(id).op); };
  return group;
}

Result<> check_all_names(const PassOptions& options) {
  std::vector<Group> groups = optimize_groups();
  groups.push_back(make_group("half", {half_rules()}));
  groups.push_back(make_group("lower", {lower_rules()}));
  groups.push_back(make_group("onnxruntime", {onnxruntime_rules()}));
  groups.push_back(make_group("x64", {x64_rules()}));
  groups.push_back(make_group("xnnpack", {xnnpack_rules()}));
  return check_names(options, groups);
}

Result<Report> run_alone(const Group& group, Graph& graph, const PassOptions& options) {
  TRY(check_all_names(options));
  Report report;
  TRY(run_group(group, graph, options, report));
  return report;
}

}  // namespace

std::vector<Group> optimize_groups() {
  return {
      make_group("simplify", {simplify_rules(), fold_rules()}),
      // Before fuse: the 3 in clip(x + 3, 0, 6) would else become part of the bias of a convolution.
      make_group("recognize", {recognize_rules()}),
      make_group("fuse", {fuse_rules()}),
  };
}

Result<Report> optimize(Graph& graph, const PassOptions& options) {
  TRY(check_all_names(options));
  Report report;
  graph.remove_dead();
  for (const Group& group : optimize_groups()) TRY(run_group(group, graph, options, report));
  return report;
}

Result<Report> optimize_for_halves(Graph& graph, const PassOptions& options) {
  TRY_ASSIGN(Report report, run_alone(make_group("half", {half_rules()}), graph, options));
  PassOptions rest = options;
  rest.disabled_rules.emplace_back("fuse_conv_mul");
  TRY_ASSIGN(Report optimized, optimize(graph, rest));
  report.add(optimized);
  return report;
}

Result<Report> tune_for_onnxruntime(Graph& graph, const PassOptions& options) {
  return run_alone(make_group("onnxruntime", {onnxruntime_rules()}), graph, options);
}

Result<Report> avoid_saturation(Graph& graph, const PassOptions& options) {
  return run_alone(make_group("x64", {x64_rules()}), graph, options);
}

Result<Report> tune_for_xnnpack(Graph& graph, const PassOptions& options) {
  return run_alone(make_group("xnnpack", {xnnpack_rules(), simplify_rules()}), graph, options);
}

Result<Report> cleanup(Graph& graph, const PassOptions& options) {
  return run_alone(make_group("cleanup", {simplify_rules()}), graph, options);
}

Result<Report> lower(Graph& graph, const CanWrite& can_write, const PassOptions& options) {
  TRY(check_all_names(options));
  PassOptions whole = options;
  whole.stop_after.reset();
  Report report;
  TRY(run_group(lower_group(can_write), graph, whole, report));
  return report;
}

}  // namespace ponte::passes
