#pragma once
// What was written against what was read, in numbers.

#include <string>
#include <vector>

#include "base/bytes.h"
#include "engines/common/session.h"
#include "measure/parity.h"
#include "measure/tolerance.h"
#include "passes/layout/relayout.h"
#include "ponte/convert.h"

namespace ponte::measure {

/// The source, in a form that an engine runs.
struct ReferenceModel {
  SharedBytes file;              ///< an ONNX file as it was read, or
  std::vector<std::byte> plain;  ///< one made from the graph before any pass, or
  SessionPtr session;            ///< a file that another engine runs
  std::string description;
  /// A checkpoint's graph runs operator by operator, so that no optimiser stands between it and what it says.
  /// An ONNX file runs as its users run it: the runtime's optimiser changes what quantized models give.
  bool optimize = false;

  Bytes bytes() const { return plain.empty() ? file.bytes : Bytes(plain); }
};

/// What the source gives for a few inputs.
struct ReferenceRun {
  struct Case {
    std::vector<Tensor> inputs, outputs;
  };
  std::vector<Case> cases;
  std::vector<std::string> outputs;  ///< their names
};

Result<ReferenceRun> run_reference(const ReferenceModel& reference, int threads);

/// Runs what was written on the same inputs and gives the largest differences per output. `ports`: how what was written
/// has them, against the source.
Result<std::vector<OutputDifference>> measure_differences(const ReferenceRun& reference, const Session& written,
                                                          const Card& card, const MadeWith& made = {},
                                                          const PortOrders& ports = {});

/// check_failed when an output differs by more than the rounding of this precision, unless `own`, what
/// measure_sensitivity() gives, is of that size too: that comes back as a warning.
Result<std::vector<std::string>> check_differences(const WrittenFile& written, Precision precision,
                                                   const std::vector<OutputDifference>& own = {});

}  // namespace ponte::measure
