#include "aio/net/loop_io.hpp"

#include "aio/loop/baton.hpp"
#include "aio/loop/loop.hpp"
#include "aio/loop/task.hpp"
#include "aio/net/detail/transport.hpp"
#include "aio/net/getaddrinfo.hpp"

#include <algorithm>

namespace aio {

void IoHandle::call() {
    CallbackFrame const frame(context_);
    function_();
}

LoopIo::~LoopIo() {
    for (auto const& transport : transports_)
        if (auto const still = transport.lock()) still->abandon();
}

LoopIo::Entry* LoopIo::find(Socket const& socket) {
    auto const found = std::find_if(entries_.begin(), entries_.end(),
                                    [&](Entry const& each) { return each.socket == socket; });
    return found == entries_.end() ? nullptr : &*found;
}

Ref<IoHandle> LoopIo::add(Socket const& socket, unsigned event, std::function<void()> callback,
                          std::string words) {
    auto handle = make_ref<IoHandle>(loop_, std::move(callback), std::move(words));
    Entry* entry = find(socket);
    if (!entry) entry = &entries_.emplace_back(Entry{socket, {}, {}});
    watches_.set(socket, watches_.events_of(socket) | event);
    auto const old = std::exchange(entry->of(event), handle);
    if (old) old->drop();
    return handle;
}

bool LoopIo::remove(Socket const& socket, unsigned event) {
    Entry* const entry = find(socket);
    if (!entry || !entry->of(event)) return false;
    auto const old = std::exchange(entry->of(event), nullptr);
    unsigned const left = watches_.events_of(socket) & ~event;
    if (left == 0) std::erase_if(entries_, [&](Entry const& each) { return each.socket == socket; });
    watches_.set(socket, left);
    old->drop();
    return true;
}

void LoopIo::queue_ready() {
    for (auto const& ready : watches_.poll())
        for (unsigned const event : {EVENT_READ, EVENT_WRITE}) {
            if (!(ready.events & event)) continue;
            record_ready(ready.socket, event);
            // Still queued after an exception ended its turn; CPython would call it twice.
            Entry* const entry = find(ready.socket);
            if (entry && entry->of(event) && !entry->of(event)->queued())
                LoopAccess(loop_).call_soon(*entry->of(event));
        }
}

LoopIo& EventLoop::io() {
    check_closed();
    if (!io_) {
        Threads::of_program(); // who waits for sockets waits among the threads
        io_ = std::make_unique<LoopIo>(*this);
    }
    return static_cast<LoopIo&>(*io_);
}

void EventLoop::add_reader(Socket const& socket, std::function<void()> callback, std::string words) {
    io().add(socket, EVENT_READ, std::move(callback), std::move(words));
}

bool EventLoop::remove_reader(Socket const& socket) { return io_ && io().remove(socket, EVENT_READ); }

void EventLoop::add_writer(Socket const& socket, std::function<void()> callback, std::string words) {
    io().add(socket, EVENT_WRITE, std::move(callback), std::move(words));
}

bool EventLoop::remove_writer(Socket const& socket) { return io_ && io().remove(socket, EVENT_WRITE); }

namespace {

// In the words of the library's call that awaits it.
std::string_view purpose() { return thread_state.driver->leaf->library_call; }

void unwatch_when_done(FutureBase& future, Ref<IoHandle> const& handle, EventLoop& loop, Socket const& socket,
                       unsigned event) {
    auto const done = [handle, &loop, socket, event](FutureBase&) {
        if (!handle->dropped()) LoopAccess(loop).io().remove(socket, event);
    };
    future.add_done_callback(done, event == EVENT_READ ? "BaseSelectorEventLoop._sock_read_done"
                                                       : "BaseSelectorEventLoop._sock_write_done");
}

// Tries again each time the socket is ready: `attempt` gives nothing as long as it must wait.
template <typename T, typename Attempt>
Future<T> when_ready(EventLoop& loop, Socket const& socket, unsigned event, Attempt attempt,
                     char const* words) {
    auto const state = make_ref<FutureState<T>>(loop, purpose());
    auto const again = [state, attempt]() mutable {
        if (state->done()) return;
        std::optional<T> result;
        try {
            result = attempt();
        } catch (Exception const&) {
            state->set_exception(std::current_exception());
            return;
        }
        if (result) state->set_result(*std::move(result));
    };
    auto const handle = LoopAccess(loop).io().add(socket, event, again, words);
    unwatch_when_done(*state, handle, loop, socket, event);
    return Future<T>(state);
}

Library<Bytes> receive(EventLoop& loop, Socket socket, std::size_t size) {
    auto received = socket.try_recv(size);
    if (received) co_return *std::move(received);
    auto const attempt = [socket, size] { return socket.try_recv(size); };
    auto const future =
        when_ready<Bytes>(loop, socket, EVENT_READ, attempt, "BaseSelectorEventLoop._sock_recv");
    co_return co_await future;
}

Library<void> send_all(EventLoop& loop, Socket socket, Bytes data) {
    std::size_t const sent = socket.try_send(data.view()).value_or(0);
    if (sent == data.size()) co_return;
    auto const attempt = [socket, data, at = sent]() mutable -> std::optional<None> {
        at += socket.try_send(data.view().substr(at)).value_or(0);
        if (at == data.size()) return None{};
        return std::nullopt;
    };
    auto const future =
        when_ready<None>(loop, socket, EVENT_WRITE, attempt, "BaseSelectorEventLoop._sock_sendall");
    co_await future;
}

} // namespace

namespace detail {

Future<None> start_connect(EventLoop& loop, Socket const& socket, Address const& address) {
    auto const state = make_ref<FutureState<None>>(loop, purpose());
    try {
        socket.connect(address);
        state->set_result({});
    } catch (BlockingIOError const&) {
        auto const connected = [state] {
            if (!state->done()) state->set_result({});
        };
        auto const handle = LoopAccess(loop).io().add(socket, EVENT_WRITE, connected,
                                                      "BaseSelectorEventLoop._sock_connect_cb");
        unwatch_when_done(*state, handle, loop, socket, EVENT_WRITE);
    } catch (Exception const&) {
        state->set_exception(std::current_exception());
    }
    return Future<None>(state);
}

} // namespace detail

namespace {

Library<void> connect(EventLoop& loop, Socket socket, Address address) {
    auto const infos = co_await ensure_resolved(loop, std::move(address));
    auto const future = detail::start_connect(loop, socket, infos.front().address);
    co_await future;
}

// _sock_accept watches anew each time it finds nothing, and never more than once at a time.
void try_accept(EventLoop& loop, Ref<FutureState<std::pair<Socket, Address>>> const& state,
                Socket const& socket) {
    try {
        if (auto accepted = socket.try_accept()) {
            accepted->first.setblocking(false);
            state->set_result(*std::move(accepted));
            return;
        }
    } catch (Exception const&) {
        state->set_exception(std::current_exception());
        return;
    }
    auto const again = [&loop, state, socket] { try_accept(loop, state, socket); };
    auto const handle =
        LoopAccess(loop).io().add(socket, EVENT_READ, again, "BaseSelectorEventLoop._sock_accept");
    unwatch_when_done(*state, handle, loop, socket, EVENT_READ);
}

Library<std::pair<Socket, Address>> accept(EventLoop& loop, Socket socket) {
    auto const state = make_ref<FutureState<std::pair<Socket, Address>>>(loop, purpose());
    try_accept(loop, state, socket);
    Future<std::pair<Socket, Address>> const future(state);
    co_return co_await future;
}

} // namespace

Library<Bytes> EventLoop::sock_recv(Socket const& socket, std::size_t size) {
    return receive(*this, socket, size).named("sock_recv");
}

Library<void> EventLoop::sock_sendall(Socket const& socket, Bytes data) {
    return send_all(*this, socket, std::move(data)).named("sock_sendall");
}

Library<void> EventLoop::sock_connect(Socket const& socket, Address const& address) {
    return connect(*this, socket, address).named("sock_connect");
}

Library<std::pair<Socket, Address>> EventLoop::sock_accept(Socket const& socket) {
    return accept(*this, socket).named("sock_accept");
}

} // namespace aio
