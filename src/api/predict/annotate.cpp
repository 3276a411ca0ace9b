#include "api/predict/annotate.h"

#include "base/atomic_file.h"
#include "detector/detections.h"
#include "vision/draw_objects.h"

namespace ponte::api {

Result<Image> picture_of(const PictureResult& result) {
  if (result.pixels) return *result.pixels;
  return read_picture(result.path);
}

Result<> save_picture(const Image& picture, const std::string& output, bool overwrite) {
  bool jpeg = output.ends_with(".jpg") || output.ends_with(".jpeg");
  constexpr int kQuality = 95;
  TRY_ASSIGN(std::vector<std::byte> encoded, jpeg ? encode_jpeg(picture, kQuality) : encode_png(picture));
  return write_file(output, encoded, overwrite ? Overwrite::allow : Overwrite::refuse);
}

}  // namespace ponte::api

namespace ponte {

using namespace api;

Result<> annotate(const PictureResult& result, const std::string& output, bool overwrite) {
  TRY_ASSIGN(Image picture, picture_of(result));
  TRY(draw_objects(picture, result.objects, marks_of(result.objects)));
  TRY(draw_probabilities(picture, result.probabilities));
  return save_picture(picture, output, overwrite);
}

}  // namespace ponte
