#pragma once
// Lines of text on pictures.

#include <memory>
#include <optional>

#include "vision/image.h"

namespace ponte::vision {

struct Colour {
  uint8_t red = 0, green = 0, blue = 0;
};

/// Lays a colour over a pixel of the picture; opacity from 0 to 255.
void blend_pixel(Image& image, int x, int y, Colour colour, int opacity);

/// The file of DejaVu Sans.
Bytes label_font();

/// DejaVu Sans at one size. Characters that it does not have, and bytes that are not UTF-8, are left out.
class Font {
 public:
  /// `pixels`: the size of an em.
  static Result<Font> open(int pixels);

  /// How far a line reaches, in pixels, and how high its capitals are and its descenders hang.
  int width(std::string_view text) const;
  int capital_height() const { return capital_height_; }
  int descent() const { return descent_; }

  /// Smooth text from (x, baseline) to the right; what lies outside the picture is not drawn.
  void draw(Image& image, int x, int baseline, std::string_view text, Colour colour) const;

 private:
  struct Face;
  explicit Font(std::shared_ptr<Face> face) : face_(std::move(face)) {}

  std::shared_ptr<Face> face_;
  int capital_height_ = 0, descent_ = 0;
};

/// Takes the first character off `text`; nothing when it is not well-formed UTF-8 (one byte is taken off then).
std::optional<char32_t> take_character(std::string_view& text);

}  // namespace ponte::vision
