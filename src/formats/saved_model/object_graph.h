#pragma once
// The objects of a SavedModel as tf.saved_model.load makes them anew.

#include "formats/saved_model/op_writer.h"

namespace ponte::saved_model {

struct Port {
  std::string name;
  DataType type;
  Shape shape;
};

/// What the model's functions take and give.
struct Interface {
  std::vector<Port> inputs;
  std::vector<Port> outputs;  // sorted by name: TensorFlow takes dicts apart in the order of their keys
};

inline constexpr std::string_view kBody = "__inference_serve_1";                 // gives a tensor, or a list
inline constexpr std::string_view kWrapper = "__inference_signature_wrapper_2";  // gives a dict

/// SavedObjectGraph: a root that can be called, with `signatures`, `serving_default`, `serve`, `variables` and
/// `trainable_variables`.
ProtoWriter saved_objects(const Interface& interface, const std::vector<Variable>& variables);
/// TrackableObjectGraph: which tensor of the checkpoint each of these objects is restored from.
ProtoWriter checkpoint_objects(const std::vector<Variable>& variables);

}  // namespace ponte::saved_model
