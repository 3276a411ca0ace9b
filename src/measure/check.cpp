#include "measure/check.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engines/onnxruntime/session.h"
#include "graph/evaluate/evaluate_move.h"
#include "graph/layout.h"
#include "measure/inputs.h"
#include "measure/object_rows.h"
#include "measure/output_parity.h"

namespace ponte::measure {

namespace {

// Sizes that a run may choose.
constexpr int64_t kOpenBatch = 1, kOpenSide = 320;
// More than sixteen pictures of 1024 x 1024: a made-up size must not fill the memory.
constexpr int64_t kMostElements = int64_t{1} << 26;

/// True for a picture as programs hold it: its colours last, of any size.
bool takes_picture(const Port& port) {
  return port.dtype == DType::u8 && port.shape.size() >= 3 && port.shape.back() == Dim(3) &&
         !port.shape[port.shape.size() - 2].known();
}

/// A picture of another size for each seed.
Tensor picture_for(const Port& port, uint64_t seed) {
  bool batched = port.shape.size() == 4;
  int64_t count = !batched ? 1 : port.shape[0].known() ? port.shape[0].size : kOpenBatch;
  int64_t height = 200 + 70 * static_cast<int64_t>(seed), width = 480 - 90 * static_cast<int64_t>(seed);
  Tensor pixels = transpose(picture_input({count, 3, height, width}, seed), to_nhwc(4));
  std::vector<double> levels = pixels.to_doubles();
  for (double& level : levels) level = std::nearbyint(level * 255);
  Dims dims = pixels.dims();
  if (!batched) dims.erase(dims.begin());
  return tensor_from_doubles(levels, DType::u8, std::move(dims));
}

Dims input_dims(const Port& port) {
  Dims dims;
  for (const Dim& dim : port.shape) {
    bool is_batch = dims.empty();
    dims.push_back(dim.known() ? dim.size : is_batch ? kOpenBatch : kOpenSide);
  }
  return dims;
}

Result<std::vector<Tensor>> trial_inputs(const Session& session, uint64_t seed) {
  std::vector<Tensor> inputs;
  for (const Port& port : session.inputs()) {
    std::optional<Tensor> chosen = gives_objects(session) ? trial_choice(port, Part::reference) : std::nullopt;
    if (takes_picture(port)) chosen = picture_for(port, seed);
    if (chosen) {
      inputs.push_back(std::move(*chosen));
      continue;
    }
    Dims dims = input_dims(port);
    TRY_ASSIGN(int64_t count, element_count(dims));
    if (count > kMostElements)
      return with_hint(unsupported("an input of shape [{}] is too large to run", dims_text(dims)),
                       "--no-check leaves it out");
    Tensor made = dims.size() == 4 ? picture_input(dims, seed) : noise_input(dims, seed);
    if (port.dtype == DType::u8) {
      std::vector<double> levels = made.to_doubles();
      for (double& level : levels) level *= 255;
      inputs.push_back(tensor_from_doubles(levels, DType::u8, dims));
    } else {
      TRY_ASSIGN(Tensor converted, cast_tensor(made, port.dtype));
      inputs.push_back(std::move(converted));
    }
  }
  return inputs;
}

OutputDifference to_difference(const OutputParity& parity) {
  return {.name = parity.name,
          .dims = parity.dims,
          .max_abs = parity.max_abs,
          .mean_abs = parity.mean_abs,
          .largest = parity.max_reference,
          .cosine = parity.cosine};
}

/// No element of it was compared.
bool compared_nothing(const OutputDifference& difference) {
  return std::ranges::find(difference.dims, 0) != difference.dims.end();
}

/// The worse of two measurements of each output. One may have a row that the other has not: what found no partner.
void keep_worse(std::vector<OutputDifference>& worst, const OutputDifference& other) {
  auto same = std::ranges::find(worst, other.name, &OutputDifference::name);
  if (same == worst.end()) {
    worst.push_back(other);
    return;
  }
  OutputDifference& kept = *same;
  if (compared_nothing(kept)) kept.dims = other.dims;
  kept.max_abs = std::max(kept.max_abs, other.max_abs);
  kept.mean_abs = std::max(kept.mean_abs, other.mean_abs);
  kept.largest = std::max(kept.largest, other.largest);
  kept.cosine = std::min(kept.cosine, other.cosine);
}

/// Which of the written model's outputs each of the source's is: by name, where it has all of them.
std::vector<size_t> output_order(const std::vector<std::string>& names, const std::vector<Port>& written) {
  std::vector<size_t> by_name, by_place;
  for (const std::string& name : names) {
    auto found = std::ranges::find(written, name, &Port::name);
    by_place.push_back(by_place.size());
    if (found != written.end()) by_name.push_back(static_cast<size_t>(found - written.begin()));
  }
  return by_name.size() == names.size() ? by_name : by_place;
}

Result<std::vector<OutputDifference>> compare_once(const ReferenceRun& reference, const ReferenceRun::Case& expected,
                                                   const Session& written, const Card& card, const MadeWith& made,
                                                   const PortOrders& ports) {
  std::vector<Tensor> inputs = expected.inputs;
  for (size_t i = 0; i < inputs.size(); ++i) inputs[i] = in_order(inputs[i], order_of(ports.inputs, i));
  for (size_t i = 0; gives_objects(written) && i < written.inputs().size(); ++i)
    if (auto chosen = trial_choice(written.inputs()[i], Part::candidate)) inputs[i] = std::move(*chosen);
  TRY_ASSIGN(std::vector<Tensor> got, written.run(inputs));
  if (expected.outputs.size() != got.size())
    return fail(ErrorKind::check_failed, "{} outputs instead of {}", got.size(), expected.outputs.size());
  std::vector<size_t> order = output_order(reference.outputs, written.outputs());
  std::vector<OutputDifference> differences;
  if (gives_objects(written)) {
    TRY_ASSIGN(std::vector<OutputParity> parts, compare_objects(written, expected.outputs, got));
    for (const OutputParity& part : parts) differences.push_back(to_difference(part));
    return differences;
  }
  for (size_t i = 0; i < got.size(); ++i) {
    const Tensor& output = got[order[i]];
    Tensor wanted = in_order(expected.outputs[i], order_of(ports.outputs, i));
    TRY_ASSIGN(std::vector<OutputParity> parts,
               compare_output(written.outputs()[order[i]].name, wanted, output, card, made));
    for (const OutputParity& part : parts) differences.push_back(to_difference(part));
  }
  return differences;
}

}  // namespace

Result<ReferenceRun> run_reference(const ReferenceModel& source, int threads) {
  SessionPtr made;
  if (!source.session) {
    TRY_ASSIGN(made, onnxruntime::open_session(source.bytes(), {.threads = threads, .optimize = source.optimize}));
  }
  const Session* session = made ? made.get() : source.session.get();
  ReferenceRun run;
  for (const Port& port : session->outputs()) run.outputs.push_back(port.name);
  constexpr uint64_t kSeeds[] = {1, 2};
  for (uint64_t seed : kSeeds) {
    ReferenceRun::Case one;
    TRY_ASSIGN(one.inputs, trial_inputs(*session, seed));
    TRY_ASSIGN(one.outputs, session->run(one.inputs));
    run.cases.push_back(std::move(one));
  }
  return run;
}

Result<std::vector<OutputDifference>> measure_differences(const ReferenceRun& reference, const Session& written,
                                                          const Card& card, const MadeWith& made,
                                                          const PortOrders& ports) {
  std::vector<OutputDifference> worst;
  for (const ReferenceRun::Case& expected : reference.cases) {
    TRY_ASSIGN(std::vector<OutputDifference> differences,
               compare_once(reference, expected, written, card, made, ports));
    for (const OutputDifference& difference : differences) keep_worse(worst, difference);
  }
  return worst;
}

namespace {

bool within(const OutputDifference& difference, const Tolerance& tolerance) {
  bool near = difference.max_abs <= tolerance.relative * std::max(1.0, difference.largest);
  return near && difference.cosine >= tolerance.cosine && !compared_nothing(difference);
}

/// Whether the network does as much by itself. Rounding enters at every operator, and a nudge at the input only.
bool explains(const OutputDifference& own, const OutputDifference& difference) {
  constexpr double kOperators = 10;
  if (compared_nothing(own) || compared_nothing(difference)) return compared_nothing(own);
  return difference.max_abs <= kOperators * own.max_abs && 1 - difference.cosine <= kOperators * (1 - own.cosine);
}

std::string describe(const OutputDifference& difference) {
  if (compared_nothing(difference)) return fmt::format("nothing of {} could be compared", difference.name);
  return fmt::format("{} differs from the source by up to {:.3g} (largest value {:.3g})", difference.name,
                     difference.max_abs, difference.largest);
}

}  // namespace

Result<std::vector<std::string>> check_differences(const WrittenFile& written, Precision precision,
                                                   const std::vector<OutputDifference>& own) {
  std::vector<std::string> unsure;
  for (const OutputDifference& difference : written.differences) {
    if (within(difference, tolerance_of(precision))) continue;
    auto same = std::ranges::find(own, difference.name, &OutputDifference::name);
    if (same == own.end() || !explains(*same, difference))
      return std::unexpected(Error{ErrorKind::check_failed, written.path, describe(difference),
                                   "nothing was written; --no-check writes it all the same"});
    std::string itself = compared_nothing(*same) ? "as little" : fmt::format("by up to {:.3g}", same->max_abs);
    unsure.push_back(
        fmt::format("{}: {}, {} when its own input changes by a last bit: of this network on made-up inputs "
                    "parity says little",
                    written.path, describe(difference), itself));
  }
  return unsure;
}

}  // namespace ponte::measure
