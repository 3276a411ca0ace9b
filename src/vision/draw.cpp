#include "vision/draw.h"

#include <cmath>

namespace ponte::vision {

namespace {

/// Pixels from (left, top) up to, without, (right, bottom).
struct Area {
  int left, top, right, bottom;
};

// Chosen far apart in the OKLab space, the livelier first.
constexpr uint32_t kPalette[] = {
    0x0F90FE, 0xF90330, 0x1FB731, 0xEEA230, 0xC91AF3, 0x1DF9F4, 0xEF54AF, 0xBFFE1A, 0x5C13FE, 0xFB817C,
    0x0CA4A0, 0xFAB7F3, 0xB05925, 0x78C7FD, 0x8231BF, 0xADD78B, 0xA97CF0, 0x5C6C14, 0x89497B, 0x0E6A9B,
};

constexpr Colour kBlack = {0, 0, 0}, kWhite = {255, 255, 255};

/// Black on light colours, white on dark ones.
Colour text_colour(Colour background) {
  int luma = (299 * background.red + 587 * background.green + 114 * background.blue) / 1000;
  return luma > 140 ? kBlack : kWhite;
}

/// Opacity from 0 to 255. What lies outside the picture is not painted.
void fill(Image& image, Area area, Colour colour, int opacity = 255) {
  area = {std::max(area.left, 0), std::max(area.top, 0), std::min(area.right, image.width),
          std::min(area.bottom, image.height)};
  for (int y = area.top; y < area.bottom; ++y)
    for (int x = area.left; x < area.right; ++x) blend_pixel(image, x, y, colour, opacity);
}

/// The outer edge of a box's line, which lies half outside the box and is kept inside the picture.
Area outline(const Image& image, const Box& box, int line_width) {
  auto place = [](float value, int limit) {
    return std::isnan(value) ? 0 : static_cast<int>(std::lround(std::clamp(value, 0.0f, static_cast<float>(limit))));
  };
  int outside = line_width / 2;
  return {std::max(place(box.x1, image.width) - outside, 0), std::max(place(box.y1, image.height) - outside, 0),
          std::min(place(box.x2, image.width) + outside, image.width),
          std::min(place(box.y2, image.height) + outside, image.height)};
}

void fill_frame(Image& image, const Area& area, int line_width, Colour colour, int opacity = 255) {
  int below_top = std::min(area.top + line_width, area.bottom);
  int above_bottom = std::max(area.bottom - line_width, below_top);
  int after_left = std::min(area.left + line_width, area.right);
  fill(image, {area.left, area.top, area.right, below_top}, colour, opacity);
  fill(image, {area.left, above_bottom, area.right, area.bottom}, colour, opacity);
  fill(image, {area.left, below_top, after_left, above_bottom}, colour, opacity);
  fill(image, {std::max(area.right - line_width, after_left), below_top, area.right, above_bottom}, colour, opacity);
}

/// A line with a faint shadow at both sides, which keeps it visible on its own colour.
void draw_frame(Image& image, const Area& area, int line_width, Colour colour) {
  constexpr int kShadow = 80;
  fill_frame(image, {area.left - 1, area.top - 1, area.right + 1, area.bottom + 1}, line_width + 2, kBlack, kShadow);
  fill_frame(image, area, line_width, colour);
}

/// The closed line through the corners of a mark, with the same shadow.
void draw_polygon(Image& image, const BoxMark& mark, int line_width) {
  const Box& box = mark.box;
  std::vector<Point> corners = mark.corners;
  if (corners.empty()) corners = {{box.x1, box.y1}, {box.x2, box.y1}, {box.x2, box.y2}, {box.x1, box.y2}};
  auto width = static_cast<float>(line_width);
  Stroke shadow{.width = width + 2, .colour = kBlack, .opacity = 80}, line{.width = width, .colour = mark.colour};
  if (mark.dashed) shadow.dash = line.dash = 3 * width;
  for (const Stroke& stroke : {shadow, line})
    for (size_t i = 0; i < corners.size(); ++i) draw_line(image, corners[i], corners[(i + 1) % corners.size()], stroke);
}

int part_of_side(const Image& image, double part) {
  return static_cast<int>(std::lround((image.width + image.height) / 2.0 * part));
}

Result<Font> label_font_for(const Image& image) { return Font::open(std::max(12, part_of_side(image, 0.018))); }

void draw_label(Image& image, const Font& font, int line_width, const BoxMark& mark) {
  Area frame = outline(image, mark.box, line_width);
  int margin = std::max(2, font.capital_height() / 3);
  int width = font.width(mark.label) + 2 * margin;
  // Room for what hangs below the line, and as much above the capitals for their accents.
  int height = font.capital_height() + 2 * font.descent();
  int left = std::max(0, std::min(frame.left, image.width - width));
  int above = frame.top + line_width - height;
  int top = above >= 0 ? above : frame.top;
  fill(image, {left, top, left + width, top + height}, mark.colour);
  int baseline = top + (height + font.capital_height()) / 2;
  font.draw(image, left + margin, baseline, mark.label, text_colour(mark.colour));
}

}  // namespace

Colour class_colour(int class_index) {
  uint32_t hex = kPalette[static_cast<size_t>(class_index) % std::size(kPalette)];
  return {static_cast<uint8_t>(hex >> 16), static_cast<uint8_t>(hex >> 8), static_cast<uint8_t>(hex)};
}

int usual_line_width(const Image& image) { return std::max(2, part_of_side(image, 0.003)); }

Result<> draw_boxes(Image& image, std::span<const BoxMark> marks, const DrawOptions& options) {
  int line_width = options.line_width > 0 ? options.line_width : usual_line_width(image);
  TRY_ASSIGN(Font font, label_font_for(image));
  for (size_t i = marks.size(); i-- > 0;) {
    if (marks[i].corners.empty() && !marks[i].dashed)
      draw_frame(image, outline(image, marks[i].box, line_width), line_width, marks[i].colour);
    else
      draw_polygon(image, marks[i], line_width);
  }
  for (size_t i = marks.size(); i-- > 0;)
    if (!marks[i].label.empty()) draw_label(image, font, line_width, marks[i]);
  return {};
}

Result<> draw_lines(Image& image, std::span<const TextLine> lines) {
  TRY_ASSIGN(Font font, label_font_for(image));
  int margin = std::max(2, font.capital_height() / 3), height = font.capital_height() + 2 * font.descent();
  int top = margin;
  for (const TextLine& line : lines) {
    fill(image, {margin, top, 3 * margin + font.width(line.text), top + height}, line.background);
    font.draw(image, 2 * margin, top + (height + font.capital_height()) / 2, line.text, text_colour(line.background));
    top += height;
  }
  return {};
}

}  // namespace ponte::vision
