// What ponte finds in pictures, from a program of your own:
//
//     c++ -O2 examples/find_objects.cpp -o find_objects $(pkg-config --cflags --libs ponte)
//     ./find_objects best.pt street.jpg
#include <cstdio>
#include <string>
#include <vector>

#include "ponte/predict.h"

int failed(const ponte::Error& error) {
  std::fprintf(stderr, "%s\n", error.message().c_str());
  return ponte::exit_code(error.kind);
}

int main(int count, char** arguments) {
  if (count < 3) return std::fputs("usage: find_objects MODEL PICTURE...\n", stderr), 2;
  std::vector<std::string> pictures(arguments + 2, arguments + count);

  ponte::PredictOptions options;
  options.expected_pictures = pictures.size();
  auto predictor = ponte::Predictor::open(arguments[1], options);
  if (!predictor) return failed(predictor.error());

  int code = 0;
  auto seen = predictor->predict_each(pictures, [&](const std::string&, ponte::Result<ponte::PictureResult> result) {
    if (!result) return code = failed(result.error()), true;  // the other pictures are still looked at
    for (const ponte::FoundObject& object : result->objects)
      std::printf("%s %s %.4f %.2f %.2f %.2f %.2f\n", result->path.c_str(), object.name.c_str(), object.confidence,
                  object.x1, object.y1, object.x2, object.y2);
    return true;
  });
  return seen ? code : failed(seen.error());
}
