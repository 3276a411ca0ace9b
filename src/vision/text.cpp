#include "vision/text.h"

#include <ft2build.h>
#include FT_FREETYPE_H

namespace ponte::vision {

namespace {

// FreeType counts in 1/64 pixel.
int to_pixels(FT_Pos position) { return static_cast<int>((position + 32) >> 6); }

// Names come from files; what is longer than this is off the picture anyway.
constexpr size_t kMaxCharacters = 512;

void blend(uint8_t& under, uint8_t over, int opacity) {
  under = static_cast<uint8_t>((under * (255 - opacity) + over * opacity + 127) / 255);
}

void draw_glyph(Image& image, const FT_Bitmap& glyph, int left, int top, Colour colour) {
  for (int row = 0; row < static_cast<int>(glyph.rows); ++row) {
    for (int column = 0; column < static_cast<int>(glyph.width); ++column) {
      int x = left + column, y = top + row;
      if (x < 0 || y < 0 || x >= image.width || y >= image.height) continue;
      blend_pixel(image, x, y, colour, glyph.buffer[row * glyph.pitch + column]);
    }
  }
}

}  // namespace

void blend_pixel(Image& image, int x, int y, Colour colour, int opacity) {
  uint8_t* pixel = image.row(y) + size_t{3} * x;
  blend(pixel[0], colour.red, opacity);
  blend(pixel[1], colour.green, opacity);
  blend(pixel[2], colour.blue, opacity);
}

struct Font::Face {
  FT_Library library = nullptr;
  FT_Face face = nullptr;

  ~Face() {
    if (face != nullptr) FT_Done_Face(face);
    if (library != nullptr) FT_Done_FreeType(library);
  }

  /// Calls body(pen) with each glyph loaded in its slot, and gives the pen's last place, both in 1/64 pixel.
  template <class Body>
  FT_Pos for_glyphs(std::string_view text, FT_Int32 flags, const Body& body) const {
    FT_Pos pen = 0;
    FT_UInt previous = 0;
    for (size_t count = 0; !text.empty() && count < kMaxCharacters; ++count) {
      auto character = take_character(text);
      FT_UInt glyph = character ? FT_Get_Char_Index(face, *character) : 0;
      if (glyph == 0 || FT_Load_Glyph(face, glyph, FT_LOAD_TARGET_LIGHT | flags) != 0) continue;
      FT_Vector kerning{};
      if (previous != 0) FT_Get_Kerning(face, previous, glyph, FT_KERNING_DEFAULT, &kerning);
      pen += kerning.x;
      body(pen);
      pen += face->glyph->advance.x;
      previous = glyph;
    }
    return pen;
  }
};

Result<Font> Font::open(int pixels) {
  auto face = std::make_shared<Face>();
  Bytes data = label_font();
  if (FT_Init_FreeType(&face->library) != 0) return internal("FreeType did not start");
  auto* bytes = reinterpret_cast<const FT_Byte*>(data.data());
  if (FT_New_Memory_Face(face->library, bytes, static_cast<FT_Long>(data.size()), 0, &face->face) != 0 ||
      FT_Set_Pixel_Sizes(face->face, 0, static_cast<FT_UInt>(pixels)) != 0)
    return internal("FreeType does not take the built-in font");
  Font font(face);
  if (FT_Load_Char(face->face, 'H', FT_LOAD_TARGET_LIGHT) == 0)
    font.capital_height_ = to_pixels(face->face->glyph->metrics.horiBearingY);
  font.descent_ = to_pixels(-face->face->size->metrics.descender);
  return font;
}

int Font::width(std::string_view text) const {
  return to_pixels(face_->for_glyphs(text, 0, [](FT_Pos) {}));
}

void Font::draw(Image& image, int x, int baseline, std::string_view text, Colour colour) const {
  face_->for_glyphs(text, FT_LOAD_RENDER, [&](FT_Pos pen) {
    const FT_GlyphSlot slot = face_->face->glyph;
    draw_glyph(image, slot->bitmap, x + to_pixels(pen) + slot->bitmap_left, baseline - slot->bitmap_top, colour);
  });
}

std::optional<char32_t> take_character(std::string_view& text) {
  auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  unsigned char first = byte(0);
  size_t length = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  char32_t character = length == 1 ? first : first & (0x7fu >> length);
  bool good = length == 1 || (first >= 0xc2 && first <= 0xf4 && length <= text.size());
  for (size_t i = 1; good && i < length; ++i) {
    good = (byte(i) & 0xc0) == 0x80;
    character = character << 6 | (byte(i) & 0x3fu);
  }
  constexpr char32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  good = good && character >= kSmallest[length] && character <= 0x10ffff && (character & ~0x7ffu) != 0xd800;
  text.remove_prefix(good ? length : 1);
  if (!good) return std::nullopt;
  return character;
}

}  // namespace ponte::vision
