#include "vision/image.h"

#include <gtest/gtest.h>
#include <turbojpeg.h>

#include <cmath>

#include "vision/exif.h"

namespace ponte::vision::image_test {

namespace {

using Buffer = std::vector<std::byte>;

/// A smooth picture whose corners differ.
Image sample(int width, int height) {
  Image image{width, height, {}};
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      for (int value : {x * 255 / width, y * 255 / height, 128}) image.rgb.push_back(static_cast<uint8_t>(value));
  return image;
}

Image apply(const Image& image, int orientation) { return apply_orientation(image, orientation); }

/// A block as cameras write it: byte order, one directory, one entry.
std::string exif_block(int orientation, bool big_endian) {
  auto number = [&](uint32_t value, int width) {
    std::string text;
    for (int i = 0; i < width; ++i) {
      int shift = 8 * (big_endian ? width - 1 - i : i);
      text += static_cast<char>(value >> shift & 0xff);
    }
    return text;
  };
  return std::string(big_endian ? "MM" : "II") + number(42, 2) + number(8, 4) + number(1, 2) + number(0x0112, 2) +
         number(3, 2) + number(1, 4) + number(static_cast<uint32_t>(orientation), 2) + number(0, 2) + number(0, 4);
}

/// A JPEG with an APP1 segment put in after its first marker.
Buffer with_exif(const Buffer& jpeg, const std::string& block) {
  std::string body = std::string("Exif\0\0", 6) + block;
  size_t length = body.size() + 2;
  std::string segment = std::string("\xff\xe1") + static_cast<char>(length >> 8) + static_cast<char>(length) + body;
  Buffer result = jpeg;
  Bytes bytes = as_bytes(segment);
  result.insert(result.begin() + 2, bytes.begin(), bytes.end());
  return result;
}

ErrorKind kind_of(Bytes file) {
  auto image = decode_image(file);
  return image ? ErrorKind::internal : image.error().kind;
}

TEST(Image, PngComesBackTheSame) {
  Image image = sample(37, 21);
  auto file = encode_png(image);
  ASSERT_TRUE(file);
  auto back = decode_image(*file);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->width, 37);
  EXPECT_EQ(back->rgb, image.rgb);
  EXPECT_EQ(*encode_png(image), *file);
}

TEST(Image, JpegComesBackNearly) {
  Image image = sample(64, 48);
  auto file = encode_jpeg(image, 95);
  ASSERT_TRUE(file);
  auto back = decode_image(*file);
  ASSERT_TRUE(back);
  ASSERT_EQ(back->rgb.size(), image.rgb.size());
  for (size_t i = 0; i < image.rgb.size(); ++i) ASSERT_NEAR(back->rgb[i], image.rgb[i], 6);
}

TEST(Image, ExifOrientationIsAppliedInBothByteOrders) {
  Buffer jpeg = *encode_jpeg(sample(24, 16), 90);
  Image stored = *decode_image(jpeg);
  for (int orientation = 1; orientation <= 8; ++orientation) {
    for (bool big_endian : {false, true}) {
      auto image = decode_image(with_exif(jpeg, exif_block(orientation, big_endian)));
      ASSERT_TRUE(image);
      EXPECT_EQ(image->width, orientation < 5 ? 24 : 16) << orientation;
      EXPECT_EQ(image->rgb, apply(stored, orientation).rgb) << orientation;
    }
  }
}

TEST(Image, OrientationsMoveTheFirstPixelWhereExifSays) {
  // A picture of 2 x 1: red, then blue.
  Image image{2, 1, {255, 0, 0, 0, 0, 255}};
  struct Case {
    int orientation, width, red_first;
  };
  for (Case c : {Case{1, 2, 1}, {2, 2, 0}, {3, 2, 0}, {4, 2, 1}, {5, 1, 1}, {6, 1, 1}, {7, 1, 0}, {8, 1, 0}}) {
    Image upright = apply(image, c.orientation);
    EXPECT_EQ(upright.width, c.width) << c.orientation;
    EXPECT_EQ(upright.rgb[0] == 255, c.red_first == 1) << c.orientation;
  }
  // 1 x 2, red above blue: 6 turns clockwise, so red is at the right.
  Image tall{1, 2, {255, 0, 0, 0, 0, 255}};
  EXPECT_EQ(apply(tall, 6).rgb[0], 0);
  EXPECT_EQ(apply(tall, 8).rgb[0], 255);
}

TEST(Image, DamagedExifIsNoOrientation) {
  Buffer jpeg = *encode_jpeg(sample(24, 16), 90);
  std::string block = exif_block(6, true);
  for (size_t size = 0; size < 20; ++size) {
    auto image = decode_image(with_exif(jpeg, block.substr(0, size)));
    ASSERT_TRUE(image);
    EXPECT_EQ(image->width, 24) << size;
  }
  block[4] = '\x7f';  // the directory is far outside
  EXPECT_EQ(decode_image(with_exif(jpeg, block))->width, 24);
  EXPECT_EQ(decode_image(with_exif(jpeg, exif_block(9, false)))->width, 24);
}

TEST(Image, OtherFormatsAreRefusedByName) {
  auto image = decode_image(as_bytes(std::string_view("GIF89a\1\0\1\0", 10)));
  ASSERT_FALSE(image);
  EXPECT_EQ(image.error().kind, ErrorKind::unsupported);
  EXPECT_NE(image.error().what.find("GIF"), std::string::npos);
  EXPECT_NE(image.error().hint, "");
  EXPECT_EQ(kind_of(as_bytes(std::string_view("RIFF\0\0\0\0WEBPVP8 ", 16))), ErrorKind::unsupported);
  EXPECT_EQ(kind_of(as_bytes("hello")), ErrorKind::corrupt);
  EXPECT_EQ(kind_of({}), ErrorKind::corrupt);
}

TEST(Image, ATruncatedFileIsDamagedWhereverItEnds) {
  Image image = sample(200, 150);
  for (const Buffer& file : {*encode_png(image), *encode_jpeg(image, 90)})
    for (size_t size = 0; size + 4 < file.size(); size += 1 + size / 16)
      EXPECT_EQ(kind_of(Bytes(file).first(size)), ErrorKind::corrupt) << size << " of " << file.size();
}

TEST(Image, FlippedBitsNeverCrash) {
  Image image = sample(40, 30);
  for (Buffer file : {*encode_png(image), *encode_jpeg(image, 90)}) {
    for (size_t i = 0; i < file.size(); ++i) {
      std::byte kept = file[i];
      file[i] ^= std::byte{0xff};
      auto decoded = decode_image(file);
      EXPECT_TRUE(!decoded || decoded->rgb.size() == size_t{3} * decoded->width * decoded->height);
      file[i] = kept;
    }
  }
}

TEST(Image, ALyingSizeIsFoundBeforeMemoryIsTaken) {
  Buffer jpeg = *encode_jpeg(sample(16, 16), 90);
  size_t frame = as_text(jpeg).find("\xff\xc0");
  ASSERT_NE(frame, std::string_view::npos);
  auto set_size = [&](int high) {
    jpeg[frame + 5] = jpeg[frame + 7] = static_cast<std::byte>(high);
    return kind_of(jpeg);
  };
  EXPECT_EQ(set_size(0x3f), ErrorKind::corrupt);      // 16144 x 16144 in a few hundred bytes
  EXPECT_EQ(set_size(0xff), ErrorKind::unsupported);  // over the limit
}

TEST(Image, UnusualChromaSamplingIsDecoded) {
  // 32 x 16 grey pixels in one unit of 4 x 2 luma blocks and one block of each chroma, with the standard Huffman codes.
  std::string file("\xff\xd8\xff\xdb\0\x43\0", 7);
  file.append(64, '\x01');
  file.append("\xff\xc0\0\x11\x08\0\x10\0\x20\x03\x01\x42\0\x02\x11\0\x03\x11\0", 19);
  file.append("\xff\xda\0\x0c\x03\x01\0\x02\x11\x03\x11\0\x3f\0", 14);
  file.append("\x28\xa2\x8a\x28\xa2\x8a\0\xff\xd9", 9);
  auto image = decode_image(as_bytes(file));
  ASSERT_TRUE(image) << image.error().message();
  EXPECT_EQ(image->rgb, std::vector<uint8_t>(3 * 32 * 16, 128));
}

TEST(Image, InksBecomeColours) {
  // Stored inverted, as Adobe's programs do: 255 is no ink.
  for (auto [inks, rgb] : {std::pair{std::array{255, 255, 255, 255}, std::array{255, 255, 255}},
                           {std::array{0, 255, 255, 255}, std::array{0, 255, 255}},
                           {std::array{255, 0, 0, 255}, std::array{255, 0, 0}},
                           {std::array{255, 255, 255, 0}, std::array{0, 0, 0}}}) {
    std::vector<unsigned char> pixels;
    for (int i = 0; i < 16 * 16; ++i) pixels.insert(pixels.end(), inks.begin(), inks.end());
    unsigned char* data = nullptr;
    unsigned long size = 0;
    tjhandle handle = tjInitCompress();
    ASSERT_EQ(tjCompress2(handle, pixels.data(), 16, 0, 16, TJPF_CMYK, &data, &size, TJSAMP_444, 100, 0), 0);
    auto image = decode_image(Bytes(reinterpret_cast<std::byte*>(data), size));
    tjFree(data);
    tjDestroy(handle);
    ASSERT_TRUE(image) << image.error().message();
    for (int c = 0; c < 3; ++c) EXPECT_NEAR(image->rgb[static_cast<size_t>(c)], rgb[static_cast<size_t>(c)], 2);
  }
}

TEST(Image, QualityMustBeAPercentage) {
  EXPECT_EQ(encode_jpeg(sample(8, 8), 0).error().kind, ErrorKind::usage);
  EXPECT_EQ(encode_jpeg(sample(8, 8), 101).error().kind, ErrorKind::usage);
}

}  // namespace

}  // namespace ponte::vision::image_test
