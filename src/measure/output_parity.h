#pragma once
// One output of two models.

#include "measure/parity.h"
#include "measure/tolerance.h"
#include "ponte/card.h"

namespace ponte::measure {

/// One output against its source's. What is of different size or order is measured apart: boxes and scores of a joint
/// output, the rows of an end-to-end one and of one with suppression inside as sets.
Result<std::vector<OutputParity>> compare_output(const std::string& name, const Tensor& reference,
                                                 const Tensor& candidate, const Card& card, const MadeWith& made = {});

}  // namespace ponte::measure
