#pragma once
// Embedded models compared: their outputs are as many rows as there are objects.

#include "engines/common/session.h"
#include "measure/parity.h"
#include "uses/measure.h"

namespace ponte::measure {

/// True for a model with `--embed post`.
bool gives_objects(const Session& session);

/// Who is run: the candidate gives more rows, so that each one of the reference has a partner there.
enum class Part { reference, candidate };

/// What one of its inputs beside the picture is for a comparison: every candidate is kept that has a place, so that no
/// rounding decides what is suppressed. Nothing for other inputs.
std::optional<Tensor> trial_choice(const Port& port, Part part);

/// The outputs of a model on an input, against the reference's, as sets of rows; masks by their share of the picture.
Result<std::vector<OutputParity>> compare_objects(const Session& session, const std::vector<Tensor>& reference,
                                                  const std::vector<Tensor>& candidate);

}  // namespace ponte::measure
