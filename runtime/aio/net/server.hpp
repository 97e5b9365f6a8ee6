// start_server (asyncio/streams.py and base_events.py): listens, and serves each client in a task of its own.
#pragma once
#include "aio/coro/detail/library_coro.hpp"
#include "aio/loop/future.hpp"
#include "aio/net/socket.hpp"
#include "aio/net/streams.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace aio {

struct ServerState : std::enable_shared_from_this<ServerState> {
    explicit ServerState(EventLoop& of) : loop(of) {}

    void start_serving();
    void close();
    void detach(); // a connection has ended
    void accept_connections();
    void wake_up();

    EventLoop& loop;
    std::vector<Socket> sockets;
    std::vector<Ref<FutureState<ObjectId>>> waiters; // each is its own result
    Ref<FutureState<void>> serving_forever;
    ClientConnected client_connected;
    std::size_t limit = default_limit;
    int active = 0; // connections
    bool closed = false;
    bool serving = false;
    bool over = false; // closed, and the last connection has ended
};

class Server {
  public:
    using Result = Server;
    explicit Server(std::shared_ptr<ServerState> state) : state_(std::move(state)) {}

    std::vector<Socket> const& sockets() const { return state_->sockets; } // none once it is closed
    bool is_serving() const { return state_->serving; }
    void close() const { state_->close(); } // listens no more; connections go on
    Library<void> wait_closed() const;      // up to 3.11 it does not wait if it is closed already
    Library<void> start_serving() const;
    Library<void> serve_forever() const; // until cancelled. RuntimeError if it is closed
    std::shared_ptr<ServerState> const& state() const { return state_; }

  private:
    std::shared_ptr<ServerState> state_;
};

std::string repr(Server const& server); // <Server i1>

// Listens at an address of this machine, or at a name of it (resolve.hpp); port 0: a free one.
Library<Server> start_server(ClientConnected client_connected, std::string host, int port,
                             std::size_t limit = default_limit);

} // namespace aio
