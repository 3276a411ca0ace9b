#include "base/half.h"

#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace ponte {

namespace {

void widen_portably(const char* halves, float* floats, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    uint16_t half;
    std::memcpy(&half, halves + 2 * i, 2);
    floats[i] = half_to_float(half);
  }
}

#if defined(__x86_64__)
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

}  // namespace ponte
