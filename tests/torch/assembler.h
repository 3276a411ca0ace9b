#pragma once
// Pickles by hand: each function gives the bytes that leave one value on the stack, or that change what is there.

#include <string>

#include "formats/torch/pickle.h"
#include "support/zip_builder.h"

namespace ponte::torch::test {

using ponte::test::little_endian;
using ponte::test::shared;

inline std::string pickle(const std::string& program, char protocol = 2) {
  return std::string("\x80") + protocol + program + ".";
}
inline std::string none() { return "N"; }
inline std::string integer(int32_t value) { return "J" + little_endian(value); }
inline std::string real(double value) {
  std::string bytes = little_endian(value);
  return "G" + std::string(bytes.rbegin(), bytes.rend());
}
inline std::string text(const std::string& value) {
  return "X" + little_endian(static_cast<uint32_t>(value.size())) + value;
}
inline std::string global(const std::string& module, const std::string& name) {
  return "c" + module + "\n" + name + "\n";
}
inline std::string join(std::initializer_list<std::string> parts) {
  std::string all;
  for (const std::string& part : parts) all += part;
  return all;
}
inline std::string tuple(std::initializer_list<std::string> items) { return "(" + join(items) + "t"; }
inline std::string list(std::initializer_list<std::string> items) { return "](" + join(items) + "e"; }
/// Keys and values in turn.
inline std::string dict(std::initializer_list<std::string> keys_and_values) {
  return "}(" + join(keys_and_values) + "u";
}
inline std::string reduce(const std::string& callable, const std::string& arguments) {
  return callable + arguments + "R";
}
inline std::string object(const std::string& cls, const std::string& state) { return cls + ")\x81" + state + "b"; }

inline std::string storage(const std::string& type, const std::string& key, int32_t count) {
  return tuple({text("storage"), global("torch", type), text(key), text("cpu"), integer(count)}) + "Q";
}
inline std::string tensor(const std::string& of, int32_t offset, const std::string& sizes, const std::string& strides) {
  return reduce(
      global("torch._utils", "_rebuild_tensor_v2"),
      tuple({of, integer(offset), sizes, strides, "\x89", reduce(global("collections", "OrderedDict"), ")")}));
}

/// A torch.nn.Module with plain attributes; all arguments are keys and values in turn.
inline std::string module(const std::string& cls, const std::string& parameters, const std::string& modules,
                          const std::string& attributes = "") {
  size_t dot = cls.rfind('.');
  return object(global(cls.substr(0, dot), cls.substr(dot + 1)), "}(" + text("_parameters") + "}(" + parameters + "u" +
                                                                     text("_buffers") + "}" + text("_modules") + "}(" +
                                                                     modules + "u" + attributes + "u");
}

/// A network of one convolution, whose weight is the four floats of storage "0".
inline std::string small_network(const std::string& modules_before = "") {
  std::string weight =
      tensor(storage("FloatStorage", "0", 4), 0, tuple({integer(2), integer(2)}), tuple({integer(2), integer(1)}));
  return module("ultralytics.nn.tasks.DetectionModel", "",
                modules_before + text("model") +
                    module("torch.nn.modules.conv.Conv2d", text("weight") + weight + text("bias") + none(), "",
                           text("stride") + tuple({integer(2), integer(2)}) + text("groups") + integer(1)));
}

inline std::string four_floats() {
  return little_endian(1.0f) + little_endian(2.0f) + little_endian(3.0f) + little_endian(4.0f);
}

inline ponte::test::ZipBuilder checkpoint_zip(const std::string& program) {
  ponte::test::ZipBuilder zip;
  zip.store("best/data.pkl", pickle(program));
  zip.store("best/byteorder", "little");
  zip.store("best/data/0", four_floats());
  return zip;
}

}  // namespace ponte::torch::test
