#pragma once
// The pictures of a report: as many as are asked for, the worst ones.

#include "ponte/against.h"
#include "report/page.h"
#include "uses/api.h"

namespace ponte::api {

class ShownPictures {
 public:
  explicit ShownPictures(int most) : most_(static_cast<size_t>(most)) {}

  /// Draws and keeps the picture, unless there are enough that are worse.
  Result<> add(const PictureResult& a, const PictureResult& b, const ObjectMatches& matches,
               const PictureDifference& difference);

  /// Worst first; equal ones as they came.
  const std::vector<ShownPicture>& pictures() const { return pictures_; }

 private:
  size_t most_;
  std::vector<ShownPicture> pictures_;
};

}  // namespace ponte::api
