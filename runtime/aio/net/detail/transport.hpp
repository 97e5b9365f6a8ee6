// A connection's transport (asyncio/selector_events.py, _SelectorSocketTransport): reads what comes and gives
// it to the protocol, writes at once what there is room for and the rest when there is.
#pragma once
#include "aio/loop/future.hpp"
#include "aio/net/loop_io.hpp"
#include "aio/net/socket.hpp"

#include <cstddef>
#include <exception>
#include <memory>
#include <string>

namespace aio {

class StreamReaderProtocol;
struct ServerState;

class Transport final : public std::enable_shared_from_this<Transport> {
  public:
    // Queues what tells the protocol that the connection is there, then reads, then completes `waiter`.
    static std::shared_ptr<Transport> make(EventLoop& loop, Socket socket,
                                           std::shared_ptr<StreamReaderProtocol> protocol,
                                           Ref<FutureState<void>> waiter,
                                           std::shared_ptr<ServerState> server = {});

    void write(Bytes const& data); // RuntimeError after write_eof()
    void write_eof();
    void close(); // what is still to be written is written first
    bool is_closing() const { return closing_; }
    void pause_reading();
    void resume_reading();
    Socket const& socket() const { return socket_; }
    EventLoop* loop() const { return loop_; } // null once the connection is lost
    void abandon();                           // the loop is gone: does nothing more

  private:
    Transport(EventLoop& loop, Socket socket, std::shared_ptr<StreamReaderProtocol> protocol,
              std::shared_ptr<ServerState> server);

    void start_reading();
    void read_ready();
    void write_ready();
    void fail(std::exception_ptr error);
    void lose_connection_soon(std::exception_ptr error);
    void lose_connection(std::exception_ptr const& error);

    EventLoop* loop_;
    Socket socket_;
    std::shared_ptr<StreamReaderProtocol> protocol_;
    std::shared_ptr<ServerState> server_;
    std::string buffer_; // what there was no room for
    bool closing_ = false;
    bool lost_ = false; // or about to be
    bool reading_paused_ = false;
    bool protocol_paused_ = false;
    bool eof_ = false;
};

} // namespace aio
