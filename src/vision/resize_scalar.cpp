#include "vision/resize_scalar.h"

namespace ponte::vision {

namespace {

void along_x(const uint8_t* row, const ResizeColumns& columns, int16_t* planes) {
  scalar_along_x(row, columns, 0, planes);
}

void along_y_to_bytes(const ResizeRows& rows, size_t count, uint8_t* out) {
  for (size_t x = 0; x < count; ++x) out[x] = static_cast<uint8_t>(scalar_along_y(rows, x));
}

void along_y_to_floats(const ResizeRows& rows, size_t count, float* out) {
  for (size_t x = 0; x < count; ++x) out[x] = static_cast<float>(scalar_along_y(rows, x)) / 255.0f;
}

void halve_to_floats(const uint8_t* upper, const uint8_t* lower, size_t count, float* out, size_t plane) {
  scalar_halve_to_floats(upper, lower, 0, count, out, plane);
}

void split_to_floats(const uint8_t* row, size_t count, float* out, size_t plane) {
  scalar_split_to_floats(row, 0, count, out, plane);
}

}  // namespace

constinit const ResizeKernels kScalarResizeKernels = {along_x, along_y_to_bytes, along_y_to_floats, halve_to_floats,
                                                      split_to_floats};

#if defined(__x86_64__)
extern const ResizeKernels kAvx2ResizeKernels;
#endif

const ResizeKernels& best_resize_kernels() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return kAvx2ResizeKernels;
#endif
  return kScalarResizeKernels;
}

}  // namespace ponte::vision
