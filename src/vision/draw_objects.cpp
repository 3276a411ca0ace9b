#include "vision/draw_objects.h"

#include <cmath>

#include "vision/shapes.h"

namespace ponte::vision {

namespace {

constexpr int kMaskOpacity = 115;
constexpr float kVisible = 0.25f;
constexpr Colour kShadow = {0, 0, 0};

/// A person's joints in COCO's order of 17 keypoints (annotations of person_keypoints, "skeleton"), counted from 0.
constexpr int kPersonKeypoints = 17;
struct Limb {
  int from, to, part;
};
// Parts: 0 head, 1 arms, 2 trunk, 3 legs.
constexpr Limb kLimbs[] = {{15, 13, 3}, {13, 11, 3}, {16, 14, 3}, {14, 12, 3}, {11, 12, 2}, {5, 11, 2}, {6, 12, 2},
                           {5, 6, 2},   {5, 7, 1},   {6, 8, 1},   {7, 9, 1},   {8, 10, 1},  {1, 2, 0},  {0, 1, 0},
                           {0, 2, 0},   {1, 3, 0},   {2, 4, 0},   {3, 5, 0},   {4, 6, 0}};
constexpr Colour kPartColours[] = {{40, 220, 120}, {255, 165, 0}, {225, 60, 225}, {60, 160, 255}};

int part_of(int keypoint) {
  if (keypoint <= 4) return 0;
  if (keypoint <= 10) return 1;
  return 3;
}

void draw_keypoints(Image& image, const std::vector<Keypoint>& points, float width) {
  auto visible = [&](int i) { return points[static_cast<size_t>(i)].visibility >= kVisible; };
  auto place = [&](int i) { return Point{points[static_cast<size_t>(i)].x, points[static_cast<size_t>(i)].y}; };
  bool person = points.size() == kPersonKeypoints;
  for (const Limb& limb : kLimbs) {
    if (!person || !visible(limb.from) || !visible(limb.to)) continue;
    draw_line(image, place(limb.from), place(limb.to), {.width = width + 2, .colour = kShadow, .opacity = 90});
    draw_line(image, place(limb.from), place(limb.to), {.width = width, .colour = kPartColours[limb.part]});
  }
  for (int i = 0; i < std::ssize(points); ++i) {
    if (!visible(i)) continue;
    draw_disc(image, place(i), width + 1, kShadow);
    draw_disc(image, place(i), width, person ? kPartColours[part_of(i)] : class_colour(i));
  }
}

BoxMark mark_of(const FoundObject& object) {
  BoxMark mark{.box = {object.x1, object.y1, object.x2, object.y2},
               .label = fmt::format("{} {:.2f}", object.name, object.confidence),
               .colour = class_colour(object.class_index)};
  if (object.rotated_box)
    for (auto [x, y] : corners_of(*object.rotated_box)) mark.corners.push_back({x, y});
  return mark;
}

}  // namespace

std::vector<BoxMark> marks_of(std::span<const FoundObject> objects) {
  std::vector<BoxMark> marks;
  for (const FoundObject& object : objects) marks.push_back(mark_of(object));
  return marks;
}

Result<> draw_objects(Image& image, std::span<const FoundObject> objects, std::span<const BoxMark> marks) {
  for (size_t i = objects.size(); i-- > 0;)
    if (objects[i].mask) lay_mask(image, *objects[i].mask, marks[i].colour, kMaskOpacity);
  TRY(draw_boxes(image, marks));
  auto width = static_cast<float>(usual_line_width(image));
  for (size_t i = objects.size(); i-- > 0;) draw_keypoints(image, objects[i].keypoints, width);
  return {};
}

Result<> draw_probabilities(Image& image, std::span<const ClassProbability> probabilities) {
  std::vector<TextLine> lines;
  for (const ClassProbability& each : probabilities)
    lines.push_back({fmt::format("{} {:.2f}", each.name, each.probability), class_colour(each.class_index)});
  return draw_lines(image, lines);
}

}  // namespace ponte::vision
