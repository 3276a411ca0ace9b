#pragma once
// How much of a difference is the network's own doing.

#include "measure/check.h"

namespace ponte::measure {

/// The differences of a written model to itself when its inputs change by about the last bit of its precision. Networks
/// with random weights can amplify that to any size: a difference to the source that is no larger says nothing of the
/// conversion. Inputs of bytes are changed where a bit of the precision is one of theirs.
Result<std::vector<OutputDifference>> measure_sensitivity(const ReferenceRun& reference, const Session& written,
                                                          const Card& card, const MadeWith& made,
                                                          const PortOrders& ports = {});

}  // namespace ponte::measure
