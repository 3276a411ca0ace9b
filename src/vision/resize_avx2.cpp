#if defined(__x86_64__)

#include <immintrin.h>

#include "vision/resize_scalar.h"

#define AVX2 __attribute__((target("avx2,fma")))

namespace ponte::vision {

namespace {

/// 8 bytes at each of two places: a pixel and its right neighbour, twice.
AVX2 inline __m128i load_two(const uint8_t* first, const uint8_t* second) {
  __m128i low = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(first));
  return _mm_castpd_si128(_mm_loadh_pd(_mm_castsi128_pd(low), reinterpret_cast<const double*>(second)));
}

AVX2 inline void store_half(int16_t* out, __m128i eight) { _mm_storeu_si128(reinterpret_cast<__m128i*>(out), eight); }

/// The processor's own prefetching stops at pages of 4 KiB, and a photo's row has several: this is a fifth of the time
/// of 4000 x 3000, and costs small pictures nothing.
constexpr ptrdiff_t kAhead = 2048;

/// Eight columns at a time. The low half of a register holds columns 0 to 3, the high half 4 to 7; `left` has the
/// first two of each half and `right` the other two. Left and right neighbour of a channel are put side by side as
/// 16-bit numbers, so that one multiply-add interpolates.
AVX2 void along_x(const uint8_t* row, const ResizeColumns& columns, int16_t* planes) {
  const __m256i red_green = _mm256_setr_epi8(0, -1, 3, -1, 8, -1, 11, -1, 1, -1, 4, -1, 9, -1, 12, -1,  //
                                             0, -1, 3, -1, 8, -1, 11, -1, 1, -1, 4, -1, 9, -1, 12, -1);
  const __m256i blue_low = _mm256_setr_epi8(2, -1, 5, -1, 10, -1, 13, -1, -1, -1, -1, -1, -1, -1, -1, -1,  //
                                            2, -1, 5, -1, 10, -1, 13, -1, -1, -1, -1, -1, -1, -1, -1, -1);
  const __m256i blue_high = _mm256_setr_epi8(-1, -1, -1, -1, -1, -1, -1, -1, 2, -1, 5, -1, 10, -1, 13, -1,  //
                                             -1, -1, -1, -1, -1, -1, -1, -1, 2, -1, 5, -1, 10, -1, 13, -1);
  // Per half: red 0 1, green 0 1, red 2 3, green 2 3 -> red 0 to 3, green 0 to 3.
  const __m256i apart = _mm256_setr_epi8(0, 1, 2, 3, 8, 9, 10, 11, 4, 5, 6, 7, 12, 13, 14, 15,  //
                                         0, 1, 2, 3, 8, 9, 10, 11, 4, 5, 6, 7, 12, 13, 14, 15);
  const int32_t* offsets = columns.offsets.data();
  size_t stride = columns.plane_stride, x = 0;
  for (; x + 8 <= columns.wide_loads; x += 8) {
    const int32_t* o = offsets + x;
    _mm_prefetch(reinterpret_cast<const char*>(row + o[0] + kAhead), _MM_HINT_T0);
    _mm_prefetch(reinterpret_cast<const char*>(row + o[4] + kAhead), _MM_HINT_T0);
    __m256i left = _mm256_inserti128_si256(_mm256_castsi128_si256(load_two(row + o[0], row + o[1])),
                                           load_two(row + o[4], row + o[5]), 1);
    __m256i right = _mm256_inserti128_si256(_mm256_castsi128_si256(load_two(row + o[2], row + o[3])),
                                            load_two(row + o[6], row + o[7]), 1);
    __m256i weights = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(columns.weights.data() + x));
    __m256i left_rg = _mm256_madd_epi16(_mm256_shuffle_epi8(left, red_green), _mm256_unpacklo_epi64(weights, weights));
    __m256i right_rg =
        _mm256_madd_epi16(_mm256_shuffle_epi8(right, red_green), _mm256_unpackhi_epi64(weights, weights));
    __m256i blue = _mm256_or_si256(_mm256_shuffle_epi8(left, blue_low), _mm256_shuffle_epi8(right, blue_high));
    blue = _mm256_srai_epi32(_mm256_madd_epi16(blue, weights), 4);
    __m256i rg = _mm256_packs_epi32(_mm256_srai_epi32(left_rg, 4), _mm256_srai_epi32(right_rg, 4));
    rg = _mm256_permute4x64_epi64(_mm256_shuffle_epi8(rg, apart), _MM_SHUFFLE(3, 1, 2, 0));
    blue = _mm256_permute4x64_epi64(_mm256_packs_epi32(blue, blue), _MM_SHUFFLE(3, 1, 2, 0));
    store_half(planes + x, _mm256_castsi256_si128(rg));
    store_half(planes + stride + x, _mm256_extracti128_si256(rg, 1));
    store_half(planes + 2 * stride + x, _mm256_castsi256_si128(blue));
  }
  scalar_along_x(row, columns, x, planes);
}

AVX2 inline __m256i load(const int16_t* sixteen) {
  return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(sixteen));
}

AVX2 inline __m256i along_y(const ResizeRows& rows, size_t x, __m256i upper_weight, __m256i lower_weight) {
  __m256i upper = _mm256_mulhi_epi16(load(rows.upper + x), upper_weight);
  __m256i lower = _mm256_mulhi_epi16(load(rows.lower + x), lower_weight);
  __m256i sum = _mm256_add_epi16(_mm256_add_epi16(upper, lower), _mm256_set1_epi16(2));
  return _mm256_srai_epi16(sum, 2);
}

AVX2 void along_y_to_bytes(const ResizeRows& rows, size_t count, uint8_t* out) {
  __m256i upper_weight = _mm256_set1_epi16(rows.upper_weight), lower_weight = _mm256_set1_epi16(rows.lower_weight);
  for (size_t x = 0; x < count; x += 16) {
    __m256i values = along_y(rows, x, upper_weight, lower_weight);
    __m128i bytes = _mm_packus_epi16(_mm256_castsi256_si128(values), _mm256_extracti128_si256(values, 1));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out + x), bytes);
  }
}

/// Eight bytes over 255, as the division rounds them: 1/255 in two floats, added up in one rounding. That this holds
/// for all 256 bytes is a test.
AVX2 inline void store_fractions(float* out, __m128i eight) {
  constexpr float kHigh = 1 / 255.0f, kLow = static_cast<float>(1 / 255.0 - kHigh);
  __m256 bytes = _mm256_cvtepi32_ps(_mm256_cvtepu16_epi32(eight));
  __m256 low = _mm256_mul_ps(bytes, _mm256_set1_ps(kLow));
  _mm256_storeu_ps(out, _mm256_fmadd_ps(bytes, _mm256_set1_ps(kHigh), low));
}

AVX2 inline void store_fractions(float* out, __m256i sixteen) {
  store_fractions(out, _mm256_castsi256_si128(sixteen));
  store_fractions(out + 8, _mm256_extracti128_si256(sixteen, 1));
}

AVX2 void along_y_to_floats(const ResizeRows& rows, size_t count, float* out) {
  __m256i upper_weight = _mm256_set1_epi16(rows.upper_weight), lower_weight = _mm256_set1_epi16(rows.lower_weight);
  size_t x = 0;
  for (; x + 16 <= count; x += 16) store_fractions(out + x, along_y(rows, x, upper_weight, lower_weight));
  for (; x < count; ++x) out[x] = static_cast<float>(scalar_along_y(rows, x)) / 255.0f;
}

/// Sixteen columns at a time, from 48 bytes; the last of the four loads of 16 bytes starts 4 bytes early, so as not to
/// read over the end.
AVX2 void split_to_floats(const uint8_t* row, size_t count, float* out, size_t plane) {
  const __m128i by_channel = _mm_setr_epi8(0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11, -1, -1, -1, -1);
  const __m128i last_by_channel = _mm_setr_epi8(4, 7, 10, 13, 5, 8, 11, 14, 6, 9, 12, 15, -1, -1, -1, -1);
  auto load = [](const uint8_t* bytes) AVX2 { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes)); };
  size_t x = 0;
  for (; x + 16 <= count; x += 16) {
    const uint8_t* from = row + 3 * x;
    __m128i a = _mm_shuffle_epi8(load(from), by_channel), b = _mm_shuffle_epi8(load(from + 12), by_channel);
    __m128i c = _mm_shuffle_epi8(load(from + 24), by_channel), d = _mm_shuffle_epi8(load(from + 32), last_by_channel);
    __m128i ab = _mm_unpacklo_epi32(a, b), cd = _mm_unpacklo_epi32(c, d);
    __m128i blue = _mm_unpacklo_epi64(_mm_unpackhi_epi32(a, b), _mm_unpackhi_epi32(c, d));
    store_fractions(out + x, _mm256_cvtepu8_epi16(_mm_unpacklo_epi64(ab, cd)));
    store_fractions(out + plane + x, _mm256_cvtepu8_epi16(_mm_unpackhi_epi64(ab, cd)));
    store_fractions(out + 2 * plane + x, _mm256_cvtepu8_epi16(blue));
  }
  scalar_split_to_floats(row, x, count, out, plane);
}

/// Twelve bytes, four pixels, at each of two places 48 bytes apart, in both halves of a register.
AVX2 inline __m256i load_halves(const uint8_t* bytes) {
  __m128i low = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes));
  return _mm256_inserti128_si256(_mm256_castsi128_si256(low),
                                 _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + 48)), 1);
}

/// Sums of 2 x 2 pixels: two each of red, green and blue, and nothing, in both halves.
AVX2 inline __m256i sum_squares(const uint8_t* upper, const uint8_t* lower, __m256i by_channel) {
  const __m256i ones = _mm256_set1_epi8(1);
  return _mm256_add_epi16(_mm256_maddubs_epi16(_mm256_shuffle_epi8(load_halves(upper), by_channel), ones),
                          _mm256_maddubs_epi16(_mm256_shuffle_epi8(load_halves(lower), by_channel), ones));
}

AVX2 inline __m256i rounded_quarter(__m256i sums) {
  return _mm256_srli_epi16(_mm256_add_epi16(sums, _mm256_set1_epi16(2)), 2);
}

/// Sixteen columns at a time, from 96 bytes of each row; the last loads start early here too.
AVX2 void halve_to_floats(const uint8_t* upper, const uint8_t* lower, size_t count, float* out, size_t plane) {
  const __m256i by_channel = _mm256_setr_epi8(0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11, -1, -1, -1, -1,  //
                                              0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11, -1, -1, -1, -1);
  const __m256i last_by_channel = _mm256_setr_epi8(4, 7, 10, 13, 5, 8, 11, 14, 6, 9, 12, 15, -1, -1, -1, -1,  //
                                                   4, 7, 10, 13, 5, 8, 11, 14, 6, 9, 12, 15, -1, -1, -1, -1);
  size_t x = 0;
  for (; x + 16 <= count; x += 16) {
    const uint8_t *u = upper + 6 * x, *l = lower + 6 * x;
    __m256i a = sum_squares(u, l, by_channel), b = sum_squares(u + 12, l + 12, by_channel);
    __m256i c = sum_squares(u + 24, l + 24, by_channel), d = sum_squares(u + 32, l + 32, last_by_channel);
    __m256i ab = _mm256_unpacklo_epi32(a, b), cd = _mm256_unpacklo_epi32(c, d);
    __m256i blue = _mm256_unpacklo_epi64(_mm256_unpackhi_epi32(a, b), _mm256_unpackhi_epi32(c, d));
    store_fractions(out + x, rounded_quarter(_mm256_unpacklo_epi64(ab, cd)));
    store_fractions(out + plane + x, rounded_quarter(_mm256_unpackhi_epi64(ab, cd)));
    store_fractions(out + 2 * plane + x, rounded_quarter(blue));
  }
  scalar_halve_to_floats(upper, lower, x, count, out, plane);
}

}  // namespace

extern constinit const ResizeKernels kAvx2ResizeKernels = {along_x, along_y_to_bytes, along_y_to_floats,
                                                           halve_to_floats, split_to_floats};

}  // namespace ponte::vision

#endif
