#include "aio/net/socket.hpp"

#include "aio/loop/baton.hpp"

#include <array>
#include <deque>
#include <map>

namespace aio {
namespace {

constexpr std::size_t capacity = 1U << 16U; // bytes that were sent and not yet received, in one direction
constexpr int first_port = 49152;           // of those the system may choose

} // namespace

// Two ends; each has what the other one sent.
struct ConnectedSockets {
    struct End {
        std::string inbox;
        Address address;
        bool closed = false;
        bool no_more = false; // it will send nothing more
    };
    std::array<End, 2> ends;

    End& here(bool first) { return ends[first ? 0 : 1]; }
    End& there(bool first) { return here(!first); }
};

struct ListeningSocket {
    std::deque<std::shared_ptr<ConnectedSockets>> waiting; // whose second end nobody has accepted
};

// The sockets of one program that can be connected to.
struct Network {
    std::map<int, std::weak_ptr<ListeningSocket>> listening; // by port
    int last_port = first_port - 1;

    static Network& of_program() {
        struct Ender {
            ~Ender() { end_network(); }
        };
        thread_local Ender const ender;
        if (!execution.network) execution.network = new Network;
        return *execution.network;
    }
    int free_port() {
        do ++last_port;
        while (listening.contains(last_port));
        return last_port;
    }
};

void end_network() {
    if (!execution.network || !in_main_thread()) return;
    delete execution.network;
    execution.network = nullptr;
}

namespace {

// A socket that blocks waits until `ready`.
template <typename Ready>
void wait_until(Ready ready) {
    struct Waiting final : Selecting {
        explicit Waiting(Ready& is_ready) : ready(is_ready) {}
        bool look() override { return ready(); }
        Ready& ready;
    } waiting(ready);
    while (!ready()) Threads::of_program().select(waiting, std::nullopt);
}

void number(SocketState& socket) { socket.id = new_id(ObjectType::io); }

} // namespace

void SocketState::close() {
    if (std::exchange(closed, true)) return;
    if (connection) connection->here(first).closed = connection->here(first).no_more = true;
    if (listening && execution.network) execution.network->listening.erase(address.second);
    listening = nullptr;
}

bool SocketState::readable() const {
    if (listening) return !listening->waiting.empty();
    return connection && (!connection->here(first).inbox.empty() || connection->there(first).no_more);
}

bool SocketState::writable() const {
    if (!connection) return false;
    auto const& there = connection->there(first);
    return there.closed || there.inbox.size() < capacity;
}

void Socket::bind(Address const& address) const {
    Network& network = Network::of_program();
    if (network.listening.contains(address.second)) throw OSError("[Errno 98] Address already in use");
    state_->address = address;
    if (state_->address.first.empty()) state_->address.first = "0.0.0.0";
    if (address.second == 0) state_->address.second = network.free_port();
    state_->listening = std::make_shared<ListeningSocket>();
    number(*state_);
}

void Socket::listen() const {
    if (!state_->listening) throw OSError("[Errno 22] Invalid argument");
    Network::of_program().listening[state_->address.second] = state_->listening;
}

std::optional<std::pair<Socket, Address>> Socket::try_accept() const {
    auto& listening = state_->listening;
    if (!listening) throw OSError("[Errno 22] Invalid argument");
    if (state_->blocking) wait_until([&] { return !listening->waiting.empty(); });
    if (listening->waiting.empty()) return std::nullopt;
    Socket const accepted;
    accepted.state_->connection = std::move(listening->waiting.front());
    listening->waiting.pop_front();
    accepted.state_->address = accepted.state_->connection->ends[1].address;
    number(*accepted.state_);
    return std::pair(accepted, accepted.getpeername());
}

std::pair<Socket, Address> Socket::accept() const {
    auto accepted = try_accept();
    if (!accepted) throw BlockingIOError();
    return *std::move(accepted);
}

void Socket::connect(Address const& address) const {
    Network& network = Network::of_program();
    auto const found = network.listening.find(address.second);
    auto const listening = found == network.listening.end() ? nullptr : found->second.lock();
    if (!listening) throw ConnectionRefusedError();
    auto const connection = std::make_shared<ConnectedSockets>();
    state_->address = {address.first, network.free_port()};
    connection->ends[0].address = state_->address;
    connection->ends[1].address = address;
    state_->connection = connection;
    state_->first = true;
    number(*state_);
    listening->waiting.push_back(connection);
    if (!state_->blocking) throw BlockingIOError();
}

Address Socket::getpeername() const {
    if (!state_->connection) throw OSError("[Errno 107] Transport endpoint is not connected");
    return state_->connection->there(state_->first).address;
}

std::optional<Bytes> Socket::try_recv(std::size_t size) const {
    if (state_->closed) throw OSError("[Errno 9] Bad file descriptor");
    if (!state_->connection) throw OSError("[Errno 107] Transport endpoint is not connected");
    if (state_->blocking) wait_until([&] { return state_->readable(); });
    if (!state_->readable()) return std::nullopt;
    auto& inbox = state_->connection->here(state_->first).inbox;
    Bytes received(inbox.substr(0, size));
    inbox.erase(0, size);
    return received;
}

Bytes Socket::recv(std::size_t size) const {
    auto received = try_recv(size);
    if (!received) throw BlockingIOError();
    return *std::move(received);
}

std::optional<std::size_t> Socket::try_send(std::string_view data) const {
    if (state_->closed) throw OSError("[Errno 9] Bad file descriptor");
    if (!state_->connection) throw BrokenPipeError();
    if (state_->blocking) wait_until([&] { return state_->writable(); });
    auto& there = state_->connection->there(state_->first);
    if (there.closed || state_->connection->here(state_->first).no_more) throw BrokenPipeError();
    if (!state_->writable()) return std::nullopt;
    std::string_view const sent = data.substr(0, capacity - there.inbox.size());
    there.inbox += sent;
    return sent.size();
}

std::size_t Socket::send(Bytes const& data) const {
    auto const sent = try_send(data.view());
    if (!sent) throw BlockingIOError();
    return *sent;
}

void Socket::shutdown() const {
    if (!state_->connection) throw OSError("[Errno 107] Transport endpoint is not connected");
    state_->connection->here(state_->first).no_more = true;
}

std::pair<Socket, Socket> socketpair() {
    Socket const one;
    Socket const other;
    one.state()->connection = other.state()->connection = std::make_shared<ConnectedSockets>();
    one.state()->first = true;
    number(*one.state());
    number(*other.state());
    return {one, other};
}

} // namespace aio
