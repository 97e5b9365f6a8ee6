// The asynchronous generators of a loop: whom it closes when they are dropped or when asyncio.run ends.
#pragma once
#include "aio/base/detail/list.hpp"
#include "aio/base/detail/ref.hpp"

#include <vector>

namespace aio {

class EventLoop;
struct AsyncGeneratorPromiseBase;

// Those that a loop has seen and that have not ended, in order of their first use. Does not own them.
class AsyncGenerators {
  public:
    ~AsyncGenerators() { forget_all(); }

    bool empty() const { return generators_.empty(); }
    void add(AsyncGeneratorPromiseBase& generator, EventLoop& loop);
    void remove(AsyncGeneratorPromiseBase& generator) noexcept;
    void forget_all(); // from now on nobody closes them
    std::vector<Ref<AsyncGeneratorPromiseBase>> list() const;

  private:
    detail::List<AsyncGeneratorPromiseBase> generators_;
};

} // namespace aio
