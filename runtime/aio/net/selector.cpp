#include "aio/net/selector.hpp"

#include "aio/base/schedule.hpp"
#include "aio/loop/baton.hpp"
#include "aio/loop/loop.hpp"

#include <algorithm>
#include <array>

namespace aio {
namespace {

struct Direction {
    unsigned event;
    char const* words;
};
constexpr std::array<Direction, 2> directions{{{EVENT_READ, "read"}, {EVENT_WRITE, "write"}}};

void record_change(Socket const& socket, unsigned before, unsigned after) {
    for (auto const& [event, words] : directions) {
        if ((before & event) == (after & event)) continue;
        auto const kind = after & event ? Kind::io_watch : Kind::io_unwatch;
        record_text(kind, socket.id(), {}, [text = words] { return text; });
    }
}

unsigned ready_events(Watches::Ready const& watched) {
    unsigned events = 0;
    if (watched.events & EVENT_READ && watched.socket.state()->readable()) events |= EVENT_READ;
    if (watched.events & EVENT_WRITE && watched.socket.state()->writable()) events |= EVENT_WRITE;
    return events;
}

} // namespace

void record_ready(Socket const& socket, unsigned events) {
    for (auto const& [event, words] : directions)
        if (events & event) record_text(Kind::io_ready, socket.id(), {}, [text = words] { return text; });
}

void Watches::set(Socket const& socket, unsigned events) {
    auto const found = std::find_if(watched_.begin(), watched_.end(),
                                    [&](Ready const& each) { return each.socket == socket; });
    record_change(socket, found == watched_.end() ? 0 : found->events, events);
    if (found == watched_.end())
        watched_.push_back({socket, events});
    else if (events == 0)
        watched_.erase(found);
    else
        found->events = events;
}

unsigned Watches::events_of(Socket const& socket) const {
    for (auto const& each : watched_)
        if (each.socket == socket) return each.events;
    return 0;
}

bool Watches::any_ready() const {
    return std::any_of(watched_.begin(), watched_.end(),
                       [](Ready const& each) { return ready_events(each) != 0; });
}

std::vector<Watches::Ready> Watches::poll() const {
    std::vector<Ready> ready;
    for (auto const& each : watched_)
        if (unsigned const events = ready_events(each)) ready.push_back({each.socket, events});
    order(Choice::io, ready);
    return ready;
}

std::vector<Watches::Ready> Watches::select(std::optional<double> timeout) const {
    struct Waiting final : Selecting {
        explicit Waiting(Watches const& those) : watches(those) {}
        bool look() override { return watches.any_ready(); }
        Watches const& watches;
    } waiting(*this);
    std::optional<std::int64_t> moment;
    if (timeout) moment = execution.now + std::max(to_ns(*timeout), std::int64_t{0});
    Threads::of_program().select(waiting, moment);
    return poll();
}

} // namespace aio
