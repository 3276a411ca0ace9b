#pragma once
// The weights of a SavedModel: a TensorBundle. One file has all elements one after another, another says where each
// tensor lies, as a table of leveldb.

#include "base/atomic_folder.h"
#include "formats/saved_model/op_writer.h"

namespace ponte::saved_model {

/// Where the checkpoint keeps a variable. What is before "/.ATTRIBUTES/" is free.
std::string checkpoint_key(const Variable& variable);

/// Writes variables/variables.data-00000-of-00001 and variables/variables.index. `object_graph` is the message that
/// says which object of the model each tensor belongs to. What a variable was made of is let go once it is written.
Result<> write_bundle(std::vector<Variable>& variables, const ProtoWriter& object_graph, const AtomicFolder& folder);

}  // namespace ponte::saved_model
