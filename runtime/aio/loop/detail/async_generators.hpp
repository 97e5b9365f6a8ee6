// The asynchronous generators of a loop: whom it closes when they are dropped or when asyncio.run ends.
#pragma once
#include "aio/base/detail/ref.hpp"

#include <vector>

namespace aio {

class EventLoop;
struct AsyncGeneratorPromiseBase;

// Those that a loop has seen and that have not ended, in order of their first use. Does not own them.
class AsyncGenerators {
  public:
    AsyncGenerators() = default;
    AsyncGenerators(AsyncGenerators const&) = delete;
    AsyncGenerators& operator=(AsyncGenerators const&) = delete;
    ~AsyncGenerators() { forget_all(); }

    bool empty() const { return first_ == nullptr; }
    void add(AsyncGeneratorPromiseBase& generator, EventLoop& loop);
    void remove(AsyncGeneratorPromiseBase& generator) noexcept;
    void forget_all(); // from now on nobody closes them
    std::vector<Ref<AsyncGeneratorPromiseBase>> list() const;

  private:
    AsyncGeneratorPromiseBase* first_ = nullptr;
    AsyncGeneratorPromiseBase* last_ = nullptr;
};

} // namespace aio
