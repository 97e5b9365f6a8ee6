#include "aio/net/detail/transport.hpp"

#include "aio/loop/detail/set_result.hpp"
#include "aio/loop/loop.hpp"
#include "aio/net/server.hpp"
#include "aio/net/streams.hpp"

#include <utility>

namespace aio {
namespace {

constexpr std::size_t read_size = 256 * 1024;
constexpr std::size_t high_water = 64 * 1024; // bytes to be written from which the protocol pauses
constexpr std::size_t low_water = high_water / 4;

} // namespace

Transport::Transport(EventLoop& loop, Socket socket, std::shared_ptr<StreamReaderProtocol> protocol,
                     std::shared_ptr<ServerState> server)
    : loop_(&loop), socket_(std::move(socket)), protocol_(std::move(protocol)), server_(std::move(server)) {}

std::shared_ptr<Transport> Transport::make(EventLoop& loop, Socket socket,
                                           std::shared_ptr<StreamReaderProtocol> protocol,
                                           Ref<FutureState<void>> waiter,
                                           std::shared_ptr<ServerState> server) {
    std::shared_ptr<Transport> const transport(
        new Transport(loop, std::move(socket), std::move(protocol), std::move(server)));
    if (transport->server_) ++transport->server_->active;
    LoopAccess(loop).io().add_transport(transport);
    loop.call_soon([transport] { transport->protocol_->connection_made(transport); },
                   "StreamReaderProtocol.connection_made");
    loop.call_soon([transport] { transport->start_reading(); }, "_SelectorTransport._add_reader");
    LoopAccess(loop).call_soon(*make_ref<SetResult>(loop, std::move(waiter), Cancelled::is_left));
    return transport;
}

void Transport::start_reading() {
    if (closing_ || reading_paused_ || !loop_) return;
    loop_->add_reader(
        socket_, [self = shared_from_this()] { self->read_ready(); }, "_SelectorSocketTransport._read_ready");
}

void Transport::pause_reading() {
    if (closing_ || reading_paused_) return;
    reading_paused_ = true;
    loop_->remove_reader(socket_);
}

void Transport::resume_reading() {
    if (closing_ || !reading_paused_) return;
    reading_paused_ = false;
    start_reading();
}

void Transport::read_ready() {
    if (lost_) return;
    auto const received = socket_.try_recv(read_size);
    if (!received) return;
    if (!received->empty()) {
        protocol_->data_received(*received);
        return;
    }
    protocol_->eof_received();
    loop_->remove_reader(socket_); // it may still write
}

void Transport::write(Bytes const& data) {
    if (eof_) throw RuntimeError("Cannot call write() after write_eof()");
    if (data.empty() || lost_) return;
    std::size_t sent = 0;
    if (buffer_.empty()) {
        try {
            sent = socket_.try_send(data.view()).value_or(0);
        } catch (OSError const&) {
            fail(std::current_exception());
            return;
        }
        if (sent == data.size()) return;
        loop_->add_writer(
            socket_, [self = shared_from_this()] { self->write_ready(); },
            execution.rules.transport_writes_by_sendmsg ? "_SelectorSocketTransport._write_sendmsg"
                                                        : "_SelectorSocketTransport._write_ready");
    }
    buffer_ += data.view().substr(sent);
    if (buffer_.size() > high_water && !std::exchange(protocol_paused_, true)) protocol_->pause_writing();
}

void Transport::write_ready() {
    if (lost_) return;
    try {
        buffer_.erase(0, socket_.try_send(buffer_).value_or(0));
    } catch (OSError const&) {
        loop_->remove_writer(socket_);
        buffer_.clear();
        fail(std::current_exception());
        return;
    }
    if (protocol_paused_ && buffer_.size() <= low_water) {
        protocol_paused_ = false;
        protocol_->resume_writing();
    }
    if (!buffer_.empty()) return;
    loop_->remove_writer(socket_);
    if (closing_)
        lose_connection(nullptr);
    else if (eof_)
        socket_.shutdown();
}

void Transport::write_eof() {
    if (closing_ || eof_) return;
    eof_ = true;
    if (buffer_.empty()) socket_.shutdown();
}

void Transport::close() {
    if (closing_) return;
    closing_ = true;
    loop_->remove_reader(socket_);
    if (!buffer_.empty()) return;
    loop_->remove_writer(socket_);
    lose_connection_soon(nullptr);
}

void Transport::fail(std::exception_ptr error) {
    if (lost_) return;
    if (!buffer_.empty()) {
        buffer_.clear();
        loop_->remove_writer(socket_);
    }
    if (!std::exchange(closing_, true)) loop_->remove_reader(socket_);
    lose_connection_soon(std::move(error));
}

void Transport::lose_connection_soon(std::exception_ptr error) {
    lost_ = true;
    loop_->call_soon([self = shared_from_this(), error = std::move(error)] { self->lose_connection(error); },
                     "_SelectorSocketTransport._call_connection_lost");
}

void Transport::lose_connection(std::exception_ptr const& error) {
    auto const self = shared_from_this();
    lost_ = true;
    if (auto const protocol = std::exchange(protocol_, nullptr)) protocol->connection_lost(error);
    socket_.close();
    loop_ = nullptr;
    if (auto const server = std::exchange(server_, nullptr)) server->detach();
}

void Transport::abandon() {
    closing_ = lost_ = true;
    loop_ = nullptr;
    server_ = nullptr;
    if (auto const protocol = std::exchange(protocol_, nullptr)) protocol->abandon();
}

} // namespace aio
