#pragma once
// The card as metadata.yaml, where Ultralytics' loader of SavedModels looks for it.

#include "formats/saved_model/writer.h"

namespace ponte::saved_model {

/// A line per entry. Numbers, booleans and lists of numbers are what they are in YAML, class names a mapping, all else
/// a quoted text.
std::string metadata_yaml(const Metadata& metadata);

}  // namespace ponte::saved_model
