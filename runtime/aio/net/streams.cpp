#include "aio/net/streams.hpp"

#include "aio/base/finally.hpp"
#include "aio/loop/loop.hpp"
#include "aio/net/getaddrinfo.hpp"
#include "aio/net/loop_io.hpp"
#include "aio/python/stop_iteration.hpp"
#include "aio/tasks/sleep.hpp"

#include <algorithm>
#include <utility>

namespace aio {
namespace {

std::string_view library_call() { return thread_state.driver->leaf->library_call; }

Ref<FutureState<void>> make_future(EventLoop& loop, std::string_view purpose) {
    return make_ref<FutureState<void>>(loop, purpose);
}

void complete(Ref<FutureState<void>> const& future) {
    if (!future->done()) future->set_result({});
}

} // namespace

IncompleteReadError::IncompleteReadError(Bytes partial, std::optional<std::size_t> expected)
    : EOFError(std::to_string(partial.size()) + " bytes read on a total of " +
               (expected ? std::to_string(*expected) : "undefined") + " expected bytes"),
      partial_(std::move(partial)), expected_(expected) {}

// The reader

StreamReaderState::StreamReaderState(std::size_t longest, EventLoop& loop) : limit(longest), loop_(loop) {
    if (limit == 0) throw ValueError("Limit cannot be <= 0");
}

void StreamReaderState::wake_up() {
    if (auto const waiter = std::exchange(waiter_, nullptr))
        if (!waiter->cancelled()) waiter->set_result({});
}

void StreamReaderState::feed_eof() {
    eof = true;
    wake_up();
}

void StreamReaderState::set_exception(std::exception_ptr error) {
    exception_ = error;
    if (auto const waiter = std::exchange(waiter_, nullptr))
        if (!waiter->cancelled()) static_cast<FutureBase&>(*waiter).set_exception(std::move(error));
}

void StreamReaderState::feed_data(Bytes const& data) {
    if (data.empty()) return;
    buffer += data.data();
    wake_up();
    auto const transport = transport_.lock();
    if (!transport || paused_ || buffer.size() <= 2 * limit) return;
    transport->pause_reading();
    paused_ = true;
}

std::string StreamReaderState::take(std::size_t size) {
    auto taken = buffer.substr(0, size);
    buffer.erase(0, size);
    return taken;
}

void StreamReaderState::resume_if_short() {
    if (!paused_ || buffer.size() > limit) return;
    paused_ = false;
    if (auto const transport = transport_.lock()) transport->resume_reading();
}

Library<void> StreamReader::wait_for_data(State state, char const* function) {
    if (state->waiter_)
        throw RuntimeError(std::string(function) +
                           "() called while another coroutine is already waiting for incoming data");
    if (state->paused_) { // who waits for more than the limit would wait for ever
        state->paused_ = false;
        if (auto const transport = state->transport_.lock()) transport->resume_reading();
    }
    state->waiter_ = make_future(state->loop_, library_call());
    Future<void> const waiter(state->waiter_);
    Finally const left([&] { state->waiter_ = nullptr; });
    co_await waiter;
}

Library<Bytes> StreamReader::until(State state, Bytes separator) {
    if (separator.empty()) throw ValueError("Separator should be at least one-byte string");
    state->raise_exception();
    std::size_t offset = 0; // no separator begins before it
    std::size_t found = std::string::npos;
    for (;;) {
        if (state->buffer.size() >= offset + separator.size()) {
            found = state->buffer.find(separator.data(), offset);
            if (found != std::string::npos) break;
            offset = state->buffer.size() + 1 - separator.size();
            if (offset > state->limit)
                throw LimitOverrunError("Separator is not found, and chunk exceed the limit", offset);
        }
        if (state->eof) throw IncompleteReadError(std::exchange(state->buffer, {}), std::nullopt);
        co_await wait_for_data(state, "readuntil");
    }
    if (found > state->limit)
        throw LimitOverrunError("Separator is found, but chunk is longer than limit", found);
    Bytes chunk = state->take(found + separator.size());
    state->resume_if_short();
    co_return chunk;
}

Library<Bytes> StreamReader::line(State state) {
    try {
        Bytes read = co_await until(state, "\n");
        co_return read;
    } catch (IncompleteReadError const& error) {
        co_return error.partial();
    } catch (LimitOverrunError const& error) {
        if (state->buffer.compare(error.consumed(), 1, "\n") == 0)
            state->buffer.erase(0, error.consumed() + 1);
        else
            state->buffer.clear();
        state->resume_if_short();
        throw ValueError(error.message());
    }
}

Library<Bytes> StreamReader::line_or_end(State state) {
    Bytes read = co_await line(std::move(state));
    if (read.empty()) throw StopAsyncIteration();
    co_return read;
}

Library<Bytes> StreamReader::some(State state, std::ptrdiff_t size) {
    state->raise_exception();
    if (size == 0) co_return Bytes();
    if (size < 0) {
        std::string all;
        for (;;) {
            Bytes const block = co_await some(state, static_cast<std::ptrdiff_t>(state->limit));
            if (block.empty()) break;
            all += block.data();
        }
        co_return Bytes(all);
    }
    if (state->buffer.empty() && !state->eof) co_await wait_for_data(state, "read");
    Bytes data = state->take(static_cast<std::size_t>(size));
    state->resume_if_short();
    co_return data;
}

Library<Bytes> StreamReader::exactly(State state, std::ptrdiff_t size) {
    if (size < 0) throw ValueError("readexactly size can not be less than zero");
    state->raise_exception();
    auto const wanted = static_cast<std::size_t>(size);
    while (state->buffer.size() < wanted) {
        if (state->eof) throw IncompleteReadError(std::exchange(state->buffer, {}), wanted);
        co_await wait_for_data(state, "readexactly");
    }
    Bytes data = state->take(wanted);
    if (wanted > 0) state->resume_if_short();
    co_return data;
}

Library<Bytes> StreamReader::readline() const { return line(state_).named("streamreader.readline"); }
Library<Bytes> StreamReader::anext() const { return line_or_end(state_).named("streamreader.readline"); }
Library<Bytes> StreamReader::readuntil(Bytes separator) const {
    return until(state_, std::move(separator)).named("streamreader.readuntil");
}
Library<Bytes> StreamReader::read(std::ptrdiff_t size) const {
    return some(state_, size).named("streamreader.read");
}
Library<Bytes> StreamReader::readexactly(std::ptrdiff_t size) const {
    return exactly(state_, size).named("streamreader.readexactly");
}

std::string repr(StreamReader const& reader) {
    auto const& socket = reader.state()->socket;
    return "<StreamReader " + (socket ? repr(*socket) : std::string()) + ">";
}

// The protocol

StreamReaderProtocol::StreamReaderProtocol(EventLoop& loop, std::shared_ptr<StreamReaderState> const& reader,
                                           ClientConnected client_connected, std::string_view purpose)
    : closed(make_future(loop, purpose)), loop_(loop), reader_(reader),
      client_connected_(std::move(client_connected)) {
    if (client_connected_) first_reader_ = reader;
}

void StreamReaderProtocol::connection_made(std::shared_ptr<Transport> const& transport) {
    auto const reader = reader_.lock();
    if (reader) reader->set_transport(transport);
    if (!client_connected_) return;
    writer_ = std::make_shared<StreamWriterState>(transport, shared_from_this(), reader, loop_,
                                                  "streamreaderprotocol.connection_made");
    auto const task = loop_.create_task(client_connected_(StreamReader(reader), StreamWriter(writer_)));
    auto const ended = [transport](FutureBase& served) {
        if (served.cancelled() && !execution.rules.cancelled_client_is_no_error) served.check_result();
        bool const failed = !served.cancelled() && served.exception();
        EventLoop* const loop = transport->loop();
        if (!loop || !(failed || served.cancelled())) return;
        if (failed)
            loop->call_exception_handler(ExceptionContext("Unhandled exception in client_connected_cb"));
        transport->close();
    };
    if (execution.rules.failed_client_is_reported)
        task.add_done_callback(ended, "StreamReaderProtocol.connection_made.<locals>.callback");
    first_reader_ = nullptr;
}

void StreamReaderProtocol::connection_lost(std::exception_ptr const& error) {
    if (auto const reader = reader_.lock()) {
        if (error)
            reader->set_exception(error);
        else
            reader->feed_eof();
    }
    if (!closed->done()) {
        if (error)
            static_cast<FutureBase&>(*closed).set_exception(error);
        else
            closed->set_result({});
    }
    lost = true;
    if (paused) {
        for (auto const& waiter : drain_waiters) {
            if (waiter->done()) continue;
            if (error)
                static_cast<FutureBase&>(*waiter).set_exception(error);
            else
                waiter->set_result({});
        }
    }
    reader_.reset();
    writer_ = nullptr;
}

void StreamReaderProtocol::data_received(Bytes const& data) {
    if (auto const reader = reader_.lock()) reader->feed_data(data);
}

void StreamReaderProtocol::eof_received() {
    if (auto const reader = reader_.lock()) reader->feed_eof();
}

void StreamReaderProtocol::resume_writing() {
    paused = false;
    for (auto const& waiter : drain_waiters) complete(waiter);
}

void StreamReaderProtocol::abandon() {
    first_reader_ = nullptr;
    writer_ = nullptr;
}

// The writer

StreamWriterState::StreamWriterState(std::shared_ptr<Transport> with,
                                     std::shared_ptr<StreamReaderProtocol> by,
                                     std::shared_ptr<StreamReaderState> from, EventLoop& loop,
                                     std::string_view purpose)
    : transport(std::move(with)), protocol(std::move(by)), reader(std::move(from)),
      complete_(make_future(loop, purpose)) {
    complete_->set_result({});
}

StreamWriterState::~StreamWriterState() {
    if (EventLoop* const loop = transport->loop(); loop && !loop->is_closed()) transport->close();
}

void StreamWriter::write(Bytes const& data) const { state_->transport->write(data); }

void StreamWriter::writelines(std::vector<Bytes> const& lines) const {
    std::string all;
    for (auto const& line : lines) all += line.data();
    write(all);
}

void StreamWriter::write_eof() const { state_->transport->write_eof(); }
void StreamWriter::close() const { state_->transport->close(); }
bool StreamWriter::is_closing() const { return state_->transport->is_closing(); }

namespace {

Library<void> drain_stream(std::shared_ptr<StreamWriterState> writer) {
    if (writer->reader) writer->reader->raise_exception();
    // So that the loop can tell of a lost connection.
    if (writer->transport->is_closing()) co_await sleep(0);
    auto const protocol = writer->protocol;
    if (protocol->lost) throw ConnectionResetError("Connection lost");
    if (!protocol->paused) co_return;
    auto const waiter = make_future(*writer->transport->loop(), library_call());
    protocol->drain_waiters.push_back(waiter);
    Finally const left([&] { std::erase(protocol->drain_waiters, waiter); });
    Future<void> const drained(waiter);
    co_await drained;
}

Library<void> wait_until_closed(std::shared_ptr<StreamWriterState> writer) {
    Future<void> const closed(writer->protocol->closed);
    co_await closed;
}

Library<std::pair<StreamReader, StreamWriter>> open(std::string host, int port, std::size_t limit) {
    EventLoop& loop = get_running_loop();
    auto const reader = std::make_shared<StreamReaderState>(limit, loop);
    auto const protocol =
        std::make_shared<StreamReaderProtocol>(loop, reader, ClientConnected(), library_call());
    auto const infos = co_await ensure_resolved(loop, Address(std::move(host), port));
    Socket const socket;
    socket.setblocking(false);
    Future<None> const connected = detail::start_connect(loop, socket, infos.front().address);
    co_await connected;
    auto const waiter = make_future(loop, library_call());
    auto const transport = Transport::make(loop, socket, protocol, waiter);
    Finally const unless_made([&] {
        if (!waiter->done() || waiter->cancelled())
            if (transport->loop() && !transport->loop()->is_closed()) transport->close();
    });
    Future<void> const made(waiter);
    co_await made;
    auto const writer =
        std::make_shared<StreamWriterState>(transport, protocol, reader, loop, library_call());
    co_return std::pair(StreamReader(reader), StreamWriter(writer));
}

} // namespace

Library<void> StreamWriter::drain() const { return drain_stream(state_).named("streamwriter.drain"); }
Library<void> StreamWriter::wait_closed() const {
    return wait_until_closed(state_).named("streamwriter.wait_closed");
}

Object StreamWriter::get_extra_info(std::string_view name) const {
    Socket const& socket = state_->transport->socket();
    if (name == "socket") return socket;
    if (name == "sockname") return socket.getsockname();
    if (name == "peername") return socket.getpeername();
    return {};
}

std::string repr(StreamWriter const& writer) {
    return "<StreamWriter " + repr(writer.state()->transport->socket()) + ">";
}

Library<std::pair<StreamReader, StreamWriter>> open_connection(std::string host, int port,
                                                               std::size_t limit) {
    return open(std::move(host), port, limit).named("open_connection");
}

} // namespace aio
