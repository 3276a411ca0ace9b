#pragma once
// Running an ONNX model in ONNX Runtime.

#include "base/bytes.h"
#include "engines/common/session.h"
#include "uses/onnxruntime.h"

namespace ponte::onnxruntime {

struct SessionOptions {
  EngineThreads threads;         ///< without a count as many for one run as the runtime likes
  bool optimize = true;          ///< false runs the graph as it is written, operator by operator
  bool optional_inputs = false;  ///< inputs() are also those that have defaults, after the others
};

/// Opens the runtime, so that a model which is read meanwhile need not wait for it. What fails is said by
/// open_session().
void warm_up();

/// Loads a model; opens the runtime if this is the first. The bytes are not needed after the call. Loading and running
/// fail with engine errors; each has one line.
Result<SessionPtr> open_session(Bytes model, const SessionOptions& options = {});

}  // namespace ponte::onnxruntime
