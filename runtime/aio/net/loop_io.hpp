// What a loop watches, and operations on sockets that are awaited (asyncio/selector_events.py). They try at
// once, and wait only if there is nothing yet.
#pragma once
#include "aio/coro/detail/library_coro.hpp"
#include "aio/loop/detail/input.hpp"
#include "aio/loop/future.hpp"
#include "aio/loop/handle.hpp"
#include "aio/net/selector.hpp"
#include "aio/net/socket.hpp"
#include "aio/python/context.hpp"

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace aio {

class Transport;

// A callback that is called each time a socket is ready, until it is dropped.
class IoHandle final : public OwnedHandle<> {
  public:
    IoHandle(EventLoop& loop, std::function<void()> function, std::string words)
        : OwnedHandle(loop), function_(std::move(function)), words_(std::move(words)),
          context_(copy_current_context()) {}

    bool dropped() const { return dropped_; }
    bool queued() const { return state_ == State::ready; }
    void drop() {
        dropped_ = true;
        cancel();
    }

  private:
    void call() override;
    std::string_view words() const override { return words_; }

    std::function<void()> function_;
    std::string words_;
    ContextSlot context_;
    bool dropped_ = false;
};

// A loop's own part of it.
class LoopIo final : public LoopInput {
  public:
    explicit LoopIo(EventLoop& loop) : loop_(loop) {}
    LoopIo(LoopIo const&) = delete;
    LoopIo& operator=(LoopIo const&) = delete;
    ~LoopIo() override;

    Ref<IoHandle> add(Socket const& socket, unsigned event, std::function<void()> callback,
                      std::string words);
    bool remove(Socket const& socket, unsigned event); // false if it was not watched for that
    bool any_ready() const override { return watches_.any_ready(); }
    void queue_ready() override;
    void add_transport(std::weak_ptr<Transport> transport) { transports_.push_back(std::move(transport)); }

  private:
    struct Entry {
        Socket socket;
        Ref<IoHandle> reader;
        Ref<IoHandle> writer;

        Ref<IoHandle>& of(unsigned event) { return event == EVENT_READ ? reader : writer; }
    };
    Entry* find(Socket const& socket);

    EventLoop& loop_;
    Watches watches_;
    std::vector<Entry> entries_;
    std::vector<std::weak_ptr<Transport>> transports_;
};

namespace detail {

// sock_connect's first half: done at once, or when the socket can be written.
Future<None> start_connect(EventLoop& loop, Socket const& socket, Address const& address);

} // namespace detail
} // namespace aio
