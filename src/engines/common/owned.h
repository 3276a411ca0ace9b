#pragma once
// Objects of an engine's C library that are given back when they go out of scope.

#include <utility>

#include "uses/engines.h"

namespace ponte::engines {

/// An object that `out()` is filled with and that the library's function `Release` takes back. Empty at first.
template <class Library, class T, class Release>
class Owned {
 public:
  explicit Owned(const Library& library) : library_(&library) {}
  Owned(Owned&& other) noexcept : library_(other.library_), object_(std::exchange(other.object_, nullptr)) {}
  Owned& operator=(Owned&&) = delete;
  ~Owned() {
    if (object_) library_->template call<Release>(object_);
  }
  T* get() const { return object_; }
  T** out() { return &object_; }

 private:
  const Library* library_;
  T* object_ = nullptr;
};

}  // namespace ponte::engines
