#pragma once
// What `predict` found, as JSON.

#include <span>

#include "ponte/against.h"
#include "ponte/json.h"

namespace ponte::cli {

/// One object: image, class, name, confidence, box, and what its task has.
void write_object(Json& json, const PictureResult& picture, const FoundObject& object);

/// One row per object, or per class of a classified picture.
std::string rows_json(std::span<const PictureResult> pictures);

/// The same grouped by picture, with sizes and times, and how long a picture took in the mean; with a second model also
/// what that found, and which are the same.
std::string summary_json(std::span<const PictureResult> pictures, std::span<const PictureResult> others,
                         double milliseconds_per_image);

}  // namespace ponte::cli
