#pragma once
// What `--embed` puts around a model.

#include "io/target.h"

namespace ponte::io {

/// True when a model is to be more than the network.
bool embeds(const ConvertOptions& options);

/// The first opset that has what is to be embedded.
int least_opset(const LoadedModel& model, const ConvertOptions& options);

/// Puts what is asked for around the network, as the target has it; the card says what the model takes and gives then.
Result<> embed_for(const Target& target, LoadedModel& model, const ConvertOptions& options);

}  // namespace ponte::io
