#pragma once
// What `predict` found, as JSON.

#include <span>

#include "ponte/json.h"
#include "ponte/predict.h"

namespace ponte::cli {

/// One object: image, class, name, confidence, box, and what its task has.
void write_object(Json& json, const PictureResult& picture, const FoundObject& object);

/// One row per object, or per class of a classified picture.
std::string rows_json(std::span<const PictureResult> pictures);

/// The same grouped by picture, with sizes and times.
std::string summary_json(std::span<const PictureResult> pictures);

}  // namespace ponte::cli
