// selectors.DefaultSelector over sockets in memory: which of those that are watched can be read or written
// now. It looks in the order in which they were watched.
//
// Watches is the policy, and so far the only one: ProgramOptions has no field to choose it by. A selector of
// the system's own (epoll) would stand in its place with the same functions, chosen there beside the clock.
#pragma once
#include "aio/net/socket.hpp"

#include <optional>
#include <utility>
#include <vector>

namespace aio {

constexpr unsigned EVENT_READ = 1;
constexpr unsigned EVENT_WRITE = 2;

// What is watched, and for which events.
class Watches {
  public:
    struct Ready {
        Socket socket;
        unsigned events;
    };
    void set(Socket const& socket, unsigned events); // 0: no more
    unsigned events_of(Socket const& socket) const;  // 0: not watched
    std::vector<Ready> poll() const;                 // what is ready now
    bool any_ready() const;
    // Waits for the first that is ready, at most `timeout` seconds.
    std::vector<Ready> select(std::optional<double> timeout) const;

  private:
    std::vector<Ready> watched_;
};

// What a selector found, as traces say it: once for each event.
void record_ready(Socket const& socket, unsigned events);

template <typename Data>
struct SelectorKey {
    Socket fileobj;
    unsigned events;
    Data data;
};

// A program's own selector. What it finds it calls by the data given with it.
template <typename Data>
class Selector {
  public:
    using Key = SelectorKey<Data>;

    void register_(Socket const& fileobj, unsigned events, Data data) { // KeyError if it is there already
        if (watches_.events_of(fileobj) != 0) throw KeyError(repr(fileobj) + " is already registered");
        watches_.set(fileobj, events);
        keys_.push_back({fileobj, events, std::move(data)});
    }
    Key unregister(Socket const& fileobj) { // KeyError if it is not there
        for (auto key = keys_.begin(); key != keys_.end(); ++key) {
            if (key->fileobj != fileobj) continue;
            Key removed = std::move(*key);
            keys_.erase(key);
            watches_.set(fileobj, 0);
            return removed;
        }
        throw KeyError(repr(fileobj) + " is not registered");
    }
    std::vector<Key> const& get_map() const { return keys_; }
    // Waits for the first that is ready, at most `timeout` seconds: which ones are, and for what.
    std::vector<std::pair<Key, unsigned>> select(std::optional<double> timeout = std::nullopt) const {
        std::vector<std::pair<Key, unsigned>> found;
        for (auto const& ready : watches_.select(timeout)) {
            record_ready(ready.socket, ready.events);
            for (auto const& key : keys_)
                if (key.fileobj == ready.socket) found.emplace_back(key, ready.events);
        }
        return found;
    }

  private:
    Watches watches_;
    std::vector<Key> keys_;
};

} // namespace aio
