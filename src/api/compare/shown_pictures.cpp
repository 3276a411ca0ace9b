#include "api/compare/shown_pictures.h"

#include <algorithm>
#include <cmath>

#include "api/predict/annotate.h"
#include "vision/resample.h"

namespace ponte::api {

namespace {

Image at_most_as_large(Image image) {
  int longest = std::max(image.width, image.height);
  if (longest <= kShownSide) return image;
  auto side = [&](int pixels) {
    return std::max(1, static_cast<int>(std::lround(static_cast<double>(pixels) * kShownSide / longest)));
  };
  int width = side(image.width), height = side(image.height);
  return resample(image, width, height, {0, 0, width, height});
}

}  // namespace

Result<> ShownPictures::add(const PictureResult& a, const PictureResult& b, const ObjectMatches& matches,
                            const PictureDifference& difference) {
  constexpr int kQuality = 85;
  bool full = pictures_.size() >= most_;
  if (most_ == 0 || (full && pictures_.back().difference.distance >= difference.distance)) return {};
  TRY_ASSIGN(auto drawn, draw_against(a, b, matches));
  Image left = at_most_as_large(std::move(drawn.first)), right = at_most_as_large(std::move(drawn.second));
  ShownPicture shown{.difference = difference, .width = left.width, .height = left.height};
  TRY_ASSIGN(shown.a, encode_jpeg(left, kQuality));
  TRY_ASSIGN(shown.b, encode_jpeg(right, kQuality));
  if (full) pictures_.pop_back();
  auto place = std::ranges::find_if(pictures_,
                                    [&](const ShownPicture& p) { return p.difference.distance < difference.distance; });
  pictures_.insert(place, std::move(shown));
  return {};
}

}  // namespace ponte::api
