// Streams (asyncio/streams.py): a connection as something to read from and something to write to.
#pragma once
#include "aio/coro/detail/library_coro.hpp"
#include "aio/loop/future.hpp"
#include "aio/loop/task.hpp"
#include "aio/net/detail/transport.hpp"
#include "aio/net/socket.hpp"
#include "aio/python/bytes.hpp"

#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace aio {

class EOFError : public Exception {
  public:
    using Exception::Exception;
    char const* type_name() const noexcept override { return "EOFError"; }
};

// The end of the file came before all that was asked for.
class IncompleteReadError : public EOFError {
  public:
    IncompleteReadError(Bytes partial, std::optional<std::size_t> expected);
    char const* type_name() const noexcept override { return "IncompleteReadError"; }
    Bytes const& partial() const { return partial_; }
    std::optional<std::size_t> expected() const { return expected_; }

  private:
    Bytes partial_;
    std::optional<std::size_t> expected_;
};

// No separator within the stream's limit.
class LimitOverrunError : public Exception {
  public:
    LimitOverrunError(std::string const& message, std::size_t consumed)
        : Exception(message), consumed_(consumed) {}
    char const* type_name() const noexcept override { return "LimitOverrunError"; }
    std::size_t consumed() const { return consumed_; }

  private:
    std::size_t consumed_;
};

class ConnectionResetError : public OSError {
  public:
    using OSError::OSError;
    char const* type_name() const noexcept override { return "ConnectionResetError"; }
};

// What has come and was not read yet.
class StreamReaderState {
  public:
    StreamReaderState(std::size_t limit, EventLoop& loop);

    void set_transport(std::shared_ptr<Transport> const& transport) {
        transport_ = transport;
        socket = transport->socket();
    }
    void feed_data(Bytes const& data);
    void feed_eof();
    void set_exception(std::exception_ptr error);
    void raise_exception() const {
        if (exception_) std::rethrow_exception(exception_);
    }
    std::string take(std::size_t size); // from the front
    void resume_if_short();

    std::optional<Socket> socket; // for texts, once there is a connection
    std::string buffer;
    std::size_t limit;
    bool eof = false;

  private:
    friend class StreamReader;
    void wake_up();

    EventLoop& loop_;
    std::weak_ptr<Transport> transport_;
    std::exception_ptr exception_;
    Ref<FutureState<void>> waiter_;
    bool paused_ = false;
};

// A program's reference to a stream to read from. One task at a time may wait: RuntimeError. `async for` over
// it gives its lines (async_for.hpp).
class StreamReader {
  public:
    explicit StreamReader(std::shared_ptr<StreamReaderState> state) : state_(std::move(state)) {}

    // With its end of line, but for the last one; empty at the end of file. ValueError beyond the limit.
    Library<Bytes> readline() const;
    // With the separator. IncompleteReadError, LimitOverrunError.
    Library<Bytes> readuntil(Bytes separator = "\n") const;
    // What there is, at most `size`; empty at the end of file. -1: all up to there.
    Library<Bytes> read(std::ptrdiff_t size = -1) const;
    Library<Bytes> readexactly(std::ptrdiff_t size) const; // IncompleteReadError
    Library<Bytes> anext() const; // as readline; StopAsyncIteration at the end of the file
    bool at_eof() const { return state_->eof && state_->buffer.empty(); }
    std::exception_ptr exception() const { return state_->exception_; }
    // For who brings the bytes, if no transport does.
    void feed_data(Bytes const& data) const { state_->feed_data(data); }
    void feed_eof() const { state_->feed_eof(); }
    std::shared_ptr<StreamReaderState> const& state() const { return state_; }

  private:
    using State = std::shared_ptr<StreamReaderState>;
    static Library<void> wait_for_data(State state, char const* function);
    static Library<Bytes> until(State state, Bytes separator);
    static Library<Bytes> line(State state);
    static Library<Bytes> line_or_end(State state);
    static Library<Bytes> some(State state, std::ptrdiff_t size);
    static Library<Bytes> exactly(State state, std::ptrdiff_t size);

    State state_;
};

std::string repr(StreamReader const& reader); // <StreamReader i3>

class StreamWriterState;

// A program's reference to a stream to write to. Dropping the last one closes the connection.
class StreamWriter {
  public:
    explicit StreamWriter(std::shared_ptr<StreamWriterState> state) : state_(std::move(state)) {}

    void write(Bytes const& data) const; // sends what there is room for, keeps the rest
    void writelines(std::vector<Bytes> const& lines) const;
    void write_eof() const;
    bool can_write_eof() const { return true; }
    Library<void> drain() const; // waits while too much is kept. ConnectionResetError once it is lost
    void close() const;
    bool is_closing() const;
    Library<void> wait_closed() const;
    // "socket", "sockname" or "peername"; None for what else there is in asyncio.
    Object get_extra_info(std::string_view name) const;
    std::shared_ptr<StreamWriterState> const& state() const { return state_; }

  private:
    std::shared_ptr<StreamWriterState> state_;
};

std::string repr(StreamWriter const& writer); // <StreamWriter i3>

using ClientConnected = std::function<Coro<void>(StreamReader, StreamWriter)>;

// Between a transport and its streams.
class StreamReaderProtocol final : public std::enable_shared_from_this<StreamReaderProtocol> {
  public:
    // `client_connected`: of a server, what serves a client; it becomes a task.
    StreamReaderProtocol(EventLoop& loop, std::shared_ptr<StreamReaderState> const& reader,
                         ClientConnected client_connected, std::string_view purpose);
    ~StreamReaderProtocol() { closed->forget_exception(); }

    void connection_made(std::shared_ptr<Transport> const& transport);
    void connection_lost(std::exception_ptr const& error);
    void data_received(Bytes const& data);
    void eof_received();
    void pause_writing() { paused = true; }
    void resume_writing();
    void abandon();

    Ref<FutureState<void>> const closed;
    std::deque<Ref<FutureState<void>>> drain_waiters;
    bool paused = false;
    bool lost = false;

  private:
    EventLoop& loop_;
    std::weak_ptr<StreamReaderState> reader_;
    std::shared_ptr<StreamReaderState> first_reader_; // until somebody else holds it
    std::shared_ptr<StreamWriterState> writer_;       // of a server
    ClientConnected client_connected_;
};

class StreamWriterState {
  public:
    StreamWriterState(std::shared_ptr<Transport> with, std::shared_ptr<StreamReaderProtocol> by,
                      std::shared_ptr<StreamReaderState> from, EventLoop& loop, std::string_view purpose);
    StreamWriterState(StreamWriterState const&) = delete;
    StreamWriterState& operator=(StreamWriterState const&) = delete;
    ~StreamWriterState();

    std::shared_ptr<Transport> transport;
    std::shared_ptr<StreamReaderProtocol> protocol;
    std::shared_ptr<StreamReaderState> reader;

  private:
    Ref<FutureState<void>> complete_; // asyncio's, which a done task may return
};

constexpr std::size_t default_limit = 1U << 16U; // bytes of a line, and half of what is read ahead

// Connects to a server of this program. ConnectionRefusedError if nobody listens there.
Library<std::pair<StreamReader, StreamWriter>> open_connection(std::string host, int port,
                                                               std::size_t limit = default_limit);

} // namespace aio
