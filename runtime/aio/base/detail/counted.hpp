// An object that lives as long as a Ref holds it: the count inside it.
#pragma once
#include <cstdint>

namespace aio::detail {

// `T` derives from it. When the last reference goes the object is deleted, or its dropped() is called where
// it has one. Both may be private to those who make `Counted<T>` a friend.
template <typename T>
class Counted {
  public:
    void retain() { ++references_; }
    void release() {
        if (--references_ != 0) return;
        if constexpr (requires(T & object) { object.dropped(); })
            static_cast<T*>(this)->dropped();
        else
            delete static_cast<T*>(this);
    }

  protected:
    Counted() = default;
    ~Counted() = default;
    Counted(Counted const&) = delete;
    Counted& operator=(Counted const&) = delete;

  private:
    std::uint32_t references_ = 0;
};

} // namespace aio::detail
