#include "predict_json.h"

namespace ponte::cli {

namespace {

template <class Range, class Get>
void write_numbers(Json& json, const char* name, const Range& range, const Get& get) {
  json.key(name).begin_array();
  for (const auto& each : range) json.value(get(each));
  json.end_array();
}

/// The rings of a mask: corners along the edges of its pixels.
void write_segments(Json& json, const Mask& mask) {
  json.key("segments").begin_array();
  for (const Ring& ring : rings_of(mask)) {
    json.begin_object();
    write_numbers(json, "x", ring.points, [](const auto& point) { return point.first; });
    write_numbers(json, "y", ring.points, [](const auto& point) { return point.second; });
    json.member("hole", ring.hole).end_object();
  }
  json.end_array();
}

/// COCO's form of a mask.
void write_mask(Json& json, const char* name, const Mask& mask, int width, int height) {
  json.key(name).begin_object().key("size").begin_array().value(height).value(width).end_array();
  json.member("counts", coco_counts(mask, width, height)).end_object();
}

void write_keypoints(Json& json, const std::vector<Keypoint>& points) {
  json.key("keypoints").begin_object();
  write_numbers(json, "x", points, [](const Keypoint& p) { return p.x; });
  write_numbers(json, "y", points, [](const Keypoint& p) { return p.y; });
  write_numbers(json, "visible", points, [](const Keypoint& p) { return p.visibility; });
  json.end_object();
}

void write_rotated(Json& json, const RotatedBox& box) {
  json.key("rotated_box").begin_object().member("cx", box.cx).member("cy", box.cy).member("width", box.width);
  json.member("height", box.height).member("angle", box.angle);
  auto corners = corners_of(box);
  write_numbers(json, "x", corners, [](const auto& corner) { return corner.first; });
  write_numbers(json, "y", corners, [](const auto& corner) { return corner.second; });
  json.end_object();
}

void write_probability(Json& json, const PictureResult& picture, const ClassProbability& row) {
  json.begin_object().member("image", picture.path).member("class", row.class_index).member("name", row.name);
  json.member("confidence", row.probability).end_object();
}

}  // namespace

void write_object(Json& json, const PictureResult& picture, const FoundObject& object) {
  json.begin_object().member("image", picture.path).member("class", object.class_index).member("name", object.name);
  json.member("confidence", object.confidence).key("box").begin_object();
  json.member("x1", object.x1).member("y1", object.y1).member("x2", object.x2).member("y2", object.y2).end_object();
  if (object.mask) {
    write_segments(json, *object.mask);
    write_mask(json, "mask", *object.mask, picture.width, picture.height);
  }
  if (object.network_mask)
    write_mask(json, "network_mask", *object.network_mask, picture.input_width, picture.input_height);
  if (!object.keypoints.empty()) write_keypoints(json, object.keypoints);
  if (object.rotated_box) write_rotated(json, *object.rotated_box);
  json.end_object();
}

std::string rows_json(std::span<const PictureResult> pictures) {
  Json json;
  json.begin_array();
  for (const PictureResult& picture : pictures) {
    for (const FoundObject& object : picture.objects) write_object(json, picture, object);
    for (const ClassProbability& row : picture.probabilities) write_probability(json, picture, row);
  }
  return json.end_array().text();
}

namespace {

void write_objects(Json& json, const PictureResult& picture) {
  json.key("objects").begin_array();
  for (const FoundObject& object : picture.objects) write_object(json, picture, object);
  json.end_array();
  if (picture.probabilities.empty()) return;
  json.key("probabilities").begin_array();
  for (const ClassProbability& row : picture.probabilities) write_probability(json, picture, row);
  json.end_array();
}

/// Objects by their places in the two lists.
void write_against(Json& json, const PictureResult& picture, const PictureResult& other) {
  ObjectMatches matches = match_objects(picture, other);
  json.key("against").begin_object();
  write_objects(json, other);
  json.key("matched").begin_array();
  for (const ObjectMatches::Pair& pair : matches.pairs) {
    json.begin_object().member("object", pair.a).member("other", pair.b).member("overlap", pair.overlap);
    json.member("score_change", pair.score_change).end_object();
  }
  json.end_array();
  write_numbers(json, "lost", matches.lost, [](int i) { return i; });
  write_numbers(json, "new", matches.added, [](int i) { return i; });
  json.end_object();
}

}  // namespace

std::string summary_json(std::span<const PictureResult> pictures, std::span<const PictureResult> others,
                         double milliseconds_per_image) {
  Json json;
  json.begin_object().key("images").begin_array();
  for (size_t i = 0; i < pictures.size(); ++i) {
    const PictureResult& picture = pictures[i];
    json.begin_object().member("image", picture.path).member("width", picture.width).member("height", picture.height);
    json.key("milliseconds").begin_object().member("before", picture.milliseconds_before);
    json.member("model", picture.milliseconds_model).member("after", picture.milliseconds_after).end_object();
    write_objects(json, picture);
    if (i < others.size()) write_against(json, picture, others[i]);
    json.end_object();
  }
  json.end_array().member("milliseconds_per_image", milliseconds_per_image);
  return json.end_object().text();
}

}  // namespace ponte::cli
