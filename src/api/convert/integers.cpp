#include "api/convert/integers.h"

#include "engines/onnxruntime/session.h"
#include "graph/byte_products.h"
#include "io/source.h"
#include "io/target.h"
#include "measure/saturation.h"

namespace ponte::api {

namespace {

Result<SessionPtr> open_plain(Graph graph, int opset, int threads) {
  TRY_ASSIGN(std::vector<std::byte> plain, to_plain_onnx(std::move(graph), opset));
  return onnxruntime::open_session(plain, {.threads = threads, .optimize = false, .optional_inputs = true});
}

}  // namespace

Result<ReferenceModel> exact_reference(const LoadedModel& model, bool is_file, int opset) {
  ReferenceModel reference{.description = "the source in exact arithmetic"};
  if (is_file && model.source->runs_in_onnxruntime && !has_inexact_operators(model.graph)) {
    reference.file = model.file;
    return reference;
  }
  Graph graph = model.graph;
  TRY(use_exact_arithmetic(graph));
  TRY_ASSIGN(reference.plain, to_plain_onnx(std::move(graph), opset));
  return reference;
}

Result<SessionPtr> open_exact(const Graph& graph, int opset, int threads) {
  Graph exact = graph;
  TRY(use_exact_arithmetic(exact));
  return open_plain(std::move(exact), opset, threads);
}

Result<SessionPtr> open_without_vnni(const Graph& graph, int opset, int threads) {
  if (count_saturable_products(graph) == 0) return nullptr;
  Graph saturating = graph;
  TRY(use_saturating_arithmetic(saturating));
  return open_plain(std::move(saturating), opset, threads);
}

Result<std::string> describe_saturation(const LoadedModel& model, const ReferenceRun& exact,
                                        const ConvertOptions& options) {
  auto session = open_without_vnni(model.graph, options.opset, options.threads);
  if (!session && session.error().kind == ErrorKind::unsupported)
    return fmt::format("processors without VNNI may give other numbers for the source than it says; {}",
                       session.error().what);
  if (!session) return std::unexpected(std::move(session).error());
  if (!*session) return std::string();
  TRY_ASSIGN(auto differences, measure_differences(exact, **session, model.card));
  std::string text;
  for (const OutputDifference& difference : differences)
    if (difference.max_abs > 0)
      text += fmt::format("{}{} by up to {:.3g}", text.empty() ? "" : ", ", difference.name, difference.max_abs);
  if (text.empty()) return text;
  return fmt::format("on processors without VNNI the source itself gives other numbers than it says: {}", text);
}

}  // namespace ponte::api
