// A value for as long as a block lasts.
#pragma once

namespace aio {

template <typename T>
class Restore {
  public:
    Restore(T& place, T value) : place_(place), old_(place) { place = value; }
    Restore(Restore const&) = delete;
    Restore& operator=(Restore const&) = delete;
    ~Restore() { place_ = old_; }

  private:
    T& place_;
    T old_;
};

} // namespace aio
