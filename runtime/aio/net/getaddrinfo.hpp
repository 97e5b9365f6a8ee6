// Host names (loop.getaddrinfo): what they are on this machine.
#pragma once
#include "aio/coro/detail/library_coro.hpp"
#include "aio/loop/loop.hpp"
#include "aio/net/socket.hpp"
#include "aio/python/errors.hpp"

#include <string>
#include <vector>

namespace aio {

// socket.gaierror: a name that nobody knows.
class GaiError : public OSError {
  public:
    GaiError() : OSError("[Errno -2] Name or service not known") {}
    char const* type_name() const noexcept override { return "gaierror"; }
    std::string arguments_repr() const override { return "-2, 'Name or service not known'"; }
};

// One of the addresses that getaddrinfo gives.
struct AddressInfo {
    Address address;
};
std::string repr(AddressInfo const& info); // (<AddressFamily.AF_INET: 2>, <SocketKind.SOCK_STREAM: 1>, 6, ...

// An IP address is what it is. A name is looked up in a thread of the loop's own pool, as CPython does;
// traces leave out what the thread does, but not the future that waits for it. "localhost" is 127.0.0.1, ""
// all addresses of this machine; GaiError for every other name, since sockets stay in memory.
Library<std::vector<AddressInfo>> ensure_resolved(EventLoop& loop, Address address);

} // namespace aio
