#pragma once
// saved_model.pb: the functions, the graph that sessions run, the signature and the objects.

#include "formats/saved_model/object_graph.h"
#include "formats/saved_model/writer.h"

namespace ponte::saved_model {

/// `results` are the references of interface.outputs inside the body.
ProtoWriter saved_model_message(const WriterState& state, const Interface& interface,
                                const std::vector<std::string>& results, std::string_view card);

}  // namespace ponte::saved_model
