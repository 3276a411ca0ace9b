// Gives the consumers' tests what ponte makes of a picture, as raw bytes: reads standard input, writes standard output.
//   letterbox_tool decode                                            picture file -> "WIDTH HEIGHT\n" RGB
//   letterbox_tool resize WIDTH HEIGHT TO_WIDTH TO_HEIGHT            RGB -> RGB
//   letterbox_tool letterbox|tensor WIDTH HEIGHT TO_WIDTH TO_HEIGHT STRIDE   RGB -> "WIDTH HEIGHT\n" RGB|float32 CHW

#include <cstdio>
#include <iterator>

#include "vision/letterbox.h"

namespace {

std::vector<uint8_t> read_input() {
  std::vector<uint8_t> input;
  uint8_t buffer[65536];
  while (size_t count = std::fread(buffer, 1, sizeof buffer, stdin)) input.insert(input.end(), buffer, buffer + count);
  return input;
}

void write_output(const void* data, size_t size) { std::fwrite(data, 1, size, stdout); }

void write_image(const ponte::Image& image) {
  std::printf("%d %d\n", image.width, image.height);
  write_output(image.rgb.data(), image.rgb.size());
}

}  // namespace

int main(int argc, char** argv) {
  std::string verb = argc > 1 ? argv[1] : "";
  if (verb == "decode") {
    auto input = read_input();
    auto image = ponte::vision::decode_image(std::as_bytes(std::span(input)));
    if (!image)
      return std::fprintf(stderr, "%s\n", image.error().message().c_str()), ponte::exit_code(image.error().kind);
    write_image(*image);
    return 0;
  }
  auto number = [&](int i) { return argc > i ? std::atoi(argv[i]) : 0; };
  ponte::Image image{number(2), number(3), read_input()};
  if (image.rgb.size() != size_t{3} * image.width * image.height) return 2;
  if (verb == "resize") {
    write_image(ponte::vision::resize_linear(image, number(4), number(5), 2));
    return 0;
  }
  auto plan = ponte::vision::plan_letterbox(image.width, image.height,
                                            {.width = number(4), .height = number(5), .rect_stride = number(6)});
  if (verb == "letterbox") write_image(ponte::vision::letterbox_to_image(image, plan, 2));
  if (verb == "tensor") {
    std::vector<float> tensor(size_t{3} * plan.width * plan.height);
    ponte::vision::letterbox_to_tensor(image, plan, tensor.data(), 2);
    std::printf("%d %d\n", plan.width, plan.height);
    write_output(tensor.data(), tensor.size() * sizeof(float));
  }
  return 0;
}
