#include "aio/net/getaddrinfo.hpp"

#include "aio/threads/executor.hpp"

#include <arpa/inet.h>

#include <array>

namespace aio {
namespace {

bool is_ip_address(std::string const& host) {
    std::array<unsigned char, sizeof(in6_addr)> parsed{};
    return inet_pton(AF_INET, host.c_str(), parsed.data()) == 1 ||
           inet_pton(AF_INET6, host.c_str(), parsed.data()) == 1;
}

std::vector<AddressInfo> only(std::string host, int port) {
    return {AddressInfo{Address(std::move(host), port)}};
}

std::vector<AddressInfo> look_up(Address const& address) {
    if (address.first.empty()) return only("0.0.0.0", address.second);
    if (address.first == "localhost") return only("127.0.0.1", address.second);
    throw GaiError();
}

} // namespace

std::string repr(AddressInfo const& info) {
    return "(<AddressFamily.AF_INET: 2>, <SocketKind.SOCK_STREAM: 1>, 6, '', " + aio::repr(info.address) +
           ")";
}

Library<std::vector<AddressInfo>> ensure_resolved(EventLoop& loop, Address address) {
    if (is_ip_address(address.first)) co_return only(address.first, address.second);
    char const* const call = thread_state.driver->leaf->library_call;
    auto const looking_up = [address] { return look_up(address); };
    auto const future = detail::wrap_future(LoopAccess(loop).default_executor().submit_unseen(looking_up),
                                            loop, call ? call : "getaddrinfo");
    co_return co_await future;
}

} // namespace aio
