// Sockets in memory: pairs, and connections to an address of this machine that the program itself listens on.
// Bytes that were sent are there at the next look; after the other end was closed comes the end of file.
#pragma once
#include "aio/base/detail/execution.hpp"
#include "aio/python/bytes.hpp"
#include "aio/python/errors.hpp"
#include "aio/python/repr.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace aio {

// OSError with its number: BrokenPipeError(32, 'Broken pipe').
#define AIO_OS_ERROR(Name, Number, Text)                                                                     \
    class Name : public OSError {                                                                            \
      public:                                                                                                \
        Name() : OSError("[Errno " #Number "] " Text) {}                                                     \
        char const* type_name() const noexcept override { return #Name; }                                    \
        std::string arguments_repr() const override { return #Number ", '" Text "'"; }                       \
    }

AIO_OS_ERROR(BlockingIOError, 11, "Resource temporarily unavailable");
AIO_OS_ERROR(BrokenPipeError, 32, "Broken pipe");
AIO_OS_ERROR(ConnectionRefusedError, 111, "Connection refused");
#undef AIO_OS_ERROR

using Address = std::pair<std::string, int>; // host, port

struct ConnectedSockets; // what two connected sockets share
struct ListeningSocket;  // who waits to be accepted

// What a socket is, however many references to it there are.
class SocketState {
  public:
    SocketState() = default;
    SocketState(SocketState const&) = delete;
    SocketState& operator=(SocketState const&) = delete;
    ~SocketState() { close(); }

    void close();
    bool readable() const;
    bool writable() const;

    ObjectId id;
    Address address;
    bool blocking = true;
    bool closed = false;
    std::shared_ptr<ConnectedSockets> connection; // null: listening, or not connected
    std::shared_ptr<ListeningSocket> listening;
    bool first = false; // which of the connection's ends it is
};

// A program's reference to a socket.
class Socket {
  public:
    Socket() : state_(std::make_shared<SocketState>()) {}
    explicit Socket(std::shared_ptr<SocketState> state) : state_(std::move(state)) {}

    ObjectId id() const { return state_->id; }
    // A socket that blocks waits in the thread that asks, and nothing else of its loop runs meanwhile.
    void setblocking(bool blocking) const { state_->blocking = blocking; }

    void bind(Address const& address) const; // OSError; port 0: a free one
    void listen() const;
    std::pair<Socket, Address> accept() const;
    // A socket that does not block throws BlockingIOError and is writable at the next look.
    void connect(Address const& address) const;

    Bytes recv(std::size_t size) const;        // empty at the end of file
    std::size_t send(Bytes const& data) const; // how many bytes there was room for. BrokenPipeError
    void shutdown() const;                     // sends no more
    void close() const { state_->close(); }
    Address getsockname() const { return state_->address; }
    Address getpeername() const;

    // As above, but nothing instead of BlockingIOError.
    std::optional<std::pair<Socket, Address>> try_accept() const;
    std::optional<Bytes> try_recv(std::size_t size) const;
    std::optional<std::size_t> try_send(std::string_view data) const;

    std::shared_ptr<SocketState> const& state() const { return state_; }
    bool operator==(Socket const&) const = default;

  private:
    std::shared_ptr<SocketState> state_;
};

std::pair<Socket, Socket> socketpair();

inline std::string repr(Socket const& socket) { return to_string(socket.id()); }

// Forgets the running program's listening sockets and ports.
void end_network();

} // namespace aio
