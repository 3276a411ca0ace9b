#include <algorithm>

#include "api/predict/annotate.h"
#include "detector/objects_from_outputs.h"
#include "ponte/against.h"
#include "vision/draw_objects.h"
#include "vision/nms.h"

namespace ponte::api {

namespace {

constexpr float kSameObject = 0.5f;
// Blue and orange stay apart for every eye; red says what is missing.
constexpr Colour kLost = {230, 30, 30}, kAdded = {255, 140, 0};

std::vector<BoxMark> special_marks(const std::vector<FoundObject>& objects, const std::vector<int>& special,
                                   const char* word, Colour colour) {
  std::vector<BoxMark> marks = marks_of(objects);
  for (int i : special) {
    BoxMark& mark = marks[static_cast<size_t>(i)];
    mark.label = fmt::format("{} {}", word, mark.label);
    mark.colour = colour;
    mark.dashed = true;
  }
  return marks;
}

/// Two pictures of one height beside each other, with a strip of grey between.
Image beside(const Image& left, const Image& right) {
  constexpr int kGap = 8;
  constexpr uint8_t kGrey = 128;
  Image both{left.width + kGap + right.width, std::max(left.height, right.height), {}};
  both.rgb.assign(size_t{3} * static_cast<size_t>(both.width) * static_cast<size_t>(both.height), kGrey);
  auto paste = [&](const Image& image, int x) {
    size_t bytes = size_t{3} * static_cast<size_t>(image.width), offset = size_t{3} * static_cast<size_t>(x);
    for (int y = 0; y < image.height; ++y) std::copy_n(image.row(y), bytes, both.row(y) + offset);
  };
  paste(left, 0);
  paste(right, left.width + kGap);
  return both;
}

}  // namespace

Result<std::pair<Image, Image>> draw_against(const PictureResult& a, const PictureResult& b,
                                             const ObjectMatches& matches) {
  TRY_ASSIGN(Image left, picture_of(a));
  Image right = left;
  std::vector<BoxMark> marks = special_marks(b.objects, matches.added, "new", kAdded);
  for (const ObjectMatches::Pair& pair : matches.pairs)
    marks[static_cast<size_t>(pair.b)].label += fmt::format(" ({:+.2f})", pair.score_change);
  TRY(draw_objects(left, a.objects, special_marks(a.objects, matches.lost, "lost", kLost)));
  TRY(draw_objects(right, b.objects, marks));
  TRY(draw_probabilities(left, a.probabilities));
  TRY(draw_probabilities(right, b.probabilities));
  return std::pair{std::move(left), std::move(right)};
}

}  // namespace ponte::api

namespace ponte {

using namespace api;

ObjectMatches match_objects(const PictureResult& a, const PictureResult& b) {
  std::vector<ObjectMatches::Pair> candidates;
  for (int i = 0; i < std::ssize(a.objects); ++i) {
    for (int j = 0; j < std::ssize(b.objects); ++j) {
      const FoundObject &x = a.objects[static_cast<size_t>(i)], &y = b.objects[static_cast<size_t>(j)];
      float overlap = box_iou(box_of(x), box_of(y));
      if (x.class_index == y.class_index && overlap > kSameObject)
        candidates.push_back({i, j, overlap, y.confidence - x.confidence});
    }
  }
  std::ranges::stable_sort(candidates, std::greater<>(), &ObjectMatches::Pair::overlap);
  std::vector<bool> in_a(a.objects.size()), in_b(b.objects.size());
  ObjectMatches matches;
  for (const ObjectMatches::Pair& pair : candidates) {
    auto i = static_cast<size_t>(pair.a), j = static_cast<size_t>(pair.b);
    if (in_a[i] || in_b[j]) continue;
    in_a[i] = in_b[j] = true;
    matches.pairs.push_back(pair);
  }
  std::ranges::sort(matches.pairs, {}, &ObjectMatches::Pair::a);
  for (int i = 0; i < std::ssize(in_a); ++i)
    if (!in_a[static_cast<size_t>(i)]) matches.lost.push_back(i);
  for (int j = 0; j < std::ssize(in_b); ++j)
    if (!in_b[static_cast<size_t>(j)]) matches.added.push_back(j);
  return matches;
}

Result<> annotate_against(const PictureResult& a, const PictureResult& b, const std::string& output, bool overwrite) {
  TRY_ASSIGN(auto pictures, draw_against(a, b, match_objects(a, b)));
  return save_picture(beside(pictures.first, pictures.second), output, overwrite);
}

}  // namespace ponte
