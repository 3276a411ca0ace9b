#pragma once
// Pictures with something drawn on them.

#include "ponte/against.h"
#include "uses/api.h"
#include "vision/image.h"

namespace ponte::api {

/// The decoded picture of a result.
Result<Image> picture_of(const PictureResult& result);

/// The two pictures of annotate_against().
Result<std::pair<Image, Image>> draw_against(const PictureResult& a, const PictureResult& b,
                                             const ObjectMatches& matches);

/// As PNG or JPEG by the ending of `output`.
Result<> save_picture(const Image& picture, const std::string& output, bool overwrite);

}  // namespace ponte::api
