#include "base/half.h"

#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace ponte::base {

namespace {

void widen_portably(const char* halves, float* floats, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    uint16_t half;
    std::memcpy(&half, halves + 2 * i, 2);
    floats[i] = half_to_float(half);
  }
}

float load(const char* floats, size_t i) {
  float value;
  std::memcpy(&value, floats + sizeof(float) * i, sizeof(float));
  return value;
}

void narrow_portably(const char* floats, uint16_t* halves, size_t count) {
  for (size_t i = 0; i < count; ++i) halves[i] = float_to_half(load(floats, i));
}

bool are_halves_portably(const char* floats, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    float value = load(floats, i);
    if (half_to_float(float_to_half(value)) != value) return false;
  }
  return true;
}

#if defined(__x86_64__)
__attribute__((target("avx,f16c"))) __m128i narrow_eight(const char* floats) {
  return _mm256_cvtps_ph(_mm256_loadu_ps(reinterpret_cast<const float*>(floats)), _MM_FROUND_TO_NEAREST_INT);
}

__attribute__((target("avx,f16c"))) void narrow_with_f16c(const char* floats, uint16_t* halves, size_t count) {
  size_t i = 0;
  for (; i + 8 <= count; i += 8)
    _mm_storeu_si128(reinterpret_cast<__m128i*>(halves + i), narrow_eight(floats + sizeof(float) * i));
  narrow_portably(floats + sizeof(float) * i, halves + i, count - i);
}

__attribute__((target("avx,f16c"))) bool are_halves_with_f16c(const char* floats, size_t count) {
  size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    __m256 eight = _mm256_loadu_ps(reinterpret_cast<const float*>(floats + sizeof(float) * i));
    __m256 again = _mm256_cvtph_ps(narrow_eight(floats + sizeof(float) * i));
    if (_mm256_movemask_ps(_mm256_cmp_ps(eight, again, _CMP_EQ_OQ)) != 0xff) return false;
  }
  return are_halves_portably(floats + sizeof(float) * i, count - i);
}

__attribute__((target("avx,f16c"))) void widen_with_f16c(const char* halves, float* floats, size_t count) {
  size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    __m128i eight = _mm_loadu_si128(reinterpret_cast<const __m128i*>(halves + 2 * i));
    _mm256_storeu_ps(floats + i, _mm256_cvtph_ps(eight));
  }
  widen_portably(halves + 2 * i, floats + i, count - i);
}
#endif

}  // namespace

void widen_halves(const void* halves, float* floats, size_t count) {
  const char* source = static_cast<const char*>(halves);
#if defined(__x86_64__)
  if (__builtin_cpu_supports("f16c")) return widen_with_f16c(source, floats, count);
#endif
  widen_portably(source, floats, count);
}

void narrow_floats(const void* floats, uint16_t* halves, size_t count) {
  const char* source = static_cast<const char*>(floats);
#if defined(__x86_64__)
  if (__builtin_cpu_supports("f16c")) return narrow_with_f16c(source, halves, count);
#endif
  narrow_portably(source, halves, count);
}

bool are_all_halves(const void* floats, size_t count) {
  const char* source = static_cast<const char*>(floats);
#if defined(__x86_64__)
  if (__builtin_cpu_supports("f16c")) return are_halves_with_f16c(source, count);
#endif
  return are_halves_portably(source, count);
}

}  // namespace ponte::base
