#include "aio/net/server.hpp"

#include "aio/base/finally.hpp"
#include "aio/loop/loop.hpp"
#include "aio/net/detail/transport.hpp"
#include "aio/net/getaddrinfo.hpp"
#include "aio/tasks/gather.hpp"
#include "aio/tasks/sleep.hpp"

#include <utility>

namespace aio {
namespace {

constexpr int backlog = 100; // connections accepted in one go

// A coroutine of the library as a task of its own.
template <typename T>
Task<T> start_task(EventLoop& loop, Library<T> coroutine) {
    return Task<T>(make_ref<TaskState<T>>(loop, std::move(coroutine), std::string()));
}

// _accept_connection2
Library<void> accept_client(std::shared_ptr<ServerState> server, Socket client) {
    constexpr char const* purpose = "_accept_connection2";
    auto const reader = std::make_shared<StreamReaderState>(server->limit, server->loop);
    auto const protocol =
        std::make_shared<StreamReaderProtocol>(server->loop, reader, server->client_connected, purpose);
    auto const waiter = make_ref<FutureState<void>>(server->loop, purpose);
    auto const transport = Transport::make(server->loop, client, protocol, waiter, server);
    Future<void> const made(waiter);
    try {
        co_await made;
    } catch (...) {
        if (transport->loop()) transport->close();
        throw;
    }
}

Library<Server> serve(ClientConnected client_connected, std::string host, int port, std::size_t limit) {
    EventLoop& loop = get_running_loop();
    std::vector<Task<std::vector<AddressInfo>>> asked;
    asked.push_back(start_task(
        loop, ensure_resolved(loop, Address(std::move(host), port)).named("_create_server_getaddrinfo")));
    auto const all = gather(std::move(asked));
    auto const infos = co_await all;
    auto const server = std::make_shared<ServerState>(loop);
    server->client_connected = std::move(client_connected);
    server->limit = limit;
    for (auto const& info : infos.front()) {
        Socket const listening;
        listening.setblocking(false);
        listening.bind(info.address);
        server->sockets.push_back(listening);
    }
    server->start_serving();
    co_await sleep(0); // so that the loop looks at the sockets
    co_return Server(server);
}

Library<void> begin_serving(std::shared_ptr<ServerState> server) {
    server->start_serving();
    co_await sleep(0);
}

Library<void> wait_until_over(std::shared_ptr<ServerState> server) {
    if (server->over || (server->closed && !execution.rules.server_waits_for_clients)) co_return;
    auto const waiter =
        make_ref<FutureState<ObjectId>>(server->loop, thread_state.driver->leaf->library_call);
    server->waiters.push_back(waiter);
    Future<ObjectId> const over(waiter);
    co_await over;
}

Library<void> serve_until_cancelled(std::shared_ptr<ServerState> server) {
    if (server->serving_forever)
        throw RuntimeError("server " + repr(Server(server)) + " is already being awaited on serve_forever()");
    if (server->closed) throw RuntimeError("server " + repr(Server(server)) + " is closed");
    server->start_serving();
    server->serving_forever =
        make_ref<FutureState<void>>(server->loop, thread_state.driver->leaf->library_call);
    Finally const left([&] { server->serving_forever = nullptr; });
    Future<void> const forever(server->serving_forever);
    std::exception_ptr cancelled;
    try {
        co_await forever;
    } catch (CancelledError const&) {
        cancelled = std::current_exception();
    }
    if (!cancelled) co_return;
    server->close();
    try {
        co_await wait_until_over(server);
    } catch (CancelledError const&) { // the first one counts
    }
    std::rethrow_exception(cancelled);
}

} // namespace

void ServerState::start_serving() {
    if (std::exchange(serving, true)) return;
    for (auto const& socket : sockets) {
        socket.listen();
        loop.add_reader(
            socket, [self = shared_from_this()] { self->accept_connections(); },
            "BaseSelectorEventLoop._accept_connection");
    }
}

void ServerState::accept_connections() {
    auto const listening = sockets;
    for (int left = backlog; left > 0; --left) {
        auto accepted = listening.front().try_accept();
        if (!accepted) return;
        accepted->first.setblocking(false);
        start_task(loop, accept_client(shared_from_this(), accepted->first));
    }
}

void ServerState::close() {
    if (std::exchange(closed, true)) return;
    for (auto const& socket : std::exchange(sockets, {})) {
        loop.remove_reader(socket);
        socket.close();
    }
    serving = false;
    if (serving_forever && !serving_forever->done()) {
        serving_forever->cancel();
        serving_forever = nullptr;
    }
    if (active == 0) wake_up();
}

void ServerState::detach() {
    if (--active == 0 && closed) wake_up();
}

void ServerState::wake_up() {
    over = true;
    for (auto const& waiter : std::exchange(waiters, {}))
        if (!waiter->done()) waiter->set_result(waiter->id());
}

Library<void> Server::wait_closed() const { return wait_until_over(state_).named("server.wait_closed"); }
Library<void> Server::start_serving() const { return begin_serving(state_).named("server.start_serving"); }
Library<void> Server::serve_forever() const {
    return serve_until_cancelled(state_).named("server.serve_forever");
}

std::string repr(Server const& server) {
    std::string text = "<Server";
    for (auto const& socket : server.sockets()) text += " " + repr(socket);
    return text + ">";
}

Library<Server> start_server(ClientConnected client_connected, std::string host, int port,
                             std::size_t limit) {
    return serve(std::move(client_connected), std::move(host), port, limit).named("start_server");
}

} // namespace aio
